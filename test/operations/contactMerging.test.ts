import type { INodeParameters } from 'n8n-workflow';

import type { JsonObject } from '../../sandbox';
import { expectInputError } from '../support/errors';
import { useKeap } from '../support/keap';
import { present } from '../support/present';
import {
	addContact,
	bodies,
	byId,
	contactInputs,
	emails,
	group,
	lastSent,
	list,
	output,
	stored,
} from './support';

/** Lists that Keap replaces whole: what reaches it, and what a contact, a company or a user has afterwards. */

const keap = useKeap();

beforeEach(() => keap.sandbox.reset());

const update = (id: string, updateFields: INodeParameters, options: INodeParameters = {}) => ({
	resource: 'contact',
	operation: 'update',
	simplify: false,
	contactId: byId(id),
	updateFields,
	options,
});

const upsert = (inputs: INodeParameters, more: INodeParameters = {}) => ({
	resource: 'contact',
	operation: 'upsert',
	simplify: false,
	email: 'ada@example.com',
	matchBy: 'Email',
	...contactInputs(inputs),
	options: {},
	...more,
});

const create = (more: INodeParameters) => ({
	resource: 'contact',
	operation: 'create',
	simplify: false,
	additionalFields: {},
	options: {},
	...more,
});

const phone = (n: number, number: string, more: JsonObject = {}) => ({
	field: `PHONE${n}`,
	number,
	...more,
});

describe('postal codes', () => {
	const zip = { field: 'BILLING', line1: '1 Maple Street', zip_code: '85233', zip_four: '1234' };
	const postal = { field: 'BILLING', line1: '1 Maple Street', postal_code: 'EC1A 1BB' };
	const cases: Array<[string, JsonObject, INodeParameters, JsonObject]> = [
		[
			'one replaces a ZIP code and its ZIP+4',
			zip,
			{ postalCode: 'S1 2HE' },
			{ field: 'BILLING', line1: '1 Maple Street', postal_code: 'S1 2HE' },
		],
		[
			'a ZIP code replaces one',
			postal,
			{ zipCode: '85233' },
			{ field: 'BILLING', line1: '1 Maple Street', zip_code: '85233' },
		],
		[
			'a new ZIP code replaces the ZIP+4 of the old one',
			zip,
			{ zipCode: '85001' },
			{ field: 'BILLING', line1: '1 Maple Street', zip_code: '85001' },
		],
		['the same ZIP code keeps it', zip, { zipCode: '85233', line2: '2' }, { ...zip, line2: '2' }],
		['what says nothing of either keeps both', zip, { line2: '2' }, { ...zip, line2: '2' }],
	];
	it.each(cases)('%s', async (_, existing, given, expected) => {
		const id = addContact(keap, { addresses: [existing] });
		await keap.run(update(id, { addresses: list({ field: 'BILLING', ...given }) }));
		expect(stored(keap, 'contact', id).addresses).toEqual([expected]);
	});

	it('of companies and users, too', async () => {
		const address = { line1: '1 Maple Street', zip_code: '85233', zip_four: '1234' };
		const companyId = keap.sandbox.store.insert('company', { company_name: 'X', address }).id;
		const updateFields = { address: group({ postalCode: 'S1 2HE' }) };
		await keap.run({
			resource: 'company',
			operation: 'update',
			simplify: false,
			companyId: byId(companyId),
			updateFields,
			options: {},
		});
		const expected = { address: { line1: '1 Maple Street', postal_code: 'S1 2HE' } };
		expect(lastSent(keap).body).toEqual(expected);
		const userId = keap.sandbox.store.insert('user', { given_name: 'X', address }).id;
		await keap.run({
			resource: 'user',
			operation: 'update',
			simplify: false,
			userId: byId(userId),
			updateFields,
			options: {},
		});
		expect(lastSent(keap).body).toEqual(expected);
	});
});

