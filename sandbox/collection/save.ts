import { withoutNulls, written } from '../body';
import { badRequest, conflict } from '../errors';
import { titleOf } from '../records';
import { having } from './paths';
import type { Call, Doc, JsonObject } from '../types';
import { settledEntries } from './sub-records';
import type { Collection } from './table';

/**
 * Stores a new record.
 * @param fixed what the path says about it
 */
export function insertRecord(
	table: Collection,
	call: Call,
	given: JsonObject,
	fixed: Record<string, string> = {},
): Doc {
	const prepared = prepare(table, call, given);
	const { created, updated } = table.times ?? {};
	const user = userOf(table, call, prepared);
	const doc = withoutNulls({
		...table.defaults,
		...prepared,
		...fixed,
		...(created !== undefined && { [created]: call.time }),
		...(updated !== undefined && { [updated]: call.time }),
		...(table.users && user !== undefined
			? { [table.users.created]: user, [table.users.updated]: user }
			: {}),
	});
	table.check?.(doc, call);
	refuseTwins(table, call, doc);
	return call.store.transaction(() => {
		const stored = call.store.insert(table.kind, doc);
		table.saved?.(stored, call);
		return stored;
	});
}

/** Stores changes to a record, null for what is cleared. */
export function saveChanges(table: Collection, call: Call, current: Doc, changes: JsonObject): Doc {
	const doc = written(current, prepare(table, call, changes, current));
	const { times, users } = table;
	if (times?.updated !== undefined) doc[times.updated] = call.time;
	const user = userOf(table, call, doc);
	if (users !== undefined && user !== undefined) doc[users.updated] = user;
	table.check?.(doc, call);
	refuseTwins(table, call, doc, Object.keys(changes));
	return call.store.transaction(() => {
		call.store.put(table.kind, doc);
		table.saved?.(doc, call, current);
		return doc;
	});
}

function prepare(table: Collection, call: Call, changes: JsonObject, current?: Doc): JsonObject {
	const settled = { ...changes };
	for (const [name, row] of Object.entries(table.subRecords ?? {})) {
		const given = changes[name];
		if (given !== undefined && given !== null)
			settled[name] = settledEntries(row, name, given, call, current);
	}
	return table.prepare === undefined ? settled : table.prepare(settled, call, current);
}

/** Whoever is behind the key, or else whom the record names. */
function userOf({ users }: Collection, { key }: Call, doc: JsonObject): string | undefined {
	if (key.userId !== undefined || users?.otherwise === undefined) return key.userId;
	const named = doc[users.otherwise] ?? undefined;
	return named === undefined ? undefined : String(named);
}

function refuseTwins(
	{ kind, unique = [] }: Collection,
	{ store }: Call,
	doc: JsonObject,
	changed: string[] = Object.keys(doc),
): void {
	for (const property of unique.filter((name) => changed.includes(name))) {
		const value = String(doc[property]);
		const twin = store.find(kind, property, value);
		if (twin !== undefined && twin.id !== doc.id)
			throw badRequest(
				`A ${titleOf(kind).toLowerCase()} with the ${property} ${value} already exists`,
				property,
			);
	}
}

/** Removes a record and what depends on it. @throws ApiError 409 if something still needs it */
export function removeRecord(table: Collection, call: Call, doc: Doc): void {
	const { kind, dependents = [] } = table;
	const { store } = call;
	const where = (property: string) => ({ where: having({ [property]: doc.id }) });
	for (const { kind: other, property, onDelete, why = 'is in use' } of dependents) {
		if (onDelete === 'refuse' && store.count(other, where(property).where) > 0)
			throw conflict(`${titleOf(kind)} ${doc.id} ${why}`);
	}
	store.transaction(() => {
		for (const { kind: other, property, onDelete } of dependents) {
			for (const dependent of store.query(other, where(property))) {
				if (onDelete === 'delete') store.remove(other, dependent.id);
				else store.put(other, written(dependent, { [property.split('.')[0] ?? '']: null }));
			}
		}
		store.remove(kind, doc.id);
		table.deleted?.(doc, call);
	});
}
