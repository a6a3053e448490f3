import type { JsonObject } from '../types';

export const SECRET_HEADER = 'x-hook-secret';

/** How long a receiver may take, in ms. https://developer.keap.com/rest-hook-documentation/ */
export const TIMEOUT_MS = 30_000;

/** How a receiver responded, or why it didn't. */
export type Outcome = { status: number; secret?: string | undefined } | { error: string };

export interface PostOptions {
	timeoutMs: number;
	/** Gives up at once. */
	signal: AbortSignal;
	secret?: string;
	body?: JsonObject;
}

export async function post(
	url: string,
	{ timeoutMs, signal, secret, body }: PostOptions,
): Promise<Outcome> {
	try {
		const response = await fetch(url, {
			method: 'POST',
			headers: {
				...(secret === undefined ? {} : { [SECRET_HEADER]: secret }),
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
			},
			...(body === undefined ? {} : { body: JSON.stringify(body) }),
			redirect: 'manual',
			signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
		});
		await response.arrayBuffer();
		return {
			status: response.status,
			secret: response.headers.get(SECRET_HEADER) ?? undefined,
		};
	} catch (error) {
		return { error: reason(error) };
	}
}

/** `fetch` tells why only in the cause of its error. */
function reason(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return error.cause instanceof Error ? error.cause.message : error.message;
}

/** Keap takes redirects for success. */
export const succeeded = (outcome: { status: number } | { error: string }): boolean =>
	'status' in outcome && outcome.status >= 200 && outcome.status < 400;
