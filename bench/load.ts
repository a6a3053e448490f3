import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

import { builtInNodes, OUR_NODE, REPO } from './paths';
import { kB, median, ms, number, type Row, type Theme } from './table';

interface Loaded {
	cpu: number;
	properties: number;
	/** Inputs at every depth. */
	inputs: number;
	bytes: number;
}

/** Run by a plain Node. What n8n has in memory anyway is loaded before. */
const SCRIPT = `
const file = process.argv[1];
const load = require('node:module').createRequire(file);
load('n8n-workflow');
const before = process.cpuUsage();
const [Node] = Object.values(load(file));
const { description } = new Node();
const { user, system } = process.cpuUsage(before);
const count = (list) => (list ?? []).reduce(
	(sum, entry) => sum + (entry.type ? 1 : 0) + count(entry.options) + count(entry.values), 0);
console.log(JSON.stringify({
	cpu: (user + system) / 1000,
	properties: description.properties.length,
	inputs: count(description.properties),
	bytes: JSON.stringify(description).length,
}));`;

function loadOnce(file: string): Loaded {
	const text = execFileSync(process.execPath, ['-e', SCRIPT, file], { encoding: 'utf8' });
	return JSON.parse(text) as Loaded;
}

function measure(file: string, runs: number): Loaded {
	const first = loadOnce(file);
	const others = Array.from({ length: runs - 1 }, () => loadOnce(file));
	return { ...first, cpu: median([first, ...others].map(({ cpu }) => cpu)) };
}

interface Packed {
	size: number;
	unpackedSize: number;
	entryCount: number;
}

function pack(): Packed | undefined {
	const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
	const text = execFileSync('npm', args, {
		cwd: REPO,
		encoding: 'utf8',
		stdio: ['ignore', 'pipe', 'ignore'],
		shell: process.platform === 'win32',
	});
	return (JSON.parse(text) as Packed[])[0];
}

/** What the node adds to the start of n8n and to its editor. */
export async function load(quick: boolean): Promise<Theme> {
	const runs = quick ? 3 : 9;
	const mine = measure(OUR_NODE, runs);
	const theirs = measure(join(builtInNodes(), 'dist/nodes/Keap/Keap.node.js'), runs);
	const row = (
		what: string,
		of: (loaded: Loaded) => number,
		show: (value: number) => string,
	): Row => ({
		what,
		ours: show(of(mine)),
		against: "n8n's Keap node",
		theirs: show(of(theirs)),
		ratio: of(mine) / of(theirs),
	});
	const packed = pack();
	return {
		title: 'Loading',
		about: 'CPU to load and make the node in a fresh process, and its size',
		rows: [
			row('CPU', ({ cpu }) => cpu, ms),
			row('top-level properties', ({ properties }) => properties, number),
			row('inputs at every depth', ({ inputs }) => inputs, number),
			row('description as JSON', ({ bytes }) => bytes, kB),
			...(packed
				? [
						{
							what: `package, ${number(packed.entryCount)} files`,
							ours: kB(packed.size),
							against: 'unpacked',
							theirs: kB(packed.unpackedSize),
						},
					]
				: []),
		],
	};
}
