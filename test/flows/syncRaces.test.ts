import type { INodeParameters } from 'n8n-workflow';

import type { Doc, FaultRequest, JsonObject } from '../../sandbox';
import { jitter, useTimedKeap } from '../limits/support';
import {
	contentsOf,
	customFields,
	emails,
	fieldNamed,
	list,
	output,
	tagRows,
} from '../operations/support';
import { first } from '../support/present';
import { counted, on, rejected, returned } from './support';

/** What others do to contacts between the reading of their list and the writes, and what rows do to each other. */

const keap = useTimedKeap({ latencyMs: jitter() });

const address = (i: number) => `person${i}@example.com`;

const contact = (i: number): JsonObject => ({
	given_name: `Given${i}`,
	email_addresses: emails(address(i)),
	phone_numbers: [{ field: 'PHONE1', number: `602555${String(i).padStart(4, '0')}` }],
});

const seed = (count: number): Doc[] =>
	keap.sandbox.store.insertMany(
		'contact',
		Array.from({ length: count }, (_, i) => contact(i)),
	);

const upsert = (
	additionalFields: INodeParameters,
	more: INodeParameters = {},
): INodeParameters => ({
	resource: 'contact',
	operation: 'upsert',
	email: '={{ $json.email }}',
	matchBy: 'Email',
	additionalFields,
	options: {},
	...more,
});

/** A row adds a second phone. */
const ADD_PHONE = upsert({
	phoneNumbers: list({ field: 'PHONE2', number: '={{ $json.phone }}' }),
});

const row = (i: number) => ({ email: address(i), phone: `480555${String(i).padStart(4, '0')}` });
const rows = (count: number, from = 0) => Array.from({ length: count }, (_, i) => row(from + i));

const stored = (id: string) => keap.sandbox.store.get('contact', id) as Doc;
const change = (id: string, changes: JsonObject) =>
	keap.sandbox.store.put('contact', { ...stored(id), ...changes });
/** What was written to a contact, one after the other. */
const writes = (id: string) =>
	keap.sandbox.log
		.filter(({ method, path }) => method === 'PATCH' && path.endsWith(`/contacts/${id}`))
		.map(({ body }) => body as JsonObject);
const numbersOf = ({ phone_numbers: list = [] }: Doc) =>
	(list as JsonObject[]).map(({ number }) => number);

/** Lets another program act right before the first call that matches. */
function meanwhile(call: RegExp, act: () => void): void {
	let done = false;
	keap.sandbox.setFaults(({ method, path, query }: FaultRequest) => {
		if (done || !call.test(`${method} ${path} ${query.get('filter') ?? ''}`)) return undefined;
		done = true;
		act();
		return undefined;
	});
}

/** The list has been read, and what is to be written is about to be read again. */
const BEFORE_REFRESH = /^GET \/v2\/contacts ids==/;
const BEFORE_WRITES = /^(PATCH|POST) /;

/** Each call takes so long that only the first writes of a round can rely on what was read for it. */
const slowly = () => keap.sandbox.setLatency(() => 20_000);
afterEach(() => keap.sandbox.setLatency(jitter()));

