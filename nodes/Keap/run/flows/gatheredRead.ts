import { KeapError } from '../../api/errors';
import type { KeapClient } from '../../api/client';
import type { QueryValue } from '../../api/request';
import { chunks, eachItem, inParallel, type Flow } from '../job';
import type { GatheredRead } from '../../descriptor/operation';
import type { Prepared } from '../prepare';
import { single } from './single';

type Json = Record<string, unknown>;

interface ManyById {
	path: string;
	items: string;
	filter: string;
	always?: string;
	chunk: number;
}

/**
 * The records with these ids, by id; those that don't exist are missing. One call. Where Keap refuses it, which may be
 * because of one of the ids, nothing is known of any.
 */
export async function readMany(
	client: KeapClient,
	{ path, items, filter, always }: ManyById,
	ids: readonly string[],
	fields?: QueryValue,
): Promise<Map<string, Json> | undefined> {
	const wanted = `${filter}==${ids.join(',')}`;
	const request = {
		method: 'GET' as const,
		path,
		query: { filter: always ? `${always};${wanted}` : wanted, fields, page_size: ids.length },
	};
	const answer = await client.send(request).catch((error: unknown) => {
		if (error instanceof KeapError && error.kind === 'badRequest') return undefined;
		throw error;
	});
	if (!answer) return undefined;
	const records = (answer.body as Json | undefined)?.[items];
	const list = Array.isArray(records) ? (records as Json[]) : [];
	return new Map(list.map((record) => [String(record.id), record]));
}

const NUMERIC = /^\d+$/;

/** Reads of single records, as many in one call as the list endpoint takes ids. */
export const gatheredRead: Flow = async (job) => {
	const { operation, client, results, shaper } = job;
	const spec = operation.gather;
	if (spec?.kind !== 'read') return;
	const idOf = (item: Prepared) => String(item.inputs[spec.id]);
	const groups = new Map<string, Prepared[]>();
	const lone: Prepared[] = [];
	for (const item of job.items) {
		if (!NUMERIC.test(idOf(item))) lone.push(item);
		else {
			const key = JSON.stringify([item.query.fields, item.simplify]);
			groups.set(key, [...(groups.get(key) ?? []), item]);
		}
	}
	const batches = [...groups.values()].flatMap((group) => {
		const byId = new Map<string, Prepared[]>();
		for (const item of group) {
			const same = byId.get(idOf(item));
			if (same) same.push(item);
			else byId.set(idOf(item), [item]);
		}
		return chunks([...byId.values()], spec.chunk);
	});
	const isSmall = (batch: Prepared[][]) => batch.flat().length === 1;
	const small = batches.filter(isSmall);
	// One record alone is read by its own endpoint, whose answers say more when it isn't there.
	await single({ ...job, items: [...lone, ...small.flat(2)] });
	await inParallel(
		batches.filter((batch) => !isSmall(batch)),
		async (batch) => {
			const ids = batch.map(([item]) => idOf(item));
			const members = batch.flat();
			const fields = members[0].query.fields as QueryValue;
			const found = await readMany(client, spec, ids, fields).catch((error: unknown) => {
				for (const { index } of members) results.fail(index, error);
				return new Map<string, Json>();
			});
			if (results.errors.has(members[0].index)) return;
			if (!found) return await single({ ...job, items: members });
			job.saved += members.length - 1;
			await eachItem(job, members, async (item) => {
				const record = found.get(idOf(item));
				if (!record || !belongs(spec, record, item)) throw missing(spec.path);
				results.add(item.index, await shaper.shape(record, item.simplify));
			});
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
