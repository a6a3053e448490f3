import { notConnected, type Connecting } from '../messages/connectionErrors';
import * as texts from '../messages/keapErrors';
import { KEAP_HOST } from './connection';
import { keapError, type KeapError } from './errors';
import { clip, explainBody, isPage, titleOf } from './explain';
import { idempotencyOf, type KeapRequest, type RawResponse } from './request';
import type { Failure } from './response';
import { isUnsent } from './retry';

const KIND_BY_STATUS: Record<number, keyof typeof texts.BY_KIND> = {
	401: 'unauthorized',
	403: 'forbidden',
	404: 'notFound',
	409: 'conflict',
};

/** Content Too Large, URI Too Long, Request Header Fields Too Large. */
const TOO_LARGE = new Set([413, 414, 431]);
const NETWORK_AUTHENTICATION_REQUIRED = 511;

/** The error for a response that turns the request down, and would again. */
export function rejectedError(
	request: KeapRequest,
	{ status, text }: RawResponse,
	mayHaveBeenDone = false,
): KeapError {
	// Keap turns down requests in JSON: a page that forbids is a proxy's or a firewall's.
	if (status === NETWORK_AUTHENTICATION_REQUIRED || (status === 403 && isPage(text)))
		return keapError('unavailable', request, texts.intercepted(status, titleOf(text)), { status });
	const detail = explainBody(text);
	if (status < 400)
		return keapError('unavailable', request, texts.redirected(status), { status, detail });
	if (TOO_LARGE.has(status))
		return keapError('badRequest', request, texts.tooLarge(status), { status, detail });
	const kind = KIND_BY_STATUS[status] ?? 'badRequest';
	return keapError(kind, request, texts.BY_KIND[kind](detail || `HTTP ${status}`), {
		status,
		detail,
		mayHaveBeenDone,
	});
}

/** What an attempt met in place of a usable response, for the catalogue's sentences. */
function receivedOf(failure: Failure): texts.Received {
	if (!('response' in failure))
		return { what: failure.kind === 'noResponse' ? 'nothingInTime' : 'nothing' };
	const { status, text } = failure.response;
	if (failure.kind === 'page') return { what: 'page', status, title: titleOf(text) };
	return { what: failure.kind === 'unreadable' ? 'unreadable' : 'status', status };
}

/** The error for a request that is not sent again. `mayHaveBeenDone` is about the attempts before the last one. */
export function failureError(
	request: KeapRequest,
	failure: Failure,
	{ attempts, mayHaveBeenDone }: { attempts: number; mayHaveBeenDone: boolean },
): KeapError {
	const idempotency = idempotencyOf(request);
	const { kind } = failure;
	if (isUnsent(kind)) {
		const text = notConnected(kind, {
			...describe(failure),
			host: KEAP_HOST,
			attempts,
			changed: idempotency === 'safe' ? 'nothingToChange' : mayHaveBeenDone ? 'unknown' : 'no',
		});
		return keapError(mayHaveBeenDone ? 'unavailable' : 'notConnected', request, text, {
			problem: kind,
		});
	}
	const fields =
		'response' in failure
			? {
					status: failure.response.status,
					detail: kind === 'page' ? undefined : explainBody(failure.response.text),
				}
			: {};
	if (kind === 'unreadable' && idempotency !== 'safe')
		return keapError('responseLost', request, texts.unreadableAfterWrite(), fields);
	const received = receivedOf(failure);
	return idempotency === 'unsafe'
		? keapError('unknownOutcome', request, texts.unknownOutcome(received), fields)
		: keapError('unavailable', request, texts.stillFailing(received, attempts), fields);
}

/** Where the connection should have gone and what was said instead of it. */
function describe(failure: Failure): Connecting {
	if (!('response' in failure)) {
		const { code, target, isProxy, reason } = failure;
		return { code, target, isProxy, reason: reason === undefined ? undefined : clip(reason) };
	}
	const { status, text } = failure.response;
	return { status, reason: isPage(text) ? titleOf(text) : clip(text.trim()) };
}
