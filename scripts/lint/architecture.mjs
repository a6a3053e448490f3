/**
 * Which part of the node may import which: node classes → resources → descriptor, node classes → trigger → run, and
 * run, editor → api → messages; within run: index → flows → outputs, requests → inputs. Paths are below nodes/Keap. A part may always
 * import itself; imports of types count like others.
 */
const RUN_TOOLS = ['run/concurrency.ts', 'run/paths.ts'];
const BELOW_RUN = ['api', 'descriptor', 'messages'];

const MAY_IMPORT = {
	'*.node.ts': [
		'resources',
		'descriptor',
		'run/index.ts',
		'trigger',
		'editor',
		'compiled.ts',
		'lazyMethods.ts',
		'methods.ts',
	],
	'compiled.ts': ['resources', 'descriptor', 'trigger', 'methods.ts'],
	'methods.ts': ['resources', 'descriptor', 'editor'],
	'lazyMethods.ts': [],
	resources: ['descriptor'],
	descriptor: [],
	'run/*.ts': ['run', ...BELOW_RUN],
	'run/flows': ['run/outputs', 'run/requests', 'run/inputs', ...RUN_TOOLS, ...BELOW_RUN],
	'run/outputs': ['run/inputs', ...RUN_TOOLS, ...BELOW_RUN],
	'run/requests': ['run/inputs', ...RUN_TOOLS, ...BELOW_RUN],
	'run/inputs': [...RUN_TOOLS, ...BELOW_RUN],
	trigger: ['run', ...BELOW_RUN],
	editor: BELOW_RUN,
	api: ['messages'],
	messages: [],
};

/** The tools of a run stand at its top but lie at its bottom. */
const TOOLS = Object.fromEntries(RUN_TOOLS.map((tool) => [tool, BELOW_RUN]));

const NODE = 'nodes/Keap';

const zoneOf = ([part, allowed]) => ({
	target: `./${NODE}/${part}`,
	from: '.',
	except: ['node_modules', ...[part, ...allowed].map((other) => `${NODE}/${other}`)],
	message: `nodes/Keap/${part} may import ${allowed.join(', ') || 'only itself'}.`,
});

/** The zones of import-x/no-restricted-paths, by which every file of the node is in one. */
export const zones = Object.entries({ ...MAY_IMPORT, ...TOOLS }).map(zoneOf);

/** What may be imported from outside, for @typescript-eslint/no-restricted-imports. */
const onlyFromOutside = (allowed, ...patterns) => ({
	patterns: [
		{
			regex: `^(?!\\.${allowed.map((name) => `|${name}$`).join('')})`,
			message: `Only ${['files of the node', ...allowed].join(', ')} may be imported here.`,
		},
		...patterns,
	],
});

/** What the parts of the node may import from outside, and of what they may import the types only. */
export const imports = [
	// Nothing at run time that n8n doesn't bring along; what it hashes keys with is part of Node.
	{ files: [`${NODE}/**/*.ts`], ...onlyFromOutside(['n8n-workflow', 'crypto']) },
	{
		files: [`${NODE}/resources/**/*.ts`],
		...onlyFromOutside([]),
	},
	{
		files: [`${NODE}/descriptor/**/*.ts`],
		...onlyFromOutside(['n8n-workflow'], {
			regex: '^n8n-workflow$',
			allowTypeImports: true,
			message: 'Descriptors say what there is and call nothing: import types only.',
		}),
	},
	{
		files: [`${NODE}/run/inputs/**/*.ts`],
		...onlyFromOutside(['n8n-workflow'], {
			regex: '/api/(?!(?:countries|currencies|json)$)',
			allowTypeImports: true,
			message: 'Inputs are prepared without sending anything: import types of the client only.',
		}),
	},
];

/** What reaches the network without n8n, which knows about proxies and keys. */
export const NETWORK = ['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource'];
