import { KeapError } from '../../api/errors';
import type { QueryValue } from '../../api/request';
import type { BatchRead } from '../../descriptor/operation';
import { forEachConcurrent } from '../concurrency';
import type { PreparedItem } from '../inputs/prepare';
import { planReads, readMany } from '../requests/readMany';
import { forEachItem, type Flow } from './runContext';
import { single } from './single';

type Json = Record<string, unknown>;

/** Reads of single records, as many in one call as the list endpoint takes ids. */
export const batchRead: Flow = async (run) => {
	const { operation, client, results, simplifier } = run;
	const spec = operation.batch;
	if (spec?.kind !== 'read') return;
	const idOf = (item: PreparedItem) => String(item.inputs[spec.id]);
	const groups = new Map<string, Map<string, PreparedItem[]>>();
	for (const item of run.items) {
		const key = JSON.stringify([item.query.fields, item.simplify]);
		const byId = groups.get(key) ?? new Map<string, PreparedItem[]>();
		groups.set(key, byId);
		const same = byId.get(idOf(item));
		if (same) same.push(item);
		else byId.set(idOf(item), [item]);
	}
	const batches = [...groups.values()].flatMap((byId) =>
		planReads(spec, [...byId.keys()]).map((ids) => ({
			ids,
			members: ids.flatMap((id) => byId.get(id) ?? []),
		})),
	);
	// One record alone is read by its own endpoint, whose responses say more when it isn't there.
	const alone = batches.filter(({ members }) => members.length === 1);
	await single({ ...run, items: alone.flatMap(({ members }) => members) });
	await forEachConcurrent(
		batches.filter(({ members }) => members.length > 1),
		async ({ ids, members }) => {
			const fields = members[0].query.fields as QueryValue;
			const found = await readMany(client, spec, ids, fields).catch((error: unknown) => {
				for (const { index } of members) results.fail(index, error);
				return new Map<string, Json>();
			});
			if (results.errors.has(members[0].index)) return;
			if (!found) return await single({ ...run, items: members });
			// Whether a list knows both ends of a range is not documented: what it leaves out is asked for by itself.
			const absent = spec.range ? members.filter((item) => !found.has(idOf(item))) : [];
			run.callsSaved += members.length - absent.length - 1;
			await forEachItem(
				run,
				members.filter((item) => !absent.includes(item)),
				async (item) => {
					const record = found.get(idOf(item));
					if (!record || !belongs(spec, record, item)) throw missing(spec.path);
					results.add(item.index, await simplifier.simplify(record, item.simplify));
				},
			);
			await single({ ...run, items: absent });
		},
		() => results.stopped,
	);
};

/** Another contact's note is not the one that was asked for. */
const belongs = ({ below }: BatchRead, record: Json, { inputs }: PreparedItem) =>
	!below || String(record[below.property]) === String(inputs[below.input]);

export const missing = (path: string): KeapError =>
	new KeapError('notFound', 'Keap has no such record', {
		method: 'GET',
		path,
		status: 404,
		remedy:
			'Check the ID: the record may have been deleted or merged, or belong to another Keap app.',
	});
