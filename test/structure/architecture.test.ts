import { readdirSync } from 'node:fs';
import { posix } from 'node:path';
import { first, present } from '../support/present';
import { answerOf } from '../support/program';

/** That the linter sees every import that points up, and every cycle. Which ones there are it says itself (`npm run lint`). */

const NODE = 'nodes/Keap';

/** The parts of the node: a file that may be imported from each, or none where there is none yet. */
const TARGETS: Record<string, string | undefined> = {
	node: `${NODE}/Keap.node`,
	resources: `${NODE}/resources/index`,
	descriptor: `${NODE}/descriptor/field`,
	run: `${NODE}/run/index`,
	'run/flows': `${NODE}/run/flows/single`,
	'run/outputs': `${NODE}/run/outputs/results`,
	'run/requests': `${NODE}/run/requests/request`,
	'run/inputs': `${NODE}/run/inputs/parameters`,
	'run/concurrency.ts': `${NODE}/run/concurrency`,
	'run/paths.ts': `${NODE}/run/paths`,
	trigger: `${NODE}/trigger/errors`,
	editor: `${NODE}/editor/index`,
	api: `${NODE}/api/client`,
	messages: `${NODE}/messages/hints`,
	'no part of the node': 'sandbox/index',
};

/** What each part may import beside itself, written down once more than in the rule. */
const ALLOWED: Record<string, string[]> = {
	node: ['resources', 'descriptor', 'run', 'trigger', 'editor'],
	resources: ['descriptor'],
	descriptor: [],
	run: [
		...['run/flows', 'run/outputs', 'run/requests', 'run/inputs'],
		...['run/concurrency.ts', 'run/paths.ts', 'descriptor', 'api', 'messages'],
	],
	'run/flows': [
		...['run/outputs', 'run/requests', 'run/inputs'],
		...['run/concurrency.ts', 'run/paths.ts', 'descriptor', 'api', 'messages'],
	],
	'run/outputs': [
		...['run/inputs', 'run/concurrency.ts', 'run/paths.ts', 'descriptor', 'api', 'messages'],
	],
	'run/requests': [
		...['run/inputs', 'run/concurrency.ts', 'run/paths.ts', 'descriptor', 'api', 'messages'],
	],
	'run/inputs': ['run/concurrency.ts', 'run/paths.ts', 'descriptor', 'api', 'messages'],
	'run/concurrency.ts': ['descriptor', 'api', 'messages'],
	'run/paths.ts': ['descriptor', 'api', 'messages'],
	trigger: [
		...['run', 'run/flows', 'run/outputs', 'run/requests', 'run/inputs'],
		...['run/concurrency.ts', 'run/paths.ts', 'descriptor', 'api', 'messages'],
	],
	editor: ['descriptor', 'api', 'messages'],
	api: ['messages'],
	messages: [],
};

/** The path of a made-up file of a part. */
function madeUp(part: string): string {
	if (part === 'node') return `${NODE}/MadeUp.node.ts`;
	return `${NODE}/${part.endsWith('.ts') ? part : `${part}/madeUp.ts`}`;
}

interface Case {
	file: string;
	text: string;
	/** The rules that it breaks. */
	breaks: string[];
}

const pathTo = (file: string, target: string) => {
	const path = posix.relative(posix.dirname(file), target);
	return path.startsWith('.') ? path : `./${path}`;
};

const DIRECTION = 'import-x/no-restricted-paths';
const CYCLE = 'keap/no-cycle';
const NETWORK = 'no-restricted-globals';
const FROM_OUTSIDE = '@typescript-eslint/no-restricted-imports';

/** How a file can import another one. */
const FORMS = [
	(path: string) => `import { made } from '${path}';\nexport const up = made;`,
	(path: string) => `import type { Made } from '${path}';\nexport type Up = Made;`,
	(path: string) => `export * from '${path}';`,
	(path: string) => `export type { Made } from '${path}';`,
];

