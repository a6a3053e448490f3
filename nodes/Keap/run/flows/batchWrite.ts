import type { BatchWrite } from '../../descriptor/operation';
import { chunks } from '../concurrency';
import { targetsOf, type Target, type Targets } from './batchTargets';
import { BatchWriteCall } from './batchWriteCall';
import { forEachBatch, type Flow, type RunContext } from './runContext';
import { sendDivided } from './sendDivided';

async function send(run: RunContext, spec: BatchWrite, { byCall }: Targets): Promise<void> {
	const call = new BatchWriteCall(run, spec);
	await forEachBatch(
		run,
		[...byCall.values()].flatMap((targets) => chunks(targets, spec.max)),
		(targets) => targets.flatMap(({ items }) => items),
		async (targets) => await sendDivided(targets, call),
	);
}

/** An item's error is that of its first target that isn't done. It is done when all its targets are. */
function report({ results }: RunContext, spec: BatchWrite, { byItem }: Targets): void {
	const { fanOut } = spec;
	const resultOf = ({ fanOutValue, outcome }: Target) => ({
		...(fanOut && fanOutValue ? { [fanOut.of.id]: fanOutValue } : {}),
		result: outcome && 'word' in outcome ? outcome.word : '',
	});
	for (const [item, targets] of byItem) {
		const outcomes = targets.map(({ outcome }) => outcome);
		const failed = outcomes.find((outcome) => outcome && 'error' in outcome);
		if (failed && 'error' in failed) results.fail(item.index, failed.error);
		// What has no outcome was not begun before the run stopped.
		else if (!outcomes.includes(undefined)) {
			results.add(item.index, {
				success: true,
				[spec.collect]: String(item.inputs[spec.collect]),
				results: targets.map(resultOf),
			});
		}
	}
}

/** Writes that Keap takes for many records at once: the items that share a path go out together. */
export const batchWrite: Flow<BatchWrite> = async (run, items, spec) => {
	const targets = targetsOf(run.operation, spec, items);
	await send(run, spec, targets);
	report(run, spec, targets);
};
