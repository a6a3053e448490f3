import type { HttpMethod } from '../../api/request';
import type { Operation } from '../../descriptor/operation';
import { pathFor } from '../inputs/path';
import type { PreparedItem } from '../inputs/preparedItem';

/**
 * Which records a request changes, as keys for a KeyedMutex: what items do to one record happens in their order, whatever
 * the method. The key is the path of the first record that the request's path names, so that `/v2/contacts/7`,
 * `/v2/contacts/7/notes/9` and `/v2/contacts/7/tags` have the same one.
 */

/** Everything up to the first input that the path holds: `/v2/contacts/{contactId}` of `/v2/contacts/{contactId}/notes`. */
const UP_TO_FIRST_INPUT = /^[^}]*\}/;

/** The collection of an operation such as `/v2/contacts:merge`, whose records stand in the body. */
const VERB_ON_COLLECTION = /^([^{}:]+):\w+$/;

/** The keys of an item's request; none for what changes no record that exists, such as reads and creates. */
export function recordKeys(operation: Operation, item: PreparedItem): string[] {
	const { method, path } = operation;
	if (method === 'GET') return [];
	const [record] = UP_TO_FIRST_INPUT.exec(path) ?? [];
	if (record) return [pathFor({ path: record }, item)];
	// A PATCH of a path without an ID changes the one thing that is there, such as the account's settings.
	return method === 'POST' ? keysInBody(operation, item) : [path];
}

/** Of a verb on a whole collection: the records of its own kind that the required inputs name. */
function keysInBody({ path, resource, inputs }: Operation, item: PreparedItem): string[] {
	const [, collection] = VERB_ON_COLLECTION.exec(path) ?? [];
	if (!collection) return [];
	return inputs
		.filter((field) => field.kind === 'record' && field.of.id === `${resource}Id`)
		.map(({ name }) => `${collection}/${String(item.inputs[name])}`);
}

/** The path up to its first ID: a segment with a digit that isn't the version. */
const UP_TO_FIRST_ID = /^(\/v\d+(?:\/[^\d/]*)*?)\/0*([^/:]*\d[^/:]*)/;

/** The keys of a request that no descriptor describes. */
export function recordKeysOfPath(method: HttpMethod, path: string): string[] {
	if (method === 'GET') return [];
	const [, collection, id] = UP_TO_FIRST_ID.exec(path) ?? [];
	if (id !== undefined) return [`${collection}/${id}`];
	return method === 'POST' ? [] : [path];
}
