import { KeapError } from '../../api/errors';
import type { QueryValue } from '../../api/request';
import { eachItem, inParallel, type Flow } from '../job';
import type { GatheredRead } from '../../descriptor/operation';
import type { Prepared } from '../prepare';
import { planReads, readMany } from '../readMany';
import { single } from './single';

type Json = Record<string, unknown>;

/** Reads of single records, as many in one call as the list endpoint takes ids. */
export const gatheredRead: Flow = async (job) => {
	const { operation, client, results, shaper } = job;
	const spec = operation.gather;
	if (spec?.kind !== 'read') return;
	const idOf = (item: Prepared) => String(item.inputs[spec.id]);
	const groups = new Map<string, Map<string, Prepared[]>>();
	for (const item of job.items) {
		const key = JSON.stringify([item.query.fields, item.simplify]);
		const byId = groups.get(key) ?? new Map<string, Prepared[]>();
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
	// One record alone is read by its own endpoint, whose answers say more when it isn't there.
	const alone = batches.filter(({ members }) => members.length === 1);
	await single({ ...job, items: alone.flatMap(({ members }) => members) });
	await inParallel(
		batches.filter(({ members }) => members.length > 1),
		async ({ ids, members }) => {
			const fields = members[0].query.fields as QueryValue;
			const found = await readMany(client, spec, ids, fields).catch((error: unknown) => {
				for (const { index } of members) results.fail(index, error);
				return new Map<string, Json>();
			});
			if (results.errors.has(members[0].index)) return;
			if (!found) return await single({ ...job, items: members });
			// Whether a list knows both ends of a range is not documented: what it leaves out is asked for by itself.
			const absent = spec.range ? members.filter((item) => !found.has(idOf(item))) : [];
			job.saved += members.length - absent.length - 1;
			await eachItem(
				job,
				members.filter((item) => !absent.includes(item)),
				async (item) => {
					const record = found.get(idOf(item));
					if (!record || !belongs(spec, record, item)) throw missing(spec.path);
					results.add(item.index, await shaper.shape(record, item.simplify));
				},
			);
			await single({ ...job, items: absent });
		},
		() => results.stopped,
	);
};

/** Another contact's note is not the one that was asked for. */
const belongs = ({ below }: GatheredRead, record: Json, { inputs }: Prepared) =>
	!below || String(record[below.property]) === String(inputs[below.input]);

export const missing = (path: string): KeapError =>
	new KeapError('notFound', 'Keap has no such record', {
		method: 'GET',
		path,
		status: 404,
		remedy:
			'Check the ID: the record may have been deleted or merged, or belong to another Keap app.',
	});