const directions: Case[] = Object.entries(ALLOWED).flatMap(([part, allowed]) =>
	Object.entries(TARGETS).flatMap(([target, existing]) => {
		if (existing === undefined || (target === part && part.endsWith('.ts'))) return [];
		const file = madeUp(part);
		const own = target === part && part !== 'node';
		const good = own || allowed.includes(target);
		return FORMS.map((form, i) => ({
			file,
			text: form(pathTo(file, existing)),
			breaks: [
				...(good ? [] : [DIRECTION]),
				// Inputs send nothing: of the client they may know the types.
				...(part === 'run/inputs' && target === 'api' && i % 2 === 0 ? [FROM_OUTSIDE] : []),
			],
		}));
	}),
);

const VALUE = "import { sleep } from 'n8n-workflow';\nexport const wait = sleep;";
const TYPE = "import type { INode } from 'n8n-workflow';\nexport type Node = INode;";
const OTHER = "import { get } from 'https';\nexport const send = get;";
const FETCH = "export const send = () => fetch('https://example.com');";

const outside: Case[] = Object.keys(ALLOWED).flatMap((part) => {
	const file = madeUp(part);
	const noTypes = part === 'resources';
	const noValues = noTypes || part === 'descriptor';
	return [
		{ file, text: VALUE, breaks: noValues ? [FROM_OUTSIDE] : [] },
		{ file, text: TYPE, breaks: noTypes ? [FROM_OUTSIDE] : [] },
		{ file, text: OTHER, breaks: [FROM_OUTSIDE] },
		{ file, text: FETCH, breaks: [NETWORK] },
	];
});

/** `c.ts` exports a type of `b.ts`, which imports one of `a.ts`: what `a.ts` takes from either leads back to it. */
const A = 'test/structure/imports/a.ts';
const cycles: Case[] = [
	...['./b', './c'].flatMap((path) =>
		FORMS.map((form) => ({ file: A, text: form(path), breaks: [CYCLE] })),
	),
	{ file: A, text: "export type Up = import('./c').B;", breaks: [CYCLE] },
	{
		file: A,
		text: "export const up = async () => await import('./c');",
		breaks: [CYCLE],
	},
	{ file: A, text: first(FORMS)('./a'), breaks: [CYCLE] },
	{ file: A, text: first(FORMS)('../compiled'), breaks: [] },
	{ file: 'test/structure/imports/d.ts', text: present(FORMS[1])('./c'), breaks: [] },
];

/** What the linter says of each case, in one run. */
const lint = (cases: Case[]) => answerOf<string[][]>('test/structure/lintTexts.mjs', cases);

it.each([
	['imports within the node point down', directions, [DIRECTION, FROM_OUTSIDE]],
	['imports from outside are what n8n brings along', outside, [FROM_OUTSIDE, NETWORK]],
	['no file imports itself by way of others', cycles, [CYCLE]],
])('%s', (_, cases, rules) => {
	expect(cases.length).toBeGreaterThan(10);
	const found = lint(cases).map((broken) => rules.filter((rule) => broken.includes(rule)));
	const differing = cases.flatMap((wanted, i) =>
		String(wanted.breaks) === String(found[i]) ? [] : [{ ...wanted, found: found[i] }],
	);
	expect(differing).toEqual([]);
});

it('every folder of the node is a part', () => {
	const folders = readdirSync(NODE, { withFileTypes: true, recursive: true })
		.filter((entry) => entry.isDirectory())
		.map(({ parentPath, name }) => posix.relative(NODE, posix.join(parentPath, name)))
		.filter((folder) => !folder.includes('/') || folder.startsWith('run/'));
	// What n8n shows of the output is data.
	const parts = [...Object.keys(ALLOWED), '__schema__'];
	expect(folders.filter((folder) => !parts.some((part) => folder.startsWith(part)))).toEqual([]);
	const files = readdirSync(`${NODE}/run`).filter((file) => file.endsWith('.ts'));
	expect(files.sort()).toEqual([
		'concurrency.ts',
		'index.ts',
		'paths.ts',
		'readRecords.ts',
		'requestOptions.ts',
	]);
});
