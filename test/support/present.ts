/** For what a test counts on being there: where it isn't, the test fails on the spot instead of a few lines later. */

/** @throws when there is nothing */
export function present<T>(value: T | undefined): T {
	if (value === undefined) throw new Error('The test expects a value here and there is none');
	return value;
}

/** The first entry. @throws when there is none */
export function first<T>(list: Iterable<T>): T {
	for (const entry of list) return entry;
	throw new Error('The test expects an entry here and the list is empty');
}

type Tuple<T, N extends number, Found extends T[] = []> = Found['length'] extends N
	? Found
	: Tuple<T, N, [...Found, T]>;

const hasAtLeast = <T, N extends number>(list: unknown[], count: N): list is Tuple<T, N> =>
	list.length >= count;

/** The first entries, as many as are asked for. @throws when there are fewer */
export function several<T, const N extends number>(list: Iterable<T>, count: N): Tuple<T, N> {
	const entries: unknown[] = [...list].slice(0, count);
	if (hasAtLeast<T, N>(entries, count)) return entries;
	throw new Error(`The test expects ${count} entries here and there are ${entries.length}`);
}