describe('countries', () => {
	it.each([
		['the same country', 'United States', 'USA', true],
		['the same country in its other code', 'US', 'United States', true],
		['another country', 'United States', 'Canada', false],
	])('%s, of long names: %s and %s', async (_, country, given, keeps) => {
		const id = addContact(keap, {
			addresses: [{ field: 'BILLING', line1: 'x', country, region: 'Arizona' }],
		});
		await keap.run(update(id, { addresses: list({ field: 'BILLING', countryCode: given }) }));
		const [address] = present(bodies(keap, 'PATCH')[0]).addresses as JsonObject[];
		expect(address).toEqual({
			field: 'BILLING',
			line1: 'x',
			country_code: keeps ? 'USA' : 'CAN',
			...(keeps ? { region: 'Arizona' } : {}),
		});
	});
});

describe('an old address of long names', () => {
	const old = { field: 'SHIPPING', line1: 'x', country: 'United States', region: 'Arizona' };
	const change = async (existing: JsonObject[], given: JsonObject) => {
		const id = addContact(keap, { addresses: existing });
		const run = await keap.run(update(id, { addresses: list(given as INodeParameters) }));
		expect(run.error).toBeUndefined();
		return present(bodies(keap, 'PATCH')[0]).addresses;
	};

	it('is no reason for Keap to refuse the change of another one', async () => {
		expect(await change([old], { field: 'BILLING', line1: 'y' })).toEqual([
			{ field: 'SHIPPING', line1: 'x', country_code: 'USA', region: 'Arizona' },
			{ field: 'BILLING', line1: 'y' },
		]);
	});

	it('gets a new region in its country', async () => {
		for (const existing of [old, { ...old, region: '' }])
			expect(await change([existing], { field: 'SHIPPING', regionCode: 'US-CA' })).toEqual([
				{ field: 'SHIPPING', line1: 'x', country_code: 'USA', region_code: 'US-CA' },
			]);
	});
});

describe('an address that moves', () => {
	it.each([
		[['a@example.com'], 2, 'a@example.com', [undefined, 'a@example.com']],
		[['a@example.com', 'b@example.com'], 2, 'A@Example.com', ['b@example.com', 'A@Example.com']],
		[
			['a@example.com', 'b@example.com'],
			3,
			'a@example.com',
			[undefined, 'b@example.com', 'a@example.com'],
		],
	])('from %j to EMAIL%d', async (existing, n, email, expected) => {
		const id = addContact(keap, { email_addresses: emails(...existing) });
		await keap.run(update(id, { emailAddresses: list({ field: `EMAIL${n}`, email }) }));
		const slots = expected.flatMap((address, i) =>
			address ? [{ email: address, field: `EMAIL${i + 1}` }] : [],
		);
		expect(stored(keap, 'contact', id).email_addresses).toEqual(slots);
	});

	it('so do phone and fax numbers, with what is said of them', async () => {
		const id = addContact(keap, {
			phone_numbers: [phone(1, '6025550101', { type: 'Work', extension: '7' }), phone(2, '2')],
			fax_numbers: [{ field: 'FAX1', number: '3', type: 'Work' }],
		});
		await keap.run(
			update(id, {
				phoneNumbers: list({ field: 'PHONE2', number: '602-555-0101' }),
				faxNumbers: list({ field: 'FAX2', number: '3' }),
			}),
		);
		expect(stored(keap, 'contact', id)).toMatchObject({
			phone_numbers: [phone(1, '2'), phone(2, '602-555-0101', { type: 'Work', extension: '7' })],
			fax_numbers: [{ field: 'FAX2', number: '3', type: 'Work' }],
		});
	});

	it('and what moves is not lost where a value is cleared in its old slot', async () => {
		const id = addContact(keap, { email_addresses: emails('a@example.com', 'b@example.com') });
		await keap.run(
			update(
				id,
				{
					emailAddresses: list(
						{ field: 'EMAIL1', email: '' },
						{ field: 'EMAIL2', email: 'a@example.com' },
					),
				},
				{ emptyValues: 'clear' },
			),
		);
		expect(stored(keap, 'contact', id).email_addresses).toEqual([
			{ field: 'EMAIL2', email: 'a@example.com' },
		]);
	});
});

