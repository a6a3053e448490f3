import { KeapError } from '../api/errors';
import { Lookups } from '../api/lookups';
import type { KeapClient } from '../api';
import type { Json } from '../api/json';
import type { Choosable } from '../descriptor/hookEvent';
import { textAt } from '../descriptor/labels';
import type { Operation } from '../descriptor/operation';
import { unknownRecord, type InputError } from '../messages/inputErrors';
import { chooseFromList } from '../messages/triggerErrors';
import { readRecords } from '../run/readRecords';
import { PendingLookup } from '../run/inputs/pendingLookup';
import { toReferences } from '../run/inputs/values/referenceList';

/** The records with these IDs; undefined for a key that may not read them. */
async function readIfAllowed(
	client: KeapClient,
	read: Operation,
	ids: readonly string[],
): Promise<ReadonlyMap<string, Json> | undefined> {
	return await readRecords(client, read, ids, true).catch((failure: unknown) => {
		if (failure instanceof KeapError && failure.kind === 'forbidden') return undefined;
		throw failure;
	});
}

/**
 * Nothing would ever happen to a record that there isn't.
 * @throws InputError for the first ID that Keap has no record for
 */
export async function refuseUnknown(
	client: KeapClient,
	input: Choosable,
	ids: readonly string[],
): Promise<void> {
	// Who may not read them can't check them, and needs none of them for the hooks.
	const records = await readIfAllowed(client, input.read, ids);
	if (!records) return;
	const unknown = ids.find((id) => !records.has(id));
	if (unknown !== undefined) throw notThere(input, unknown);
}

/** For the ID of a record that there isn't. */
export function notThere({ label, of }: Choosable, id: string): InputError {
	const noun = of.noun.toLowerCase();
	return unknownRecord(label, noun, id, chooseFromList(noun));
}

/**
 * The names of tags by ID, for workflows that tell them apart. Without those of tags that are gone, and without any for a key
 * that may not read tags.
 */
export async function tagNames(
	client: KeapClient,
	{ read }: Choosable,
	ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
	const records = await readIfAllowed(client, read, ids);
	return new Map([...(records ?? [])].map(([id, record]) => [id, textAt(record, 'name')]));
}

/**
 * The IDs of the records that an input names; undefined where it names none.
 * @throws InputError for what can't name a record
 */
export async function chosenIds(
	client: KeapClient,
	{ label, of }: Choosable,
	value: unknown,
): Promise<string[] | undefined> {
	const found = toReferences({ label, of }, value);
	return found instanceof PendingLookup
		? ((await found.resolve(new Lookups(client), {})) as string[])
		: found;
}
