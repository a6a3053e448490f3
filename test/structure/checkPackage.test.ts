import { readFileSync } from 'node:fs';
import { present } from '../support/present';
import { answerOf } from '../support/program';

/** That `npm run check:package` sees what is wrong with a package: each of these made-up ones has one mistake. */

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, unknown>;
const NODES = ['Keap', 'KeapTrigger', 'KeapPollingTrigger'];
const NODE = 'dist/nodes/Keap/Keap.node.js';
const ICON = 'dist/icons/keap.svg';
const SCHEMA = 'nodes/Keap/__schema__/v1.0.0/tag/get.json';

const classWith = (name: string, body: string) => `exports.${name} = class ${name} { ${body} };\n`;

/** A package in which nothing is wrong. */
const RIGHT: Record<string, string> = {
	'package.json': JSON.stringify(manifest),
	'README.md': '# n8n-nodes-keap\n',
	LICENSE: 'MIT\n',
	...Object.fromEntries(
		NODES.flatMap((name) => [
			[`dist/nodes/Keap/${name}.node.json`, '{}\n'],
			[
				`dist/nodes/Keap/${name}.node.js`,
				classWith(name, "description = { icon: 'file:../../icons/keap.svg' };"),
			],
		]),
	),
	'dist/credentials/KeapApiKey.credentials.js': classWith(
		'KeapApiKey',
		"icon = { light: 'file:../icons/keap.svg', dark: 'file:../icons/keap.dark.svg' };",
	),
	[ICON]: '<svg/>\n',
	'dist/icons/keap.dark.svg': '<svg/>\n',
	[`dist/${SCHEMA}`]: '{}\n',
};

interface Package {
	files: Record<string, string>;
	size?: number;
	schemas?: string[];
	exceptions?: Array<{ file: string; rule: string; why: string }>;
}

const without = (path: string): Package => ({
	files: Object.fromEntries(Object.entries(RIGHT).filter(([name]) => name !== path)),
});
const withFile = (path: string, text: string): Package => ({ files: { ...RIGHT, [path]: text } });
const withManifest = (changes: Record<string, unknown>): Package =>
	withFile('package.json', JSON.stringify({ ...manifest, ...changes }));

const EXTRA = 'does not belong in the package';

const MISTAKES: Array<[string, Package, string[]]> = [
	['a map to the sources', withFile('dist/nodes/Keap/Keap.node.js.map', '{}'), [EXTRA]],
	['a test', withFile('dist/nodes/Keap/a.test.js', 'exports.a = 1;\n'), [EXTRA]],
	['a source', withFile('nodes/Keap/Keap.node.ts', 'export const a = 1;\n'), [EXTRA]],
	['what the compiler leaves', withFile('dist/tsconfig.tsbuildinfo', '{}'), [EXTRA]],
	['no readme', without('README.md'), ['README.md is missing']],
	['no schema of an output', { ...without(`dist/${SCHEMA}`), schemas: [SCHEMA] }, ['is missing']],
	['a schema elsewhere', withFile('dist/__schema__/v1.0.0/tag/get.json', '{}'), [EXTRA]],
	['too much', { files: RIGHT, size: 10_000_000 }, ['kB packed, over', 'kB unpacked, over']],
	[
		'a dependency',
		withManifest({ dependencies: { lodash: '^4.0.0' } }),
		['package.json has dependencies', 'no-runtime-dependencies'],
	],
	[
		'another peer',
		withManifest({ peerDependencies: { 'n8n-workflow': '*', 'n8n-core': '*' } }),
		['peerDependencies must be', 'valid-peer-dependencies'],
	],
	['a node that is not there', without(NODE), [`${NODE}, which package.json names`]],
	['no codex file', without('dist/nodes/Keap/Keap.node.json'), ['the codex file of a node']],
	['a missing icon', without('dist/icons/keap.dark.svg'), ['keap.dark.svg, an icon of']],
	[
		'a node without an icon',
		withFile(NODE, classWith('Keap', "description = { icon: 'fa:users' };")),
		['has no icon of its own (fa:users)'],
	],
	['a class of another name', withFile(NODE, classWith('Keep', '')), ["can't be loaded"]],
	[
		'what runs when it is installed',
		withManifest({ scripts: { postinstall: 'node x.js' } }),
		['no-forbidden-lifecycle-scripts'],
	],
	[
		'a broken rule, turned off in a comment',
		withFile('dist/nodes/Keap/a.js', '/* eslint-disable */\nconsole.log(1);\n'),
		['no-console'],
	],
	[
		'an exception that nothing needs',
		{ files: RIGHT, exceptions: [{ file: NODE, rule: 'no-console', why: 'made up' }] },
		['remove its exception'],
	],
];

const PERMITTED: Package = {
	...withFile('dist/nodes/Keap/a.js', 'console.log(1);\n'),
	exceptions: [{ file: 'dist/nodes/Keap/a.js', rule: 'no-console', why: 'made up' }],
};

describe('the check of the package', () => {
	let found: string[][];

	beforeAll(() => {
		const packages = [
			{ files: RIGHT, schemas: [SCHEMA] },
			PERMITTED,
			...MISTAKES.map(([, broken]) => broken),
		];
		found = answerOf<string[][]>('test/structure/checkPackages.mjs', packages);
	});

	it('finds nothing where nothing is wrong', () => {
		expect(found[0]).toEqual([]);
	});

	it('finds nothing where the one thing is an exception', () => {
		expect(found[1]).toEqual([]);
	});

	it.each(MISTAKES.map(([name, , wanted], index) => [name, wanted, index] as const))(
		'finds %s, and nothing else',
		(_, wanted, index) => {
			expect(present(found[index + 2])).toEqual(
				wanted.map((text): unknown => expect.stringContaining(text)),
			);
		},
	);
});
