import { objects } from '../body';
import { findEmailStatus, isOptedIn } from '../email-status';
import { equals, type Store } from '../store';
import type { Doc, JsonObject } from '../types';
import { utc } from '../utc';
import { SEED_TIME } from './account';
import { ORDERS } from './sales';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const CHANGED = 25;
const CHANGED_EVERY_MS = 47 * MINUTE_MS;
const NEW_CONTACTS = 20;
const UNENGAGED = 8;
const CUSTOMER_TAG = '2';
/** A contact, and one who has been entered later with the same name and email address. */
const DUPLICATES = [
	[100, 101],
	[110, 111],
	[110, 112],
] as const;
/** Two people with one email address. */
const COUPLE = [120, 121] as const;

interface Recent {
	now: number;
	/** How many contacts the account began with. */
	contacts: number;
}

/** Somebody has worked in the account until `now`: otherwise everything in it would be as old as the account. */
export function bringUpToDate(store: Store, { now, contacts }: Recent): void {
	store.transaction(() => {
		if (isBehind(store, now)) {
			addContactsLately(store, now, contacts);
			sellLately(store, now);
			for (const pair of DUPLICATES) share(store, pair, 'given_name', 'family_name');
			share(store, COUPLE);
			loseInterest(store, now);
			publishWinBack(store);
		}
		changeSomeContacts(store, now);
	});
}

/** Not in an account that is kept in a file and was in use some days ago. */
const isBehind = (store: Store, now: number) =>
	now - Date.parse(String(store.get('order', '1')?.creation_time ?? SEED_TIME)) > 7 * DAY_MS;

const daysBefore = (now: number, days: number) => utc(now - days * DAY_MS);

/** One a day. */
function addContactsLately(store: Store, now: number, contacts: number): void {
	for (let days = 1; days <= NEW_CONTACTS; days++) {
		const contact = store.get('contact', String(contacts + 1 - days));
		if (!contact) continue;
		const time = daysBefore(now, days);
		store.put('contact', { ...contact, create_time: time, update_time: time });
	}
}

/** An order a day, by somebody who is a customer from then on. */
function sellLately(store: Store, now: number): void {
	for (let days = 1; days <= ORDERS; days++) {
		const order = store.get('order', String(days));
		if (order) sellAt(store, order, daysBefore(now, days));
	}
}

function sellAt(store: Store, order: Doc, time: string): void {
	store.put('order', {
		...order,
		order_time: time,
		creation_time: time,
		modification_time: time,
	});
	const date = (kind: string, times: JsonObject) => {
		for (const doc of store.query(kind, { where: [equals('order_id', order.id)] }))
			store.put(kind, { ...doc, ...times });
	};
	date('payment', { payment_time: time, update_time: time });
	date('transaction', { transaction_time: time });
	date('orderPayment', { pay_time: time, last_updated_time: time });
	store.applyTag('contact', String(order.contact_id), CUSTOMER_TAG, time);
}

function changeSomeContacts(store: Store, now: number): void {
	for (let i = 0; i < CHANGED; i++) {
		const contact = store.get('contact', String(7 + i * 11));
		if (!contact) continue;
		store.put('contact', { ...contact, update_time: utc(now - (i + 1) * CHANGED_EVERY_MS) });
	}
}

/** Gives a contact the email addresses of another one, and what else they are to have in common. */
function share(store: Store, pair: readonly [number, number], ...more: string[]): void {
	const [from, to] = pair.map((id) => store.get('contact', id));
	if (!from || !to) return;
	const names = ['email_addresses', ...more].filter((name) => name in from);
	store.put('contact', {
		...to,
		...Object.fromEntries(names.map((name) => [name, from[name] ?? null])),
	});
}

/** What Keap says of addresses that have got emails for months and opened none. */
function loseInterest(store: Store, now: number): void {
	for (let i = 1; i <= UNENGAGED; i++) {
		const [entry] = objects(store.get('contact', String(i * 12))?.email_addresses);
		const known = entry && findEmailStatus(store, String(entry.email));
		if (!known || !isOptedIn(String(known.status))) continue;
		store.put('emailAddress', {
			...known,
			status: 'UNENGAGED_MARKETABLE',
			last_sent_time: daysBefore(now, 7),
			last_open_time: daysBefore(now, 150),
		});
	}
}

function publishWinBack(store: Store): void {
	const automation = store.find('automation', 'title', 'Win Back');
	if (automation) store.put('automation', { ...automation, status: 'PUBLISHED' });
}
