import type { KeapClient } from '../../api/client';
import { KeapError } from '../../api/errors';
import type { KeapRequest, QueryValue } from '../../api/request';
import type { BatchRead } from '../../descriptor/operation';
import { chunks } from '../concurrency';

type Json = Record<string, unknown>;

export type ManyById = Omit<BatchRead, 'kind' | 'id' | 'below'>;

/** The largest page of a list, and so the widest range of ids that one call ca response for. */
const WIDEST_RANGE = 1_000;
/** From so many ids on, the page that a range brings is lighter than the calls it saves. */
const WORTH_A_RANGE = 5;

const NUMERIC = /^\d+$/;

/** Which ids to read together, and which alone. */
export function planReads({ range, chunk }: ManyById, ids: readonly string[]): string[][] {
	const alone = ids.filter((id) => !NUMERIC.test(id)).map((id) => [id]);
	const numeric = ids.filter((id) => NUMERIC.test(id));
	return [...alone, ...(range ? ranges(numeric) : chunks(numeric, chunk))];
}

function ranges(ids: readonly string[]): string[][] {
	const plan: string[][] = [];
	let run: string[] = [];
	const close = () => {
		plan.push(...(run.length < WORTH_A_RANGE ? run.map((id) => [id]) : [run]));
		run = [];
	};
	for (const id of [...ids].sort((a, b) => Number(a) - Number(b))) {
		if (run.length > 0 && Number(id) - Number(run[0]) >= WIDEST_RANGE) close();
		run.push(id);
	}
	close();
	return plan;
}

function queryFor(
	{ range, filter, always }: ManyById,
	ids: readonly string[],
): KeapRequest['query'] {
	const [first, last] = [ids[0], ids[ids.length - 1]];
	const wanted = range ? `${filter}>=${first};${filter}<=${last}` : `${filter}==${ids.join(',')}`;
	return {
		filter: always ? `${always};${wanted}` : wanted,
		page_size: range ? Number(last) - Number(first) + 1 : ids.length,
	};
}

/**
 * The records with these ids, by id; those that don't exist are missing. One call, for ids that were planned together.
 * Where Keap refuses it, which may be because of one of the ids, nothing is known of any.
 */
export async function readMany(
	client: KeapClient,
	many: ManyById,
	ids: readonly string[],
	fields?: QueryValue,
): Promise<Map<string, Json> | undefined> {
	const query = { ...queryFor(many, ids), fields };
	const response = await client
		.send({ method: 'GET', path: many.path, query })
		.catch((error: unknown) => {
			if (error instanceof KeapError && error.kind === 'badRequest') return undefined;
			throw error;
		});
	if (!response) return undefined;
	const records = (response.body as Json | undefined)?.[many.items];
	const list = Array.isArray(records) ? (records as Json[]) : [];
	return new Map(list.map((record) => [String(record.id), record]));
}
