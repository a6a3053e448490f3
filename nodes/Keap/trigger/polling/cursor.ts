/**
 * How far a list has been read, and what of its end was seen. Positions grow: they are IDs, or times in epoch milliseconds
 * by Keap's clock. Nothing here knows n8n's.
 */
export interface Cursor {
	/** Everything before this position, less the overlap, is settled. */
	at: number;
	/** What was seen from there on: position and version by key. */
	seen: Record<string, [position: number, version: string]>;
}

/** The version of what was seen in another form, with which any version is compared as the same. */
export const ANY_VERSION = '*';

/** One state of one record. */
export interface Entry<R = unknown> {
	key: string;
	position: number;
	/** Differs if the record does, at the same position. */
	version: string;
	record: R;
}

/** What a poll has found. */
export interface Advance<R> {
	fresh: R[];
	cursor: Cursor;
	/** Whether the list was read to its end. */
	complete: boolean;
}

/** Where to read on from. */
export const startOf = (cursor: Cursor, overlap: number): number =>
	Math.max(0, cursor.at - overlap);

/**
 * Takes what is new from entries in the order of their positions, `most` of them at once: what is left comes next time. What
 * appears late, at a position that was passed already, is still new within the overlap.
 */
export async function advance<R>(
	cursor: Cursor,
	entries: AsyncIterable<Entry<R>>,
	{ overlap, most }: { overlap: number; most: number },
): Promise<Advance<R>> {
	const from = startOf(cursor, overlap);
	const seen = new Map(Object.entries(cursor.seen));
	const fresh: R[] = [];
	let { at } = cursor;
	let complete = true;
	for await (const { key, position, version, record } of entries) {
		if (position < from) continue;
		const [knownPosition, knownVersion] = seen.get(key) ?? [];
		const isKnown = knownVersion === version || knownVersion === ANY_VERSION;
		if (knownPosition === position && isKnown) continue;
		if (fresh.length >= most) {
			complete = false;
			break;
		}
		fresh.push(record);
		seen.set(key, [position, version]);
		at = Math.max(at, position);
	}
	return { fresh, cursor: settle({ at, seen: Object.fromEntries(seen) }, overlap), complete };
}

/** A cursor without what lies too far back to be read again. */
export function settle({ at, seen }: Cursor, overlap: number): Cursor {
	const from = startOf({ at, seen }, overlap);
	const recent = Object.entries(seen).filter(([, [position]]) => position >= from);
	return { at, seen: Object.fromEntries(recent) };
}
