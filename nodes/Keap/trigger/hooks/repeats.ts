import { countOf, digestOf, split } from '../digests';
import type { EventObject } from './delivery';

/**
 * Recognizes what was delivered before: Keap repeats a delivery whose answer it missed. What an event happened to is known
 * by its ID and its time; without a time, the same thing may well have happened twice, and is never taken for a repeat.
 */

/** What came in at a time: digests of the same length, one after the other. */
export interface Seen {
	/** Epoch milliseconds. */
	at: number;
	digests: string;
}

/**
 * How long a delivery is remembered, in milliseconds. Keap's last attempt comes some 36 minutes after the first.
 * Source: https://developer.infusionsoft.com/rest-hook-documentation/
 */
const MEMORY_MS = 2 * 3_600_000;

/** n8n keeps them with the workflow, which it reads for every delivery: 160 KB. */
const MOST_DIGESTS = 20_000;

/** Of what has no ID, anything in it may be what tells it from others. */
const digestOfObject = (event: string, { id, tagId, timestamp, details }: EventObject): string =>
	digestOf(JSON.stringify([event, id ?? details, tagId, timestamp]));

/** The newest that can be remembered. */
function recent(seen: readonly Seen[], now: number): Seen[] {
	let room = MOST_DIGESTS;
	return seen
		.filter(({ at }) => now - at < MEMORY_MS)
		.sort((a, b) => b.at - a.at)
		.filter(({ digests }) => (room -= countOf(digests)) >= 0)
		.reverse();
}

/** The objects that weren't seen before, and what has been seen now. */
export function withoutRepeats(
	event: string,
	objects: readonly EventObject[],
	seen: readonly Seen[],
	now: number,
): { fresh: EventObject[]; seen: Seen[] } {
	const known = new Set(seen.flatMap(({ digests }) => split(digests)));
	const added: string[] = [];
	const fresh = objects.filter((object) => {
		if (object.timestamp === undefined) return true;
		const digest = digestOfObject(event, object);
		if (known.has(digest)) return false;
		known.add(digest);
		added.push(digest);
		return true;
	});
	const all = added.length > 0 ? [...seen, { at: now, digests: added.join('') }] : [...seen];
	return { fresh, seen: recent(all, now) };
}
