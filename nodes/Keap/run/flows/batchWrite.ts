import { snakeCase } from '../../descriptor/field';
import type { BatchWrite } from '../../descriptor/operation';
import { chunks } from '../concurrency';
import type { PreparedItem } from '../inputs/preparedItem';
import { fanOutOutput } from '../outputs/fanOutResults';
import { targetsOf, type Target, type Targets } from './batchTargets';
import { BatchWriteCall } from './batchWriteCall';
import { forEachBatch, type Flow, type RunContext } from './runContext';
import { sendDivided } from './sendDivided';

async function send(run: RunContext, spec: BatchWrite, { turns }: Targets): Promise<void> {
	const call = new BatchWriteCall(run, spec);
	for (const byCall of turns) {
		await forEachBatch(
			run,
			[...byCall.values()].flatMap((targets) => chunks(targets, spec.max)),
			(targets) => targets.flatMap(({ items }) => items),
			async (targets) => await sendDivided(targets, call),
		);
	}
}

const wordOf = (target: Target | undefined) =>
	target?.outcome && 'word' in target.outcome ? target.outcome.word : '';

/** What an item whose targets are all done puts out. */
async function outputOf(
	{ lookups, operation }: RunContext,
	{ collect, fanOut }: BatchWrite,
	item: PreparedItem,
	targets: readonly Target[],
): Promise<object> {
	if (operation.output.kind === 'deleted') return { deleted: true };
	const about = { [snakeCase(collect)]: String(item.inputs[collect]) };
	if (!fanOut) return { ...about, result: wordOf(targets[0]) };
	const values = targets.map((target) => ({
		value: target.fanOutValue ?? '',
		result: wordOf(target),
	}));
	return await fanOutOutput(lookups, fanOut, about, values);
}

/** An item's error is that of its first target that isn't done. It is done when all its targets are. */
async function report(run: RunContext, spec: BatchWrite, { byItem }: Targets): Promise<void> {
	const { results } = run;
	for (const [item, targets] of byItem) {
		const outcomes = targets.map(({ outcome }) => outcome);
		const failed = outcomes.find((outcome) => outcome && 'error' in outcome);
		if (failed && 'error' in failed) results.fail(item.index, failed.error);
		// What has no outcome was not begun before the run stopped.
		else if (!outcomes.includes(undefined)) {
			results.add(item.index, await outputOf(run, spec, item, targets));
		}
	}
}

/** Writes that Keap takes for many records at once: the items that share a path go out together. */
export const batchWrite: Flow<BatchWrite> = async (run, items, spec) => {
	const targets = targetsOf(run.operation, spec, items);
	await send(run, spec, targets);
	await report(run, spec, targets);
};
