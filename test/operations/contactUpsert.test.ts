import type { INodeParameters } from 'n8n-workflow';

import type { JsonObject } from '../../sandbox';
import { expectInputError } from '../support/errors';
import { useKeap } from '../support/keap';
import { present, several } from '../support/present';
import {
	addContact,
	bodies,
	byId,
	contactInputs,
	contentsOf,
	customFields,
	emails,
	fieldNamed,
	group,
	lastSent,
	list,
	output,
	pairs,
	sent,
	stored,
} from './support';

const keap = useKeap();

/** Contacts of other tests must not be found. */
beforeEach(() => keap.sandbox.reset());

const upsert = (inputs: INodeParameters = {}, more: INodeParameters = {}) => ({
	resource: 'contact',
	operation: 'upsert',
	simplify: false,
	email: 'ada@example.com',
	matchBy: 'Email',
	...contactInputs(inputs),
	options: {},
	...more,
});

const phone = (n: number, number: string) => ({ field: `PHONE${n}`, number });

const contacts = () => keap.sandbox.store.list('contact');

describe('a contact that does not exist', () => {
	it('is created, with the check for duplicates left to Keap, too', async () => {
		const result = await keap.run(upsert({ givenName: 'Ada' }, { optInReason: 'Asked for it' }));
		expect(sent(keap)).toEqual([
			{
				call: 'GET /v2/contacts',
				query: {
					filter: 'email==ada@example.com',
					fields: expect.stringMatching(
						/^id,email_addresses,given_name,family_name,company,/,
					) as string,
					page_size: '100',
				},
				body: undefined,
			},
			{
				call: 'POST /v2/contacts',
				query: { duplicate_option: 'Email' },
				body: {
					given_name: 'Ada',
					email_addresses: [
						{ field: 'EMAIL1', email: 'ada@example.com', opt_in_reason: 'Asked for it' },
					],
				},
			},
		]);
		expect(output(result)).toEqual([expect.objectContaining({ given_name: 'Ada' })]);
		expect(present(keap.sandbox.log[1]).status).toBe(201);
	});

	it('gets its address into the first place that the input leaves free', async () => {
		await keap.run(
			upsert({
				emailAddresses: list(
					{ field: 'EMAIL1', email: 'one@example.com' },
					{ field: 'EMAIL2', email: 'two@example.com' },
				),
			}),
		);
		expect(present(contacts()[0]).email_addresses).toEqual([
			{ field: 'EMAIL3', email: 'ada@example.com' },
			...emails('one@example.com', 'two@example.com'),
		]);
	});

	it('keeps the reason for an address that is named among the others', async () => {
		await keap.run(
			upsert(
				{ emailAddresses: list({ field: 'EMAIL2', email: 'Ada@example.com' }) },
				{ optInReason: 'Asked for it' },
			),
		);
		expect(lastSent(keap).body).toEqual({
			email_addresses: [
				{ field: 'EMAIL2', email: 'Ada@example.com', opt_in_reason: 'Asked for it' },
			],
		});
	});

	it('has nothing to clear', async () => {
		const empties = {
			givenName: '',
			companyName: '',
			phoneNumbers: list({ field: 'PHONE1', number: '' }),
			addresses: list({ field: 'BILLING', line1: '' }),
		};
		const mapped = { 'Favorite Color': '', Interests: ' ', 'Team Size': 3 };
		const more = { customFields: customFields(mapped), options: { emptyValues: 'clear' } };
		output(await keap.run(upsert(empties, more)));
		const { id } = fieldNamed(keap, 'Team Size');
		expect(bodies(keap, 'POST')).toEqual([
			{ email_addresses: [expect.anything()], custom_fields: [{ id, content: 3 }] },
		]);
	});

	it('is made once by two items with its address, the second of which changes it', async () => {
		const result = await keap.run(
			upsert(
				{ jobTitle: '={{ $json.job }}', phoneNumbers: '', givenName: '={{ $json.name }}' },
				{
					email: '={{ $json.email }}',
				},
			),
			{
				items: [
					{ email: 'ada@example.com', name: 'Ada', job: '' },
					{ email: ' ADA@example.com', job: 'Engineer', name: '' },
				],
			},
		);
		const [first, second] = several(output(result), 2);
		expect(first.id).toBe(second.id);
		expect(contacts()).toEqual([
			expect.objectContaining({ given_name: 'Ada', job_title: 'Engineer' }),
		]);
	});
});

