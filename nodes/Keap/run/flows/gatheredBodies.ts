import { randomUUID } from 'crypto';

import type { GatheredBodies } from '../../descriptor/operation';
import { isEmpty } from '../scalars';
import { chunks, inParallel, requestFor, type Flow } from '../job';
import { InputError } from '../inputError';
import type { Prepared } from '../prepare';

type Json = Record<string, unknown>;

/** The items of each call. Two that give the same identity go out in different calls, or nobody could tell their results. */
function callsOf(items: readonly Prepared[], { identify, chunk }: GatheredBodies): Prepared[][] {
	const rounds: Prepared[][] = [];
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
export const gatheredBodies: Flow = async (job) => {
	const { operation, client, results, shaper } = job;
	const spec = operation.gather;
	if (spec?.kind !== 'bodies') return;
	const { identify, refused } = spec;

	for (const { body } of job.items) {
		if (isEmpty(body[identify])) body[identify] = randomUUID().replace(/-/g, '');
	}

	const sendChunk = async (items: Prepared[]) => {
		const request = {
			...requestFor(operation, items[0]),
			body: { [spec.into]: items.map(({ body }) => body) },
		};
		const answer = await client.send(request).catch((error: unknown) => {
			for (const { index } of items) results.fail(index, error);
		});
		if (!answer) return;
		const { [spec.made]: made = [], [refused.list]: errors = [] } = (answer.body ?? {}) as Record<
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
			if (record) results.add(index, await shaper.shape(record, simplify));
			else {
				const reason =
					reasons.get(body[identify]) ?? 'it is not among the records that Keap reports';
				results.fail(
					index,
					new InputError(
						`Keap did not make this record: ${String(reason)}`,
						'Correct the values of this item and run it again',
					),
				);
			}
		}
		job.saved += items.length - 1;
	};
	await inParallel(callsOf(job.items, spec), sendChunk, () => results.stopped);
};
