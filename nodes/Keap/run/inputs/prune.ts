import { isObject, type Json } from '../../api/json';
import type { Field } from '../../descriptor/field';
import { fieldFor } from '../../descriptor/merging';
import type { Operation } from '../../descriptor/operation';
import { isEmpty } from './values/scalars';

type Group = Extract<Field, { kind: 'object' | 'objects' }>;

/** Whether an entry lacks what it is about, or holds nothing beside its slot. */
function saysNothing(entry: Json, { requiredKey, fields }: Group): boolean {
	if (requiredKey) return isEmpty(entry[requiredKey]);
	// The editor fills in every choice, whether or not anything else is entered.
	const choices = new Set(fields.filter(({ kind }) => kind === 'choice').map(({ key }) => key));
	return Object.entries(entry).every(([key, value]) => choices.has(key) || isEmpty(value));
}

const cleared = (entry: Json) => Object.values(entry).includes(null);

/** The body with all properties of the objects that Keap takes only whole. */
function completed(operation: Operation, body: Json): Json {
	const result = { ...body };
	for (const [key, value] of Object.entries(body)) {
		const field = fieldFor(operation, key);
		if (field?.kind !== 'object' || !field.complete || !isObject(value)) continue;
		const parts = field.fields.map((part) => [part.key, value[part.key] ?? ''] as const);
		result[key] = { ...value, ...Object.fromEntries(parts) };
	}
	return result;
}

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
		const full = entries.filter((entry) => !saysNothing(entry, field));
		if (full.length === entries.length) continue;
		if (full.length > 0) result[key] = full;
		else if (entries.some(cleared)) result[key] = Array.isArray(value) ? [] : null;
		else delete result[key];
	}
	return completed(operation, result);
}
