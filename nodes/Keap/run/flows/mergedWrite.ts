import { OPTION } from '../../descriptor/names';
import { deliver } from '../deliver';
import { InputError } from '../inputError';
import { chunks, eachItem, pathFor, requestFor, Turns, type Flow, type Job } from '../job';
import { mergeInto, replacedKeys } from '../merge';
import type { Prepared } from '../prepare';
import { readMany } from './gatheredRead';

type Json = Record<string, unknown>;

/** What Keap has of the records that a chunk of items will overwrite in part; errors stand for records it doesn't give. */
type Existing = Map<string, Promise<Json | undefined>>;

const NUMERIC = /^\d+$/;

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
		const ids = [...new Set(needing.map((item) => idOf(job, item)))];
		readAhead(job, ids, needing, existing);
		await eachItem(job, chunk, async (item) => {
			if (Object.keys(item.body).length === 0) {
				throw new InputError(
					'There is nothing to update',
					"Add at least one field to 'Update Fields'",
				);
			}
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
function readAhead(job: Job, ids: string[], items: Prepared[], existing: Existing): void {
	const { operation, client } = job;
	const { merge } = operation;
	if (!merge) return;
	const keys = [...new Set(items.flatMap(({ body }) => replacedKeys(merge, body)))];
	const fields = merge.read.fields ? keys : undefined;
	const { many } = merge.read;
	const together = many && ids.length > 1 && ids.every((id) => NUMERIC.test(id));
	if (together) {
		const all = readMany(client, many, ids, fields);
		job.saved += ids.length - 1;
		for (const id of ids) existing.set(id, unhandled(all.then((records) => records.get(id))));
		return;
	}
	for (const id of ids) {
		const path = pathFor({ path: merge.read.path }, items[0], { [merge.id]: id });
		const one = client.send({ method: 'GET', path, query: { fields } });
		existing.set(id, unhandled(one.then(({ body }) => body as Json)));
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
	const known = needsReading(job, item) ? await existing.get(id) : undefined;
	const body =
		known && operation.merge ? mergeInto(operation, operation.merge, known, item.body) : item.body;
	const answer = await client.send(requestFor(operation, item, body));
	// The next item about this record builds on what is now there.
	if (known) existing.set(id, Promise.resolve({ ...known, ...body }));
	await deliver(job, item, answer);
}
