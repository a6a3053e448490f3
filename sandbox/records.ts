import { badRequest, notFound } from './errors';
import type { Store } from './store';
import type { Doc, Json } from './types';

/** The record with the id of the path, or 404. */
export function existing(store: Store, kind: string, id: string | undefined): Doc {
	if (id === undefined || !/^\d+$/.test(id))
		throw badRequest('Input could not be converted to a valid request', 'id');
	const doc = store.get(kind, id);
	if (doc === undefined) throw notFound(kind.charAt(0).toUpperCase() + kind.slice(1), id);
	return doc;
}

/** The id of a record that must exist. */
export function knownId(
	store: Store,
	kind: string,
	title: string,
	value: Json,
	name: string,
): string {
	const id = String(value);
	if (!/^\d+$/.test(id) || store.get(kind, id) === undefined)
		throw badRequest(`${title} with id ${id} does not exist`, name);
	return id;
}