describe('entries without a slot', () => {
	it('at Keap are all sent back', async () => {
		const addresses = [{ line1: 'x' }, { line1: 'y' }];
		const id = addContact(keap, { addresses });
		// The sandbox refuses them: what matters is that none is missing.
		await keap.run(update(id, { addresses: list({ field: 'OTHER', line1: 'z' }) }));
		expect(present(bodies(keap, 'PATCH')[0]).addresses).toEqual([
			...addresses,
			{ field: 'OTHER', line1: 'z' },
		]);
	});

	const two = (more: INodeParameters = {}) => ({
		emailAddresses: list(
			{ field: '={{ $json.none }}', email: 'b@example.com' },
			{ field: '={{ $json.none }}', email: 'c@example.com' },
		),
		...more,
	});
	const all = emails('a@example.com', 'b@example.com', 'c@example.com');

	it.each(['ignore', 'clear'])('are given slots that are free (%s)', async (emptyValues) => {
		const id = addContact(keap, { email_addresses: emails('a@example.com') });
		output(await keap.run(update(id, two(), { emptyValues })));
		expect(stored(keap, 'contact', id).email_addresses).toEqual(all);
		output(await keap.run(update(id, two(), { emptyValues })));
		expect(stored(keap, 'contact', id).email_addresses).toEqual(all);
	});

	it('of a new contact, and where existing values are replaced', async () => {
		await keap.run(create({ email: 'a@example.com', additionalFields: two() }));
		expect(lastSent(keap).body).toEqual({ email_addresses: all });
		const id = addContact(keap, { email_addresses: emails('x@example.com') });
		await keap.run(update(id, two(), { existingValues: 'replace' }));
		expect(stored(keap, 'contact', id).email_addresses).toEqual(
			emails('b@example.com', 'c@example.com'),
		);
		await keap.run(upsert(two()));
		expect(lastSent(keap).body).toMatchObject({
			email_addresses: emails('ada@example.com', 'b@example.com', 'c@example.com'),
		});
	});
});

describe('two entries of one identity', () => {
	const accounts = list({ type: 'LINKED_IN', name: '@one' }, { type: 'linkedin', name: '@two' });
	const addresses = list({ field: 'OTHER', line1: 'x' }, { field: 'Other', line1: 'y' });
	const numbers = list({ field: 'PHONE2', number: '1' }, { field: 'phone2', number: '2' });
	const faxes = list({ field: 'FAX1', number: '1' }, { field: 'FAX1', number: '2' });
	it.each([
		['Social Accounts', { socialAccounts: accounts }, 'network (LINKED_IN)'],
		['Addresses', { addresses }, 'type (OTHER)'],
		['Phone Numbers', { phoneNumbers: numbers }, 'slot (PHONE2)'],
		['Fax Numbers', { faxNumbers: faxes }, 'slot (FAX1)'],
	])('are refused: %s', async (label, fields, twice) => {
		const id = addContact(keap);
		for (const parameters of [
			update(id, fields),
			update(id, fields, { existingValues: 'replace' }),
			upsert(fields),
			create({ email: 'a@example.com', additionalFields: fields }),
		]) {
			const run = await keap.run(parameters);
			expectInputError(run, 0, 'conflict', label, label.toLowerCase(), twice);
			expect(keap.calls()).toEqual([]);
		}
	});

	it('are two of the same number in two slots', async () => {
		const id = addContact(keap);
		await keap.run(
			update(id, {
				phoneNumbers: list({ field: 'PHONE1', number: '1' }, { field: 'PHONE2', number: '1' }),
			}),
		);
		expect(stored(keap, 'contact', id).phone_numbers).toEqual([phone(1, '1'), phone(2, '1')]);
	});
});

