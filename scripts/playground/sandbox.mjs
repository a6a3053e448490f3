/**
 * The sandbox of this repository, as a process.
 */
import { join } from 'node:path';
import { REPO } from './paths.mjs';
import { start } from './processes.mjs';
import { until } from './wait.mjs';

/** Loaded into n8n, this leads every call to Keap to the sandbox. */
export const REDIRECT = join(REPO, 'sandbox', 'redirect.cjs');

/** The key that the sandbox accepts unless told otherwise. */
export const SANDBOX_KEY = `KeapAK-${'5a'.repeat(25)}`;

/** The key of somebody who may read nothing. */
export const RESTRICTED_KEY = `KeapAK-${'0f'.repeat(25)}`;

/**
 * @param {{ node: string, port: number, contacts: number, limits: boolean, file?: string, logFile: string }} options
 *   `node` has to know node:sqlite; without a `file` the sandbox forgets everything at its end
 * @returns {Promise<ReturnType<typeof start> & { url: string }>} once it answers
 */
export async function startSandbox({ node, port, contacts, limits, file, logFile }) {
	const args = [
		'--import',
		'tsx',
		join('sandbox', 'cli.ts'),
		'--port',
		String(port),
		'--contacts',
		String(contacts),
	];
	if (!limits) args.push('--no-limits');
	if (file) args.push('--file', file);
	const child = start(node, args, { cwd: REPO, env: { ...process.env }, logFile });
	const url = `http://127.0.0.1:${port}`;
	await until(async () => (await fetch(url)).status < 500, {
		seconds: 60,
		child,
		what: 'The sandbox',
	});
	return { ...child, url };
}
