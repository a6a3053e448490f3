/**
 * Says what is being done, for how long, and how it ended.
 */
const LIVE = Boolean(process.stdout.isTTY);
const TICK_MS = LIVE ? 1_000 : 30_000;

/**
 * Runs one step and reports it on one line, such as `✔ n8n 2.41.0 installed (4:12)`.
 * @template T
 * @param {string} doing what the line says meanwhile
 * @param {(report: { done: (text: string) => void }) => Promise<T>} work calls `done` with what to say at the end
 * @param {{ detail?: () => string }} [options] `detail` adds something that changes, such as a size
 * @returns {Promise<T>}
 */
export async function step(doing, work, { detail } = {}) {
	const began = Date.now();
	let outcome = doing;
	const line = () => `  ${doing} … ${elapsed(began)}${detail ? `, ${detail()}` : ''}`;
	if (LIVE) process.stdout.write(`  ${doing} …`);
	const timer = setInterval(() => {
		// A line that wraps could not be written over.
		if (LIVE)
			process.stdout.write(`\r\x1b[K${line().slice(0, (process.stdout.columns || 80) - 1)}`);
		else console.log(line());
	}, TICK_MS);
	const end = (mark, text) => {
		clearInterval(timer);
		console.log(`${LIVE ? '\r\x1b[K' : ''}${mark} ${text} (${elapsed(began)})`);
	};
	try {
		const result = await work({ done: (text) => (outcome = text) });
		end('✔', outcome);
		return result;
	} catch (error) {
		end('✖', doing);
		throw error;
	}
}

/** `7 s`, or `3:05 min` from one minute on. */
export function elapsed(since) {
	const seconds = Math.round((Date.now() - since) / 1000);
	if (seconds < 60) return `${seconds} s`;
	return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} min`;
}
