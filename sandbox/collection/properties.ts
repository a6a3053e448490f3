import { required, updateMask, writes, type Parsers } from '../body';
import { badRequest } from '../errors';
import type { Call, JsonObject } from '../types';
import type { Property, PropertyRow } from './table';

type Rows = Record<string, PropertyRow>;
type Write = 'create' | 'update';

export const rowsOf = (properties: Record<string, Property>): Rows =>
	Object.fromEntries(
		Object.entries(properties).map(([name, property]) => [
			name,
			typeof property === 'function' ? { type: property } : property,
		]),
	);

/** The parsers of what one kind of body may hold. */
export const parsersOf = (rows: Rows, write: Write): Parsers =>
	Object.fromEntries(
		Object.entries(rows)
			.filter(([, { only }]) => only === undefined || only === write)
			.map(([name, { type }]) => [name, type]),
	);

export const requiredIn = (rows: Rows, write: Write): string[] =>
	Object.keys(rows).filter((name) => ['both', write].includes(rows[name]?.required ?? ''));

/** What `update_mask` may name unless the table says otherwise. */
export const maskOf = (rows: Rows): string[] =>
	Object.keys(parsersOf(rows, 'update')).map((name) => rows[name]?.mask ?? name);

/** What the body of a create holds, without nulls that have no meaning there. */
export function created(rows: Rows, body: unknown, call: Call): JsonObject {
	required(body, ...requiredIn(rows, 'create'));
	const given = writes(body, parsersOf(rows, 'create'), call);
	return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
}

/** What an update changes, null for what it clears. */
export function changed(
	rows: Rows,
	call: Call,
	mask: { allowed: readonly string[]; obligatory?: boolean },
): JsonObject {
	required(call.body, ...requiredIn(rows, 'update'));
	const named = updateMask(call.query, mask.allowed, { obligatory: mask.obligatory });
	const parsers = parsersOf(rows, 'update');
	const masked =
		named && new Set(Object.keys(parsers).filter((name) => named.has(rows[name]?.mask ?? name)));
	const changes = writes(call.body, parsers, call, masked);
	for (const [name, value] of Object.entries(changes)) {
		const { required: needed, clearable = needed === undefined } = rows[name] ?? {};
		if (!clearable && (value === null || value === ''))
			throw badRequest(`${name} is required`, name);
	}
	return changes;
}
