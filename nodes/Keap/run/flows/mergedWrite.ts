import { isObject, type Json } from '../../api/json';
import { isReadableById } from '../../descriptor/collection';
import type { MergedWrite } from '../../descriptor/operation';
import { nothingToUpdate } from '../../messages/inputErrors';
import { chunks, KeyedMutex } from '../concurrency';
import { asWritten } from '../inputs/columns';
import { fillSlots } from '../inputs/entries';
import { pathFor } from '../inputs/path';
import type { PreparedItem } from '../inputs/preparedItem';
import { prune } from '../inputs/prune';
import { deliver } from '../outputs/deliver';
import { tell } from '../outputs/outcome';
import { getPath } from '../paths';
import { mergeInto, writableIn } from '../requests/merge';
import { changesAnything, requestFor } from '../requests/request';
import { ExistingRecords, keepsExisting } from './existingRecords';
import { forEachItem, type Flow, type RunContext } from './runContext';
import { changesIn, deliverUnchanged, withRequired } from './unchanged';

/** What is written of a record: the part that the item names, empty where the record has none yet; or the record itself. */
function partOf({ part }: MergedWrite, item: PreparedItem, record: Json): Json {
	if (!part) return record;
	const found = getPath(record, pathFor({ path: part }, item));
	return isObject(found) ? found : {};
}

async function write(
	run: RunContext,
	item: PreparedItem,
	existing: ExistingRecords,
	spec: MergedWrite,
): Promise<void> {
	const { operation, client, results } = run;
	const record = existing.isNeededBy(item) ? await existing.get(item) : undefined;
	// Reading takes its time, in which the run may have come to stop: nothing of this item is done yet.
	if (results.stopped) return;
	const before = record && partOf(spec, item, asWritten(spec.of, record));
	const merged =
		before && keepsExisting(item)
			? mergeInto(operation, before, item.body)
			: fillSlots(operation, item.body);
	const given = prune(operation, merged);
	if (!changesAnything(operation, given)) throw nothingToUpdate(item.added);
	const changes = before ? changesIn(operation, item, before, given, spec.of.held) : given;
	if (record && Object.keys(changes).length === 0) return await deliverUnchanged(run, item, record);
	const body =
		before && spec.whole
			? { ...writableIn(operation, before), ...changes }
			: withRequired(operation, given, changes);
	const response = await client.send(requestFor(operation, item, body)).catch((error: unknown) => {
		existing.forget(item);
		throw error;
	});
	existing.changed(item, body);
	await deliver(run, item, response);
	tell(run, item, 'updated');
}

/** Updates that keep what they don't mention: read (many at once), merge, write. */
export const mergedWrite: Flow<MergedWrite> = async (run, items, spec) => {
	const { of } = spec;
	const { operation, results } = run;
	const mutex = new KeyedMutex(results);
	const size = isReadableById(of) ? of.byId.max : items.length;
	for (const chunk of chunks(items, Math.max(1, size))) {
		if (results.stopped) return;
		const existing = new ExistingRecords(run, spec);
		existing.plan(chunk);
		await forEachItem(run, chunk, async (item) => {
			if (!changesAnything(operation, item.body)) throw nothingToUpdate(item.added);
			await mutex.runExclusive(
				[existing.idOf(item)],
				async () => await write(run, item, existing, spec),
			);
		});
	}
};
