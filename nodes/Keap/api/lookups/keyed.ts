import * as texts from '../../messages/keapErrors';
import type { KeapClient } from '../client';
import { keapError } from '../errors';
import { objectsOf, type Json } from '../json';
import { listIn } from '../lists';
import type { KeapRequest } from '../request';

/** What people know the records of a list by, such as the email addresses of contacts. A record may have several keys. */
export interface RecordKey {
	/** The filter that finds the records with one key. */
	filter: string;
	/** The filter that compares IDs; the list must take `id` as its order, too. */
	idFilter: string;
	/** The properties that hold the keys. */
	fields: readonly string[];
	/** The keys of a record, as Keap has them. */
	of(record: Json): string[];
}

/** A list whose records are looked up by a key. */
export interface Keyed {
	noun: string;
	path: string;
	items: string;
	/** The largest page. */
	pageSize?: number;
	key: RecordKey;
}

/** A key as it is compared: Keap tells neither capitals nor spaces around it apart. */
export const folded = (key: string): string => key.trim().toLowerCase();

export const keysOf = ({ key }: Keyed, record: Json): string[] => key.of(record).map(folded);

export const idOf = (record: Json): string => String(record.id ?? '');

/** @throws KeapError for a record without its ID, which could be taken for another one, or for none */
export function checkIds({ noun }: Keyed, records: readonly Json[], request: KeapRequest): void {
	if (records.some((record) => idOf(record) === ''))
		throw keapError('unavailable', request, texts.recordWithoutId(noun.toLowerCase()));
}

/** More than have one key in any account. */
const MOST_ALIKE = 100;

/**
 * The records that have a key now, oldest first.
 * @throws KeapError when one of them comes without its ID
 */
export async function findByKey(
	client: KeapClient,
	list: Keyed,
	key: string,
	fields: readonly string[],
): Promise<Json[]> {
	const request = {
		method: 'GET',
		path: list.path,
		query: { filter: `${list.key.filter}==${key.trim()}`, fields, page_size: MOST_ALIKE },
	} as const;
	const { body } = await client.send(request);
	// Keap ignores a filter it doesn't know: trust only what really has the key.
	const found = objectsOf(listIn(body, list.items, request)).filter((record) =>
		keysOf(list, record).includes(folded(key)),
	);
	checkIds(list, found, request);
	return found.sort((a, b) => Number(a.id) - Number(b.id));
}
