import type { Lookups } from '../../api/lookups';
import { forEachConcurrent } from '../concurrency';
import type { PreparedItem } from '../inputs/prepare';
import type { OutputContext } from '../outputs/outputContext';

/** What a run hands to the flow that carries its items out. */
export interface RunContext extends OutputContext {
	lookups: Lookups;
	/** The items whose inputs are valid. */
	items: PreparedItem[];
	/** Calls that batching made unnecessary. */
	callsSaved: number;
	/** Columns that automatic mapping found no custom field for. */
	unmatchedColumns: ReadonlySet<string>;
}

/** Carries out the items of a run. */
export type Flow = (run: RunContext) => Promise<void>;

/** Runs `work` for every item of a run; what it throws becomes the item's error. */
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
