import { jsonParse } from 'n8n-workflow';

import * as texts from '../messages/keapErrors';
import { clock } from './clock';
import { KeapError, type KeapErrorKind } from './errors';
import { explainBody, isPage } from './explain';
import { classifyRateLimit } from './limits';
import type { RateLimiter } from './rateLimiter';
import {
	idempotencyOf,
	type KeapRequest,
	type KeapResponse,
	type RawResponse,
	type Transport,
} from './request';
import { failureOfError, failureOfStatus, pauseBefore, RETRIES, type FailureKind } from './retry';
import { Stopwatch } from './stopwatch';

export interface ClientOptions {
	/** Calls of one owner keep their order; owners that share a key take turns. */
	owner: string;
	/** Ends all waiting. */
	signal?: AbortSignal;
	/** The longest that one request may wait for Keap's limits, in milliseconds. */
	maxWaitMs?: number;
	/** The longest that one attempt may take, in milliseconds. */
	timeoutMs?: number;
}

/** What a client has done so far. */
export interface ClientStats {
	calls: number;
	/** Milliseconds in which nothing was under way because Keap's limits held all requests back. */
	waitedMs: number;
	/** Calls that Keap rateLimited for their rate. */
	rateLimited: number;
	/** Calls that retried an earlier one. */
	retried: number;
}

/** Long enough for a busy key's turn to come; Keap's minute always turns, so that waiting is not in vain. */
const DEFAULT_MAX_WAIT_MS = 3_600_000;
/** Keap's slow calls (contact lists, models, files) take up to a minute. */
const DEFAULT_TIMEOUT_MS = 60_000;

const KIND_BY_STATUS: Record<number, keyof typeof texts.BY_KIND> = {
	401: 'unauthorized',
	403: 'forbidden',
	404: 'notFound',
	409: 'conflict',
};

/** A response that can be judged by its status, with its body if it is a success; or what came in place of one. */
type Outcome =
	{ response: RawResponse; body?: unknown } | { failure: FailureKind; response?: RawResponse };

/** Sends requests to Keap on behalf of one key: paced, retried where that is safe, and explained when rateLimited. */
export class KeapClient {
	private readonly stopwatch = new Stopwatch();
	private calls = 0;
	private rateLimited = 0;
	private retried = 0;

	constructor(
		private readonly transport: Transport,
		readonly rateLimiter: RateLimiter,
		private readonly options: ClientOptions,
	) {}

	get stats(): ClientStats {
		const { calls, rateLimited, retried } = this;
		return { calls, rateLimited, retried, waitedMs: this.stopwatch.totalMs };
	}

	/**
	 * Sends a request and returns its response.
	 * @throws KeapError when Keap refuses it, can't be reached, or the wait would exceed the ceiling
	 */
	async send(request: KeapRequest): Promise<KeapResponse> {
		const rules = RETRIES[idempotencyOf(request)];
		let mayWait = this.maxWaitMs;
		let mayBeDone = false;
		for (let attempt = 0, failures = 0; ; attempt++) {
			const asked = clock.now();
			const sentAt = await this.admit(request, asked + mayWait);
			mayWait -= sentAt - asked;
			if (attempt) this.retried++;
			const outcome = await this.attempt(request, sentAt);

			if ('response' in outcome && outcome.response?.status === 429) {
				const report = this.rateLimiter.responded(sentAt, outcome.response.headers);
				const limit = classifyRateLimit(report, outcome.response.text);
				this.rateLimiter.rateLimited(limit, report);
				this.rateLimited++;
				continue;
			}
			if ('failure' in outcome) {
				const rule = rules[outcome.failure];
				if (failures >= rule.times)
					throw this.giveUp(request, outcome, { attempts: attempt + 1, mayBeDone });
				mayBeDone ||= outcome.failure !== 'notConnected';
				await this.pause(request, pauseBefore(rule, failures++));
				continue;
			}
			// The record that an unanswered delete was about is gone: that delete was carried out.
			if (outcome.response.status === 404 && request.method === 'DELETE' && mayBeDone) {
				return { status: 204, headers: outcome.response.headers, body: undefined };
			}
			return this.read(request, outcome.response, outcome.body);
		}
	}

