import type { INodeParameters } from 'n8n-workflow';

import * as texts from '../../nodes/Keap/messages/hints';
import type { Doc, FaultRequest, JsonObject } from '../../sandbox';
import { emails, list, output, pairs } from '../operations/support';
import { jitter, randomFrom, useTimedKeap } from '../limits/support';
import { first } from '../support/present';
import { counted } from './support';

/** Whole lists through Create or Update: what a run costs, and what it leaves alone. */

const keap = useTimedKeap({ latencyMs: jitter() });

const SYNC: INodeParameters = {
	resource: 'contact',
	operation: 'upsert',
	email: '={{ $json.email }}',
	matchBy: 'Email',
	simplify: false,
	givenName: '={{ $json.name }}',
	additionalFields: {
		phoneNumbers: list({ field: 'PHONE1', number: '={{ $json.phone }}' }),
	},
	options: {},
};

const address = (i: number) => `person${i}@example.com`;
const phoneOf = (i: number) => `602555${String(i).padStart(4, '0')}`;

const contact = (i: number): JsonObject => ({
	given_name: `Given${i}`,
	family_name: `Family${i}`,
	email_addresses: emails(address(i), `work${i}@example.org`),
	phone_numbers: [
		{ field: 'PHONE1', number: phoneOf(i), type: 'Work' },
		{ field: 'PHONE2', number: `480${phoneOf(i).slice(3)}` },
	],
	update_time: '2025-01-01T00:00:00.000Z',
});

/** Puts so many contacts into the account. */
const seed = (count: number) =>
	keap.sandbox.store.insertMany(
		'contact',
		Array.from({ length: count }, (_, i) => contact(i)),
	);

const row = (i: number, name = `Given${i}`) => ({ email: address(i), name, phone: phoneOf(i) });
const rows = (count: number, from = 0) => Array.from({ length: count }, (_, i) => row(from + i));

const writes = () => counted(keap, /^(POST|PATCH)/);
const reads = () => counted(keap, /^GET/);
const outcomes = (items: JsonObject[]) => {
	const counts: Record<string, number> = {};
	for (const { outcome } of items) counts[String(outcome)] = (counts[String(outcome)] ?? 0) + 1;
	return counts;
};
const inOrder = (count: number) => Array.from({ length: count }, (_, i) => i);
const withAddress = (email: string): Doc[] => keap.sandbox.store.contactsByEmail(email);

/** 800 rows as they are, 100 with another name, 100 of people that are new, all mixed. */
function nightly(accountSize: number) {
	const known = inOrder(900).map((i) => i * Math.floor(accountSize / 900));
	const items = known.map((i, n) => (n % 9 === 4 ? row(i, `New${i}`) : row(i)));
	const added = rows(100, accountSize);
	added.forEach((person, n) => items.splice(n * 10, 0, person));
	return items;
}

describe('a nightly sync of 1,000 rows into 20,000 contacts', () => {
	it('costs one call for each change and one for each thousand contacts, and loses nothing', async () => {
		const before = seed(20_000);
		const items = nightly(20_000);
		const run = await keap.run(SYNC, { items });
		const results = output(run);
		expect(pairs(run.items)).toEqual(inOrder(1_000));
		expect(outcomes(results)).toEqual({ created: 100, updated: 100, unchanged: 800 });
		expect(writes()).toBe(200);
		expect(keap.calls().length).toBeLessThanOrEqual(1.1 * (200 + 20));
		const after = new Map(keap.sandbox.store.list('contact').map((doc) => [doc.id, doc]));
		const changed = before.filter((doc) => {
			const now = after.get(doc.id) as Doc;
			// The name is all that any row changes.
			expect({ ...now, given_name: '', update_time: '' }).toMatchObject({
				...doc,
				given_name: '',
				update_time: '',
			});
			return now.update_time !== doc.update_time;
		});
		expect(changed).toHaveLength(100);

		await keap.run(SYNC, { items });
		expect(writes()).toBe(0);
		expect(keap.calls().length).toBeLessThanOrEqual(22);
	}, 240_000);

	it('says what became of each row, and of all of them', async () => {
		seed(1_500);
		const { items, hints } = await keap.run(SYNC, { items: [row(3), row(4, 'Ada'), row(2_000)] });
		expect(items.map(({ json }) => json.outcome)).toEqual(['unchanged', 'updated', 'created']);
		expect(items.map(({ json }) => json.given_name)).toEqual(['Given3', 'Ada', 'Given2000']);
		expect(first(hints).message.split(', ').slice(0, 3)).toEqual([
			texts.created(1),
			texts.updated(1),
			texts.unchanged(1),
		]);
	});

	it('keeps nothing twice and loses nothing when a fifth of the calls fail', async () => {
		seed(20_000);
		const items = nightly(20_000);
		const random = randomFrom(7);
		const fail = ({ method }: FaultRequest) => {
			if (random() > 0.2) return undefined;
			const chance = random();
			const kind = chance < 0.4 ? 'resetBefore' : chance < 0.7 ? 'resetAfter' : 'halfBody';
			return random() < 0.3 && method !== 'POST'
				? ({ kind: 'status', status: 503 } as const)
				: ({ kind } as const);
		};
		for (let attempt = 0; attempt < 6; attempt++) {
			keap.sandbox.setFaults(fail);
			const run = await keap.run(SYNC, { items, onError: 'continueRegularOutput' });
			expect(run.items).toHaveLength(1_000);
			if (run.items.every(({ error }) => !error)) break;
		}
		keap.sandbox.setFaults();
		output(await keap.run(SYNC, { items }));
		expect(writes()).toBe(0);
		expect(keap.sandbox.store.count('contact')).toBe(20_100);
		for (const { email, name, phone } of items) {
			const found = withAddress(email);
			expect(found).toHaveLength(1);
			expect(found).toMatchObject([{ given_name: name }]);
			expect(first(first(found).phone_numbers as JsonObject[]).number).toBe(phone);
		}
	}, 300_000);
});

describe('a first import', () => {
	it('into an empty account takes hardly more than a call for each row', async () => {
		output(await keap.run(SYNC, { items: rows(1_000) }));
		expect(keap.sandbox.store.count('contact')).toBe(1_000);
		expect(writes()).toBe(1_000);
		expect(keap.calls().length).toBeLessThanOrEqual(1_030);
	}, 240_000);

	it('is simply run again where it was stopped, and pays for what is left', async () => {
		const items = rows(600);
		const stop = ({ method, n }: FaultRequest) =>
			method === 'POST' && n > 300 ? ({ kind: 'status', status: 400 } as const) : undefined;
		keap.sandbox.setFaults(stop);
		expect((await keap.run(SYNC, { items })).error).toBeDefined();
		const made = keap.sandbox.store.count('contact');
		keap.sandbox.setFaults();
		const results = output(await keap.run(SYNC, { items }));
		expect(outcomes(results)).toEqual({ created: 600 - made, unchanged: made });
		expect(reads()).toBeLessThanOrEqual(15);
	}, 240_000);
});

describe('a few rows', () => {
	it('are looked up one by one', async () => {
		seed(3_000);
		output(await keap.run(SYNC, { items: rows(19) }));
		expect(keap.calls()).toEqual(Array(19).fill('GET /v2/contacts'));
	});

	it.each([20, 60, 100])(
		'%d into a large account take hardly more calls than that',
		async (count) => {
			keap.sandbox.store.insert('contact', { ...contact(9_999_999), id: '900000' });
			seed(3_000);
			output(await keap.run(SYNC, { items: rows(count, 10_000) }));
			expect(reads()).toBeLessThanOrEqual(1.1 * count);
		},
	);
});
