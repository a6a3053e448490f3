import type { Json } from '../api/json';

const SEGMENT = /^([^[\]]*)(?:\[(\w+)(?:=([^\]]*))?\])?$/;

/** One step of a path: a property, and where that is a list, which entry of it. */
interface Segment {
	text: string;
	property: string;
	/** What tells the entry: the name of a property, or where `wanted` is absent, a position. */
	key?: string;
	wanted?: string;
}

/** Almost all paths come from descriptions, and each is needed for every record; some hold an ID or the name of a file. */
const MOST_KNOWN = 1_000;
const known = new Map<string, readonly Segment[]>();

function segmentsOf(path: string): readonly Segment[] {
	let segments = known.get(path);
	if (!segments) {
		segments = path.split('.').map((text) => {
			const [, property = '', key, wanted] = SEGMENT.exec(text) ?? [];
			return { text, property, key, wanted };
		});
		if (known.size < MOST_KNOWN) known.set(path, segments);
	}
	return segments;
}

/**
 * Sets `company.id` inside nested objects, and `email_addresses[field=EMAIL1].email` in the entry of a list that has this
 * `field`; what is missing on the way is made.
 */
export function setPath(target: Json, path: string, value: unknown): void {
	const segments = segmentsOf(path);
	let object = target;
	for (const { text, property, key, wanted } of segments.slice(0, -1)) {
		if (key === undefined) {
			object[text] ??= {};
			object = object[text] as Json;
			continue;
		}
		object[property] ??= [];
		const list = object[property] as Json[];
		let entry = list.find((known) => known[key] === wanted);
		if (!entry) list.push((entry = { [key]: wanted }));
		object = entry;
	}
	object[segments.at(-1)?.text ?? path] = value;
}

/**
 * Reads `email_addresses[field=EMAIL1].email` or `tags[0].name` out of a record; undefined where there is nothing.
 */
export function getPath(source: unknown, path: string): unknown {
	let value = source;
	for (const { property, key, wanted } of segmentsOf(path)) {
		if (property) value = (value as Json | null | undefined)?.[property];
		if (key !== undefined) {
			const list = Array.isArray(value) ? (value as Json[]) : [];
			value =
				wanted === undefined ? list[Number(key)] : list.find((entry) => entry?.[key] === wanted);
		}
	}
	return value;
}
