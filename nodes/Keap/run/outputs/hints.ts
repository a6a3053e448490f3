import type { IExecuteFunctions, NodeExecutionHint } from 'n8n-workflow';

import type { KeapClient } from '../../api/client';
import { callsLeft } from '../../api/limits';
import type { Lookups } from '../../api/lookups';
import * as texts from '../../messages/hints';
import { isColumnUsed } from '../inputs/usedColumns';
import { OUTCOMES, type Outcome } from './outcome';

/** What a run counts beside its calls. */
export interface RunStats {
	/** Calls that batching made unnecessary. */
	callsSaved: number;
	/** How many items created, updated, or found unchanged what they are about. */
	readonly outcomes: Map<Outcome, number>;
	/** Columns that automatic mapping found no custom field for. */
	readonly unmatchedColumns: Set<string>;
}

/** What a run cost, and what it was spared. */
interface RunStatistics {
	client: Pick<KeapClient, 'stats' | 'rateLimiter'>;
	stats: RunStats;
	lookups: Pick<Lookups, 'createdFields' | 'isCurrencyUnknown'>;
	context: Pick<IExecuteFunctions, 'getNode'>;
}

/** From here on a run's cost is worth telling. */
const MANY_CALLS = 100;
const LONG_WAIT_MS = 5_000;
const FEW_CALLS_LEFT = 3_000;

/** What a run did in Keap, in a sentence, when it is worth knowing. */
function costHints({
	client,
	stats: { callsSaved, outcomes },
}: RunStatistics): NodeExecutionHint[] {
	const { calls, waitedMs, rateLimited, retried } = client.stats;
	const leftToday = callsLeft(client.rateLimiter.leftToday);
	const scarce = leftToday !== undefined && leftToday < FEW_CALLS_LEFT;
	const done = OUTCOMES.flatMap((outcome) => {
		const n = outcomes.get(outcome);
		return n ? [texts[outcome](n)] : [];
	});
	const isSmall = calls < MANY_CALLS && waitedMs < LONG_WAIT_MS && callsSaved <= 0;
	if (isSmall && !scarce && done.length < 2) return [];
	const parts = [...done, texts.calls(calls)];
	if (callsSaved > 0) parts.push(texts.callsSaved(callsSaved));
	if (waitedMs >= 1_000) parts.push(texts.secondsWaited(Math.round(waitedMs / 1_000)));
	if (rateLimited > 0) parts.push(texts.rateLimitedCalls(rateLimited));
	if (retried > rateLimited) parts.push(texts.failedCalls(retried - rateLimited));
	if (leftToday !== undefined) parts.push(texts.callsLeftToday(leftToday));
	return [{ message: parts.join(', '), type: scarce ? 'warning' : 'info', location: 'outputPane' }];
}

/** The columns that no expression of the node uses either: the others have gone where they belong. */
function unusedColumns({ stats: { unmatchedColumns }, context }: RunStatistics): string[] {
	const parameters = JSON.stringify(context.getNode().parameters);
	return [...unmatchedColumns].filter((column) => !isColumnUsed(parameters, column));
}

function columnHints(run: RunStatistics): NodeExecutionHint[] {
	const columns = unusedColumns(run);
	if (columns.length === 0) return [];
	return [{ message: texts.unmatchedColumns(columns), type: 'info', location: 'outputPane' }];
}

/** What a run has made of Keap's own set-up, which stays. */
function createdHints({ lookups: { createdFields } }: RunStatistics): NodeExecutionHint[] {
	if (createdFields.length === 0) return [];
	return [{ message: texts.createdFields(createdFields), type: 'info', location: 'outputPane' }];
}

/** What was taken for granted, since it could not be asked. */
function assumptionHints({ lookups: { isCurrencyUnknown } }: RunStatistics): NodeExecutionHint[] {
	if (!isCurrencyUnknown) return [];
	return [{ message: texts.unknownCurrency(), type: 'warning', location: 'outputPane' }];
}

/** What the user should know about a run beyond its output. */
export const hintsFor = (run: RunStatistics): NodeExecutionHint[] => [
	...costHints(run),
	...createdHints(run),
	...columnHints(run),
	...assumptionHints(run),
];
