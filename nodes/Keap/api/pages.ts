import { createHash } from 'crypto';

import type { KeapClient } from './client';
import { isObject } from './json';
import { listIn } from './lists';
import type { KeapRequest } from './request';

export interface PagedList {
	/** The property of the response that holds the records. */
	items: string;
	/** The largest page that the endpoint gives; absent where it can't be paged. */
	pageSize?: number;
	/** The property of the response that holds the token of the next page; `next_page_token` by default. */
	token?: string;
	/** How bare IDs become records: `as` is the property for them, `marks` are lists of the same page that name some of them. */
	bare?: { as: string; marks: Readonly<Record<string, string>> };
	/**
	 * The first response, for a list that was recognized by it. Its request is repeated with each token: how large a page
	 * may be differs from list to list.
	 */
	first?: unknown;
}

/** One response of a list. */
export interface Page {
	records: unknown[];
	nextToken: string;
}

/** @throws KeapError when the response to `request` is no page of such a list */
export function readPage(
	body: unknown,
	items: string,
	request: KeapRequest,
	tokenIn = 'next_page_token',
): Page {
	const token = isObject(body) ? body[tokenIn] : undefined;
	return {
		records: listIn(body, items, request),
		// At the end the token is absent, null or an empty string.
		nextToken: typeof token === 'string' ? token : '',
	};
}

/** Bare IDs as records. */
function identified(
	ids: readonly unknown[],
	{ as, marks }: NonNullable<PagedList['bare']>,
	body: unknown,
): unknown[] {
	const marked = Object.entries(marks).map(([property, list]): [string, unknown[]] => {
		const some = isObject(body) ? body[list] : undefined;
		return [property, Array.isArray(some) ? some : []];
	});
	return ids.map((id) => ({
		[as]: id,
		...Object.fromEntries(marked.map(([property, some]) => [property, some.includes(id)])),
	}));
}

/** Without IDs two pages may be alike and yet hold other records, such as the prefixes of two thousand contacts. */
const IDENTIFIED = /"(\w*_)?(id|key)":/i;

/** The pages of a list that were read already: Keap gives some again, for a token or an offset that it doesn't know. */
export class SeenPages {
	private readonly digests = new Set<string>();

	/**
	 * Whether this page was read before. `certain` says that something else tells so, too, and is needed where the records
	 * have no IDs.
	 */
	repeats(records: readonly unknown[], certain: boolean): boolean {
		const text = JSON.stringify(records);
		const digest = createHash('sha256').update(text).digest('base64');
		if (this.digests.has(digest)) return certain || IDENTIFIED.test(text);
		this.digests.add(digest);
		return false;
	}
}

/**
 * The records of a list, page by page, until `limit` are reached or Keap has no more. All parameters are repeated with
 * the token. A token that comes back ends the list, as does a page that does: it would never end otherwise, or give
 * records twice. So does the second of two empty pages; one may be what a filter leaves.
 */
export async function* pages(
	client: KeapClient,
	request: KeapRequest,
	list: PagedList,
	limit = Infinity,
): AsyncGenerator<unknown[]> {
	const { items, pageSize, first, token: tokenIn, bare } = list;
	const canBePaged = pageSize !== undefined || first !== undefined;
	const seen = new SeenPages();
	let left = limit;
	let token = request.query?.page_token;
	const tokens = new Set<unknown>([token]);
	let wasEmpty = false;
	let body = first;
	for (;;) {
		if (body === undefined) {
			const size = pageSize === undefined ? {} : { page_size: Math.min(pageSize, left) };
			const paging = canBePaged ? { ...size, page_token: token } : {};
			({ body } = await client.send({ ...request, query: { ...request.query, ...paging } }));
		}
		const { records: found, nextToken } = readPage(body, items, request, tokenIn);
		const records = bare ? identified(found, bare, body) : found;
		const isLast = !canBePaged || nextToken === '' || tokens.has(nextToken);
		const goesOn = !isLast && records.length < left && !(records.length === 0 && wasEmpty);
		const isOnly = tokens.size === 1 && !goesOn;
		if (!isOnly && seen.repeats(records, tokens.has(nextToken))) return;
		yield records.slice(0, left);
		if (!goesOn) return;
		left -= records.length;
		wasEmpty = records.length === 0;
		tokens.add(nextToken);
		token = nextToken;
		body = undefined;
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
