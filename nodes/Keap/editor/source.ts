import { NodeOperationError } from 'n8n-workflow';

import type { Json } from '../api/json';
import type { Collection } from '../descriptor/collection';
import { textAt, words } from '../descriptor/labels';
import { parentNotChosen } from '../messages/editorErrors';
import { inSequence } from '../messages/sentences';
import type { Session, Source } from './session';

/** A value that can stand in a path as it is. */
const SEGMENT = /^[\w-]+$/;

/** What the node is set to in the input of this name; empty where it can't be known while editing. */
function chosen(session: Session, name: string): string {
	const parameter = session.parameter(name);
	if (typeof parameter !== 'object') return segment(parameter);
	const { mode, value } = (parameter ?? {}) as Json;
	// A name has to be looked up first, which is for the run to do.
	return mode === 'name' || !/\d/.test(words(value)) ? '' : segment(value);
}

function segment(parameter: unknown): string {
	const value = words(parameter);
	return SEGMENT.test(value) ? value : '';
}

/** The path with the chosen parents in it; undefined where one isn't known. */
function pathWithin(session: Session, path: string): string | undefined {
	const values = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => chosen(session, name));
	return values.includes('') ? undefined : path.replace(/\{\w+\}/g, () => values.shift() ?? '');
}

/**
 * Where a collection is listed from, given what else the node is set to.
 * @throws NodeOperationError when a parent has to be chosen first
 */
export function sourceOf(session: Session, of: Collection): Source {
	const { items, picker, parents = {} } = of;
	const { within, query, remembered } = picker;
	const path = (within && pathWithin(session, within)) ?? pathWithin(session, of.path);
	if (path === undefined) {
		const { message, remedy } = parentNotChosen(Object.values(parents));
		// The editor shows no description of an error that isn't Keap's.
		throw new NodeOperationError(session.node, `${inSequence(message, remedy)}.`);
	}
	return { path, items, pageSize: picker.pageSize ?? of.pageSize, query, remembered };
}

/** The label of the record that another one belongs to, such as a tag's category; empty if there is none. */
export async function otherOf(
	session: Session,
	{ picker: { names } }: Collection,
	record: Json,
): Promise<string> {
	const id = names ? textAt(record, names.property) : '';
	if (!names || !id) return '';
	const others = await session.all(sourceOf(session, names.of));
	const other = others.find((candidate) => words(candidate[names.of.idProperty]) === id);
	return other ? await labelOf(session, names.of, other) : '';
}

/** How people call a record, with the one that it belongs to. */
export const labelOf = async (session: Session, of: Collection, record: Json): Promise<string> =>
	of.picker.label(record, await otherOf(session, of, record));
