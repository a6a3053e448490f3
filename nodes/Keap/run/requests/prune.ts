import type { Field } from '../../descriptor/field';
import type { Operation } from '../../descriptor/operation';
import { isEmpty } from '../inputs/values/scalars';
import { fieldFor } from './merge';

type Json = Record<string, unknown>;

type Group = Extract<Field, { kind: 'object' | 'objects' }>;

/** Whether an entry lacks what it is about, or holds nothing beside its place. */
function isHollow(entry: Json, { essential, fields }: Group): boolean {
	if (essential) return isEmpty(entry[essential]);
	const places = new Set(fields.filter(({ kind }) => kind === 'choice').map(({ key }) => key));
	return Object.entries(entry).every(([key, value]) => places.has(key) || isEmpty(value));
}

const cleared = (entry: Json) => Object.values(entry).includes(null);

/**
 * The body without entries that say nothing, such as an opt-in reason without an address: Keap refuses them. A list or an
 * object of which nothing is left is cleared where that was asked for, and else not mentioned.
 */
export function prune(operation: Operation, body: Json): Json {
	const result = { ...body };
	for (const [key, value] of Object.entries(body)) {
		const field = fieldFor(operation, key);
		if ((field?.kind !== 'object' && field?.kind !== 'objects') || value === null) continue;
		const entries = (Array.isArray(value) ? value : [value]) as Json[];
		const full = entries.filter((entry) => !isHollow(entry, field));
		if (full.length === entries.length) continue;
		if (full.length > 0) result[key] = full;
		else if (entries.some(cleared)) result[key] = Array.isArray(value) ? [] : null;
		else delete result[key];
	}
	return result;
}
