import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const ROOT = resolve('nodes/Keap');

const files = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
	.filter((file) => file.endsWith('.ts'))
	.map((file) => join(ROOT, file));

/** The modules that a file imports: the folder of this node they are in, or their names. */
function importsOf(file: string): string[] {
	const code = readFileSync(file, 'utf8');
	const specifiers = [...code.matchAll(/^(?:import|export)\b(?:[^'";]*\bfrom)?\s*'([^']+)'/gm)];
	return specifiers.map(([, specifier]) =>
		specifier.startsWith('.') ? partOf(resolve(dirname(file), specifier)) : specifier,
	);
}

/** The part of the house that a path is in. */
function partOf(path: string): string {
	const [part, ...rest] = relative(ROOT, path).split('/');
	return rest.length ? part : part === 'resources' || part in MAY_IMPORT ? part : 'face';
}

/** Arrows point down only. */
const MAY_IMPORT: Record<string, string[]> = {
	face: ['resources', 'descriptor', 'run', 'editor', 'api', 'face'],
	messages: ['messages'],
	resources: ['resources', 'descriptor'],
	descriptor: ['descriptor'],
	run: ['run', 'descriptor', 'api', 'messages'],
	editor: ['editor', 'descriptor', 'api', 'messages'],
	api: ['api', 'messages'],
};

/** Modules from outside: types and errors of n8n, and for a client what it hashes keys with. */
const OUTSIDE = ['n8n-workflow', 'crypto'];

describe('arrows', () => {
	it.each(files.map((file) => [relative(ROOT, file), file]))('of %s point down', (_, file) => {
		const allowed = [...MAY_IMPORT[partOf(file)], ...OUTSIDE];
		expect(importsOf(file).filter((name) => !allowed.includes(name))).toEqual([]);
	});

	it('are seen at all', () => {
		expect(importsOf(join(ROOT, 'Keap.node.ts')).sort()).toEqual([
			'descriptor',
			'editor',
			'n8n-workflow',
			'resources',
			'run',
		]);
	});

	it.each(files.filter((file) => ['resources', 'descriptor'].includes(partOf(file))))(
		'of %s lead to no request',
		(file) => {
			const code = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
			expect(code).not.toMatch(
				/httpRequest|\bfetch\(|axios|node:https?|KeapClient|IExecuteFunctions/,
			);
		},
	);
});
