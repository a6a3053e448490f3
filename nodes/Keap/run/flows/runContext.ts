import type { Lookups } from '../../api/lookups';
import type { FlowSpec } from '../../descriptor/operation';
import { forEachConcurrent } from '../concurrency';
import type { PreparedItem } from '../inputs/preparedItem';
import type { RunStats } from '../outputs/hints';
import type { OutputContext } from '../outputs/outputContext';
import type { Progress } from '../outputs/progress';

/** What a run hands to the flow that carries its items out. */
export interface RunContext extends OutputContext {
	lookups: Lookups;
	stats: RunStats;
	progress: Progress;
	/** Whether the run begins even if the day's remaining calls can't finish it. */
	goesBeyondDay: boolean;
}

/** Carries out items whose inputs are valid, as the operation's variant of `flow` says. */
export type Flow<S extends FlowSpec = FlowSpec> = (
	run: RunContext,
	items: readonly PreparedItem[],
	spec: S,
) => Promise<void>;

/** Runs `work` for every item; what it throws becomes the item's error. */
export async function forEachItem(
	{ results }: RunContext,
	items: readonly PreparedItem[],
	work: (item: PreparedItem) => Promise<void>,
): Promise<void> {
	await forEachConcurrent(
		items,
		async (item) => {
			await work(item).catch((error: unknown) => results.fail(item.index, error));
		},
		() => results.stopped,
	);
}

/** Runs `work` for every batch; what it throws becomes the error of those items in it that have no result. */
export async function forEachBatch<B>(
	{ results }: RunContext,
	batches: readonly B[],
	itemsOf: (batch: B) => readonly PreparedItem[],
	work: (batch: B) => Promise<void>,
): Promise<void> {
	await forEachConcurrent(
		batches,
		async (batch) => {
			await work(batch).catch((error: unknown) => results.failUnsettled(itemsOf(batch), error));
		},
		() => results.stopped,
	);
}