describe('a contact that exists', () => {
	const full = () => ({
		email_addresses: emails('ada@example.com', 'ada@work.example', 'ada@home.example'),
		phone_numbers: [
			{ ...phone(1, '6025550101'), type: 'Work', extension: '7' },
			{ ...phone(2, '6025550102'), type: 'Mobile' },
		] as JsonObject[],
		fax_numbers: [{ field: 'FAX1', number: '6025550201' }],
		addresses: [
			{
				field: 'BILLING',
				line1: '1 Maple Street',
				locality: 'Gilbert',
				region_code: 'US-AZ',
				country_code: 'USA',
			},
			{ field: 'SHIPPING', line1: '2 Oak Street', country_code: 'USA' },
		] as JsonObject[],
		social_accounts: [
			{ type: 'FACEBOOK', name: '@ada' },
			{ type: 'LINKED_IN', name: '@ada' },
		],
		custom_fields: [
			{ id: fieldNamed(keap, 'Favorite Color').id, content: 'green' },
			{ id: fieldNamed(keap, 'Team Size').id, content: 5 },
		],
		job_title: 'Engineer',
	});

	it('keeps everything that the input does not mention', async () => {
		const before = full();
		const id = addContact(keap, before);
		const result = await keap.run(
			upsert(
				{
					givenName: 'Augusta',
					emailAddresses: list({ field: 'EMAIL2', email: 'ada@new.example' }),
					phoneNumbers: list(phone(1, '6025550999'), phone(3, '6025550103')),
					addresses: list({ field: 'BILLING', line1: '3 Elm Street' }),
					socialAccounts: list({ type: 'LINKED_IN', name: '@augusta' }),
				},
				{ customFields: customFields({ 'Team Size': 6 }) },
			),
		);
		const { call, query } = lastSent(keap);
		expect(call).toBe(`PATCH /v2/contacts/${id}`);
		expect(present(query.update_mask).split(',').sort()).toEqual([
			'addresses',
			'custom_fields',
			'email_addresses',
			'given_name',
			'phone_numbers',
			'social_accounts',
		]);
		expect(output(result)).toEqual([expect.objectContaining({ id, given_name: 'Augusta' })]);
		const after = stored(keap, 'contact', id);
		expect(after).toMatchObject({
			given_name: 'Augusta',
			family_name: 'Abbott',
			job_title: 'Engineer',
			email_addresses: emails('ada@example.com', 'ada@new.example', 'ada@home.example'),
			phone_numbers: [
				// The extension belonged to the old number.
				{ field: 'PHONE1', number: '6025550999', type: 'Work' },
				before.phone_numbers[1],
				phone(3, '6025550103'),
			],
			fax_numbers: before.fax_numbers,
			addresses: [{ ...before.addresses[0], line1: '3 Elm Street' }, before.addresses[1]],
			social_accounts: [before.social_accounts[0], { type: 'LINKED_IN', name: '@augusta' }],
		});
		expect(contentsOf(keap, after)).toEqual({ 'Favorite Color': 'green', 'Team Size': 6 });
	});

	it('is left alone, but returned, when there is nothing to change', async () => {
		const id = addContact(keap, full());
		const result = await keap.run(upsert({ givenName: '' }));
		expect(keap.calls()).toEqual(['GET /v2/contacts']);
		expect(output(result)).toEqual([expect.objectContaining({ id, outcome: 'unchanged' })]);
	});

	it('is found by its second address, which stays where it is', async () => {
		const id = addContact(keap, {
			email_addresses: emails('first@example.com', 'ada@example.com'),
		});
		await keap.run(
			upsert({ emailAddresses: list({ field: 'EMAIL3', email: 'third@example.com' }) }),
		);
		expect(stored(keap, 'contact', id).email_addresses).toEqual(
			emails('first@example.com', 'ada@example.com', 'third@example.com'),
		);
		expect(contacts()).toHaveLength(1);
	});

	it('keeps the address that it was found by when the input wants its place', async () => {
		const id = addContact(keap, {
			email_addresses: emails('first@example.com', 'ada@example.com'),
		});
		const parameters = upsert({
			emailAddresses: list({ field: 'EMAIL2', email: 'new@example.com' }),
		});
		await keap.run(parameters);
		const expected = emails('first@example.com', 'new@example.com', 'ada@example.com');
		expect(stored(keap, 'contact', id).email_addresses).toEqual(expected);
		output(await keap.run(parameters));
		expect(contacts()).toHaveLength(1);
		expect(stored(keap, 'contact', id).email_addresses).toEqual(expected);
	});

	it('is not changed when no place is left for the address that it was found by', async () => {
		const id = addContact(keap, {
			email_addresses: emails('a@example.com', 'ada@example.com', 'c@example.com'),
		});
		const run = await keap.run(
			upsert({ emailAddresses: list({ field: 'EMAIL2', email: 'new@example.com' }) }),
		);
		const mentions = ['ada@example.com', 'EMAIL1, EMAIL2, EMAIL3', "'Email Addresses'"];
		expectInputError(run, 0, 'conflict', 'Email', ...mentions);
		expect(stored(keap, 'contact', id).email_addresses).toHaveLength(3);
	});

	it('swaps two addresses where that is asked for', async () => {
		const id = addContact(keap, full());
		await keap.run(
			upsert({
				emailAddresses: list(
					{ field: 'EMAIL1', email: 'ada@work.example' },
					{ field: 'EMAIL2', email: 'ada@example.com' },
				),
			}),
		);
		expect(stored(keap, 'contact', id).email_addresses).toEqual(
			emails('ada@work.example', 'ada@example.com', 'ada@home.example'),
		);
	});

	it('swaps them when only one of them is named in its new place', async () => {
		const id = addContact(keap, full());
		await keap.run(
			upsert({ emailAddresses: list({ field: 'EMAIL1', email: 'ada@home.example' }) }),
		);
		expect(stored(keap, 'contact', id).email_addresses).toEqual(
			emails('ada@home.example', 'ada@work.example', 'ada@example.com'),
		);
	});

	it('is changed by two items that find it by different addresses, and keeps the changes of both', async () => {
		const id = addContact(keap, full());
		const result = await keap.run(
			upsert(
				{ phoneNumbers: list({ field: '={{ $json.place }}', number: '={{ $json.number }}' }) },
				{ email: '={{ $json.email }}' },
			),
			{
				items: [
					{ email: 'ada@example.com', place: 'PHONE3', number: '3' },
					{ email: 'ada@work.example', place: 'PHONE4', number: '4' },
					{ email: 'ada@home.example', place: 'PHONE5', number: '5' },
				],
			},
		);
		expect(pairs(result.items)).toEqual([0, 1, 2]);
		expect(stored(keap, 'contact', id).phone_numbers).toEqual([
			...full().phone_numbers,
			phone(3, '3'),
			phone(4, '4'),
			phone(5, '5'),
		]);
	});

	it('loses what is not mentioned where existing values are to be replaced', async () => {
		const id = addContact(keap, full());
		await keap.run(
			upsert(
				{
					emailAddresses: list({ field: 'EMAIL2', email: 'new@example.com' }),
					phoneNumbers: list(phone(2, '2')),
				},
				{ options: { existingValues: 'replace' } },
			),
		);
		expect(stored(keap, 'contact', id)).toMatchObject({
			email_addresses: emails('ada@example.com', 'new@example.com'),
			phone_numbers: [phone(2, '2')],
			social_accounts: full().social_accounts,
		});
	});

	const empty = {
		jobTitle: '',
		emailAddresses: list({ field: 'EMAIL2', email: '' }),
		phoneNumbers: list({ field: 'PHONE1', number: '' }),
		socialAccounts: list({ type: 'FACEBOOK', name: '' }),
		addresses: list({ field: 'BILLING', locality: '' }),
	};
	const emptyCustom = { customFields: customFields({ 'Favorite Color': '' }) };

	it('keeps its values where the input is empty', async () => {
		const id = addContact(keap, full());
		const before = stored(keap, 'contact', id);
		await keap.run(upsert(empty, emptyCustom));
		expect(stored(keap, 'contact', id)).toEqual(before);
	});

	it('loses them where empty inputs are to clear, and nothing else', async () => {
		const id = addContact(keap, full());
		output(await keap.run(upsert(empty, { ...emptyCustom, options: { emptyValues: 'clear' } })));
		const after = stored(keap, 'contact', id);
		expect(after.job_title).toBeUndefined();
		expect(after.email_addresses).toEqual([
			{ field: 'EMAIL1', email: 'ada@example.com' },
			{ field: 'EMAIL3', email: 'ada@home.example' },
		]);
		expect(after.phone_numbers).toEqual([full().phone_numbers[1]]);
		expect(after.social_accounts).toEqual([full().social_accounts[1]]);
		// The editor shows all parts of an address: those left empty are cleared as well.
		expect(after.addresses).toEqual([full().addresses[1]]);
		expect(contentsOf(keap, after)).toEqual({ 'Team Size': 5 });
	});
});

