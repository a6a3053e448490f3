/** What the node says below the output of a run: what it cost, in parts of one sentence. */

import { show } from './sentences';

const count = (n: number, one: string) =>
	`${n.toLocaleString('en-US')} ${one}${n === 1 ? '' : 's'}`;

export const calls = (n: number) => `${count(n, 'call')} to Keap`;
export const callsSaved = (n: number) => `${count(n, 'call')} saved by batching items`;
export const secondsWaited = (n: number) => `${count(n, 'second')} waited for Keap's rate limits`;
export const rateLimitedCalls = (n: number) => `${count(n, 'rate-limited call')} retried`;
export const failedCalls = (n: number) => `${count(n, 'failed call')} retried`;

/** How many columns are listed by name. */
const MOST_COLUMNS = 10;

export const unmatchedColumns = (columns: readonly string[]) => {
	const listed = columns.slice(0, MOST_COLUMNS).map((column) => `'${show(column)}'`);
	const more = columns.length - listed.length;
	return `No custom field matches these columns, so they were left out: ${listed.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

export const callsLeftToday = (n: number) => `${count(n, 'call')} left today`;
