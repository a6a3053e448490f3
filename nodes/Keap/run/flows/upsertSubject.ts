import { isObject, type Json } from '../../api/json';
import type { Operation } from '../../descriptor/operation';
import type { PreparedItem } from '../inputs/preparedItem';
import { fillSlots } from '../inputs/entries';
import { prune } from '../inputs/prune';
import { isEmpty } from '../inputs/values/scalars';

/** What an upsert is about: how the record that an item means is found, and what is written to it. */
export interface UpsertSubject {
	/** What an item's record is looked up by, as the item has it. */
	keyOf(item: PreparedItem): string;
	/**
	 * All keys that an item is about, as they are compared, its own first: two items that share one would both find nothing, and
	 * both create.
	 */
	keysOf(item: PreparedItem): string[];
	/** What these items need of a record: to tell which one is meant, to merge and compare with, and to put out. */
	fieldsFor(items: readonly PreparedItem[]): string[];
	/** Whether a record with the item's key is the one that the item means. */
	isMeant(record: Json, item: PreparedItem): boolean;
	/** What a new record is made of. */
	newBody(item: PreparedItem): Json;
	/** What goes along with a create. */
	createQuery(item: PreparedItem): Record<string, string>;
	/** What is written to a record that exists; nothing where it is so already. */
	changesTo(item: PreparedItem, existing: Json): Json;
	/** Whether Keap itself may have updated a record instead of making one, which HTTP 201 then tells from 200. */
	mayUpdateOnCreate: boolean;
}

/** A new record has nothing to clear: neither values, nor lists, nor custom fields. */
export function newRecord(operation: Operation, body: Json): Json {
	const { custom_fields: fields, ...rest } = prune(operation, fillSlots(operation, body));
	const filled = ((fields ?? []) as Json[]).filter(({ content }) => content !== null);
	const given = Object.entries({ ...rest, custom_fields: filled });
	return withoutNulls(Object.fromEntries(given.filter(([, value]) => !isEmpty(value)))) as Json;
}

function withoutNulls(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutNulls);
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([, entry]) => entry !== null)
			.map(([key, entry]) => [key, withoutNulls(entry)]),
	);
}
