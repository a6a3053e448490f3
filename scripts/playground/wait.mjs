/**
 * Waits for something a child process is about to do.
 */
import { ChildFailed, readLog } from './processes.mjs';

const PAUSE_MS = 250;

export async function pause(ms) {
	await new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * Asks again and again until `ready` says yes (an exception counts as no).
 * @param {() => Promise<boolean>} ready
 * @param {{ seconds: number, what: string, child: { ended: Promise<number | null>, logFile: string } }} options
 * @throws {ChildFailed} when the child ends first, or the time is over
 */
export async function until(ready, { seconds, what, child }) {
	const deadline = Date.now() + seconds * 1000;
	let code;
	let over = false;
	void child.ended.then((value) => {
		code = value;
		over = true;
	});
	while (!(await ready().catch(() => false))) {
		if (over) throw ChildFailed.ended(what, code, readLog(child.logFile));
		if (Date.now() > deadline) {
			throw new ChildFailed(
				`${what} did not answer within ${seconds} seconds.`,
				readLog(child.logFile),
			);
		}
		await pause(PAUSE_MS);
	}
}