describe('matching', () => {
	const two = () => [
		addContact(keap, { given_name: 'Ada', email_addresses: emails('ada@example.com') }),
		addContact(keap, {
			given_name: 'Augusta',
			email_addresses: emails('ada@example.com'),
			company: { company_name: 'Example Corp' },
		}),
	];
	const run = async (matchBy: string, additionalFields: INodeParameters) =>
		present(
			output(
				await keap.run(
					upsert({ jobTitle: 'New', familyName: 'ABBOTT', ...additionalFields }, { matchBy }),
				),
			)[0],
		).id;

	it('by e-mail takes the oldest contact', async () => {
		const [ada] = two();
		expect(await run('Email', { givenName: 'Augusta' })).toBe(ada);
	});

	it('by e-mail and name takes the one with the name, and creates another for another name', async () => {
		const [ada, augusta] = two();
		expect(await run('EmailAndName', { givenName: 'augusta' })).toBe(augusta);
		expect([ada, augusta]).not.toContain(await run('EmailAndName', { givenName: 'Byron' }));
		expect(lastSent(keap).query).toEqual({ duplicate_option: 'EmailAndName' });
	});

	it('by company, too, compares companies that are records or mere names', async () => {
		const { id: companyId } = keap.sandbox.store.insert('company', { company_name: 'Other' });
		const [ada, augusta] = two();
		const by = async (fields: INodeParameters) => await run('EmailAndNameAndCompany', fields);
		expect(await by({ givenName: 'Augusta', companyName: 'example corp' })).toBe(augusta);
		expect([ada, augusta]).not.toContain(
			await by({ givenName: 'Ada', companyName: 'Example Corp' }),
		);
		const atOther = await by({ givenName: 'Augusta', companyId: byId(companyId) });
		expect([ada, augusta]).not.toContain(atOther);
		expect(await by({ givenName: 'Augusta', companyId: byId(companyId) })).toBe(atOther);
	});
});

