import { incompleteResponse } from '../messages/keapErrors';
import { keapError } from './errors';
import { isObject } from './json';
import type { KeapRequest } from './request';

/** Keap's envelopes for errors, which a success must not be; see `explainBody`. */
const ENVELOPES = ['fault', 'message'];

const isNothing = (value: unknown) => value === undefined || value === null;

/**
 * The entries of the list that a successful response must hold. Keap may leave out a list that is empty; anything else in
 * its place would pass for an empty list, and so for "there is none". Some lists of REST v1 stand in no property.
 * @param property empty for those
 * @throws KeapError when the response isn't such a list
 */
export function listIn(body: unknown, property: string, request: KeapRequest): unknown[] {
	const list = property === '' ? body : isObject(body) ? body[property] : undefined;
	if (Array.isArray(list)) return list;
	const isEmpty = isObject(body) && isNothing(list) && !ENVELOPES.some((name) => name in body);
	if (isEmpty) return [];
	const what = property === '' ? 'no list' : `no list of ${property.replace(/_/g, ' ')}`;
	throw keapError('unavailable', request, incompleteResponse(what));
}
