import * as texts from '../messages/keapErrors';
import { clock } from './clock';
import { failureOfError } from './connection';
import { keapError } from './errors';
import { hide } from './explain';
import { failureError, rejectedError } from './failureErrors';
import { accountIn, classifyRateLimit, retryAfter } from './limits';
import { PACE_TOLERANCE_MS, type RateLimiter } from './rateLimiter';
import {
	idempotencyOf,
	saysAlreadyDone,
	type KeapRequest,
	type KeapResponse,
	type RawResponse,
	type Transport,
} from './request';
import { judge, type Failure, type Judgement } from './response';
import { isUnsent, MOST_RETRIES, pauseBefore, retryRule, type FailureKind } from './retry';
import { isSuccess } from './status';
import { Stopwatch } from './stopwatch';

export interface ClientOptions {
	/** Calls of one owner keep their order; owners that share a key take turns. */
	owner: string;
	/** Ends all waiting. */
	signal?: AbortSignal;
	/**
	 * The longest that one request may wait for Keap's rate limits, in milliseconds: for a limit that is used up, and for
	 * the requests of others that share the key. The pace at which the owner's own requests follow each other doesn't count.
	 */
	maxWaitMs?: number;
	/** The longest that one attempt may take, in milliseconds. */
	timeoutMs?: number;
}

/** What a client has done so far. */
export interface ClientStats {
	calls: number;
	/** Milliseconds in which nothing was under way because Keap's limits held all requests back. */
	waitedMs: number;
	/** Calls that Keap turned down for their rate. */
	rateLimited: number;
	/** Calls that retried an earlier one. */
	retried: number;
}

/** Long enough for a busy key's turn to come; Keap's minute always turns, so that waiting is not in vain. */
const DEFAULT_MAX_WAIT_MS = 3_600_000;
/** Keap's slow calls (contact lists, models, files) take up to a minute. */
const DEFAULT_TIMEOUT_MS = 60_000;

/** How far one request has come. */
interface Progress {
	attempts: number;
	/** What the attempts so far met. */
	failures: FailureKind[];
	/** An attempt without a usable response may have been carried out. */
	mayHaveBeenDone: boolean;
	/** What is left of the time that the request may wait for Keap's limits, in milliseconds. */
	mayWaitMs: number;
	/** Since when Keap has turned down all its attempts for their rate, in elapsed milliseconds. */
	rateLimitedSince?: number;
}

type Outcome = Judgement | { kind: 'rateLimited' };

/** Sends requests to Keap on behalf of one key: paced, retried where that is safe, and explained when turned down. */
export class KeapClient {
	private readonly stopwatch = new Stopwatch();
	private calls = 0;
	private rateLimited = 0;
	private retried = 0;
	private account: string | undefined;

	constructor(
		private readonly transport: Transport,
		readonly rateLimiter: RateLimiter,
		private readonly options: ClientOptions,
	) {}

	get stats(): ClientStats {
		const { calls, rateLimited, retried } = this;
		return { calls, rateLimited, retried, waitedMs: this.stopwatch.totalMs };
	}

	/** Keap's ID of the account that has responded; undefined as long as none has told. */
	get accountId(): string | undefined {
		return this.account;
	}

	/**
	 * Sends a request and returns its response.
	 * @throws KeapError when Keap refuses it, can't be reached, or the wait would exceed the ceiling
	 */
	async send(request: KeapRequest): Promise<KeapResponse> {
		const progress: Progress = {
			attempts: 0,
			failures: [],
			mayHaveBeenDone: request.mayHaveBeenDone ?? false,
			mayWaitMs: this.maxWaitMs,
		};
		for (;;) {
			const sentAt = await this.admit(request, progress);
			if (progress.attempts++) this.retried++;
			const outcome = await this.attempt(request, sentAt);
			if (outcome.kind === 'responded') return settle(request, outcome, progress);
			if (outcome.kind === 'rateLimited') this.checkPatience(request, progress);
			else await this.pause(request, outcome.failure, progress);
		}
	}

	/** Waits for the turn to make one attempt. Returns what the rate limiter knows it by. */
	private async admit(request: KeapRequest, progress: Progress): Promise<number> {
		const { owner, signal } = this.options;
		this.stopwatch.waits();
		const deadline = clock.now() + progress.mayWaitMs;
		const admission = await this.rateLimiter.admit({ owner, signal, deadline });
		this.stopwatch.waited();
		if (admission.admitted) {
			progress.mayWaitMs = Math.max(0, progress.mayWaitMs - admission.waitedMs);
			return admission.sentAt;
		}
		switch (admission.reason) {
			case 'cancelled':
				throw keapError('cancelled', request, texts.cancelled());
			case 'dayExhausted': {
				const { resetsAt, scope } = admission;
				const text = texts.dayExhausted(resetsAt, scope);
				throw keapError('dayExhausted', request, text, { resetsAt });
			}
			case 'deadline':
				throw keapError('rateLimited', request, texts.rateLimited(this.maxWaitMs));
		}
	}

