import { isReadableById, type Collection } from '../../descriptor/collection';
import type { MergedWrite } from '../../descriptor/operation';
import { nothingToUpdate } from '../../messages/inputErrors';
import { chunks, KeyedMutex } from '../concurrency';
import { asWritten } from '../inputs/columns';
import { fillSlots } from '../inputs/entries';
import type { PreparedItem } from '../inputs/preparedItem';
import { prune } from '../inputs/prune';
import { deliver } from '../outputs/deliver';
import { tell } from '../outputs/outcome';
import { mergeInto } from '../requests/merge';
import { requestFor } from '../requests/request';
import { ExistingRecords } from './existingRecords';
import { forEachItem, type Flow, type RunContext } from './runContext';
import { changesIn, deliverUnchanged, withRequired } from './unchanged';

async function write(
	run: RunContext,
	item: PreparedItem,
	existing: ExistingRecords,
	of: Collection,
): Promise<void> {
	const { operation, client, results } = run;
	const record = existing.isNeededBy(item) ? await existing.get(item) : undefined;
	// Reading takes its time, in which the run may have come to stop: nothing of this item is done yet.
	if (results.stopped) return;
	const before = record && asWritten(of, record);
	const merged = before ? mergeInto(operation, before, item.body) : fillSlots(operation, item.body);
	const whole = prune(operation, merged);
	if (Object.keys(whole).length === 0) throw nothingToUpdate(item.added);
	const changes = before ? changesIn(operation, item, before, whole) : whole;
	if (record && Object.keys(changes).length === 0) return await deliverUnchanged(run, item, record);
	const body = withRequired(operation, whole, changes);
	const response = await client.send(requestFor(operation, item, body)).catch((error: unknown) => {
		existing.forget(item);
		throw error;
	});
	existing.changed(item, body);
	await deliver(run, item, response);
	tell(run, item, 'updated');
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
			await mutex.runExclusive(
				[existing.idOf(item)],
				async () => await write(run, item, existing, of),
			);
		});
	}
};
