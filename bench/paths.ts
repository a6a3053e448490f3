import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as clock from '../nodes/Keap/api/clock';
import type * as rateLimiter from '../nodes/Keap/api/rateLimiter';
import type * as compile from '../nodes/Keap/descriptor/compile';
import type * as resources from '../nodes/Keap/resources';

/** The n8n whose nodes this one is compared with. */
const N8N_VERSION = '2.41.0';

export const REPO = join(__dirname, '..');
const PLAYGROUND = join(REPO, '.playground');

/** This node as it would be published, compiled from the present sources. */
export const BUILD = join(PLAYGROUND, 'bench', 'build');
export const OUR_NODE = join(BUILD, 'nodes', 'Keap', 'Keap.node.js');

/**
 * Compiled as for publishing: what a loader of TypeScript makes of the sources runs slower. Errors in types are another
 * command's business, and do not keep the compiler from its work.
 */
export function build(): void {
	const tsc = createRequire(__filename).resolve('typescript/bin/tsc');
	rmSync(BUILD, { recursive: true, force: true });
	spawnSync(process.execPath, [tsc, '-p', 'tsconfig.build.json', '--outDir', BUILD], { cwd: REPO });
	if (!existsSync(OUR_NODE)) throw new Error('The node does not compile: npm run build says why');
	const gulp = join(REPO, 'node_modules', 'gulp', 'bin', 'gulp.js');
	const env = { ...process.env, OUT_DIR: BUILD };
	spawnSync(process.execPath, [gulp, 'compiled', '--silent'], { cwd: REPO, env });
}

/** The modules of the node that benchmarks reach into: the compiler knows when one moves. */
interface Modules {
	'api/clock': typeof clock;
	'api/rateLimiter': typeof rateLimiter;
	'descriptor/compile': typeof compile;
	'resources/index': typeof resources;
}

/** A module of the node as it was compiled; all of them share their state. */
export const fromBuild = <M extends keyof Modules>(name: M): Modules[M] =>
	createRequire(__filename)(join(BUILD, 'nodes', 'Keap', `${name}.js`)) as Modules[M];

const inside = (folder: string) => join(folder, 'node_modules', 'n8n-nodes-base');

/** Where `npm start` has n8n, and where this benchmark puts its nodes otherwise. */
const OWN = join(PLAYGROUND, 'bench', 'n8n');
const PLACES = [join(PLAYGROUND, 'n8n'), OWN].map(inside);

/** The folder of n8n's own nodes. They are installed at the first use: a minute and 800 MB, in a folder that git ignores. */
export function builtInNodes(): string {
	const found = PLACES.find((folder) => existsSync(join(folder, 'package.json')));
	if (found) return found;
	console.log(`Installing n8n-nodes-base ${N8N_VERSION} into ${OWN}, once …`);
	mkdirSync(OWN, { recursive: true });
	writeFileSync(join(OWN, 'package.json'), '{ "private": true }\n');
	execFileSync(
		'npm',
		[
			'install',
			'--prefix',
			OWN,
			'--ignore-scripts',
			'--no-audit',
			'--no-fund',
			`n8n-nodes-base@${N8N_VERSION}`,
		],
		{ cwd: OWN, stdio: 'inherit', shell: process.platform === 'win32' },
	);
	return inside(OWN);
}
