import { Store } from '../../sandbox';
import { seedStore } from '../../sandbox/seed';
import { bringUpToDate } from '../../sandbox/seed/recent';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-11-28T17:00:00.000Z');
const CONTACTS = 130;

const account = () => {
	const store = new Store();
	seedStore(store, { contacts: CONTACTS, records: true });
	bringUpToDate(store, { now: NOW, contacts: CONTACTS });
	return store;
};

const lately = (store: Store, kind: string, property: string) =>
	store.list(kind).filter((doc) => NOW - Date.parse(String(doc[property])) <= 7 * DAY_MS).length;

describe('an account that is brought up to date', () => {
	it('has an order and a contact for each of the last days, and payments for some', () => {
		const store = account();
		expect(lately(store, 'order', 'creation_time')).toBe(7);
		expect(lately(store, 'contact', 'create_time')).toBe(7);
		expect(lately(store, 'payment', 'payment_time')).toBe(5);
		const buyer = String(store.get('order', 1)?.contact_id);
		expect(store.tagsOf('contact', buyer)).toContain('2');
	});

	it('has duplicates, and two people with one email address', () => {
		const store = account();
		const of = (id: number) => store.get('contact', id);
		expect(of(111)).toMatchObject({
			given_name: of(110)?.given_name,
			email_addresses: of(110)?.email_addresses,
		});
		expect(of(121)?.email_addresses).toEqual(of(120)?.email_addresses);
		expect(of(121)?.given_name).not.toBe(of(120)?.given_name);
	});

	it('is left as it is while it is in use, but for contacts that change', () => {
		const store = account();
		store.remove('contact', 111);
		const kept = ['order', 'payment', 'emailAddress', 'automation'].map((kind) => store.list(kind));
		bringUpToDate(store, { now: NOW + DAY_MS, contacts: CONTACTS });
		expect(
			['order', 'payment', 'emailAddress', 'automation'].map((kind) => store.list(kind)),
		).toEqual(kept);
		expect(store.get('contact', 111)).toBeUndefined();
		expect(store.get('contact', 7)?.update_time).toBe('2026-11-29T16:13:00.000Z');
	});
});
