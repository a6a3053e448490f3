import { deepCopy } from 'n8n-workflow';

import type { Json } from '../../api/json';
import type { Collection } from '../../descriptor/collection';
import { OPTION } from '../../descriptor/names';
import type { Operation } from '../../descriptor/operation';
import { isHidden } from '../inputs/columns';
import type { PreparedItem } from '../inputs/preparedItem';
import { deliver } from '../outputs/deliver';
import { tell } from '../outputs/outcome';
import { difference } from '../requests/difference';
import type { RunContext } from './runContext';

/** What is already so at Keap is not written again, unless 'Unchanged Records' says so. */

/** The properties that a record must be read with: to compare it with an item's body, and to be the item's output. */
export function fieldsOf({ selectable }: Operation, { body, query }: PreparedItem): string[] {
	const { all = [], simple = [] } = selectable ?? {};
	const compared = Object.keys(body).filter((key) => all.includes(key));
	return [...compared, ...(Array.isArray(query.fields) ? (query.fields as string[]) : simple)];
}

/** What of a body has to be written to a record: what differs, or may. Empty where nothing does. */
export function changesIn(
	operation: Operation,
	{ options }: PreparedItem,
	existing: Json,
	body: Json,
	held?: Collection['held'],
): Json {
	if (options[OPTION.unchanged] === 'write') return body;
	const different = difference(operation, existing, body);
	return Object.fromEntries(
		Object.entries(body).filter(([key, value]) => key in different || isHidden(held, key, value)),
	);
}

/** The changes with what the endpoint takes beside any change. */
export function withRequired({ inputs }: Operation, body: Json, changes: Json): Json {
	const always = inputs.filter(({ key, required }) => required && key in body);
	return { ...Object.fromEntries(always.map(({ key }) => [key, body[key]])), ...changes };
}

/** Hands on what was read of a record that already has all of an item's input, as if a write had returned it. */
export async function deliverUnchanged(
	run: RunContext,
	item: PreparedItem,
	existing: Json,
): Promise<void> {
	const { fields } = item.query;
	const { all = [] } = run.operation.selectable ?? {};
	// What can't be chosen is always returned.
	const chosen = Array.isArray(fields)
		? Object.fromEntries(
				Object.entries(existing).filter(([name]) => fields.includes(name) || !all.includes(name)),
			)
		: existing;
	// Later items look at the record, too.
	const body = deepCopy(chosen);
	await deliver(run, item, { status: 200, headers: {}, body, retriedAfterLoss: false });
	run.stats.callsSaved++;
	tell(run, item, 'unchanged');
}
