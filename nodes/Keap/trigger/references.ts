import { Lookups } from '../api/lookups';
import type { KeapClient } from '../api';
import type { Choosable } from '../descriptor/hookEvent';
import { PendingLookup } from '../run/inputs/pendingLookup';
import { toReferences } from '../run/inputs/values/referenceList';

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
