import type { KeapError } from '../../api/errors';
import { keapError } from '../../api/errors';
import type { Json } from '../../api/json';
import type { QueryValue } from '../../api/request';
import type { BatchRead } from '../../descriptor/operation';
import { BY_KIND } from '../../messages/keapErrors';
import type { PreparedItem } from '../inputs/preparedItem';
import { isEmpty } from '../inputs/values/scalars';
import { onlyChosen } from '../outputs/chosenFields';
import { planReads, readMany, type Found } from '../requests/readMany';
import { forEachBatch, forEachItem, type Flow, type RunContext } from './runContext';
import { single } from './single';

/** Ids to read together, and the items that ask for them. */
interface Batch {
	ids: string[];
	items: PreparedItem[];
	/** The fields that all of them ask for. */
	fields: QueryValue;
}

/** How a record is read by itself. */
const ALONE = { kind: 'single' } as const;

const idOf = ({ of }: BatchRead, item: PreparedItem) => String(item.inputs[of.id]);

const fieldsOf = ({ query }: PreparedItem) => query.fields as QueryValue;

/** Items that ask for the same fields go together; those that ask for the same record share what was read. */
function plan(spec: BatchRead, items: readonly PreparedItem[]): Batch[] {
	const groups = new Map<string, { fields: QueryValue; byId: Map<string, PreparedItem[]> }>();
	for (const item of items) {
		const key = JSON.stringify([item.query.fields, item.simplify]);
		const group = groups.get(key) ?? {
			fields: fieldsOf(item),
			byId: new Map<string, PreparedItem[]>(),
		};
		groups.set(key, group);
		const id = idOf(spec, item);
		const same = group.byId.get(id);
		if (same) same.push(item);
		else group.byId.set(id, [item]);
	}
	return [...groups.values()].flatMap(({ fields, byId }) =>
		planReads(spec.of, [...byId.keys()]).map((ids) => ({
			ids,
			fields,
			items: ids.flatMap((id) => byId.get(id) ?? []),
		})),
	);
}

type Belonging = 'yes' | 'no' | 'unknown';

/** Another contact's note is not the one that was asked for. */
function belongs(
	{
		of: {
			byId: { below },
		},
	}: BatchRead,
	record: Json,
	{ inputs }: PreparedItem,
): Belonging {
	if (!below) return 'yes';
	const owner = record[below.property];
	if (isEmpty(owner)) return 'unknown';
	return String(owner) === String(inputs[below.input]) ? 'yes' : 'no';
}

/** Whether the item's record was found, certainly isn't there, or has to be asked for by itself. */
function look(spec: BatchRead, { records, complete }: Found, item: PreparedItem): Json | Belonging {
	const record = records.get(idOf(spec, item));
	if (!record) return complete ? 'no' : 'unknown';
	const belonging = belongs(spec, record, item);
	return belonging === 'yes' ? record : belonging;
}

async function read(
	run: RunContext,
	spec: BatchRead,
	{ ids, items, fields }: Batch,
): Promise<void> {
	const { client, operation, results, simplifier, stats } = run;
	const { below } = spec.of.byId;
	const needed = below ? [below.property] : [];
	const found = await readMany(client, spec.of, ids, fields, needed);
	if (!found) {
		stats.callsSaved--;
		return await single(run, items, ALONE);
	}
	const unknown = items.filter((item) => look(spec, found, item) === 'unknown');
	stats.callsSaved += items.length - unknown.length - 1;
	const delivered = new Set<Json>();
	await forEachItem(
		run,
		items.filter((item) => !unknown.includes(item)),
		async (item) => {
			const record = look(spec, found, item);
			if (typeof record === 'string') throw missing(spec.of.path);
			// What an item puts out is its own: the next node may change it.
			const own = delivered.has(record) ? structuredClone(record) : record;
			delivered.add(record);
			const output = onlyChosen(operation, item, own);
			results.add(item.index, await simplifier.simplify(output, item));
		},
	);
	await single(run, unknown, ALONE);
}

/** Reads of single records, as many in one call as the list endpoint takes ids. */
export const batchRead: Flow<BatchRead> = async (run, items, spec) => {
	await forEachBatch(
		run,
		plan(spec, items),
		(batch) => batch.items,
		// One record alone is read by its own endpoint, whose responses say more when it isn't there.
		async (batch) =>
			batch.items.length === 1
				? await single(run, batch.items, ALONE)
				: await read(run, spec, batch),
	);
};

const missing = (path: string): KeapError =>
	keapError('notFound', { method: 'GET', path }, BY_KIND.notFound(), { status: 404 });
