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
	/** Sent as JSON, or as multipart when it is a form. A form is made anew for every attempt. */
	body?: unknown;
	form?: () => FormData;
	/** What sending it twice would do; by default `read` for GET, `repeatable` for PUT, PATCH, DELETE, else `once`. */
	idempotency?: Idempotency;
}

/** What came back, before anybody interpreted it. */
export interface RawResponse {
	status: number;
	headers: Headers;
	text: string;
}

/** A usable response. */
export interface KeapResponse {
	status: number;
	headers: Headers;
	/** The parsed body; undefined where Keap sends none. */
	body: unknown;
	/** Whether an earlier attempt may have been carried out, whose response was lost: what is gone may be its doing. */
	retriedAfterLoss?: boolean;
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
