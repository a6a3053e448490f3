import { badRequest } from './errors';
import type { Call, Json, JsonObject } from './types';

/** Checks one value of a request body, and returns what is stored. Never sees null: that clears. */
export type Parser = (value: Json, name: string, call: Call) => Json;
export type Parsers = Record<string, Parser>;

export const isObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export const objects = (value: Json | undefined): JsonObject[] =>
	Array.isArray(value) ? value.filter(isObject) : [];

export function bodyObject(body: unknown): JsonObject {
	if (!isObject(body)) throw badRequest('Input could not be converted to a valid request');
	return body;
}

/**
 * The properties of a body that may be written, null for those to be cleared. Unknown ones are ignored.
 * @param mask what to write; without one, whatever the body holds
 */
export function writes(
	body: unknown,
	parsers: Parsers,
	call: Call,
	mask?: ReadonlySet<string>,
): JsonObject {
	const given = bodyObject(body);
	const result: JsonObject = {};
	for (const [name, parser] of Object.entries(parsers)) {
		if (mask === undefined ? !(name in given) : !mask.has(name)) continue;
		const value = given[name] ?? null;
		result[name] = value === null ? null : parser(value, name, call);
	}
	return result;
}

/** The document with what was written, and without what was cleared. */
export function written<T extends JsonObject>(doc: T, changes: JsonObject): T {
	const result: JsonObject = { ...doc };
	for (const [name, value] of Object.entries(changes)) {
		if (value === null) delete result[name];
		else result[name] = value;
	}
	return result as T;
}

export const without = (doc: JsonObject, ...names: string[]): JsonObject =>
	Object.fromEntries(Object.entries(doc).filter(([name]) => !names.includes(name)));

/** A document about to be inserted. */
export const withoutNulls = (doc: JsonObject): JsonObject =>
	Object.fromEntries(Object.entries(doc).filter(([, value]) => value !== null));

export function required(body: unknown, ...names: string[]): void {
	const given = bodyObject(body);
	for (const name of names) {
		const value = given[name] ?? null;
		if (value === null || value === '') throw badRequest(`${name} is required`, name);
	}
}

/** The IDs in a list of the body. @throws ApiError 400 if there are none */
export function idsIn(body: unknown, property: string): string[] {
	const ids = bodyObject(body)[property];
	if (!Array.isArray(ids) || ids.length === 0)
		throw badRequest(`${property} is required`, property);
	return ids.map(String);
}

/** `update_mask`, repeated or comma-joined; names outside of the operation's list are a 400. */
export function updateMask(
	query: URLSearchParams,
	allowed: readonly string[],
	{ obligatory = false } = {},
): ReadonlySet<string> | undefined {
	const names = listedNames(query, 'update_mask');
	if (names.length === 0) {
		if (obligatory) throw badRequest('update_mask is required', 'update_mask');
		return undefined;
	}
	for (const name of names) {
		if (!allowed.includes(name)) throw badRequest(`Invalid update_mask: ${name}`, 'update_mask');
	}
	return new Set(names);
}

/** `fields`, repeated or comma-joined. */
export function requestedFields(
	query: URLSearchParams,
	allowed: readonly string[],
): ReadonlySet<string> | undefined {
	const names = listedNames(query, 'fields');
	for (const name of names) {
		if (!allowed.includes(name)) throw badRequest(`Invalid field: ${name}`, 'fields');
	}
	return names.length === 0 ? undefined : new Set(names);
}

const listedNames = (query: URLSearchParams, parameter: string) =>
	query
		.getAll(parameter)
		.flatMap((entry) => entry.split(','))
		.map((name) => name.trim())
		.filter((name) => name !== '');