describe('many rows', () => {
	const rows = Array.from({ length: 100 }, (_, i) => ({
		email: `row${i}@example.com`,
		second: i % 3 ? `row${i}@work.example` : '',
		phone: `602555${String(i).padStart(4, '0')}`,
		color: i % 2 ? 'green' : 'blue',
	}));
	const parameters = upsert(
		{
			emailAddresses: list({ field: 'EMAIL2', email: '={{ $json.second }}' }),
			phoneNumbers: list({ field: 'PHONE1', number: '={{ $json.phone }}' }),
			addresses: list({ field: 'BILLING', countryCode: 'Canada', regionCode: 'Ontario' }),
			utmParameters: group({}),
		},
		{
			email: '={{ $json.email }}',
			customFields: customFields({ 'Favorite Color': '={{ $json.color }}' }),
		},
	);

	it('make the same contacts however often they are run', async () => {
		const first = await keap.run(parameters, { items: rows });
		const ids = output(first).map(({ id }) => id);
		expect(pairs(first.items)).toEqual(rows.map((_, i) => i));
		expect(new Set(ids).size).toBe(100);
		expect(bodies(keap, 'POST')).toHaveLength(100);
		const before = contacts();

		const second = await keap.run(parameters, { items: rows });
		expect(output(second).map(({ id }) => id)).toEqual(ids);
		expect(bodies(keap, 'POST')).toEqual([]);
		const timeless = (records: JsonObject[]) =>
			records.map((record) => ({ ...record, update_time: '' }));
		expect(timeless(contacts())).toEqual(timeless(before));
	});
});
