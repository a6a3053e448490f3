import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';

import type { KeapClient } from '../../api/client';
import { callsLeft } from '../../api/limits';
import * as texts from '../../messages/hints';

/** What a run counts beside its calls. */
export interface RunStats {
	/** Calls that batching made unnecessary. */
	callsSaved: number;
	/** Columns that automatic mapping found no custom field for. */
	readonly unmatchedColumns: Set<string>;
}

/** What a run cost, and what it was spared. */
interface RunStatistics {
	client: Pick<KeapClient, 'stats' | 'rateLimiter'>;
	stats: RunStats;
	context: Pick<IExecuteFunctions, 'getNode'>;
}

/** From here on a run's cost is worth telling. */
const MANY_CALLS = 100;
const LONG_WAIT_MS = 5_000;
const FEW_CALLS_LEFT = 3_000;

/** What a run did in Keap, in a sentence, when it is worth knowing. */
function costHints({ client, stats: { callsSaved } }: RunStatistics): NodeExecutionHint[] {
	const { calls, waitedMs, rateLimited, retried } = client.stats;
	const leftToday = callsLeft(client.rateLimiter.leftToday);
	const scarce = leftToday !== undefined && leftToday < FEW_CALLS_LEFT;
	if (calls < MANY_CALLS && waitedMs < LONG_WAIT_MS && callsSaved <= 0 && !scarce) return [];
	const parts = [texts.calls(calls)];
	if (callsSaved > 0) parts.push(texts.callsSaved(callsSaved));
	if (waitedMs >= 1_000) parts.push(texts.secondsWaited(Math.round(waitedMs / 1_000)));
	if (rateLimited > 0) parts.push(texts.rateLimitedCalls(rateLimited));
	if (retried > rateLimited) parts.push(texts.failedCalls(retried - rateLimited));
	if (leftToday !== undefined) parts.push(texts.callsLeftToday(leftToday));
	return [{ message: parts.join(', '), type: scarce ? 'warning' : 'info', location: 'outputPane' }];
}

/** Whether `$json.column` or `item.json.column` occurs, and not merely `$json.columns`. */
const isUsedByDot = (parameters: string, column: string) =>
	parameters
		.split(`json.${column}`)
		.slice(1)
		.some((rest) => !/^[\w$]/.test(rest));

/** The columns that no expression of the node uses either: the others have gone where they belong. */
function unusedColumns({ stats: { unmatchedColumns }, context }: RunStatistics): string[] {
	const parameters = JSON.stringify(context.getNode().parameters);
	return [...unmatchedColumns].filter(
		(column) =>
			!isUsedByDot(parameters, column) &&
			![`['${column}']`, `[\\"${column}\\"]`].some((use) => parameters.includes(use)),
	);
}

function columnHints(run: RunStatistics): NodeExecutionHint[] {
	const columns = unusedColumns(run);
	if (columns.length === 0) return [];
	return [{ message: texts.unmatchedColumns(columns), type: 'info', location: 'outputPane' }];
}

/** What the user should know about a run beyond its output. */
export const hintsFor = (run: RunStatistics): NodeExecutionHint[] => [
	...costHints(run),
	...columnHints(run),
];
