/**
 * What npm would publish.
 */
import { join } from 'node:path';
import { npm } from './npm.mjs';
import { PLAYGROUND, REPO } from './paths.mjs';

/**
 * Runs `npm pack`.
 * @param {...string} options
 * @returns {Promise<{ name: string, version: string, filename: string, size: number, unpackedSize: number, files: Array<{ path: string }> }>}
 */
export async function pack(...options) {
	const output = await npm(
		'npm pack',
		['pack', '--json', '--ignore-scripts', '--loglevel=silent', ...options],
		{ cwd: REPO, logFile: join(PLAYGROUND, 'logs', 'pack.log') },
	);
	const answer = JSON.parse(output.slice(output.search(/^[[{]/m)));
	// npm 12 answers with an object of packages instead of a list.
	const [packed] = Array.isArray(answer) ? answer : Object.values(answer);
	return packed;
}
