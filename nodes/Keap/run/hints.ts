import type { NodeExecutionHint } from 'n8n-workflow';

import type { Job } from './job';

/** From here on a run's cost is worth telling. */
const MANY_CALLS = 100;
const LONG_WAIT_MS = 5_000;
const FEW_CALLS_LEFT = 3_000;

const count = (n: number, one: string) =>
	`${n.toLocaleString('en-US')} ${one}${n === 1 ? '' : 's'}`;

/** What a run did at Keap, in a sentence, when it is worth knowing. */
export function hintsFor({ client, saved }: Job): NodeExecutionHint[] {
	const { calls, waitedMs, refused, repeated } = client.tally;
	const { leftToday } = client.pacer;
	const scarce = leftToday !== undefined && leftToday < FEW_CALLS_LEFT;
	if (calls < MANY_CALLS && waitedMs < LONG_WAIT_MS && saved === 0 && !scarce) return [];
	const parts = [`${count(calls, 'call')} to Keap`];
	if (saved > 0) parts.push(`${count(saved, 'call')} saved by sending items together`);
	if (waitedMs >= 1_000)
		parts.push(`${count(Math.round(waitedMs / 1_000), 'second')} waited for Keap's rate limits`);
	if (refused > 0) parts.push(`${count(refused, 'call')} refused for rate and sent again`);
	if (repeated > refused) parts.push(`${count(repeated - refused, 'call')} repeated after faults`);
	if (leftToday !== undefined) parts.push(`${count(leftToday, 'call')} left today`);
	return [
		{ message: `${parts.join(', ')}.`, type: scarce ? 'warning' : 'info', location: 'outputPane' },
	];
}
