import type { IAllExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { halfACharacter } from '../messages/connectionErrors';
import { KEAP_HOST, stageOf, UnsendableError } from './connection';
import type { Headers } from './limits';
import { pathAndQuery, type KeapRequest, type RawResponse, type Transport } from './request';

/**
 * Where Keap's REST API lives; the account follows from the key.
 * Source: https://developer.infusionsoft.com/pat-and-sak/
 */
export const BASE_URL = `https://${KEAP_HOST}/crm/rest`;

export const CREDENTIAL = 'keapApiKey';

interface FullResponse {
	statusCode: number;
	headers: Headers;
	body: unknown;
}

/** The key comes from the credential, the others follow from the connection and the body. */
const OWN_HEADERS =
	/^(x-keap-api-key|authorization|proxy-authorization|host|connection|content-length|transfer-encoding)$/;

const ACCEPTED = {
	json: 'application/json',
	text: 'application/json, text/*;q=0.9, */*;q=0.8',
	page: 'text/html, application/json;q=0.9, */*;q=0.8',
};

function headersOf({ headers = {}, body, form, expects = 'json' }: KeapRequest) {
	const given = Object.entries(headers)
		.map(([name, value]) => [name.trim().toLowerCase(), value] as const)
		.filter(([name]) => !OWN_HEADERS.test(name));
	return {
		accept: ACCEPTED[expects],
		...(form || body === undefined ? {} : { 'content-type': 'application/json' }),
		...Object.fromEntries(given),
	};
}

/**
 * The statuses that n8n is to make errors of. They are Keap's responses all the same, but only errors tell whether they
 * came from Keap or from a proxy that made no connection to it. Not 401, for which n8n would send the request once more,
 * and not 429, which is Keap's.
 */
const MAYBE_FROM_PROXY = Array.from({ length: 200 }, (_, i) => 400 + i).filter(
	(status) => status !== 401 && status !== 429,
);

/** The longest time that a timer can be set to, in milliseconds. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

const asText = (body: unknown): string =>
	typeof body === 'string' ? body : body ? JSON.stringify(body) : '';

function optionsFor(request: KeapRequest, timeoutMs: number): IHttpRequestOptions {
	const { method, form, body } = request;
	return {
		method,
		url: BASE_URL + pathAndQuery(request),
		headers: headersOf(request),
		body: form ? form() : body === undefined ? undefined : JSON.stringify(body),
		// Statuses and bodies are judged by the client: n8n would send a refused key twice and lose Keap's words.
		ignoreHttpStatusErrors: { ignore: true, except: MAYBE_FROM_PROXY },
		returnFullResponse: true,
		encoding: 'text',
		// A redirect would carry the key to another host.
		disableFollowRedirect: true,
		timeout: Math.min(Math.max(1, Math.round(timeoutMs)), LONGEST_TIMEOUT_MS),
	};
}

/** For what can't be put into an address or into JSON. */
const unsendable = (error: unknown): UnsendableError =>
	new UnsendableError(
		error instanceof URIError ? halfACharacter : error instanceof Error ? error.message : '',
	);

/** Sends requests through n8n's HTTP client, which adds the key and keeps to the user's proxy and SSRF settings. */
export function n8nTransport(context: IAllExecuteFunctions): Transport {
	return async (request, timeoutMs) => {
		let options: IHttpRequestOptions;
		try {
			options = optionsFor(request, timeoutMs);
		} catch (error) {
			return await Promise.reject(unsendable(error));
		}
		const sent: Promise<FullResponse> = context.helpers.httpRequestWithAuthentication.call(
			context,
			CREDENTIAL,
			options,
		) as Promise<FullResponse>;
		return await sent.then(
			({ statusCode: status, headers, body }) => ({ status, headers, text: asText(body) }),
			responseIn,
		);
	};
}

/** axios' error for a status, which n8n wraps in its own. */
interface StatusError {
	response?: { status?: unknown; headers?: Headers; data?: unknown };
	request?: unknown;
	cause?: unknown;
}

/**
 * The complete response that an error of n8n's was made of.
 * @throws the error when there is none; a response that broke off has no data
 */
async function responseIn(error: unknown): Promise<RawResponse> {
	let cause = error as StatusError | undefined;
	for (let depth = 0; cause && typeof cause === 'object' && depth < 4; depth++) {
		const { response, request } = cause;
		if (typeof response?.status === 'number') {
			const { status, headers = {}, data } = response;
			if (typeof data !== 'string') return await Promise.reject(error);
			const fromProxy = stageOf(request) === 'proxyResponded';
			return { status, headers: { ...headers }, text: data, ...(fromProxy && { fromProxy }) };
		}
		cause = cause.cause as StatusError | undefined;
	}
	// An n8n that keeps the cause to itself still tells the status.
	const { httpCode } = (error ?? {}) as { httpCode?: unknown };
	if (typeof httpCode === 'string' && /^[45]\d\d$/.test(httpCode))
		return { status: Number(httpCode), headers: {}, text: '' };
	return await Promise.reject(error);
}
