import { badRequest, notFound } from './errors';
import type { Store } from './store';
import type { Doc, Json } from './types';

/** What messages call a record: `Tag category` for the kind `tagCategory`. */
export const titleOf = (kind: string) =>
	kind.charAt(0).toUpperCase() +
	kind.slice(1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** The record with the id of the path, or 404. */
export function existing(store: Store, kind: string, id: string | undefined): Doc {
	if (id === undefined || !/^\d+$/.test(id))
		throw badRequest('Input could not be converted to a valid request', 'id');
	const doc = store.get(kind, id);
	if (doc === undefined) throw notFound(titleOf(kind), id);
	return doc;
}

/** The id of a record that must exist, and have the properties given. */
export function knownId(
	store: Store,
	kind: string,
	value: Json,
	name: string,
	where: Record<string, string> = {},
): string {
	const id = String(value);
	const doc = /^\d+$/.test(id) ? store.get(kind, id) : undefined;
	if (doc === undefined || !matches(doc, where))
		throw badRequest(`${titleOf(kind)} with id ${id} does not exist`, name);
	return id;
}

export const matches = (doc: Doc, where: Record<string, string>) =>
	Object.entries(where).every(([property, value]) => doc[property] === value);
