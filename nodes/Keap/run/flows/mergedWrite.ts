import { isReadableById } from '../../descriptor/collection';
import type { MergedWrite } from '../../descriptor/operation';
import { nothingToUpdate } from '../../messages/inputErrors';
import { chunks, KeyedMutex } from '../concurrency';
import { fillSlots } from '../inputs/entries';
import type { PreparedItem } from '../inputs/preparedItem';
import { prune } from '../inputs/prune';
import { deliver } from '../outputs/deliver';
import { mergeInto } from '../requests/merge';
import { requestFor } from '../requests/request';
import { ExistingRecords } from './existingRecords';
import { forEachItem, type Flow, type RunContext } from './runContext';

async function write(
	run: RunContext,
	item: PreparedItem,
	existing: ExistingRecords,
): Promise<void> {
	const { operation, client, results } = run;
	const merged = existing.isNeededBy(item)
		? mergeInto(operation, await existing.get(item), item.body)
		: fillSlots(operation, item.body);
	// Reading takes its time, in which the run may have come to stop: nothing of this item is done yet.
	if (results.stopped) return;
	const body = prune(operation, merged);
	if (Object.keys(body).length === 0) throw nothingToUpdate(item.added);
	const response = await client.send(requestFor(operation, item, body)).catch((error: unknown) => {
		existing.forget(item);
		throw error;
	});
	existing.changed(item, body);
	await deliver(run, item, response);
}

/** Updates that keep what they don't mention: read (many at once), merge, write. */
export const mergedWrite: Flow<MergedWrite> = async (run, items, { of }) => {
	const { results } = run;
	const mutex = new KeyedMutex(results);
	const size = isReadableById(of) ? of.byId.max : items.length;
	for (const chunk of chunks(items, Math.max(1, size))) {
		if (results.stopped) return;
		const existing = new ExistingRecords(run, of);
		existing.plan(chunk);
		await forEachItem(run, chunk, async (item) => {
			if (Object.keys(item.body).length === 0) throw nothingToUpdate(item.added);
			await mutex.runExclusive([existing.idOf(item)], async () => await write(run, item, existing));
		});
	}
};
