import type { KeapClient } from '../../api/client';
import type { Json } from '../../api/json';
import { listIn } from '../../api/lists';
import { SeenPages } from '../../api/pages';
import type { KeapRequest } from '../../api/request';

/** The largest page of REST v1, in records. */
const LARGEST_PAGE = 1000;

const PAGING = ['next_page_token', 'count', 'next'];

/** The property of a response that holds the records, if the response is a page of a list: records hold lists, too. */
export function listName(body: unknown): string | undefined {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
	const keys = Object.keys(body);
	const isPage = keys.length === 1 || PAGING.some((key) => key in body);
	return isPage ? keys.find((key) => Array.isArray((body as Json)[key])) : undefined;
}

/** The offset in the address of the next page; undefined where it names none. */
function offsetIn(address: string): number | undefined {
	const query = address.slice(address.indexOf('?') + 1);
	const offset = new URLSearchParams(query).get('offset') ?? '';
	return /^\d+$/.test(offset) ? Number(offset) : undefined;
}

/** Where the page after this one begins; undefined at the end. `names` is whether the list has named a next page so far. */
function offsetAfter(
	next: unknown,
	{ offset, length, limit }: { offset: number; length: number; limit: number },
	names: boolean,
): number | undefined {
	if (length === 0) return undefined;
	if (typeof next === 'string' && next !== '') return offsetIn(next) ?? offset + length;
	return names || length < limit ? undefined : offset + length;
}

/**
 * The pages of a list of REST v1, which is paged by `limit` and `offset`; those of the request say how large a page is
 * and where to begin. It goes on for as long as the response names a next page, whatever the size of this one, and ends
 * with an empty page: Keap names a next page after the last, too. `count` may overstate, and following it would never end.
 * A list that names none is read on while its pages are full; one that knows no offset gives the same page again.
 *
 * What follows a page must be one as well: a list that broke off would pass for a whole one.
 *
 * Offsets count what is there at that moment: a record that is deleted or added elsewhere while the pages are read moves
 * the ones behind it, so that one may be missing, or come twice. REST v1 has nothing that would prevent that.
 * @param items the property that holds the records; without it, the first response says, and may be no list at all
 * @throws KeapError when a page isn't one
 */
async function* v1Pages(
	client: KeapClient,
	request: KeapRequest,
	items?: string,
): AsyncGenerator<unknown[]> {
	const { limit: wanted = LARGEST_PAGE, offset: start = 0 } = request.query ?? {};
	const limit = Number(wanted) > LARGEST_PAGE ? LARGEST_PAGE : wanted;
	const seen = new SeenPages();
	const offsets = new Set<number>();
	let names = false;
	let name = items;
	let offset: number | undefined = Number(start) || 0;
	while (offset !== undefined && !offsets.has(offset)) {
		// What is no number is sent as it is: Keap says best what is wrong with it.
		const query = { ...request.query, limit, offset: offsets.size === 0 ? start : offset };
		offsets.add(offset);
		const { body } = await client.send({ ...request, query });
		if (name === undefined) {
			name = listName(body);
			if (name === undefined) {
				yield Array.isArray(body) ? (body as unknown[]) : [body];
				return;
			}
		}
		const page = listIn(body, name, request);
		if (seen.repeats(page, true)) return;
		yield page;
		const { next } = body as Json;
		names ||= Boolean(next);
		const size = { offset, length: page.length, limit: Number(limit) || page.length };
		offset = offsetAfter(next, size, names);
	}
}

/** All records of a list of REST v1; see `v1Pages`. */
export async function everyV1Record(client: KeapClient, request: KeapRequest): Promise<unknown[]> {
	const all: unknown[] = [];
	for await (const page of v1Pages(client, request)) for (const record of page) all.push(record);
	return all;
}

/** The records of a list of REST v1, page by page, until `limit` are reached; see `v1Pages`. */
export async function* v1PagesUpTo(
	client: KeapClient,
	request: KeapRequest,
	items: string,
	limit: number,
): AsyncGenerator<unknown[]> {
	const query = { ...request.query, limit: Math.min(LARGEST_PAGE, limit) };
	let left = limit;
	for await (const page of v1Pages(client, { ...request, query }, items)) {
		yield page.slice(0, left);
		left -= page.length;
		if (left <= 0) return;
	}
}