	/**
	 * A request that is rate-limited again and again waits for the limit all the time, though while other calls of the key
	 * pass each of its turns comes as soon as if it kept pace.
	 * @throws KeapError when it has done so for longer than it may wait
	 */
	private checkPatience(request: KeapRequest, progress: Progress): void {
		const now = clock.elapsed();
		progress.rateLimitedSince ??= now;
		if (now - progress.rateLimitedSince > this.maxWaitMs + PACE_TOLERANCE_MS)
			throw keapError('rateLimited', request, texts.rateLimited(this.maxWaitMs));
	}

	/** Makes one attempt, and tells the rate limiter how it went. */
	private async attempt(request: KeapRequest, sentAt: number): Promise<Outcome> {
		this.calls++;
		this.stopwatch.runs();
		const received = await this.transmit(request);
		this.stopwatch.ran();
		const isKeaps = 'status' in received && !received.fromProxy;
		if (this.options.signal?.aborted || !isKeaps) this.rateLimiter.failed();
		if (this.options.signal?.aborted) throw keapError('cancelled', request, texts.cancelled());
		if (!('status' in received)) return { kind: 'failed', failure: received };
		if (isKeaps) {
			const report = this.rateLimiter.responded(sentAt, received.headers);
			if (received.status === 429) {
				this.rateLimiter.rateLimited(classifyRateLimit(report, received.text), report);
				this.rateLimited++;
				return { kind: 'rateLimited' };
			}
			this.rateLimiter.succeeded();
			this.account = accountIn(received.headers) ?? this.account;
		}
		return judge(request, received);
	}

	private async transmit(request: KeapRequest): Promise<RawResponse | Failure> {
		const timeoutMs = this.options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
		const received = await this.transport(request, timeoutMs).catch((error: unknown) =>
			failureOfError(error),
		);
		return 'status' in received ? withoutSecrets(request, received) : received;
	}

	/**
	 * Waits before a failed request is sent again.
	 * @throws KeapError when it isn't, because that can't help or could do something twice
	 */
	private async pause(request: KeapRequest, failure: Failure, progress: Progress): Promise<void> {
		const { signal } = this.options;
		const rule = retryRule(idempotencyOf(request), failure.kind);
		const { failures } = progress;
		progress.rateLimitedSince = undefined;
		// Each kind has its own limit: a slip after two outages is still the first slip.
		const alike = failures.filter((kind) => kind === failure.kind).length;
		if (alike >= rule.times || failures.length >= MOST_RETRIES)
			throw failureError(request, failure, progress);
		failures.push(failure.kind);
		progress.mayHaveBeenDone ||= !isUnsent(failure.kind);
		const retryAfterMs =
			'response' in failure ? retryAfter(failure.response.headers, clock.now()) : undefined;
		await clock.sleep(pauseBefore(rule, failures.length - 1, retryAfterMs), signal);
		if (signal?.aborted) throw keapError('cancelled', request, texts.cancelled());
	}

	private get maxWaitMs(): number {
		return Math.max(0, this.options.maxWaitMs ?? DEFAULT_MAX_WAIT_MS);
	}
}

/** A refusal that quotes what nobody may read comes without it. */
function withoutSecrets({ secrets = [] }: KeapRequest, response: RawResponse): RawResponse {
	if (isSuccess(response.status)) return response;
	const text = secrets.reduce((rest, secret) => hide(secret, rest), response.text);
	return { ...response, text };
}

/**
 * The usable response of a request.
 * @throws KeapError when it turns the request down
 */
function settle(
	request: KeapRequest,
	{ response, body }: { response: RawResponse; body?: unknown },
	{ mayHaveBeenDone: retriedAfterLoss }: Progress,
): KeapResponse {
	const { status, headers } = response;
	if (isSuccess(status)) return { status, headers, body, retriedAfterLoss };
	// What a lost attempt should have removed is gone: that attempt was carried out.
	if (retriedAfterLoss && saysAlreadyDone(request, response))
		return { status: 204, headers, body: undefined, retriedAfterLoss };
	throw rejectedError(request, response, retriedAfterLoss);
}