	private async admit(request: KeapRequest, deadline: number): Promise<number> {
		const { owner, signal } = this.options;
		this.stopwatch.waits();
		const admission = await this.rateLimiter.admit({ owner, signal, deadline });
		this.stopwatch.waited();
		if (admission.admitted) return admission.sentAt;
		switch (admission.reason) {
			case 'cancelled':
				throw this.error('cancelled', request, texts.cancelled());
			case 'dayExhausted': {
				const { resetsAt } = admission;
				throw this.error('dayExhausted', request, texts.dayExhausted(resetsAt), { resetsAt });
			}
			case 'deadline':
				throw this.error('rateLimited', request, texts.rateLimited(this.maxWaitMs));
		}
	}

	private async attempt(request: KeapRequest, sentAt: number): Promise<Outcome> {
		this.calls++;
		const timeout = this.options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
		this.stopwatch.runs();
		const outcome: Outcome = await this.transport(request, timeout).then(
			(response) => ({ response }),
			(error: unknown) => ({ failure: failureOfError(error) }),
		);
		this.stopwatch.ran();
		if (this.options.signal?.aborted) {
			this.rateLimiter.failed();
			throw this.error('cancelled', request, texts.cancelled());
		}
		if (!outcome.response) {
			this.rateLimiter.failed();
			return outcome;
		}
		const { response } = outcome;
		if (response.status === 429) return outcome;
		this.rateLimiter.responded(sentAt, response.headers);
		this.rateLimiter.succeeded();
		return { response, ...examine(request, response) };
	}

	private async pause(request: KeapRequest, ms: number): Promise<void> {
		await clock.sleep(ms, this.options.signal);
		if (this.options.signal?.aborted) throw this.error('cancelled', request, texts.cancelled());
	}

	private read(request: KeapRequest, response: RawResponse, body: unknown): KeapResponse {
		const { status, headers } = response;
		if (isSuccess(status)) return { status, headers, body };
		const detail = explainBody(response.text);
		if (status < 400)
			throw this.error('unavailable', request, texts.redirected(status), { status, detail });
		const kind = KIND_BY_STATUS[status] ?? 'badRequest';
		const text = texts.BY_KIND[kind](detail || `HTTP ${status}`);
		throw this.error(kind, request, text, { status, detail });
	}

	/** The error for a request that is not sent again; an earlier attempt may have been carried out. */
	private giveUp(
		request: KeapRequest,
		{ failure, response }: { failure: FailureKind; response?: RawResponse },
		{ attempts, mayBeDone }: { attempts: number; mayBeDone: boolean },
	): KeapError {
		const fields = { status: response?.status, detail: response && explainBody(response.text) };
		const idempotency = idempotencyOf(request);
		const received = { status: response?.status, unreadable: failure === 'unreadable' };
		if (failure === 'notConnected' && !mayBeDone)
			return this.error('unavailable', request, texts.notConnected(), fields);
		if (failure === 'unreadable' && idempotency !== 'safe')
			return this.error('responseLost', request, texts.unreadableAfterWrite(), fields);
		if (idempotency === 'unsafe')
			return this.error('unknownOutcome', request, texts.unknownOutcome(received), fields);
		return this.error('unavailable', request, texts.stillFailing(received, attempts), fields);
	}

	private get maxWaitMs(): number {
		return this.options.maxWaitMs ?? DEFAULT_MAX_WAIT_MS;
	}

	private error(
		kind: KeapErrorKind,
		{ method, path }: KeapRequest,
		{ message, remedy }: texts.ErrorText,
		fields: { status?: number; detail?: string; resetsAt?: number } = {},
	): KeapError {
		return new KeapError(kind, message, { ...fields, remedy, method, path });
	}
}

const isSuccess = (status: number) => status >= 200 && status < 300;

/** The body of a success, or what makes a response unusable. */
function examine(
	{ method }: KeapRequest,
	{ status, text }: RawResponse,
): { body?: unknown } | { failure: FailureKind } {
	if (!isSuccess(status)) {
		const failure = failureOfStatus(status);
		return failure ? { failure } : {};
	}
	if (isPage(text)) return { failure: 'unavailable' };
	if (text === '') {
		// A read that gives nothing at all would pass for an empty list.
		return method === 'GET' && status === 200 ? { failure: 'unreadable' } : {};
	}
	const body = parse(text);
	return body === UNREADABLE ? { failure: 'unreadable' } : { body };
}

const UNREADABLE = Symbol('unreadable');

const parse = (text: string): unknown => jsonParse<unknown>(text, { fallbackValue: UNREADABLE });
