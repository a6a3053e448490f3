import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/**
 * An ESLint rule: no file imports itself by way of others. Unlike `no-cycle` of eslint-plugin-import-x it counts imports of
 * types as well: files whose types need each other can't be understood one by one either.
 */
export const noCycle = {
	meta: {
		type: 'problem',
		docs: {
			description: 'Forbid imports that lead back to their own file, those of types included',
		},
		schema: [],
		messages: { cycle: 'This import leads back to this file: {{route}}' },
	},
	create(context) {
		const file = context.filename;
		const check = ({ source }) => {
			const imported = typeof source?.value === 'string' && resolve(file, source.value);
			const route = imported && routeBetween(imported, file);
			if (!route) return;
			const names = [...route, file].map((path) => relative(context.cwd, path));
			context.report({ node: source, messageId: 'cycle', data: { route: names.join(' → ') } });
		};
		return {
			ImportDeclaration: check,
			ExportNamedDeclaration: check,
			ExportAllDeclaration: check,
			ImportExpression: check,
			TSImportType: ({ argument }) => check({ source: argument.literal ?? argument }),
		};
	},
};

/** The shortest way along imports from one file to another; undefined where there is none. */
function routeBetween(from, to) {
	const before = new Map([[from, undefined]]);
	for (const file of before.keys()) {
		if (file === to) {
			const route = [];
			for (let step = before.get(file); step; step = before.get(step)) route.unshift(step);
			return route;
		}
		for (const next of importsOf(file)) if (!before.has(next)) before.set(next, file);
	}
	return undefined;
}

const SUFFIXES = ['', '.ts', '.mjs', '.cjs', '.js', '/index.ts'];

/** The file of this repository that a specifier means; undefined for packages. */
function resolve(from, specifier) {
	if (!specifier.startsWith('.')) return undefined;
	const path = join(dirname(from), specifier);
	return SUFFIXES.map((suffix) => path + suffix).find(
		(file) => existsSync(file) && statSync(file).isFile(),
	);
}

/** An editor lints for hours in one process: what is known of a file holds until the file changes. */
const known = new Map();

function importsOf(file) {
	const { mtimeMs } = statSync(file);
	const cached = known.get(file);
	if (cached?.mtimeMs === mtimeMs) return cached.imports;
	const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
	const imports = importedFiles.flatMap(({ fileName }) => resolve(file, fileName) ?? []);
	known.set(file, { mtimeMs, imports });
	return imports;
}