describe('an opt-in reason at the top', () => {
	const reason = { optInReason: 'Asked for it' };
	const first = { field: 'EMAIL1', email: 'a@example.com' };
	const second = { field: 'EMAIL2', email: 'b@example.com' };

	it.each([
		[
			'goes to the first address of the list',
			[second, first],
			[{ ...first, opt_in_reason: 'Asked for it' }, second],
		],
		['goes nowhere without one', [second], [second]],
	])('%s', async (_, given, expected) => {
		const parameters = create({
			...reason,
			email: '',
			additionalFields: { emailAddresses: list(...given) },
		});
		output(await keap.run(parameters));
		const sentEmails = present(bodies(keap, 'POST')[0]).email_addresses as JsonObject[];
		expect(sentEmails).toHaveLength(expected.length);
		expect(sentEmails).toEqual(expect.arrayContaining(expected));
	});

	it('leaves the reason that an address has', async () => {
		const own = { ...first, optInReason: 'On paper' };
		await keap.run(create({ ...reason, additionalFields: { emailAddresses: list(own) } }));
		expect(lastSent(keap).body).toEqual({
			email_addresses: [{ ...first, opt_in_reason: 'On paper' }],
		});
	});

	it('does not hide that the first address is given twice', async () => {
		const run = await keap.run(
			create({
				...reason,
				email: 'other@example.com',
				additionalFields: { emailAddresses: list(first) },
			}),
		);
		expectInputError(run, 0, 'conflict', undefined, 'EMAIL1', "'Email'", "'Email Addresses'");
	});

	it('is no contact by itself', async () => {
		const run = await keap.run(create(reason));
		expectInputError(run, 0, 'missing', undefined, "'Email'");
		expect(keap.calls()).toEqual([]);
	});
});

describe('create or update', () => {
	it('keeps the addresses that are not given where existing values are replaced', async () => {
		const id = addContact(keap, {
			email_addresses: emails('first@example.com', 'ada@example.com'),
			phone_numbers: [phone(1, '1'), phone(2, '2')],
		});
		const parameters = upsert(
			{ phoneNumbers: list({ field: 'PHONE2', number: '3' }) },
			{ optInReason: 'Asked', options: { existingValues: 'replace' } },
		);
		output(await keap.run(parameters));
		expect(stored(keap, 'contact', id)).toMatchObject({
			email_addresses: [
				{ field: 'EMAIL1', email: 'first@example.com' },
				{ field: 'EMAIL2', email: 'ada@example.com', opt_in_reason: 'Asked' },
			],
			phone_numbers: [phone(2, '3')],
		});
	});

	it('does not double the address that it finds the contact by when the list moves it', async () => {
		const id = addContact(keap, { email_addresses: emails('ada@example.com') });
		await keap.run(upsert({ emailAddresses: list({ field: 'EMAIL3', email: 'Ada@Example.com' }) }));
		expect(stored(keap, 'contact', id).email_addresses).toEqual([
			{ field: 'EMAIL3', email: 'Ada@Example.com' },
		]);
	});

	it('creates without the empty parts of what is given', async () => {
		await keap.run(
			upsert(
				{ addresses: list({ field: 'BILLING', line1: 'x', line2: '' }), jobTitle: '' },
				{ options: { emptyValues: 'clear' } },
			),
		);
		expect(bodies(keap, 'POST')).toEqual([
			{
				email_addresses: emails('ada@example.com'),
				addresses: [{ field: 'BILLING', line1: 'x' }],
			},
		]);
	});
});

it('sends back only what Keap takes', async () => {
	const id = addContact(keap, {
		phone_numbers: [{ ...phone(1, '6025550101'), verified: true, note: null }],
		custom_fields: [],
		social_accounts: [{ type: 'FACEBOOK', name: '@ada', url: 'https://example.com' }],
	});
	await keap.run(
		update(id, {
			phoneNumbers: list({ field: 'PHONE2', number: '2' }),
			socialAccounts: list({ type: 'TWITTER', name: '@ada' }),
		}),
	);
	expect(lastSent(keap).body).toEqual({
		phone_numbers: [phone(1, '6025550101', { number_e164: '+16025550101' }), phone(2, '2')],
		social_accounts: [
			{ type: 'FACEBOOK', name: '@ada' },
			{ type: 'TWITTER', name: '@ada' },
		],
	});
});
