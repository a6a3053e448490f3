import { keapError } from '../../api/errors';
import { withoutOutcome } from '../../messages/keapErrors';
import type { PreparedItem } from '../inputs/preparedItem';
import type { RunContext } from './runContext';

/**
 * Runs a flow and sees to it that every item ends with output, an explicit "none" or an error: what a flow throws becomes
 * the error of the items that have neither, and an item that a flow leaves out says so. The items that a stopped run
 * didn't begin have nothing.
 */
export async function carryOut(
	flow: (run: RunContext, items: readonly PreparedItem[]) => Promise<void>,
	run: RunContext,
	items: readonly PreparedItem[],
): Promise<void> {
	const { operation, results } = run;
	try {
		await flow(run, items);
	} catch (error) {
		results.failUnsettled(items, error);
	}
	if (results.stopped) return;
	results.failUnsettled(items, keapError('unknownOutcome', operation, withoutOutcome()));
}
