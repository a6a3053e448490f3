/** What the node says below the output of a run: what it cost, in parts of one sentence. */

const count = (n: number, one: string) =>
	`${n.toLocaleString('en-US')} ${one}${n === 1 ? '' : 's'}`;

export const calls = (n: number) => `${count(n, 'call')} to Keap`;
export const callsSaved = (n: number) => `${count(n, 'call')} saved by batching items`;
export const secondsWaited = (n: number) => `${count(n, 'second')} waited for Keap's rate limits`;
export const rateLimitedCalls = (n: number) => `${count(n, 'rate-limited call')} retried`;
export const failedCalls = (n: number) => `${count(n, 'failed call')} retried`;
export const callsLeftToday = (n: number) => `${count(n, 'call')} left today`;
