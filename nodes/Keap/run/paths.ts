import type { Json } from '../api/json';

const SEGMENT = /^([^[\]]*)(?:\[(\w+)(?:=([^\]]*))?\])?$/;

/**
 * Sets `company.id` inside nested objects, and `email_addresses[field=EMAIL1].email` in the entry of a list that has this
 * `field`; what is missing on the way is made.
 */
export function setPath(target: Json, path: string, value: unknown): void {
	const segments = path.split('.');
	const last = segments.pop() ?? path;
	let object = target;
	for (const segment of segments) {
		const [, property = '', key, wanted] = SEGMENT.exec(segment) ?? [];
		if (key === undefined) {
			object[segment] ??= {};
			object = object[segment] as Json;
			continue;
		}
		object[property] ??= [];
		const list = object[property] as Json[];
		let entry = list.find((known) => known[key] === wanted);
		if (!entry) list.push((entry = { [key]: wanted }));
		object = entry;
	}
	object[last] = value;
}

/**
 * Reads `email_addresses[field=EMAIL1].email` or `tags[0].name` out of a record; undefined where there is nothing.
 */
export function getPath(source: unknown, path: string): unknown {
	let value = source;
	for (const segment of path.split('.')) {
		const [, property, key, wanted] = SEGMENT.exec(segment) ?? [];
		if (property) value = (value as Json | null | undefined)?.[property];
		if (key !== undefined) {
			const list = Array.isArray(value) ? (value as Json[]) : [];
			value =
				wanted === undefined ? list[Number(key)] : list.find((entry) => entry?.[key] === wanted);
		}
	}
	return value;
}
