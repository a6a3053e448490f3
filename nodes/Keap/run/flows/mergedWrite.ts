import { OPTION } from '../../descriptor/names';
import { deliver } from '../deliver';
import { withoutHollow } from '../hollow';
import { nothingToUpdate } from '../inputError';
import { chunks, eachItem, pathFor, requestFor, Turns, type Flow, type Job } from '../job';
import { mergeInto, replacedKeys } from '../merge';
import type { Prepared } from '../prepare';
import { planReads, readMany } from '../readMany';

type Json = Record<string, unknown>;

/** What Keap has of the records that a chunk of items will overwrite in part; errors stand for records it doesn't give. */
type Existing = Map<string, Promise<Json | undefined>>;

/** Updates that keep what they don't mention: read (many at once), merge, write. */
export const mergedWrite: Flow = async (job) => {
	const { operation, results } = job;
	const { merge } = operation;
	if (!merge) return;
	const turns = new Turns();
	const size = merge.read.many?.chunk ?? job.items.length;
	for (const chunk of chunks(job.items, Math.max(1, size))) {
		if (results.stopped) return;
		const existing: Existing = new Map();
		const needing = chunk.filter((item) => needsReading(job, item));
		readAhead(job, needing, existing);
		await eachItem(job, chunk, async (item) => {
			if (Object.keys(item.body).length === 0) throw nothingToUpdate();
			await turns.take([idOf(job, item)], async () => await write(job, item, existing));
		});
	}
};

const idOf = ({ operation }: Job, item: Prepared) => String(item.inputs[operation.merge?.id ?? '']);

const needsReading = ({ operation: { merge } }: Job, { body, options }: Prepared) =>
	merge !== undefined &&
	options[OPTION.existingValues] !== 'replace' &&
	replacedKeys(merge, body).length > 0;

/** Starts reading the records that are needed, in one call where Keap allows it. */
function readAhead(job: Job, items: Prepared[], existing: Existing): void {
	const { operation, client } = job;
	const { merge } = operation;
	if (!merge) return;
	const byId = new Map<string, Prepared>();
	for (const item of items) if (!byId.has(idOf(job, item))) byId.set(idOf(job, item), item);
	const keys = [...new Set(items.flatMap(({ body }) => replacedKeys(merge, body)))];
	const fields = merge.read.fields ? keys : undefined;
	const one = async (item: Prepared) => {
		const path = pathFor({ path: merge.read.path }, item);
		return (await client.send({ method: 'GET', path, query: { fields } })).body as Json;
	};
	const { many } = merge.read;
	const ids = [...byId.keys()];
	for (const batch of many ? planReads(many, ids) : ids.map((id) => [id])) {
		const all = many && batch.length > 1 ? readMany(client, many, batch, fields) : undefined;
		if (all) job.saved += batch.length - 1;
		for (const id of batch) {
			const item = byId.get(id) as Prepared;
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

async function write(job: Job, item: Prepared, existing: Existing): Promise<void> {
	const { operation, client } = job;
	const id = idOf(job, item);
	const before = existing.get(id);
	const known = needsReading(job, item) ? await before : undefined;
	const merged =
		known && operation.merge ? mergeInto(operation, operation.merge, known, item.body) : item.body;
	const body = withoutHollow(operation, merged);
	if (Object.keys(body).length === 0) throw nothingToUpdate();
	const answer = await client.send(requestFor(operation, item, body));
	// The next item about this record builds on what is now there.
	if (before) existing.set(id, unhandled(before.then((record) => ({ ...record, ...body }))));
	await deliver(job, item, answer);
}
