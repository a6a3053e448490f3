import type { KeapClient } from './client';
import type { KeapRequest } from './request';

export interface PagedList {
	/** The property of the response that holds the records. */
	items: string;
	/** The largest page that the endpoint gives; absent where it can't be paged. */
	pageSize?: number;
	/** Where to go on, for a list whose first page is known. */
	startToken?: string;
}

/** One response of a list. */
export interface Page {
	records: unknown[];
	nextToken: string;
}

export function readPage(body: unknown, items: string): Page {
	const page = (body ?? {}) as Record<string, unknown>;
	const records = page[items];
	const token = page.next_page_token;
	return {
		records: Array.isArray(records) ? records : [],
		// At the end the token is absent, null or an empty string.
		nextToken: typeof token === 'string' ? token : '',
	};
}

/**
 * The records of a list, page by page, until `limit` are reached or Keap has no more. All parameters are repeated with
 * the token. A token that comes back a second time ends the list: it would never end otherwise.
 */
export async function* pages(
	client: KeapClient,
	request: KeapRequest,
	list: PagedList,
	limit = Infinity,
): AsyncGenerator<unknown[]> {
	let left = limit;
	const seen = new Set<string>();
	for (let token = list.startToken; ;) {
		const paging = list.pageSize
			? { page_size: Math.min(list.pageSize, left), page_token: token }
			: {};
		const { body } = await client.send({ ...request, query: { ...request.query, ...paging } });
		const { records, nextToken } = readPage(body, list.items);
		yield records.slice(0, left);
		left -= records.length;
		if (left <= 0 || !nextToken || !list.pageSize || seen.has(nextToken)) return;
		seen.add(nextToken);
		token = nextToken;
	}
}

/** All records of a list at once. */
export async function allPages(
	client: KeapClient,
	request: KeapRequest,
	list: PagedList,
): Promise<unknown[]> {
	const all: unknown[] = [];
	for await (const page of pages(client, request, list))
		for (const record of page) all.push(record);
	return all;
}
