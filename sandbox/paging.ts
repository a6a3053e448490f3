import { badRequest } from './errors';
import { parseFilter, type FilterKeys } from './filter';
import { field, type Condition, type Query } from './store';
import type { Call, Doc, RouteResponse } from './types';

export interface Listing {
	kind: string;
	/** The property of the response that holds the rows. */
	items: string;
	filters: FilterKeys;
	/** What `order_by` may name, and the SQL it sorts by. */
	order: Record<string, string>;
	maxPageSize?: number;
	minPageSize?: number;
	/** Always applied, whatever the request filters by. */
	where?: Condition[];
	/** The order when none is asked for; by id without it. */
	defaultOrder?: Query['orderBy'];
	/** From the stored document to what Keap shows of it. */
	show(doc: Doc): unknown;
}

const DEFAULT_PAGE_SIZE = 100;

/** One page of a list, with the token of the next one, or an empty one at the end. */
export function listPage(call: Call, listing: Listing): RouteResponse {
	const size = pageSize(call.query, listing);
	const offset = tokenOffset(call.query.get('page_token'), listing.kind);
	const rows = call.store.query(listing.kind, {
		where: [...(listing.where ?? []), ...parseFilter(call.query.get('filter'), listing.filters)],
		orderBy: orderBy(call.query.get('order_by'), listing),
		limit: size + 1,
		offset,
	});
	const more = rows.length > size;
	return {
		status: 200,
		body: {
			[listing.items]: rows.slice(0, size).map((doc) => listing.show(doc)),
			next_page_token: more ? makeToken(offset + size, listing.kind) : '',
		},
	};
}

/** The nine lists that have a token nothing accepts. */
export const unpagedList = (items: string, rows: unknown[]): RouteResponse => ({
	status: 200,
	body: { [items]: rows, next_page_token: '' },
});

/** SQL for a property, text compared without regard to case. */
export const byText = (property: string) => `${field(property)} COLLATE NOCASE`;
export const byId = (property: string) => `CAST(${field(property)} AS INTEGER)`;
export const byValue = (property: string) => field(property);

function pageSize(
	query: URLSearchParams,
	{ maxPageSize = 1000, minPageSize = 0 }: Partial<Listing>,
): number {
	const asked = query.get('page_size');
	if (asked === null) return Math.min(DEFAULT_PAGE_SIZE, maxPageSize);
	const size = Number(asked);
	if (!/^\d+$/.test(asked) || size < minPageSize || size > maxPageSize) {
		throw badRequest(
			`page_size must be a whole number from ${minPageSize} to ${maxPageSize}`,
			'page_size',
		);
	}
	// Zero asks for the default, as an absent page size does.
	return size === 0 ? Math.min(DEFAULT_PAGE_SIZE, maxPageSize) : size;
}

function orderBy(asked: string | null, listing: Listing): Query['orderBy'] {
	if (asked === null || asked === '') return listing.defaultOrder;
	const [, name = '', direction = 'asc'] = /^(\w+)(?:\s+(\w+))?$/.exec(asked.trim()) ?? [];
	const sql = Object.hasOwn(listing.order, name) ? listing.order[name] : undefined;
	if (sql === undefined || !['asc', 'desc'].includes(direction.toLowerCase())) {
		throw badRequest(`Invalid order_by: ${asked}`, 'order_by');
	}
	return { sql, descending: direction.toLowerCase() === 'desc' };
}

const makeToken = (offset: number, scope: string) =>
	Buffer.from(`${scope}:${offset}`).toString('base64url');

function tokenOffset(token: string | null, scope: string): number {
	if (token === null || token === '') return 0;
	const [, owner, offset] = /^(\w+):(\d+)$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
	if (owner !== scope || offset === undefined) throw badRequest('Invalid page_token', 'page_token');
	return Number(offset);
}
