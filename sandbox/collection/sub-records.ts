import { objects, required, without, written, type Parser } from '../body';
import { badRequest, notFound } from '../errors';
import type { Call, Doc, Json, JsonObject } from '../types';
import { listOf, record, string } from '../values';
import { created, parsersOf, requiredIn, rowsOf } from './properties';
import type { SubRecordTable } from './table';

/** Reads a list of entries; which of them there were before is settled when the record is saved. */
export function entriesParser({ properties, update, idName }: SubRecordTable): Parser {
	const parsers = parsersOf(rowsOf(properties), 'create');
	const withIds = { ...parsers, [idName]: string() };
	return listOf(record(update === 'byId' || update === 'byIdOrNew' ? withIds : parsers));
}

/** The entries as they are stored: with ids, and with what an update leaves as it was. */
export function settledEntries(
	table: SubRecordTable,
	name: string,
	given: Json,
	call: Call,
	current: Doc | undefined,
): JsonObject[] {
	const { idName, update } = table;
	const known = objects(current?.[name]);
	return objects(given).map((entry, index) => {
		const at = `${name}[${index}].${idName}`;
		const id = entry[idName];
		if (current === undefined || id === undefined) {
			if (current !== undefined && update === 'byId') throw badRequest(`${at} is required`, at);
			required(entry, ...requiredIn(rowsOf(table.properties), 'create'));
			return newEntry(table, entry, call);
		}
		const before = known.find((other) => other[idName] === id);
		if (before === undefined) throw badRequest(`${at} is unknown: ${String(id)}`, at);
		return { ...before, ...entry };
	});
}

const newEntry = ({ kind, idName }: SubRecordTable, entry: JsonObject, call: Call): JsonObject => ({
	[idName]: call.store.issueId(kind),
	...without(entry, idName),
});

/** The entry or entries that the body of the call describes. */
export function entriesOf(table: SubRecordTable, call: Call): JsonObject[] {
	const bodies = table.routes?.takesList === true ? call.body : [call.body];
	if (!Array.isArray(bodies)) throw badRequest('Input could not be converted to a valid request');
	const rows = rowsOf(table.properties);
	return bodies.map((body: unknown) => newEntry(table, created(rows, body, call), call));
}

/** The entries with one of them changed, or removed where there is no change. @throws ApiError 404 */
export function replaced(
	{ idName }: SubRecordTable,
	entries: JsonObject[],
	id: string | undefined,
	changes?: JsonObject,
): JsonObject[] {
	const at = entries.findIndex((entry) => entry[idName] === id);
	const before = entries[at];
	if (before === undefined) throw notFound('Entry', String(id));
	return entries.toSpliced(at, 1, ...(changes === undefined ? [] : [written(before, changes)]));
}
