/** What a call met instead of a response that can be used. 429 is not here: it is never carried out, and waits. */
export type FailureKind =
	/** The connection was never made. */
	| 'notConnected'
	/** The connection broke, or the time limit passed, after the request may have left. */
	| 'connectionLost'
	/** 408, 500 and above, or a page that is not Keap's. */
	| 'unavailable'
	/** A success whose body can't be read, or is missing where there must be one. */
	| 'unreadable';

/** What sending a request twice would do. */
export type Idempotency =
	/** Reads. */
	| 'safe'
	/** Writes that leave the same state when sent twice: deletes, updates with whole values, applying a tag. */
	| 'idempotent'
	/** Writes that must happen at most once: creates, sends. */
	| 'unsafe';

export interface RetryRule {
	/** How often the request is sent again, at the most. */
	times: number;
	/** The pause before the first retry in milliseconds; it doubles each time, up to 30 seconds. */
	pauseMs: number;
}

const patient: RetryRule = { times: 8, pauseMs: 500 };
const twice: RetryRule = { times: 2, pauseMs: 500 };
const never: RetryRule = { times: 0, pauseMs: 0 };

/** Which request is sent again after which failure. The only place that decides it. */
export const RETRIES: Record<Idempotency, Record<FailureKind, RetryRule>> = {
	safe: {
		notConnected: patient,
		connectionLost: patient,
		unavailable: patient,
		unreadable: patient,
	},
	idempotent: {
		notConnected: patient,
		connectionLost: patient,
		unavailable: patient,
		unreadable: twice,
	},
	unsafe: { notConnected: patient, connectionLost: never, unavailable: never, unreadable: never },
};

const LONGEST_PAUSE_MS = 30_000;

/** The pause before retry number `attempt` (from 0), with jitter so that parallel calls don't return together. */
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

/** The failure that an HTTP status stands for, if it is one. Gateways have statuses of their own beyond the standard's. */
export const failureOfStatus = (status: number): FailureKind | undefined =>
	status === 408 || (status >= 500 && status !== NOT_IMPLEMENTED) ? 'unavailable' : undefined;

/** The failure behind a failed connection: n8n wraps Node's error, which tells it by `code` and `syscall`. */
export function failureOfError(error: unknown): FailureKind {
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
	return 'connectionLost';
}
