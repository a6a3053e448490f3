/** JSON objects: bodies that are sent, and responses, whose shape is Keap's and not to be relied on. */

export type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The objects of what should be a list of them; none where it is no list. */
export const objectsOf = (list: unknown): Json[] =>
	Array.isArray(list) ? list.filter(isObject) : [];

/** An object without one of its properties; nothing is changed. */
export const without = (object: Json, name: string): Json =>
	Object.fromEntries(Object.entries(object).filter(([other]) => other !== name));
