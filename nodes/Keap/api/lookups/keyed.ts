import * as texts from '../../messages/keapErrors';
import type { KeapClient } from '../client';
import { keapError } from '../errors';
import { objectsOf, type Json } from '../json';
import { listIn } from '../lists';
import { allPages } from '../pages';
import type { KeapRequest } from '../request';

/**
 * What people know the records of a list by, such as the email addresses of contacts. A record may have several keys, and a
 * key several parts (see `joinKey`): the title of an opportunity tells nothing without its contact.
 */
export interface RecordKey {
	/** For each part of a key, the filter that compares it, and where there is one, the filter that takes its beginning. */
	parts: ReadonlyArray<{ filter: string; prefix?: string }>;
	/**
	 * The filter that compares IDs. The list then takes `id` as its order, too, and can be read without leaving records out
	 * that lie where others are added or deleted meanwhile.
	 */
	idFilter?: string;
	/** The properties that hold the keys. */
	fields: readonly string[];
	/** The keys of a record, as Keap has them; those of several parts as lists. */
	of(record: Json): ReadonlyArray<string | readonly string[]>;
}

/** A list whose records are looked up by a key. */
export interface Keyed {
	noun: string;
	path: string;
	items: string;
	/** The largest page. */
	pageSize?: number;
	/** Whether the list takes the names of the properties that are wanted. */
	fields?: 'limit' | 'add';
	key: RecordKey;
}

const PART_END = '\n';

/** A key of several parts as one text. */
export const joinKey = (parts: readonly string[]): string =>
	parts.map((part) => part.trim()).join(PART_END);

const partsOf = (key: string): string[] => key.split(PART_END).map((part) => part.trim());

/** A key as it is compared: Keap tells neither capitals nor spaces around it apart. */
export const folded = (key: string): string => key.trim().toLowerCase();

export const keysOf = ({ key }: Keyed, record: Json): string[] =>
	key.of(record).map((own) => folded(joinKey([own].flat())));

export const idOf = (record: Json): string => String(record.id ?? '');

/** @throws KeapError for a record without its ID, which could be taken for another one, or for none */
export function checkIds({ noun }: Keyed, records: readonly Json[], request: KeapRequest): void {
	if (records.some((record) => idOf(record) === ''))
		throw keapError('unavailable', request, texts.recordWithoutId(noun.toLowerCase()));
}

/** What Keap's filters take for something else than a part of a value. No way to escape it is documented. */
const NOT_LITERAL = /;|,|==|!=|<|>|\*$/;

/** The conditions that records with a key meet. Others may meet them, too. */
function conditionsOf({ parts }: RecordKey, key: string): string[] {
	const values = partsOf(key);
	return parts.flatMap(({ filter, prefix }, i) => {
		const value = values[i] ?? '';
		const [beginning = ''] = value.split(NOT_LITERAL);
		if (beginning === value) return [`${filter}==${value}`];
		return prefix && beginning.trim() !== '' ? [`${prefix}==${beginning.trim()}*`] : [];
	});
}

/** More than have one key in any account. */
const MOST_ALIKE = 100;

/** The query that has a list return these properties. */
export const asking = (
	{ fields }: Keyed,
	names: readonly string[],
): { fields?: readonly string[] } => (fields && names.length > 0 ? { fields: names } : {});

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
	const conditions = conditionsOf(list.key, key);
	const isExact = partsOf(key).every((part) => !NOT_LITERAL.test(part));
	const query = {
		...(conditions.length > 0 ? { filter: conditions.join(';') } : {}),
		...asking(list, fields),
		...(isExact ? { page_size: MOST_ALIKE } : {}),
	};
	const request = { method: 'GET', path: list.path, query } as const;
	const records = isExact
		? listIn((await client.send(request)).body, list.items, request)
		: await allPages(client, request, list);
	// Keap ignores a filter it doesn't know: trust only what really has the key.
	const found = objectsOf(records).filter((record) => keysOf(list, record).includes(folded(key)));
	checkIds(list, found, request);
	return found.sort((a, b) => Number(a.id) - Number(b.id));
}
