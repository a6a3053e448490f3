import { badRequest } from './errors';
import { field, type Condition, type Query } from './store';
import type { Call, Doc, Json, JsonObject, RouteResponse } from './types';
import { isTime } from './values';

const ORIGIN = 'https://api.infusionsoft.com/crm/rest';
const MAX_LIMIT = 1_000;

export interface ListingV1 {
	kind: string;
	/** The property of the response that holds the rows. */
	items: string;
	where?: Condition[];
	orderBy?: Query['orderBy'];
	show(doc: Doc): JsonObject;
}

/** One page of a list of REST v1, which goes by `limit` and `offset`. */
export function listPageV1(call: Call, { kind, items, where = [], orderBy, show }: ListingV1) {
	const { store } = call;
	const limit = natural(call, 'limit', MAX_LIMIT);
	const offset = natural(call, 'offset', 0);
	if (limit > MAX_LIMIT) throw badRequest(`limit must not exceed ${MAX_LIMIT}`);
	const count = store.count(kind, where);
	const link = (at: number) => {
		const query = new URLSearchParams(call.query);
		query.set('limit', String(limit));
		query.set('offset', String(at));
		return `${ORIGIN}${call.path}?${query}`;
	};
	return {
		status: 200,
		body: {
			[items]: store.query(kind, { where, orderBy, limit, offset }).map(show),
			count,
			// There is always a next page, even after the last.
			next: link(offset + limit),
			previous: link(Math.max(0, offset - limit)),
		},
	} satisfies RouteResponse;
}

function natural(call: Call, name: string, fallback: number): number {
	const value = call.query.get(name);
	if (value === null) return fallback;
	if (!/^\d+$/.test(value)) throw badRequest(`${name} is invalid`);
	return Number(value);
}

/** Records from `since` on and up to `until`, by one of their times. */
export const v1Period = ({ query }: Call, time: string): Condition[] =>
	[
		['since', '>='],
		['until', '<='],
	].flatMap(([name = '', operator]) => {
		const given = query.get(name);
		if (given === null) return [];
		if (!isTime(given)) throw badRequest(`${name} is invalid`);
		return [{ sql: `${field(time)} ${operator} ?`, params: [new Date(given).toISOString()] }];
	});

/** What REST v1 shows of an ID. */
export const v1Id = (id: Json | undefined): number | null =>
	id === undefined || id === null ? null : Number(id);
