/**
 * The Node that n8n runs under: this one when it is new enough, else a copy of its own in the playground.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './npm.mjs';
import { N8N_NODE_MAJOR, PLAYGROUND } from './paths.mjs';
import { step } from './progress.mjs';

const DIR = join(PLAYGROUND, 'node');

/** @returns {Promise<string>} the path of a Node that n8n accepts */
export async function ensureNode() {
	if (Number(process.versions.node.split('.')[0]) >= N8N_NODE_MAJOR) return process.execPath;
	const name = packageName();
	return (
		installed(name) ??
		(await step(
			`Downloading Node ${N8N_NODE_MAJOR} for n8n (about 120 MB; yours stays ${process.version})`,
			async ({ done }) => {
				mkdirSync(DIR, { recursive: true });
				writeFileSync(join(DIR, 'package.json'), '{ "private": true }\n');
				await npm(
					'The download of Node',
					['install', '--ignore-scripts', '--no-audit', '--no-fund', `${name}@${N8N_NODE_MAJOR}`],
					{
						cwd: DIR,
						logFile: join(PLAYGROUND, 'logs', 'node.log'),
					},
				);
				done(`Node ${N8N_NODE_MAJOR} for n8n`);
				return installed(name);
			},
		))
	);
}

function installed(name) {
	const folder = join(DIR, 'node_modules', name);
	if (!existsSync(join(folder, 'package.json'))) return undefined;
	const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	const file = join(folder, typeof bin === 'string' ? bin : bin.node);
	return existsSync(file) ? file : undefined;
}

/** The npm package that holds Node's binary for this machine (the package `node` fetches the same one). */
function packageName() {
	const platform = process.platform === 'win32' ? 'win' : process.platform;
	const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
	return `${prefix}-${platform}-${process.arch}`;
}
