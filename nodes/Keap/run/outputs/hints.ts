import type { NodeExecutionHint } from 'n8n-workflow';

import type { KeapClient } from '../../api/client';
import * as texts from '../../messages/hints';

/** What a run cost, and what it was spared. */
interface RunStatistics {
	client: Pick<KeapClient, 'stats' | 'rateLimiter'>;
	/** Calls that batching made unnecessary. */
	callsSaved: number;
}

/** From here on a run's cost is worth telling. */
const MANY_CALLS = 100;
const LONG_WAIT_MS = 5_000;
const FEW_CALLS_LEFT = 3_000;

/** What a run did at Keap, in a sentence, when it is worth knowing. */
export function hintsFor({ client, callsSaved }: RunStatistics): NodeExecutionHint[] {
	const { calls, waitedMs, rateLimited, retried } = client.stats;
	const { leftToday } = client.rateLimiter;
	const scarce = leftToday !== undefined && leftToday < FEW_CALLS_LEFT;
	if (calls < MANY_CALLS && waitedMs < LONG_WAIT_MS && callsSaved === 0 && !scarce) return [];
	const parts = [texts.calls(calls)];
	if (callsSaved > 0) parts.push(texts.callsSaved(callsSaved));
	if (waitedMs >= 1_000) parts.push(texts.secondsWaited(Math.round(waitedMs / 1_000)));
	if (rateLimited > 0) parts.push(texts.rateLimitedCalls(rateLimited));
	if (retried > rateLimited) parts.push(texts.failedCalls(retried - rateLimited));
	if (leftToday !== undefined) parts.push(texts.callsLeftToday(leftToday));
	return [
		{ message: `${parts.join(', ')}.`, type: scarce ? 'warning' : 'info', location: 'outputPane' },
	];
}
