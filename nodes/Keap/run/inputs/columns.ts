import { decimalsOf } from '../../api/currencies';
import { isObject, objectsOf, type Json } from '../../api/json';
import type { Collection, Held } from '../../descriptor/collection';
import type { Column, Columns } from '../../descriptor/recordOutput';
import { getPath } from '../paths';
import { isEmpty } from './values/scalars';

/** The value of a column; amounts of money as 12.34. */
export function columnValue(record: unknown, column: Column): unknown {
	if (typeof column === 'string') return getPath(record, column);
	if ('list' in column) {
		const list = getPath(record, column.list);
		return Array.isArray(list)
			? objectsOf(list).map((entry) => columnValues(entry, column.columns, null))
			: undefined;
	}
	if ('firstOf' in column) {
		const found = column.firstOf.map((path) => getPath(record, path));
		return found.find((value) => !isEmpty(value)) ?? found[0];
	}
	const { amount, currency_code } = (getPath(record, column.path) ?? {}) as Json;
	return typeof amount === 'number' ? amount / 10 ** decimalsOf(currency_code) : amount;
}

/** The values of several columns; `none` stands for what the record lacks. */
const columnValues = (record: unknown, columns: Columns, none: null | undefined): Json =>
	Object.fromEntries(
		Object.entries(columns).map(([name, column]) => [name, columnValue(record, column) ?? none]),
	);

const heldIn = (record: Json, place: Held): unknown =>
	typeof place === 'object' && 'parts' in place
		? columnValues(record, place.parts, undefined)
		: columnValue(record, place);

/** Whether records don't hold a property that is to be written, or a part of it: nobody knows what Keap has of it. */
export function isHidden(held: Collection['held'], property: string, value: unknown): boolean {
	const place = held?.[property];
	if (place === null) return true;
	if (typeof place !== 'object' || !('parts' in place) || !isObject(value)) return false;
	return Object.keys(value).some((part) => !(part in place.parts));
}

/** A record as a write would have it: under the names, and in the form, of the properties of its body. */
export function asWritten({ held = {} }: Collection, record: Json): Json {
	const written = { ...record };
	for (const [property, place] of Object.entries(held))
		written[property] = place === null ? undefined : heldIn(record, place);
	return written;
}
