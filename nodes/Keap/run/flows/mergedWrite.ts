import { OPTION } from '../../descriptor/names';
import { nothingToUpdate } from '../../messages/inputErrors';
import { chunks, KeyedMutex } from '../concurrency';
import { fillSlots } from '../inputs/entries';
import { pathFor } from '../inputs/path';
import type { PreparedItem } from '../inputs/prepare';
import { deliver } from '../outputs/deliver';
import { mergeInto, replacedKeys } from '../requests/merge';
import { prune } from '../requests/prune';
import { planReads, readMany } from '../requests/readMany';
import { requestFor } from '../requests/request';
import { forEachItem, type Flow, type RunContext } from './runContext';

type Json = Record<string, unknown>;

/** What Keap has of the records that a chunk of items will overwrite in part; errors stand for records it doesn't give. */
type Existing = Map<string, Promise<Json | undefined>>;

/** Updates that keep what they don't mention: read (many at once), merge, write. */
export const mergedWrite: Flow = async (run) => {
	const { operation, results } = run;
	const { merge } = operation;
	if (!merge) return;
	const mutex = new KeyedMutex();
	const size = merge.read.many?.chunk ?? run.items.length;
	for (const chunk of chunks(run.items, Math.max(1, size))) {
		if (results.stopped) return;
		const existing: Existing = new Map();
		const needing = chunk.filter((item) => needsReading(run, item));
		readAhead(run, needing, existing);
		await forEachItem(run, chunk, async (item) => {
			if (Object.keys(item.body).length === 0) throw nothingToUpdate();
			await mutex.runExclusive([idOf(run, item)], async () => await write(run, item, existing));
		});
	}
};

const idOf = ({ operation }: RunContext, item: PreparedItem) =>
	String(item.inputs[operation.merge?.id ?? '']);

const needsReading = ({ operation }: RunContext, { body, options }: PreparedItem) =>
	operation.merge !== undefined &&
	options[OPTION.existingValues] !== 'replace' &&
	replacedKeys(operation, body).length > 0;

/** Starts reading the records that are needed, in one call where Keap allows it. */
function readAhead(run: RunContext, items: PreparedItem[], existing: Existing): void {
	const { operation, client } = run;
	const { merge } = operation;
	if (!merge) return;
	const byId = new Map<string, PreparedItem>();
	for (const item of items) if (!byId.has(idOf(run, item))) byId.set(idOf(run, item), item);
	const keys = [...new Set(items.flatMap(({ body }) => replacedKeys(operation, body)))];
	const fields = merge.read.fields ? keys : undefined;
	const one = async (item: PreparedItem) => {
		const path = pathFor({ path: merge.read.path }, item);
		return (await client.send({ method: 'GET', path, query: { fields } })).body as Json;
	};
	const { many } = merge.read;
	const ids = [...byId.keys()];
	for (const batch of many ? planReads(many, ids) : ids.map((id) => [id])) {
		const all = many && batch.length > 1 ? readMany(client, many, batch, fields) : undefined;
		if (all) run.callsSaved += batch.length - 1;
		for (const id of batch) {
			const item = byId.get(id) as PreparedItem;
			// A list may leave out what can be written all the same: written unread, it would lose what it has.
			const record = all
				? all.then(async (records) => records?.get(id) ?? (await one(item)))
				: one(item);
			existing.set(id, unhandled(record));
		}
	}
}

/** A promise that is looked at later: until then its rejection is nobody's surprise. */
function unhandled<T>(promise: Promise<T>): Promise<T> {
	promise.catch(() => undefined);
	return promise;
}

async function write(run: RunContext, item: PreparedItem, existing: Existing): Promise<void> {
	const { operation, client } = run;
	const id = idOf(run, item);
	const before = existing.get(id);
	const known = needsReading(run, item) ? await before : undefined;
	const merged = known ? mergeInto(operation, known, item.body) : fillSlots(operation, item.body);
	const body = prune(operation, merged);
	if (Object.keys(body).length === 0) throw nothingToUpdate();
	const response = await client.send(requestFor(operation, item, body));
	// The next item about this record builds on what is now there.
	if (before) existing.set(id, unhandled(before.then((record) => ({ ...record, ...body }))));
	await deliver(run, item, response);
}
