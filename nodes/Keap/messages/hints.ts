/** What the node says below the output of a run: what it cost, in parts of one sentence. */

import { show } from './sentences';

const count = (n: number, one: string) =>
	`${n.toLocaleString('en-US')} ${one}${n === 1 ? '' : 's'}`;

export const calls = (n: number) => `${count(n, 'call')} to Keap`;
export const callsSaved = (n: number) => `${count(n, 'call')} saved`;
export const secondsWaited = (n: number) => `${count(n, 'second')} waited for Keap's rate limits`;
export const rateLimitedCalls = (n: number) => `${count(n, 'rate-limited call')} retried`;
export const failedCalls = (n: number) => `${count(n, 'failed call')} retried`;

/** How many columns are listed by name. */
const MOST_COLUMNS = 10;

const listed = (entries: readonly string[]) => {
	const more = entries.length - MOST_COLUMNS;
	return `${entries.slice(0, MOST_COLUMNS).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
};

export const unmatchedColumns = (columns: readonly string[]) =>
	`No custom field matches these columns, so they were left out: ${listed(columns.map((column) => `'${show(column)}'`))}`;

/** `type` is Keap's, as in `YES_NO`. */
export const createdFields = (fields: ReadonlyArray<{ label: string; type: string }>) =>
	`Created in Keap, as custom fields: ${listed(
		fields.map(({ label, type }) => `'${show(label)}' (${type.toLowerCase().replace('_', ' ')})`),
	)}`;

export const unknownCurrency = () =>
	"This API key can't read the account's currency, so amounts were sent as in a currency with two decimals, such as dollars; if yours has none or three, correct them and use a key that may read the business profile";

/** What a trigger was told of that its node isn't for; `chosen` is the label of the input that says so. */
export const notChosen = (n: number, chosen: string) =>
	`${count(n, 'event')} left out: not in the chosen ${chosen.toLowerCase()}`;

/** What the items of a run did. */
export const created = (n: number) => `${n.toLocaleString('en-US')} created`;
export const updated = (n: number) => `${n.toLocaleString('en-US')} updated`;
export const unchanged = (n: number) => `${n.toLocaleString('en-US')} unchanged`;

export const callsLeftToday = (n: number) => `${count(n, 'call')} left today`;
