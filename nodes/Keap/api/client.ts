import { jsonParse } from 'n8n-workflow';

import { clock } from './clock';
import { KeapError, type KeapErrorKind } from './errors';
import { explainBody, isPage } from './explain';
import { classifyRefusal } from './limits';
import type { Pacer } from './pacer';
import { Stopwatch } from './stopwatch';
import {
	repetitionOf,
	type Answer,
	type KeapRequest,
	type RawAnswer,
	type Transport,
} from './request';
import { RETRIES, faultOfError, faultOfStatus, pauseBefore, type Fault } from './retry';

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
export interface Tally {
	calls: number;
	/** Milliseconds in which nothing was under way because Keap's limits held all requests back. */
	waitedMs: number;
	/** Calls that Keap refused for their rate. */
	refused: number;
	/** Calls that repeated an earlier one. */
	repeated: number;
}

/** Long enough for a busy key's turn to come; Keap's minute always turns, so that waiting is not in vain. */
const DEFAULT_MAX_WAIT_MS = 3_600_000;
/** Keap's slow calls (contact lists, models, files) take up to a minute. */
const DEFAULT_TIMEOUT_MS = 60_000;

const KIND_BY_STATUS: Record<number, KeapErrorKind> = {
	401: 'unauthorized',
	403: 'forbidden',
	404: 'notFound',
	409: 'conflict',
};

const REMEDIES: Partial<Record<KeapErrorKind, string>> = {
	unauthorized:
		'Check the API key in the Keap credential: it may be mistyped, revoked, or too new to be known everywhere yet.',
	forbidden:
		"The key is valid but not allowed to do this. Use a Service Account Key, or the Personal Access Token of a Keap user who may, or raise that user's permissions in Keap.",
	notFound:
		'Check the ID: the record may have been deleted or merged, or belong to another Keap app.',
	conflict: 'Another record already has this value. Change it, or update that record instead.',
	badRequest: 'Check the values of this operation against what Keap says.',
};

/** An answer that can be judged by its status, with its body if it is a success; or what came in place of one. */
type Outcome = { answer: RawAnswer; body?: unknown } | { fault: Fault; answer?: RawAnswer };

/** Sends requests to Keap on behalf of one key: paced, repeated where that is safe, and explained when refused. */
export class KeapClient {
	private readonly stopwatch = new Stopwatch();
	private calls = 0;
	private refused = 0;
	private repeated = 0;

	constructor(
		private readonly transport: Transport,
		readonly pacer: Pacer,
		private readonly options: ClientOptions,
	) {}

	get tally(): Tally {
		const { calls, refused, repeated } = this;
		return { calls, refused, repeated, waitedMs: this.stopwatch.totalMs };
	}

	/**
	 * Sends a request and returns its answer.
	 * @throws KeapError when Keap refuses it, can't be reached, or the wait would exceed the ceiling
	 */
	async send(request: KeapRequest): Promise<Answer> {
		const rules = RETRIES[repetitionOf(request)];
		let mayWait = this.options.maxWaitMs ?? DEFAULT_MAX_WAIT_MS;
		let mayBeDone = false;
		for (let attempt = 0, faults = 0; ; attempt++) {
			const asked = clock.now();
			const sentAt = await this.admit(request, asked + mayWait);
			mayWait -= sentAt - asked;
			if (attempt) this.repeated++;
			const outcome = await this.attempt(request, sentAt);

			if ('answer' in outcome && outcome.answer?.status === 429) {
				const report = this.pacer.answered(sentAt, outcome.answer.headers);
				const refusal = classifyRefusal(report, outcome.answer.text);
				this.pacer.refused(refusal, report);
				this.refused++;
				continue;
			}
			if ('fault' in outcome) {
				const rule = rules[outcome.fault];
				if (faults >= rule.times) throw this.lost(request, outcome, mayBeDone);
				mayBeDone ||= outcome.fault !== 'notConnected';
				await this.pause(request, pauseBefore(rule, faults++));
				continue;
			}
			// The record that an unanswered delete was about is gone: that delete was carried out.
			if (outcome.answer.status === 404 && request.method === 'DELETE' && mayBeDone) {
				return { status: 204, headers: outcome.answer.headers, body: undefined };
			}
			return this.read(request, outcome.answer, outcome.body);
		}
	}

	private async admit(request: KeapRequest, deadline: number): Promise<number> {
		const { owner, signal } = this.options;
		this.stopwatch.waits();
		const admission = await this.pacer.admit({ owner, signal, deadline });
		this.stopwatch.waited();
		if (admission.admitted) return admission.sentAt;
		if (admission.reason === 'cancelled') throw this.cancelled(request);
		if (admission.reason === 'dayExhausted') {
			const reset = new Date(admission.resetsAt).toISOString();
			throw this.error('dayExhausted', request, 'The key has used up its calls for today at Keap', {
				remedy: `Keap counts anew from ${reset}. Run the rest then, or spread the work over more days.`,
				resetsAt: admission.resetsAt,
			});
		}
		throw this.error(
			'rateLimited',
			request,
			`Keap's rate limit holds the request back for longer than the ${Math.round((this.options.maxWaitMs ?? DEFAULT_MAX_WAIT_MS) / 1_000)} seconds that are allowed`,
			{
				remedy:
					"Raise 'Max Wait' in the request options, or let fewer workflows use the same key at once.",
			},
		);
	}

