import { randomUUID } from 'crypto';

import type { BatchCreate } from '../../descriptor/operation';
import { notCreated } from '../../messages/inputErrors';
import { chunks, forEachConcurrent } from '../concurrency';
import type { PreparedItem } from '../inputs/prepare';
import { isEmpty } from '../inputs/values/scalars';
import { requestFor } from '../requests/request';
import type { Flow } from './runContext';

type Json = Record<string, unknown>;

/** The items of each call. Two that give the same identity go out in different calls, or nobody could tell their results. */
function callsOf(
	items: readonly PreparedItem[],
	{ identify, chunk }: BatchCreate,
): PreparedItem[][] {
	const rounds: PreparedItem[][] = [];
	const times = new Map<unknown, number>();
	for (const item of items) {
		const identity = item.body[identify];
		const before = times.get(identity) ?? 0;
		times.set(identity, before + 1);
		(rounds[before] ??= []).push(item);
	}
	return rounds.flatMap((round) => chunks(round, chunk));
}

/** Creates that Keap takes many of in one call. Every record carries something unique, by which its result is found. */
export const batchCreate: Flow = async (run) => {
	const { operation, client, results, simplifier } = run;
	const spec = operation.batch;
	if (spec?.kind !== 'create') return;
	const { identify, refused } = spec;

	for (const { body } of run.items) {
		if (isEmpty(body[identify])) body[identify] = randomUUID().replace(/-/g, '');
	}

	const sendChunk = async (items: PreparedItem[]) => {
		const request = {
			...requestFor(operation, items[0]),
			body: { [spec.into]: items.map(({ body }) => body) },
		};
		const response = await client.send(request).catch((error: unknown) => {
			for (const { index } of items) results.fail(index, error);
		});
		if (!response) return;
		const { [spec.made]: made = [], [refused.list]: errors = [] } = (response.body ?? {}) as Record<
			string,
			Json[]
		>;
		const madeById = new Map(made.map((record) => [record[identify], record]));
		const reasons = new Map(
			errors.map((entry) => [
				(entry[refused.record] as Json | undefined)?.[identify],
				entry[refused.reason],
			]),
		);
		for (const { index, body, simplify } of items) {
			const record = madeById.get(body[identify]);
			if (record) results.add(index, await simplifier.simplify(record, simplify));
			else {
				const reason =
					reasons.get(body[identify]) ?? 'it is not among the records that Keap reports';
				results.fail(index, notCreated(String(reason)));
			}
		}
		run.callsSaved += items.length - 1;
	};
	await forEachConcurrent(callsOf(run.items, spec), sendChunk, () => results.stopped);
};
