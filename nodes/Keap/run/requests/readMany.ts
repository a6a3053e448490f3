import type { KeapClient } from '../../api/client';
import { KeapError, type KeapErrorKind } from '../../api/errors';
import { isObject, type Json } from '../../api/json';
import type { KeapRequest, QueryValue } from '../../api/request';
import type { ById, ReadableById } from '../../descriptor/collection';
import { chunks } from '../concurrency';
import { isEmpty } from '../inputs/values/scalars';

/** The largest page of a list, and so the widest range of ids that one call can cover. */
const WIDEST_RANGE = 1_000;
/** From so many ids on, the page that a range brings is lighter than the calls it saves. */
const WORTH_A_RANGE = 5;

const NUMERIC = /^\d+$/;

/** Which ids to read together, and which alone. */
export function planReads(
	{ byId: { range, max } }: ReadableById,
	ids: readonly string[],
): string[][] {
	const alone = ids.filter((id) => !NUMERIC.test(id)).map((id) => [id]);
	const numeric = ids.filter((id) => NUMERIC.test(id));
	return [...alone, ...(range ? ranges(numeric) : chunks(numeric, max))];
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

function queryFor({ range, filter, always }: ById, ids: readonly string[]): KeapRequest['query'] {
	const [first, last] = [ids[0], ids[ids.length - 1]];
	const wanted = range ? `${filter}>=${first};${filter}<=${last}` : `${filter}==${ids.join(',')}`;
	return {
		filter: always ? `${always};${wanted}` : wanted,
		page_size: range ? Number(last) - Number(first) + 1 : ids.length,
	};
}

/** What one call found of the ids that it asked for. */
export interface Found {
	records: Map<string, Json>;
	/** Whether the ids that are not there certainly have no record. */
	complete: boolean;
}

/** What a list is asked for: where that limits its records, they must still be told apart. */
function fieldsFor(of: ReadableById, fields: QueryValue, needed: readonly string[]): QueryValue {
	if (of.fields !== 'limit' || !Array.isArray(fields)) return fields;
	return [...new Set([of.idProperty, ...needed, ...(fields as string[])])];
}

/** Rejections that one of the ids may be the reason for. */
const ABOUT_IDS = new Set<KeapErrorKind>(['badRequest', 'conflict', 'notFound']);

/**
 * Reads the records with these ids in one call, for ids that were planned together. Where Keap rejects it, which may be
 * because of one of the ids, or where its response can't be understood, nothing is known of any: undefined.
 * @param fields what the records are to hold, as for a single read
 * @param needed properties that they must hold beside the id, whatever `fields` says
 */
export async function readMany(
	client: KeapClient,
	of: ReadableById,
	ids: readonly string[],
	fields?: QueryValue,
	needed: readonly string[] = [],
): Promise<Found | undefined> {
	const query = { ...queryFor(of.byId, ids), fields: fieldsFor(of, fields, needed) };
	const response = await client
		.send({ method: 'GET', path: of.path, query })
		.catch((error: unknown) => {
			if (error instanceof KeapError && ABOUT_IDS.has(error.kind)) return undefined;
			throw error;
		});
	const body = isObject(response?.body) ? response.body : {};
	const { [of.items]: list, next_page_token: nextPage } = body;
	const idOf = (record: Json) => record[of.idProperty];
	if (!Array.isArray(list) || !list.every((record) => isObject(record) && !isEmpty(idOf(record)))) {
		return undefined;
	}
	const records = new Map((list as Json[]).map((record) => [String(idOf(record)), record]));
	// A filter that Keap ignores brings any records, a range says nothing certain about its ends, and what a page doesn't
	// hold may be on the next one.
	const asked = new Set(ids);
	const complete =
		!of.byId.range && isEmpty(nextPage) && [...records.keys()].every((id) => asked.has(id));
	return { records, complete };
}
