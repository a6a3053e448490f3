import type { Store } from './store';
import type { Doc, JsonObject } from './types';

export const EMAIL_STATUSES = [
	'UNENGAGED_MARKETABLE',
	'SINGLE_OPT_IN',
	'DOUBLE_OPT_IN',
	'CONFIRMED',
	'UNENGAGED_NON_MARKETABLE',
	'NON_MARKETABLE',
	'LOCKDOWN',
	'BOUNCE',
	'HARD_BOUNCE',
	'MANUAL',
	'ADMIN',
	'SYSTEM',
	'LIST_UNSUBSCRIBE',
	'FEEDBACK',
	'SPAM',
	'INVALID',
	'DEACTIVATED',
] as const;

const OPTED_IN = ['UNENGAGED_MARKETABLE', 'SINGLE_OPT_IN', 'DOUBLE_OPT_IN', 'CONFIRMED'];
/** The states a person may be opted in from; the others stay what they are, without a word. */
const MAY_OPT_IN = ['UNENGAGED_MARKETABLE', 'UNENGAGED_NON_MARKETABLE', 'NON_MARKETABLE', 'MANUAL'];

export const isOptedIn = (status: string) => OPTED_IN.includes(status);

export const findEmailStatus = (store: Store, email: string): Doc | undefined =>
	store.find('emailAddress', 'email', email.toLowerCase());

export const emailStatus = (store: Store, email: string): string =>
	String(findEmailStatus(store, email)?.status ?? 'NON_MARKETABLE');

/** Addresses written to a contact become known, and opted in if a reason is given. */
export function registerEmails(store: Store, entries: JsonObject[], time: string): void {
	for (const { email, opt_in_reason: reason } of entries) {
		const known = findEmailStatus(store, String(email));
		const optIn = typeof reason === 'string' && reason !== '';
		if (known === undefined) {
			const status = optIn ? 'SINGLE_OPT_IN' : 'NON_MARKETABLE';
			store.insert('emailAddress', {
				email: String(email).toLowerCase(),
				status,
				create_time: time,
			});
		} else if (optIn) setOptIn(store, known, true);
	}
}

export function setOptIn(store: Store, known: Doc, optIn: boolean): Doc {
	const status = String(known.status);
	if (optIn)
		return MAY_OPT_IN.includes(status)
			? store.put('emailAddress', { ...known, status: 'SINGLE_OPT_IN' })
			: known;
	return isOptedIn(status) || MAY_OPT_IN.includes(status)
		? store.put('emailAddress', { ...known, status: 'MANUAL' })
		: known;
}