describe('another program', () => {
	it('adds a phone and an address to contacts after the list was read: they are kept', async () => {
		const contacts = seed(60);
		const others = contacts.slice(40, 50);
		meanwhile(BEFORE_REFRESH, () => {
			for (const { id } of others)
				change(id, {
					job_title: 'Theirs',
					phone_numbers: [
						...(stored(id).phone_numbers as JsonObject[]),
						{ field: 'PHONE3', number: '1' },
					],
				});
		});
		slowly();
		output(await keap.run(ADD_PHONE, { items: rows(60) }));
		for (const [i, { id }] of contacts.entries())
			expect(numbersOf(stored(id)).sort()).toEqual([
				...(others.some((other) => other.id === id) ? ['1'] : []),
				row(i).phone,
				...numbersOf(contact(i) as Doc),
			]);
		expect(stored(first(others).id).job_title).toBe('Theirs');
	});

	it('creates contacts of rows meanwhile: they are updated, and keep what they have', async () => {
		seed(30);
		let theirs: Doc[] = [];
		slowly();
		meanwhile(/^GET \/v2\/contacts contact_id>30/, () => {
			theirs = [130, 131, 132].map((i) =>
				keap.sandbox.store.insert('contact', {
					...contact(i),
					email_addresses: emails('first@example.com', address(i)),
				}),
			);
		});
		const results = output(await keap.run(ADD_PHONE, { items: rows(60, 90) }));
		expect(results.filter(({ outcome }) => outcome === 'updated').map(({ id }) => id)).toEqual(
			theirs.map(({ id }) => id),
		);
		for (const { id } of theirs) expect(numbersOf(stored(id))).toHaveLength(2);
		expect(keap.sandbox.store.count('contact')).toBe(30 + 60);
	});

	it('creates one right before this run does: there is still one', async () => {
		seed(30);
		meanwhile(BEFORE_WRITES, () => void keap.sandbox.store.insert('contact', contact(70)));
		const results = output(await keap.run(ADD_PHONE, { items: rows(20, 70) }));
		expect(keap.sandbox.store.contactsByEmail(address(70))).toHaveLength(1);
		expect(first(results).outcome).toBe('updated');
	});

	it('deletes a contact: its row creates one', async () => {
		const contacts = seed(40);
		meanwhile(BEFORE_WRITES, () => void keap.sandbox.store.remove('contact', first(contacts).id));
		const results = output(await keap.run(ADD_PHONE, { items: rows(40) }));
		// The first call is under way by then; the one for the deleted contact is among the next.
		expect(keap.sandbox.store.contactsByEmail(address(0))).toHaveLength(1);
		expect(results.filter(({ outcome }) => outcome === 'created')).toHaveLength(1);
	});

	it('takes the address from a contact: its row creates another', async () => {
		const { id } = first(seed(40).slice(30));
		slowly();
		meanwhile(BEFORE_REFRESH, () => {
			change(id, { email_addresses: emails('moved@example.com') });
		});
		output(await keap.run(ADD_PHONE, { items: rows(40) }));
		expect(numbersOf(stored(id))).toHaveLength(1);
		expect(keap.sandbox.store.contactsByEmail(address(30))).toHaveLength(1);
	});

	it('deletes contacts while the list is read: no page leaves out another one', async () => {
		const contacts = seed(2_500);
		meanwhile(/^GET \/v2\/contacts contact_id>1000/, () => {
			for (const { id } of contacts.slice(0, 500)) keap.sandbox.store.remove('contact', id);
		});
		output(await keap.run(ADD_PHONE, { items: rows(40, 980) }));
		expect(keap.sandbox.store.count('contact')).toBe(2_000);
		expect(counted(keap, /^POST/)).toBe(0);
	});
});

