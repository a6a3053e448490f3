import type { KeapClient } from '../../api/client';
import type { KeapRequest } from '../../api/request';

type Json = Record<string, unknown>;

const PAGE = 1000;

const PAGING = ['next_page_token', 'count', 'next'];

/** The property of a response that holds the records, if the response is a page of a list: records hold lists, too. */
export function listName(body: unknown): string | undefined {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
	const keys = Object.keys(body);
	const isPage = keys.length === 1 || PAGING.some((key) => key in body);
	return isPage ? keys.find((key) => Array.isArray((body as Json)[key])) : undefined;
}

/**
 * All records of a list of REST v1, which is paged by `limit` and `offset`. It ends at a short page: `count` may overstate,
 * and following it would never end.
 */
export async function everyV1Record(client: KeapClient, request: KeapRequest): Promise<unknown[]> {
	const limit = Math.min(PAGE, Number(request.query?.limit) || PAGE);
	const all: unknown[] = [];
	let last = '';
	for (let offset = Number(request.query?.offset) || 0; ; offset += limit) {
		const { body } = await client.send({ ...request, query: { ...request.query, limit, offset } });
		if (Array.isArray(body)) return body;
		const name = listName(body);
		if (!name) return [body];
		const page = (body as Json)[name] as unknown[];
		const text = JSON.stringify(page);
		// A list that knows no offset gives the same page again and again.
		if (text === last) return all;
		last = text;
		for (const record of page) all.push(record);
		if (page.length < limit) return all;
	}
}
