import type { Headers } from './limits';
import type { Idempotency } from './retry';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Query values: lists are joined with commas, which is how Keap reads `fields` and `update_mask`. */
export type QueryValue = string | number | boolean | readonly string[] | undefined;

/** One request to Keap's REST API. */
export interface KeapRequest {
	method: HttpMethod;
	/** Beginning with the version: `/v2/contacts`. Already encoded. */
	path: string;
	query?: Record<string, QueryValue>;
	/** Beside those that the client sets itself. The API key and the host can't be overridden. */
	headers?: Readonly<Record<string, string>>;
	/** Sent as JSON, or as multipart when it is a form. A form is made anew for every attempt. */
	body?: unknown;
	form?: () => FormData;
	/**
	 * What a success is read as; `json` by default. `text` is for endpoints that are documented to send one JSON string:
	 * that string, or a bare text, or nothing, which is the empty text. `page` is for those that send a web page.
	 */
	expects?: 'json' | 'text' | 'page';
	/** What sending it twice would do; by default `safe` for GET, `idempotent` for PUT, PATCH, DELETE, else `unsafe`. */
	idempotency?: Idempotency;
	/**
	 * The statuses that say, after an attempt whose response was lost, that this attempt was carried out: what it should
	 * remove is gone. By default 404 and 410 for DELETE, else none.
	 */
	alreadyDoneOn?: readonly number[];
	/** Whether an earlier request, of which this one is a part, may have been carried out already. */
	mayHaveBeenDone?: boolean;
	/** Texts in the body, such as the number of a card, that no message and no log may hold. */
	secrets?: readonly string[];
}

/** What came back, before anybody interpreted it. */
export interface RawResponse {
	status: number;
	headers: Headers;
	text: string;
	/** It is a proxy's own response: the request never reached Keap. */
	fromProxy?: boolean;
}

/** A usable response. */
export interface KeapResponse {
	status: number;
	headers: Headers;
	/** The parsed body; undefined where Keap sends none. */
	body: unknown;
	/** An earlier attempt may have been carried out already, but its response was lost. */
	retriedAfterLoss: boolean;
}

/** Sends one request once. Rejects when no complete response came. */
export type Transport = (request: KeapRequest, timeoutMs: number) => Promise<RawResponse>;

const encode = (value: Exclude<QueryValue, undefined>): string =>
	encodeURIComponent(typeof value === 'object' ? value.join(',') : String(value));

/** Path and query as they go over the wire; undefined values and empty lists are left out. */
export function pathAndQuery({ path, query = {} }: KeapRequest): string {
	const pairs = Object.entries(query)
		.filter(
			(pair): pair is [string, Exclude<QueryValue, undefined>] =>
				pair[1] !== undefined && !(Array.isArray(pair[1]) && pair[1].length === 0),
		)
		.map(([name, value]) => `${encodeURIComponent(name)}=${encode(value)}`);
	return pairs.length ? `${path}?${pairs.join('&')}` : path;
}

const BY_METHOD: Record<HttpMethod, Idempotency> = {
	GET: 'safe',
	POST: 'unsafe',
	PUT: 'idempotent',
	PATCH: 'idempotent',
	DELETE: 'idempotent',
};

export const idempotencyOf = (request: KeapRequest): Idempotency =>
	request.idempotency ?? BY_METHOD[request.method];

const GONE: readonly number[] = [404, 410];

/** Whether a response to a repeated request says that an earlier attempt was carried out. */
export const saysAlreadyDone = (
	{ method, alreadyDoneOn = method === 'DELETE' ? GONE : [] }: KeapRequest,
	{ status }: RawResponse,
): boolean => alreadyDoneOn.includes(status);
