import { notFound } from '../errors';
import { existing, matches, titleOf } from '../records';
import { field, type Condition } from '../store';
import type { Call, Doc } from '../types';

/** A collection as the ones nested in it see it. */
export interface CollectionPath {
	/** What the store calls the records; the id in paths is `{kind}Id`. */
	kind: string;
	/** In Keap's notation below `/crm/rest`; of a nested collection, below the record that it is nested in. */
	path: string;
	/**
	 * The collection this one is nested in, and the property that holds the id of the record there. `anyOf` is what stands in
	 * the path for all of them in reads.
	 */
	parent?: { of: CollectionPath; property: string; anyOf?: string };
	/** Properties with one value throughout the collection: its part of a kind that several collections share. */
	scope?: Record<string, string>;
}

export const pathOf = ({ path, parent }: CollectionPath): string =>
	parent === undefined ? path : recordPathOf(parent.of) + path;

/** The path of one record of a collection. */
export const recordPathOf = (table: CollectionPath): string => `${pathOf(table)}/{${table.kind}Id}`;

/** The record that the path names, below the record it is nested in. @throws ApiError 404 */
export function find(table: CollectionPath, call: Call): Doc {
	const fixed = fixedProperties(table, call);
	const doc = existing(call.store, table.kind, call.params[`${table.kind}Id`]);
	if (!matches(doc, fixed)) throw notFound(titleOf(table.kind), doc.id);
	return doc;
}

/** What the path and the scope say about every record of the collection. @throws ApiError 404 */
export function fixedProperties(
	{ parent, scope }: CollectionPath,
	call: Call,
): Record<string, string> {
	if (parent === undefined) return { ...scope };
	const wanted = call.params[`${parent.of.kind}Id`];
	if (call.method === 'GET' && parent.anyOf !== undefined && wanted === parent.anyOf)
		return { ...scope };
	return { ...scope, [parent.property]: find(parent.of, call).id };
}

export const having = (properties: Record<string, string>): Condition[] =>
	Object.entries(properties).map(([property, value]) => ({
		// With the collation of the indexes.
		sql: `${field(property)} = ? COLLATE NOCASE`,
		params: [value],
	}));
