import type { Operation } from '../descriptor/operation';
import { isEmpty } from './convert';
import { fieldFor } from './merge';

type Json = Record<string, unknown>;

const cleared = (entry: Json) => Object.values(entry).includes(null);

/**
 * The body without entries that lack what they are about, such as an opt-in reason without an address: Keap refuses them.
 * A list or an object of which nothing is left is cleared where that was asked for, and else not mentioned.
 */
export function withoutHollow(operation: Operation, body: Json): Json {
	const result = { ...body };
	for (const [key, value] of Object.entries(body)) {
		const field = fieldFor(operation, key);
		if (field?.kind !== 'object' && field?.kind !== 'objects') continue;
		const { essential } = field;
		if (!essential || value === null) continue;
		const entries = (Array.isArray(value) ? value : [value]) as Json[];
		const full = entries.filter((entry) => !isEmpty(entry[essential]));
		if (full.length === entries.length) continue;
		if (full.length > 0) result[key] = full;
		else if (entries.some(cleared)) result[key] = Array.isArray(value) ? [] : null;
		else delete result[key];
	}
	return result;
}
