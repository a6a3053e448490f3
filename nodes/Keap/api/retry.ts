/** What a call met instead of an answer that can be used. 429 is not here: it is never carried out, and waits. */
export type Fault =
	/** The connection was never made. */
	| 'notConnected'
	/** The connection broke, or the time limit passed, after the request may have left. */
	| 'broken'
	/** 408, 500 and above, or a page that is not Keap's. */
	| 'unavailable'
	/** A success whose body can't be read, or is missing where there must be one. */
	| 'garbled';

/** What sending a request twice would do. */
export type Repetition =
	/** Reads. */
	| 'read'
	/** Writes that leave the same state when sent twice: deletes, updates with whole values, applying a tag. */
	| 'repeatable'
	/** Writes that must happen at most once: creates, sends. */
	| 'once';

export interface RetryRule {
	/** How often the request is sent again, at the most. */
	times: number;
	/** The pause before the first repetition in milliseconds; it doubles each time, up to 30 seconds. */
	pauseMs: number;
}

const patient: RetryRule = { times: 8, pauseMs: 500 };
const twice: RetryRule = { times: 2, pauseMs: 500 };
const never: RetryRule = { times: 0, pauseMs: 0 };

/** Which request is sent again after which fault. The only place that decides it. */
export const RETRIES: Record<Repetition, Record<Fault, RetryRule>> = {
	read: { notConnected: patient, broken: patient, unavailable: patient, garbled: patient },
	repeatable: { notConnected: patient, broken: patient, unavailable: patient, garbled: twice },
	once: { notConnected: patient, broken: never, unavailable: never, garbled: never },
};

const LONGEST_PAUSE_MS = 30_000;

/** The pause before repetition number `attempt` (from 0), with jitter so that parallel calls don't return together. */
export function pauseBefore(rule: RetryRule, attempt: number): number {
	const pause = Math.min(LONGEST_PAUSE_MS, rule.pauseMs * 2 ** attempt);
	return pause * (0.5 + Math.random() / 2);
}

const NOT_CONNECTED = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'ENETUNREACH',
	'EHOSTUNREACH',
	'EHOSTDOWN',
]);

/** Of the statuses from 500 on, the one that says for certain that nothing was done, and never will be. */
const NOT_IMPLEMENTED = 501;

/** The fault that an HTTP status stands for, if it is one. Gateways have statuses of their own beyond the standard's. */
export const faultOfStatus = (status: number): Fault | undefined =>
	status === 408 || (status >= 500 && status !== NOT_IMPLEMENTED) ? 'unavailable' : undefined;

/** The fault behind a failed connection: n8n wraps Node's error, which tells it by `code` and `syscall`. */
export function faultOfError(error: unknown): Fault {
	for (let cause = error, depth = 0; cause && depth < 6; depth++) {
		const {
			code,
			syscall,
			cause: deeper,
		} = cause as {
			code?: unknown;
			syscall?: unknown;
			cause?: unknown;
		};
		if (syscall === 'connect' || syscall === 'getaddrinfo') return 'notConnected';
		if (typeof code === 'string' && NOT_CONNECTED.has(code)) return 'notConnected';
		cause = deeper;
	}
	return 'broken';
}
