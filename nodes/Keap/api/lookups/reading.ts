import { outOfOrder } from '../../messages/keapErrors';
import type { KeapClient } from '../client';
import { keapError } from '../errors';
import { objectsOf, type Json } from '../json';
import { pages, readPage } from '../pages';
import type { KeapRequest } from '../request';
import { asking, checkIds, idOf, keysOf, type Keyed } from './keyed';
import { FEWEST_KEYS, isWorthReading, MAY_BE_WASTED, type ReadingState } from './readingCost';

/** What reading a whole list has found. */
export interface Reading {
	/** The records that have one of the wanted keys, oldest first. */
	records: Json[];
	/**
	 * The largest ID that was read: what is added to the list later lies beyond it. Undefined where the list can't be read in
	 * the order of IDs: then records may have been left out, and only what was found is certain.
	 */
	lastId?: number;
	/** Calls that it took. */
	calls: number;
}

interface Options {
	fields: readonly string[];
	/** How many look-ups the reading would save; one for each wanted key by default. */
	lookups?: number;
	/** Told after every page how many records have been read. */
	onPage?: (records: number) => void;
}

const PAGE_SIZE = 1_000;

/** The records that have one of the wanted keys. */
const having = (wanted: ReadonlySet<string>, list: Keyed, records: readonly Json[]): Json[] =>
	records.filter((record) => keysOf(list, record).some((key) => wanted.has(key)));

const pageSizeOf = ({ pageSize = PAGE_SIZE }: Keyed) => pageSize;

/** The largest ID of a list; 0 for an empty one. */
async function newestId(client: KeapClient, list: Keyed): Promise<number> {
	const request: KeapRequest = {
		method: 'GET',
		path: list.path,
		query: { ...asking(list, ['id']), order_by: 'id desc', page_size: 1 },
	};
	const { body } = await client.send(request);
	const [newest] = objectsOf(readPage(body, list.items, request).records);
	if (newest) checkIds(list, [newest], request);
	return newest ? Number(newest.id) : 0;
}

/** Whether IDs follow each other and `last` in ascending order. */
const ascend = (ids: readonly number[], last: number) =>
	ids.every((id, i) => id > (ids[i - 1] ?? last));

/**
 * The records with IDs beyond `after`, page by page in ascending order. Each page begins after the last ID of the one before
 * it instead of where its token says: what others add or delete meanwhile would shift that place, and leave records out.
 * @throws KeapError when Keap doesn't keep to the order, since records could be missing then
 */
export async function* recordsAfter(
	client: KeapClient,
	list: Keyed,
	after: number,
	fields: readonly string[],
): AsyncGenerator<Json[]> {
	const size = pageSizeOf(list);
	for (let last = after; ;) {
		const request: KeapRequest = {
			method: 'GET',
			path: list.path,
			query: {
				filter: `${list.key.idFilter}>${last}`,
				...asking(list, fields),
				order_by: 'id asc',
				page_size: size,
			},
		};
		const { body } = await client.send(request);
		const page = readPage(body, list.items, request);
		const records = objectsOf(page.records);
		checkIds(list, records, request);
		const ids = records.map((record) => Number(idOf(record)));
		const goesOn = page.nextToken !== '' || records.length >= size;
		if (!ascend(ids, last) || (goesOn && ids.length === 0))
			throw keapError('badResponse', request, outOfOrder(list.noun.toLowerCase()));
		yield records;
		if (!goesOn) return;
		last = ids.at(-1) ?? last;
	}
}

/**
 * Reads a list by its page tokens, as long as no more than a tenth of the look-ups is spent on it: how long it is shows only
 * at its end.
 */
async function sweep(
	client: KeapClient,
	list: Keyed,
	wanted: ReadonlySet<string>,
	{ fields, lookups = wanted.size, onPage }: Options,
): Promise<Reading | undefined> {
	const request: KeapRequest = { method: 'GET', path: list.path, query: asking(list, fields) };
	const found: Reading = { records: [], calls: 0 };
	let read = 0;
	for await (const page of pages(client, request, list)) {
		const records = objectsOf(page);
		checkIds(list, records, request);
		found.records.push(...having(wanted, list, records));
		onPage?.((read += records.length));
		found.calls++;
		const isFull = page.length >= pageSizeOf(list);
		if (isFull && found.calls + 1 > lookups * MAY_BE_WASTED) return undefined;
	}
	found.records.sort((a, b) => Number(a.id) - Number(b.id));
	return found;
}

/**
 * Reads a list for the records that have one of the `wanted` keys, and keeps no others. Undefined where looking them up one
 * by one takes fewer calls.
 * @throws KeapError when the list can't be read
 */
export async function readForKeys(
	client: KeapClient,
	list: Keyed,
	wanted: ReadonlySet<string>,
	{ fields, lookups = wanted.size, onPage }: Options,
): Promise<Reading | undefined> {
	if (lookups < FEWEST_KEYS) return undefined;
	if (!list.key.idFilter) return await sweep(client, list, wanted, { fields, lookups, onPage });
	let newest = await newestId(client, list);
	const found: Reading = { records: [], lastId: 0, calls: 1 };
	if (newest === 0) return found;
	const pageSize = pageSizeOf(list);
	const state: ReadingState = { keys: lookups, spent: 1, idsLeft: newest, pageSize };
	if (!isWorthReading(state)) return undefined;
	let first: number | undefined;
	let read = 0;
	for await (const page of recordsAfter(client, list, 0, fields)) {
		found.calls = ++state.spent;
		found.records.push(...having(wanted, list, page));
		read += page.length;
		onPage?.(read);
		const [oldest, newer] = [page[0], page.at(-1)];
		if (!oldest || !newer) continue;
		first ??= Number(oldest.id);
		found.lastId = Number(newer.id);
		if (found.lastId === newest || (found.lastId > newest && page.length < pageSize)) continue;
		// A full page beyond the newest record: either others have been added since, or that wasn't the newest one.
		if (found.lastId > newest) {
			newest = await newestId(client, list);
			found.calls = ++state.spent;
		}
		state.idsLeft = found.lastId <= newest ? newest - found.lastId : Infinity;
		state.pageSize = page.length;
		state.idsPerPage = ((found.lastId - first + 1) / read) * page.length;
		if (!isWorthReading(state)) return undefined;
	}
	return found;
}
