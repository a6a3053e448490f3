import { sleep } from 'n8n-workflow';

/** Time as the Keap client sees it; replaced in tests so that minutes pass in milliseconds. */
export interface Clock {
	/** Milliseconds since the epoch. */
	now(): number;
	/** Resolves after `ms`, or early (within a quarter of a second) once `signal` is aborted. */
	sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

const SLICE_MS = 250;

const systemClock: Clock = {
	now: () => Date.now(),
	async sleep(ms, signal) {
		// n8n-workflow's sleep can't be interrupted, and n8n forbids setTimeout in nodes.
		const end = Date.now() + ms;
		for (let left = ms; left > 0 && !signal?.aborted; left = end - Date.now()) {
			await sleep(Math.min(left, SLICE_MS));
		}
	},
};

let current = systemClock;

/** The clock in use. */
export const clock: Clock = {
	now: () => current.now(),
	sleep: async (ms, signal) => await current.sleep(ms, signal),
};

/** Puts another clock in place; without an argument the system's returns. For tests. */
export function useClock(replacement: Clock = systemClock): void {
	current = replacement;
}
