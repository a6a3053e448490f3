import type { ConnectionProblem } from './connection';

/** What an attempt met instead of a usable response. 429 is not here: it is never carried out, and waits. */
export type FailureKind =
	/** The connection was never made, so that the request was certainly not sent. */
	| ConnectionProblem
	/** The connection broke after the request may have left. */
	| 'connectionLost'
	/** The time limit of the attempt passed after the request may have left. */
	| 'noResponse'
	/** 408, and the statuses from 500 on that may pass. */
	| 'unavailable'
	/** A web page with a status that says success: something else than Keap has responded. */
	| 'page'
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

/** Somewhat more than a minute in all: an outage of the network, or of Keap, may pass in that time. */
const patient: RetryRule = { times: 8, pauseMs: 500 };
/** Some seconds in all: long enough for what is a mere slip, short enough for a person who waits for the reason. */
const brief: RetryRule = { times: 4, pauseMs: 500 };
const twice: RetryRule = { times: 2, pauseMs: 500 };
const never: RetryRule = { times: 0, pauseMs: 0 };

/** Nothing was sent, so that what matters is only whether trying again can help. The same for all requests. */
const UNSENT: Record<ConnectionProblem, RetryRule> = {
	// Settings of the network or of n8n, which no retry changes.
	certificate: never,
	tls: never,
	proxyAuthentication: never,
	proxyRefused: never,
	blocked: never,
	invalid: never,
	// Mostly a setting as well, since Keap's name never changes. But resolvers also say this while they are restarting.
	hostUnknown: twice,
	// Mostly a firewall that drops packets, and every attempt takes its whole time limit.
	timedOut: twice,
	dnsUnavailable: patient,
	proxyUnavailable: patient,
	refused: patient,
	unreachable: patient,
	interrupted: patient,
};

type SentKind = Exclude<FailureKind, ConnectionProblem>;

/** The request may have been carried out: what matters is what sending it twice would do. */
const MAYBE_SENT: Record<Idempotency, Record<SentKind, RetryRule>> = {
	safe: {
		connectionLost: patient,
		// Every attempt takes its whole time limit.
		noResponse: brief,
		unavailable: patient,
		page: brief,
		unreadable: brief,
	},
	idempotent: {
		connectionLost: patient,
		noResponse: brief,
		unavailable: patient,
		page: brief,
		unreadable: twice,
	},
	unsafe: {
		connectionLost: never,
		noResponse: never,
		unavailable: never,
		page: never,
		unreadable: never,
	},
};

/** The most retries of one request, whatever kinds of failure it meets. */
export const MOST_RETRIES = patient.times;

/** Whether a failure leaves no doubt that the request was not sent. */
export const isUnsent = (kind: FailureKind): kind is ConnectionProblem => kind in UNSENT;

/** Which request is sent again after which failure. The only place that decides it. */
export const retryRule = (idempotency: Idempotency, kind: FailureKind): RetryRule =>
	isUnsent(kind) ? UNSENT[kind] : MAYBE_SENT[idempotency][kind];

const LONGEST_PAUSE_MS = 30_000;
/** The longest that a 503's Retry-After is followed. */
const LONGEST_RETRY_AFTER_MS = 60_000;

/**
 * The pause before retry number `attempt` (from 0) in milliseconds, with jitter so that parallel calls don't return
 * together. A server that says how long to wait is not asked earlier.
 */
export function pauseBefore(rule: RetryRule, attempt: number, retryAfterMs = 0): number {
	const pause = Math.min(LONGEST_PAUSE_MS, rule.pauseMs * 2 ** attempt);
	return Math.max(
		pause * (0.5 + Math.random() / 2),
		Math.min(retryAfterMs, LONGEST_RETRY_AFTER_MS),
	);
}
