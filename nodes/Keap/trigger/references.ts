import { KeapError } from '../api/errors';
import { Lookups } from '../api/lookups';
import type { KeapClient } from '../api';
import type { Choosable } from '../descriptor/hookEvent';
import type { Operation } from '../descriptor/operation';
import { unknownRecord } from '../messages/inputErrors';
import { chooseFromList } from '../messages/triggerErrors';
import { readRecords } from '../run/readRecords';
import { PendingLookup } from '../run/inputs/pendingLookup';
import { toReferences } from '../run/inputs/values/referenceList';

/**
 * Nothing would ever happen to a record that there isn't.
 * @param read the Get of their resource
 * @throws InputError for the first ID that Keap has no record for
 */
export async function refuseUnknown(
	client: KeapClient,
	read: Operation,
	{ label, of }: Choosable,
	ids: readonly string[],
): Promise<void> {
	const records = await readRecords(client, read, ids, true).catch((failure: unknown) => {
		if (failure instanceof KeapError && failure.kind === 'forbidden') return undefined;
		throw failure;
	});
	// Who may not read them can't check them, and needs none of them for the hooks.
	if (!records) return;
	const noun = of.noun.toLowerCase();
	const unknown = ids.find((id) => !records.has(id));
	if (unknown !== undefined) throw unknownRecord(label, noun, unknown, chooseFromList(noun));
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
