import { randomUUID } from 'crypto';

import type { BatchCreate } from '../../descriptor/operation';
import { chunks } from '../concurrency';
import type { PreparedItem } from '../inputs/preparedItem';
import { isEmpty } from '../inputs/values/scalars';
import { BatchCreateCall, type Draft } from './batchCreateCall';
import { forEachBatch, type Flow } from './runContext';
import { sendDivided } from './sendDivided';

/** Every record carries something unique, by which its result is found. */
function draftsOf(items: readonly PreparedItem[], { identify }: BatchCreate): Draft[] {
	return items.map((item) => {
		const given = item.body[identify];
		const identity = isEmpty(given) ? randomUUID().replace(/-/g, '') : String(given);
		return { item, identity, body: { ...item.body, [identify]: identity } };
	});
}

/** The records of each call. Two of one identity go out in different calls, or nobody could tell their results. */
function callsOf(drafts: readonly Draft[], { max }: BatchCreate): Draft[][] {
	const rounds: Draft[][] = [];
	const times = new Map<string, number>();
	for (const draft of drafts) {
		const before = times.get(draft.identity) ?? 0;
		times.set(draft.identity, before + 1);
		(rounds[before] ??= []).push(draft);
	}
	return rounds.flatMap((round) => chunks(round, max));
}

/** Creates that Keap takes many of in one call. */
export const batchCreate: Flow<BatchCreate> = async (run, items, spec) => {
	const call = new BatchCreateCall(run, spec);
	await forEachBatch(
		run,
		callsOf(draftsOf(items, spec), spec),
		(drafts) => drafts.map(({ item }) => item),
		async (drafts) => await sendDivided(drafts, call),
	);
};