describe('rows', () => {
	it('find contacts by the addresses in all slots, whatever the capitals', async () => {
		seed(100);
		const ids = Array.from({ length: 30 }, (_, i) => {
			const addresses = ['x', 'y', 'z'].map((slot) => `${slot}${i}@example.com`);
			return keap.sandbox.store.insert('contact', { email_addresses: emails(...addresses) }).id;
		});
		const items = ids.map((_, i) => ({
			email: ` ${'XYZ'[i % 3]}${i}@Example.com`,
			phone: `48055501${i}`,
		}));
		const results = output(await keap.run(ADD_PHONE, { items }));
		expect(results.map(({ id }) => id)).toEqual(ids);
		expect(counted(keap, /^POST/)).toBe(0);
	});

	it('with the same address are carried out in order, whoever waits for whom', async () => {
		seed(25);
		// Slow enough that copies grow old within a round.
		keap.sandbox.setLimits({ perMinute: 10 });
		const names = ['Ada', 'Given3', 'Byron', 'Given3', 'Clara', 'Given3'];
		const parameters = upsert({}, { givenName: '={{ $json.name }}' });
		const items = [
			...Array.from({ length: 25 }, (_, i) => ({ email: address(i), name: `New${i}` })),
			...names.map((name) => ({ email: address(3), name })),
		];
		const run = await keap.run(parameters, { items });
		expect(
			output(run)
				.slice(25)
				.map((result) => result.given_name),
		).toEqual(names);
		expect(first(keap.sandbox.store.contactsByEmail(address(3))).given_name).toBe('Given3');
		keap.sandbox.setLimits({});
	}, 30_000);

	it.each([1, 30])(
		'about one contact are carried out in order, by whichever address they find it, among %d others',
		async (others) => {
			seed(others);
			const { id } = keap.sandbox.store.insert('contact', {
				email_addresses: emails('a@example.com', 'b@example.com', 'c@example.com'),
			});
			const parameters = upsert({}, { givenName: '={{ $json.name }}' });
			const items = [
				...['a', 'a', 'b', 'a', 'c', 'b'].map((name, i) => ({
					email: `${name}@example.com`,
					name: `Name${i}`,
				})),
				...Array.from({ length: others }, (_, i) => ({ email: address(i), name: `New${i}` })),
			];
			output(await keap.run(parameters, { items }));
			expect(stored(id).given_name).toBe('Name5');
			expect(writes(id).map(({ given_name: name }) => name)).toEqual(
				Array.from({ length: 6 }, (_, i) => `Name${i}`),
			);
		},
	);

	it('about an address that the row before them takes from a contact create another one', async () => {
		const { id } = keap.sandbox.store.insert('contact', {
			...contact(0),
			email_addresses: emails(address(0), address(1)),
		});
		const parameters = upsert(
			{
				emailAddresses: list({ field: 'EMAIL2', email: '' }),
				phoneNumbers: list({ field: 'PHONE1', number: '={{ $json.phone }}' }),
			},
			{ options: { emptyValues: 'clear' } },
		);
		// The second row finds the contact before the write of the first one is done.
		const latencies = [100, 100, 2_000];
		keap.sandbox.setLatency(() => latencies.shift() ?? 100);
		const results = output(await keap.run(parameters, { items: rows(2) }));
		expect(results.map(({ outcome }) => outcome)).toEqual(['updated', 'created']);
		expect(stored(id)).toMatchObject({
			email_addresses: emails(address(0)),
			phone_numbers: [{ number: row(0).phone }],
		});
	});

	it('with an address that people of other names have create theirs at once', async () => {
		const items = ['Ada', 'Byron', 'Clara'].map((name) => ({ email: address(0), name }));
		const parameters = upsert({}, { matchBy: 'EmailAndName', givenName: '={{ $json.name }}' });
		const { result, ms } = await keap.timed(async () => await keap.run(parameters, { items }));
		expect(output(result).map(({ outcome }) => outcome)).toEqual(Array(3).fill('created'));
		expect(keap.calls().length).toBeLessThanOrEqual(6);
		expect(ms).toBeLessThan(5_000);
	});

	it('create contacts beside the one that has another of their addresses, which stays as it is', async () => {
		for (const others of [0, 30]) {
			keap.sandbox.reset();
			seed(others);
			const office = keap.sandbox.store.insert('contact', {
				given_name: 'Office',
				email_addresses: emails('office@example.com'),
				phone_numbers: [{ field: 'PHONE2', number: '1' }],
			});
			const parameters = upsert(
				{
					emailAddresses: list({ field: 'EMAIL2', email: 'office@example.com' }),
					phoneNumbers: list({ field: 'PHONE1', number: '={{ $json.phone }}' }),
				},
				{ givenName: '={{ $json.email }}' },
			);
			const items = rows(Math.max(2, others), 100);
			const results = output(await keap.run(parameters, { items }));
			expect(new Set(results.map(({ outcome }) => outcome))).toEqual(new Set(['created']));
			expect(stored(office.id)).toEqual(office);
			output(await keap.run(parameters, { items }));
			expect(counted(keap, /^(POST|PATCH)/)).toBe(0);
		}
	});

	it('without a second address do not wait for each other', async () => {
		const parameters = upsert(
			{ emailAddresses: list({ field: 'EMAIL2', email: '={{ $json.second }}' }) },
			{ options: { emptyValues: 'clear' } },
		);
		const items = rows(19).map((person) => ({ ...person, second: '' }));
		keap.sandbox.setLatency(10_000);
		const { ms } = await keap.timed(async () => output(await keap.run(parameters, { items })));
		expect(ms).toBeLessThan(60_000);
	});

	it('that new contacts share are one contact', async () => {
		seed(30);
		const items = [
			...rows(20, 100),
			{ email: address(100), phone: '1' },
			{ email: address(101).toUpperCase(), phone: '2' },
		];
		const results = output(await keap.run(ADD_PHONE, { items }));
		expect(keap.sandbox.store.count('contact')).toBe(50);
		const ids = results.map((result) => result.id);
		expect(ids.slice(20)).toEqual(ids.slice(0, 2));
		expect(numbersOf(first(keap.sandbox.store.contactsByEmail(address(101))))).toEqual(['2']);
	});

	it('find a contact by an address that an earlier row has added to it', async () => {
		const { id } = first(seed(30));
		const parameters = upsert({
			jobTitle: '={{ $json.job }}',
			emailAddresses: list({ field: 'EMAIL2', email: '={{ $json.second }}' }),
		});
		const items = [
			...Array.from({ length: 20 }, (_, i) => ({
				email: address(i),
				second: `second${i}@example.com`,
				job: '',
			})),
			{ email: 'second0@example.com', second: '', job: 'Engineer' },
		];
		const results = output(await keap.run(parameters, { items }));
		expect(results[20]?.id).toBe(id);
		expect(stored(id)).toMatchObject({
			job_title: 'Engineer',
			email_addresses: emails(address(0), 'second0@example.com'),
		});
		expect(keap.sandbox.store.count('contact')).toBe(30);
	});

	it('keep the custom fields that they do not mention', async () => {
		const color = fieldNamed(keap, 'Favorite Color').id;
		const contacts = keap.sandbox.store.insertMany(
			'contact',
			Array.from({ length: 30 }, (_, i) => ({
				...contact(i),
				custom_fields: [{ id: color, content: 'green' }],
			})),
		);
		const parameters = upsert(
			{},
			{ customFields: customFields({ 'Team Size': '={{ $json.size }}' }) },
		);
		const items = contacts.map((_, i) => ({ email: address(i), size: String(i) }));
		output(await keap.run(parameters, { items }));
		for (const [i, { id }] of contacts.entries())
			expect(contentsOf(keap, stored(id))).toEqual({ 'Favorite Color': 'green', 'Team Size': i });
		await keap.run(parameters, { items });
		expect(counted(keap, /^PATCH/)).toBe(0);
	});
});