	private async attempt(request: KeapRequest, sentAt: number): Promise<Outcome> {
		this.calls++;
		const timeout = this.options.timeoutMs ?? DEFAULT_TIMEOUT_MS;
		this.stopwatch.runs();
		const outcome: Outcome = await this.transport(request, timeout).then(
			(answer) => ({ answer }),
			(error: unknown) => ({ fault: faultOfError(error) }),
		);
		this.stopwatch.ran();
		if (this.options.signal?.aborted) {
			this.pacer.broken();
			throw this.cancelled(request);
		}
		if (!outcome.answer) {
			this.pacer.broken();
			return outcome;
		}
		const { answer } = outcome;
		if (answer.status === 429) return outcome;
		this.pacer.answered(sentAt, answer.headers);
		this.pacer.succeeded();
		return { answer, ...examine(request, answer) };
	}

	private async pause(request: KeapRequest, ms: number): Promise<void> {
		await clock.sleep(ms, this.options.signal);
		if (this.options.signal?.aborted) throw this.cancelled(request);
	}

	private read(request: KeapRequest, answer: RawAnswer, body: unknown): Answer {
		const { status, headers, text } = answer;
		if (isSuccess(status)) return { status, headers, body };
		const detail = explainBody(text);
		if (status < 400) {
			throw this.error(
				'unavailable',
				request,
				`The answer with status ${status} sends the request elsewhere, where the key must not go`,
				{
					remedy:
						'Something between n8n and Keap redirects requests, such as a proxy. Check the network of this n8n.',
					status,
					detail,
				},
			);
		}
		const kind = KIND_BY_STATUS[status] ?? 'badRequest';
		const words: Partial<Record<KeapErrorKind, string>> = {
			unauthorized: 'Keap does not accept the API key',
			forbidden: 'Keap does not let this key do this',
			notFound: 'Keap has no such record',
		};
		throw this.error(
			kind,
			request,
			words[kind] ?? `Keap refused the request: ${detail || `status ${status}`}`,
			{
				remedy: REMEDIES[kind] ?? '',
				status,
				detail,
			},
		);
	}

	/** The error for a request that gets no further attempt; an earlier one may have been carried out. */
	private lost(
		request: KeapRequest,
		{ fault, answer }: { fault: Fault; answer?: RawAnswer },
		mayBeDone: boolean,
	): KeapError {
		const detail = answer && explainBody(answer.text);
		const fields = { status: answer?.status, detail };
		const repetition = repetitionOf(request);
		if (fault === 'notConnected' && !mayBeDone) {
			return this.error('unavailable', request, 'Keap could not be reached', {
				...fields,
				remedy: 'Nothing was changed. Check the network of this n8n, then run it again.',
			});
		}
		if (fault === 'garbled' && repetition !== 'read') {
			return this.error(
				'answerLost',
				request,
				'Keap carried the request out, but its answer could not be read',
				{
					...fields,
					remedy: 'Look the record up in Keap before sending it again.',
				},
			);
		}
		const saw = answer
			? `Keap answered with status ${answer.status}${fault === 'garbled' ? ' and nothing that can be read' : ''}`
			: 'No complete answer came from Keap';
		if (repetition === 'once') {
			return this.error(
				'unknownFate',
				request,
				`${saw}, and whether the request was carried out is unknown`,
				{
					...fields,
					remedy:
						'It was not sent again, so that nothing is made twice. Look the record up in Keap first.',
				},
			);
		}
		return this.error('unavailable', request, `${saw}, also when asked again`, {
			...fields,
			remedy: answer
				? 'Keap may be down for a while. Run it again later.'
				: "Run it again later. If Keap is merely slow, raise 'Timeout' in the request options.",
		});
	}

	private cancelled(request: KeapRequest): KeapError {
		// n8n knows a cancelled run from a failed one by this word, in this spelling.
		return this.error('cancelled', request, 'The execution was canceled', { remedy: '' });
	}

	private error(
		kind: KeapErrorKind,
		request: KeapRequest,
		message: string,
		fields: { remedy: string; status?: number; detail?: string; resetsAt?: number },
	): KeapError {
		return new KeapError(kind, message, { ...fields, method: request.method, path: request.path });
	}
}

const isSuccess = (status: number) => status >= 200 && status < 300;

/** The body of a success, or what makes an answer unusable. */
function examine(
	{ method }: KeapRequest,
	{ status, text }: RawAnswer,
): { body?: unknown } | { fault: Fault } {
	if (!isSuccess(status)) {
		const fault = faultOfStatus(status);
		return fault ? { fault } : {};
	}
	if (isPage(text)) return { fault: 'unavailable' };
	if (text === '') {
		// A read that gives nothing at all would pass for an empty list.
		return method === 'GET' && status === 200 ? { fault: 'garbled' } : {};
	}
	const body = parse(text);
	return body === UNREADABLE ? { fault: 'garbled' } : { body };
}

const UNREADABLE = Symbol('unreadable');

const parse = (text: string): unknown => jsonParse<unknown>(text, { fallbackValue: UNREADABLE });
