import { sleep } from 'n8n-workflow';

/** Time as the Keap client sees it; replaced in tests so that minutes pass in milliseconds. */
export interface Clock {
	/** Milliseconds since the epoch. May jump in either direction when somebody sets the clock. */
	now(): number;
	/** Milliseconds from any beginning, whatever happens to the clock on the wall. Without it, `now` has to do. */
	elapsed?(): number;
	/** Resolves after `ms`, or early (within a quarter of a second) once `signal` is aborted. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

const SLICE_MS = 250;

const systemClock: Clock = {
	now: () => Date.now(),
	elapsed: () => performance.timeOrigin + performance.now(),
	async sleep(ms, signal) {
		// n8n-workflow's sleep can't be interrupted, and n8n forbids setTimeout in nodes.
		const end = performance.now() + ms;
		for (let left = ms; left > 0 && !signal?.aborted; left = end - performance.now()) {
			await sleep(Math.min(left, SLICE_MS));
		}
	},
};

let current = systemClock;
/** The last reading of the clock that `elapsed` is taken from, and what was made of it. */
let reading: { raw: number; elapsed: number } | undefined;

/** The clock in use. */
export const clock: Required<Clock> = {
	now: () => current.now(),
	/** Never goes backwards, so that spans measured with it are never negative and never an hour too long. */
	elapsed() {
		const raw = current.elapsed?.() ?? current.now();
		const elapsed = reading ? reading.elapsed + Math.max(0, raw - reading.raw) : raw;
		reading = { raw, elapsed };
		return elapsed;
	},
	sleep: async (ms, signal) => await current.sleep(ms, signal),
};

/** Puts another clock in place; without an argument the system's returns. For tests. */
export function useClock(replacement: Clock = systemClock): void {
	current = replacement;
	reading = undefined;
}