describe('a list that cannot be read', () => {
	const LIST = /^GET \/v2\/contacts$/;
	const isReading = ({ query }: FaultRequest) =>
		(query.get('filter') ?? '').startsWith('contact_id');

	it.each([
		['is refused', rejected(400, 'Invalid order_by')],
		[
			'comes in another order',
			returned({ contacts: [{ id: '2' }, { id: '1' }], next_page_token: '' }),
		],
		['has no end', returned({ contacts: [], next_page_token: 'more' })],
		['is no list', returned({ message: 'Internal error' })],
	])('that %s is not needed: rows are looked up one by one', async (_, fault) => {
		seed(2_000);
		keap.sandbox.setFaults(on(LIST, (request) => (isReading(request) ? fault : undefined)));
		const results = output(await keap.run(ADD_PHONE, { items: rows(40, 1_980) }));
		expect(results.filter(({ outcome }) => outcome === 'updated')).toHaveLength(20);
		expect(keap.sandbox.store.count('contact')).toBe(2_020);
		expect(counted(keap, /^GET/)).toBeLessThanOrEqual(44);
	});
});

describe('what was added to a list', () => {
	it('while it was read, and fills its page beyond what was the newest, is read, too', async () => {
		seed(995);
		let added: Doc[] = [];
		meanwhile(/ contact_id>0$/, () => {
			added = keap.sandbox.store.insertMany(
				'contact',
				Array.from({ length: 10 }, (_, i) => contact(995 + i)),
			);
		});
		const items = Array.from({ length: 60 }, (_, i) => ({ email: address(945 + i) }));
		const results = output(await keap.run(upsert({}), { items }));
		expect(added).toHaveLength(10);
		expect(results.filter(({ outcome }) => outcome === 'unchanged')).toHaveLength(60);
		// The newest ID, a full page, the newest ID now, and the rest.
		expect(keap.calls()).toHaveLength(4);
	});

	it('that cannot be read is asked for, row by row', async () => {
		seed(30);
		keap.sandbox.setFaults(({ method, query }: FaultRequest) =>
			method === 'GET' && query.get('filter') === 'contact_id>30'
				? rejected(400, 'Invalid filter')
				: undefined,
		);
		slowly();
		const parameters = upsert(
			{ jobTitle: 'Engineer' },
			{ matchBy: 'EmailAndName', givenName: '={{ $json.name }}' },
		);
		const items = [
			...Array.from({ length: 30 }, (_, i) => ({ email: address(i), name: `Given${i}` })),
			{ email: address(3), name: 'Other' },
			{ email: address(100), name: 'New' },
		];
		const results = output(await keap.run(parameters, { items }));
		expect(results.slice(30).map(({ outcome }) => outcome)).toEqual(['created', 'created']);
		expect(keap.sandbox.store.count('contact')).toBe(32);
		expect(counted(keap, /^GET/)).toBeLessThanOrEqual(10);
	});
});

describe('operations that take contacts by email', () => {
	it('tag 1,000 of 20,000 contacts with a call for each thousand and each batch', async () => {
		seed(20_000);
		const tag = keap.sandbox.store.insert('tag', { name: 'Synced' }).id;
		const items = Array.from({ length: 1_000 }, (_, i) => ({ email: address(i * 20) }));
		items.splice(7, 1, { email: 'nobody@example.com' });
		const run = await keap.run(
			{
				resource: 'contact',
				operation: 'addTags',
				contactId: { __rl: true, mode: 'email', value: '={{ $json.email }}' },
				tags: tagRows(tag),
			},
			{ items, onError: 'continueRegularOutput' },
		);
		expect(run.items.flatMap(({ error }, i) => (error ? [i] : []))).toEqual([7]);
		expect(keap.sandbox.store.carriersOf('contact', tag)).toHaveLength(999);
		expect(keap.calls().length).toBeLessThanOrEqual(22 + 5);
	}, 30_000);
});
