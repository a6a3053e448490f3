/**
 * How a program ends that starts an n8n in a folder of its own: whatever happens, nothing of it is left.
 */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stopAll } from '../../scripts/playground/processes.mjs';

/** A folder for n8n that `runToEnd` removes. */
export const temporaryHome = (prefix) => realpathSync(mkdtempSync(join(tmpdir(), prefix)));

/**
 * Runs `main` and ends the process.
 * @param {string} home n8n's folder
 * @param {() => Promise<boolean>} main whether all is well
 */
export async function runToEnd(home, main) {
	const end = async (code) => {
		await stopAll();
		// A database may still write for a moment.
		rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
		process.exit(code);
	};
	for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => void end(1));
	try {
		await end((await main()) ? 0 : 1);
	} catch (error) {
		console.error(error.stack, error.cause ?? '');
		if (error.log) console.error(error.log.toString().split('\n').slice(-40).join('\n'));
		await end(1);
	}
}
