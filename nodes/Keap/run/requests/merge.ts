import type { Field } from '../../descriptor/field';
import type { Merge, Operation } from '../../descriptor/operation';

type Json = Record<string, unknown>;

/** Values that Keap returns but that must not be sent back: it would act on them anew, or refuses its own words. */
const NOT_SENT_BACK = new Set(['opt_in_reason']);

const lastSegment = (key: string) => key.slice(key.lastIndexOf('.') + 1);

export function fieldFor({ inputs, optional }: Operation, key: string): Field | undefined {
	return [...inputs, ...(optional?.fields ?? [])].find((field) => field.key === key);
}

/** What of an existing entry can be written: the properties that the inputs for it have. */
function writable(entry: Json, field: Field | undefined): Json {
	if (field?.kind !== 'objects' && field?.kind !== 'object') return { ...entry };
	const known = new Set(field.fields.map(({ key }) => lastSegment(key)));
	const kept = Object.fromEntries(
		Object.entries(entry).filter(
			([key, value]) =>
				known.has(key) && !NOT_SENT_BACK.has(key) && value !== null && value !== undefined,
		),
	);
	// Keap wants codes and returns both; the long names are all it has for some old addresses.
	for (const name of ['country', 'region']) {
		const code = `${name}_code`;
		if (entry[name] && !entry[code] && known.has(code)) kept[name] = entry[name];
	}
	return kept;
}

/** What says something about another property, and nothing once that has changed. */
const DEPENDENT: Record<string, string[]> = {
	country_code: ['region_code', 'region'],
	number: ['number_e164', 'extension'],
};

/** An existing entry with the given properties put over it. A new country takes the old region with it, and so on. */
function overlay(existing: Json, given: Json): Json {
	const merged = { ...existing, ...given };
	for (const name of ['country', 'region']) if (given[`${name}_code`]) delete merged[name];
	for (const [key, dependents] of Object.entries(DEPENDENT)) {
		if (!given[key] || given[key] === existing[key]) continue;
		for (const dependent of dependents) if (!(dependent in given)) delete merged[dependent];
	}
	return merged;
}

/** Keap lists custom fields without a value, too. */
const holdsSomething = (entry: Json, id: string) =>
	Object.entries(entry).some(([key, value]) => key !== id && value !== null && value !== undefined);

const same = (a: unknown, b: unknown) =>
	String(a ?? '').toLowerCase() === String(b ?? '').toLowerCase();

/**
 * Existing entries stay; given ones replace those of the same place. An address that moves to another place leaves its old
 * one to the address that it pushes aside, so that neither is lost or doubled.
 */
function mergeList(existing: Json[], given: Json[], id: string, field: Field | undefined): Json[] {
	const places = new Map<unknown, Json>(
		existing
			.filter((entry) => holdsSomething(entry, id))
			.map((entry) => [entry[id], writable(entry, field)]),
	);
	for (const entry of given) {
		const place = entry[id];
		const there = places.get(place);
		if ('email' in entry && there && !same(there.email, entry.email)) {
			const [before] =
				[...places].find(([other, known]) => other !== place && same(known.email, entry.email)) ??
				[];
			if (before !== undefined) places.set(before, { ...there, [id]: before });
			places.set(place, entry);
		} else {
			places.set(place, there ? overlay(there, entry) : entry);
		}
	}
	return [...places.values()];
}

/** The lists and objects of a body that replace what Keap has, and so need it read first. */
export const replacedKeys = ({ lists, objects }: Merge, body: Json): string[] =>
	Object.keys(body).filter((key) => body[key] !== null && (key in lists || objects.includes(key)));

/** The body with everything kept that it doesn't mention. Both records are left as they are. */
export function mergeInto(operation: Operation, merge: Merge, existing: Json, body: Json): Json {
	const merged: Json = { ...body };
	for (const key of replacedKeys(merge, body)) {
		const field = fieldFor(operation, key);
		const [known, given] = [existing[key], body[key]];
		if (key in merge.lists) {
			const list = (Array.isArray(known) ? known : []) as Json[];
			merged[key] = mergeList(list, given as Json[], merge.lists[key], field);
		} else if (typeof known === 'object' && known !== null) {
			merged[key] = overlay(writable(known as Json, field), given as Json);
		}
	}
	return merged;
}
