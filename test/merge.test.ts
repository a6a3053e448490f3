import { list } from '../nodes/Keap/descriptor/field';
import { company } from '../nodes/Keap/resources/company';
import { contact } from '../nodes/Keap/resources/contact';
import { user } from '../nodes/Keap/resources/user';
import { merges, type Operation, type Resource } from '../nodes/Keap/descriptor/operation';
import { prune } from '../nodes/Keap/run/inputs/prune';
import { mergeInto, replacedKeys } from '../nodes/Keap/run/requests/merge';

type Json = Record<string, unknown>;

const updateOf = ({ operations }: Resource) => {
	const operation = operations.find(({ value }) => value === 'update');
	if (!operation || !merges(operation)) throw new Error('no merge');
	return operation;
};

const merged = (resource: Resource, existing: Json, body: Json) => {
	const operation = updateOf(resource);
	return mergeInto(operation, existing, body);
};

const emails = (...addresses: Array<string | undefined>) =>
	addresses.flatMap((email, i) => (email ? [{ email, field: `EMAIL${i + 1}` }] : []));

describe('e-mail addresses', () => {
	const cases: Array<[string, Json[], Json[], Json[]]> = [
		[
			'a new one takes a free place',
			emails('a@x.io'),
			emails(undefined, 'b@x.io'),
			emails('a@x.io', 'b@x.io'),
		],
		[
			'a new one replaces the one in its place',
			emails('a@x.io', 'b@x.io'),
			emails('c@x.io'),
			emails('c@x.io', 'b@x.io'),
		],
		[
			'one that moves leaves its place to the one it pushes aside',
			emails('a@x.io', 'b@x.io', 'c@x.io'),
			emails('c@x.io'),
			emails('c@x.io', 'b@x.io', 'a@x.io'),
		],
		[
			'two that swap',
			emails('a@x.io', 'b@x.io'),
			emails('b@x.io', 'a@x.io'),
			emails('b@x.io', 'a@x.io'),
		],
		[
			'three that rotate',
			emails('a@x.io', 'b@x.io', 'c@x.io'),
			emails('c@x.io', 'a@x.io', 'b@x.io'),
			emails('c@x.io', 'a@x.io', 'b@x.io'),
		],
		[
			'the same one in other letters stays',
			emails('a@x.io', 'b@x.io'),
			emails('A@X.io'),
			emails('A@X.io', 'b@x.io'),
		],
		[
			'one that moves to a free slot leaves its own empty',
			emails('a@x.io'),
			emails(undefined, 'a@x.io'),
			emails(undefined, 'a@x.io'),
		],
		[
			'one that moves in other letters and with spaces is not doubled',
			[{ email: ' A@x.io ', field: 'EMAIL1' }],
			emails(undefined, undefined, 'a@x.io'),
			emails(undefined, undefined, 'a@x.io'),
		],
		[
			'one that moves out of a slot that is given leaves it',
			emails('a@x.io', 'b@x.io'),
			emails('c@x.io', 'a@x.io'),
			emails('c@x.io', 'a@x.io'),
		],
	];
	it.each(cases)('%s', (_, existing, given, expected) => {
		expect(merged(contact, { email_addresses: existing }, { email_addresses: given })).toEqual({
			email_addresses: expected,
		});
	});
});

it('leaves what it is given as it is', () => {
	const existing = Object.freeze({
		phone_numbers: Object.freeze([Object.freeze({ field: 'PHONE1', number: '1' })]),
	});
	const body = Object.freeze({
		phone_numbers: Object.freeze([Object.freeze({ field: 'PHONE1', type: 'Work' })]),
	});
	expect(merged(contact, existing, body)).toEqual({
		phone_numbers: [{ field: 'PHONE1', number: '1', type: 'Work' }],
	});
	expect(body.phone_numbers).toEqual([{ field: 'PHONE1', type: 'Work' }]);
});

it('sends back only what can be written', () => {
	const existing = {
		email_addresses: [
			{
				field: 'EMAIL1',
				email: 'a@x.io',
				is_opt_in: true,
				email_opt_status: 'CONFIRMED',
				opt_in_reason: 'Old',
			},
		],
		custom_fields: [
			{ id: '1', content: 'kept' },
			{ id: '2', content: null },
		],
	};
	const body = {
		email_addresses: emails(undefined, 'b@x.io'),
		custom_fields: [{ id: '3', content: 5 }],
	};
	expect(merged(contact, existing, body)).toEqual({
		email_addresses: emails('a@x.io', 'b@x.io'),
		custom_fields: [
			{ id: '1', content: 'kept' },
			{ id: '3', content: 5 },
		],
	});
});

describe('numbers', () => {
	const phone = (n: number, number: unknown, more: Json = {}) => ({
		field: `PHONE${n}`,
		number,
		...more,
	});
	const cases: Array<[string, Json[], Json[], Json[]]> = [
		[
			'one that moves takes its type and extension along',
			[phone(1, '1', { type: 'Work', extension: '7' }), phone(2, '2', { type: 'Home' })],
			[phone(2, '1')],
			[phone(1, '2', { type: 'Home' }), phone(2, '1', { type: 'Work', extension: '7' })],
		],
		[
			'one that moves to a free slot empties its own',
			[phone(1, '1', { type: 'Work' })],
			[phone(3, '1')],
			[phone(3, '1', { type: 'Work' })],
		],
		[
			'the same one as a number, and in other signs',
			[phone(1, 6025550101, { extension: '7' }), phone(2, '6025550102')],
			[phone(1, '(602) 555-0101'), phone(3, '602.555.0102')],
			[phone(1, '(602) 555-0101', { extension: '7' }), phone(3, '602.555.0102')],
		],
		[
			'the same one with its country in front keeps its extension, and moves',
			[
				phone(1, '(602) 555-0101', { number_e164: '+16025550101', extension: '7' }),
				phone(2, '(480) 555-0102', { number_e164: '+14805550102', extension: '8' }),
				phone(3, '3'),
			],
			[phone(1, '+1 602 555 0101'), phone(3, '+1 480 555 0102')],
			[
				phone(1, '+1 602 555 0101', { number_e164: '+16025550101', extension: '7' }),
				phone(2, '3'),
				phone(3, '+1 480 555 0102', { number_e164: '+14805550102', extension: '8' }),
			],
		],
		[
			'one that Keap has twice stays in its slot when it is given there',
			[phone(1, '1'), phone(2, '1')],
			[phone(2, '1', { type: 'Home' })],
			[phone(1, '1'), phone(2, '1', { type: 'Home' })],
		],
		[
			'one that is given for two slots is in both',
			[phone(1, '1', { type: 'Work' })],
			[phone(1, '1'), phone(2, '1')],
			[phone(1, '1', { type: 'Work' }), phone(2, '1')],
		],
		[
			'a type alone goes to the number that is in the slot in the end',
			[phone(1, '1'), phone(2, '2')],
			[phone(2, '1'), { field: 'PHONE1', type: 'Fax' }],
			[phone(1, '2', { type: 'Fax' }), phone(2, '1')],
		],
		[
			'one is replaced, not kept, where its slot and the one that becomes free are both given',
			[phone(1, '1', { type: 'Work' }), phone(3, '3', { type: 'Home' })],
			[phone(3, '4'), phone(1, '3')],
			[phone(1, '3', { type: 'Home' }), phone(3, '4')],
		],
		[
			'a chain of moves leaves the last slot that becomes free',
			[phone(1, '1'), phone(2, '2'), phone(3, '3')],
			[phone(2, '1'), phone(3, '2')],
			[phone(1, '3'), phone(2, '1'), phone(3, '2')],
		],
		[
			'slots in other letters are the same slots',
			[{ field: 'phone1', number: '1', type: 'Work' }],
			[phone(1, '1', { type: 'Home' })],
			[phone(1, '1', { type: 'Home' })],
		],
		[
			'an empty slot is no number',
			[{ field: 'PHONE1' }, { field: 'PHONE2', number: null }, { field: 'PHONE3', number: '' }],
			[phone(4, '4')],
			[phone(4, '4')],
		],
	];
	it.each(cases)('%s', (_, existing, given, expected) => {
		expect(merged(contact, { phone_numbers: existing }, { phone_numbers: given })).toEqual({
			phone_numbers: expected,
		});
	});

	it('of faxes and users move, too', () => {
		const fax = (n: number, number: string) => ({ field: `FAX${n}`, number, type: 'Work' });
		const body = { fax_numbers: [{ field: 'FAX2', number: '1' }] };
		for (const resource of [contact, user])
			expect(merged(resource, { fax_numbers: [fax(1, '1'), fax(2, '2')] }, body)).toEqual({
				fax_numbers: [fax(1, '2'), fax(2, '1')],
			});
	});
});

describe('what Keap has without a slot or type of its own', () => {
	it('stays, however much of it there is', () => {
		const existing = {
			email_addresses: [
				{ email: 'a@x.io' },
				{ email: 'b@x.io', field: null },
				{ email: 'c@x.io', field: 'EMAIL_FIELD_UNSPECIFIED' },
			],
			addresses: [{ line1: 'x' }, { line1: 'y', field: 'ADDRESS_FIELD_UNSPECIFIED' }],
			social_accounts: [{ name: '@a' }, { name: '@b' }],
		};
		const body = {
			email_addresses: emails('d@x.io'),
			addresses: [{ field: 'BILLING', line1: 'z' }],
			social_accounts: [{ type: 'TWITTER', name: '@c' }],
		};
		expect(merged(contact, existing, body)).toEqual({
			email_addresses: [
				{ email: 'a@x.io' },
				{ email: 'b@x.io' },
				{ email: 'c@x.io', field: 'EMAIL_FIELD_UNSPECIFIED' },
				...emails('d@x.io'),
			],
			addresses: [...existing.addresses, ...body.addresses],
			social_accounts: [...existing.social_accounts, ...body.social_accounts],
		});
	});

	it('stays when it shares a slot with another one', () => {
		const existing = [...emails('a@x.io'), ...emails('b@x.io')];
		const merge = (given: Json[]) =>
			merged(contact, { email_addresses: existing }, { email_addresses: given }).email_addresses;
		expect(merge(emails(undefined, 'c@x.io'))).toEqual([
			...existing,
			...emails(undefined, 'c@x.io'),
		]);
		expect(merge(emails('c@x.io'))).toEqual([...emails('c@x.io'), ...emails('b@x.io')]);
		expect(merge(emails(undefined, 'b@x.io'))).toEqual(emails('a@x.io', 'b@x.io'));
		expect(merge(emails('b@x.io'))).toEqual(existing);
	});

	it('stays when it shares a slot with one of two that swap', () => {
		const existing = [...emails('x@x.io'), ...emails('a@x.io', 'b@x.io')];
		const given = emails('b@x.io', 'a@x.io');
		expect(merged(contact, { email_addresses: existing }, { email_addresses: given })).toEqual({
			email_addresses: [...emails(undefined, undefined, 'x@x.io'), ...given],
		});
	});

	it('pushes aside what is in the slot that it is given', () => {
		const merge = (existing: Json[]) =>
			merged(contact, { email_addresses: existing }, { email_addresses: emails('z@x.io') })
				.email_addresses;
		const slotless = { email: 'z@x.io' };
		expect(merge([...emails('a@x.io'), slotless])).toEqual([
			...emails(undefined, 'a@x.io'),
			...emails('z@x.io'),
		]);
		expect(merge([...emails('a@x.io', 'b@x.io', 'c@x.io'), slotless])).toEqual([
			{ email: 'a@x.io' },
			...emails('z@x.io', 'b@x.io', 'c@x.io'),
		]);
	});

	it('gets the slot that it is given', () => {
		expect(
			merged(
				contact,
				{ email_addresses: [{ email: 'a@x.io' }] },
				{ email_addresses: emails('a@x.io') },
			),
		).toEqual({ email_addresses: emails('a@x.io') });
	});
});

describe('what is given without a slot', () => {
	const merge = (existing: Json[], given: Json[]) =>
		merged(contact, { email_addresses: existing }, { email_addresses: given }).email_addresses;

	it('is there once for each value, in slots that are free', () => {
		expect(merge(emails('a@x.io'), [{ email: 'b@x.io' }, { email: 'c@x.io' }])).toEqual(
			emails('a@x.io', 'b@x.io', 'c@x.io'),
		);
	});

	it('stays where Keap has it', () => {
		expect(
			merge(emails('a@x.io', 'b@x.io'), [{ email: ' B@x.io', opt_in_reason: 'Asked' }]),
		).toEqual([...emails('a@x.io'), { field: 'EMAIL2', email: ' B@x.io', opt_in_reason: 'Asked' }]);
	});

	it('is left to Keap where no slot is free, or slots mean something', () => {
		const full = emails('a@x.io', 'b@x.io', 'c@x.io');
		expect(merge(full, [{ email: 'd@x.io' }])).toEqual([...full, { email: 'd@x.io' }]);
		const addresses = [{ field: 'BILLING', line1: 'x', line2: 'y' }];
		expect(
			merged(contact, { addresses }, { addresses: [{ line1: 'x' }, { line1: 'z', field: null }] }),
		).toEqual({ addresses: [...addresses, { line1: 'z' }] });
	});
});

describe('what depends on something else goes with it', () => {
	const phone = { field: 'PHONE1', number: '1', number_e164: '+11', extension: '7', type: 'Work' };

	it('an extension with its number', () => {
		const given = { field: 'PHONE1', number: '2' };
		expect(merged(contact, { phone_numbers: [phone] }, { phone_numbers: [given] })).toEqual({
			phone_numbers: [{ field: 'PHONE1', number: '2', type: 'Work' }],
		});
		const same = { field: 'PHONE1', number: '1', type: 'Home' };
		expect(merged(contact, { phone_numbers: [phone] }, { phone_numbers: [same] })).toEqual({
			phone_numbers: [{ ...phone, type: 'Home' }],
		});
	});

	/** Address at Keap, what is given, what is written. */
	const addresses: Array<[string, Json, Json, Json]> = [
		[
			'a region with its country',
			{ line1: 'x', country_code: 'USA', region_code: 'US-AZ' },
			{ country_code: 'CAN' },
			{ line1: 'x', country_code: 'CAN' },
		],
		[
			'but not with a region of the new country',
			{ line1: 'x', country_code: 'USA', region_code: 'US-AZ' },
			{ country_code: 'CAN', region_code: 'CA-ON' },
			{ line1: 'x', country_code: 'CAN', region_code: 'CA-ON' },
		],
		[
			'a long name with its code',
			{ country_code: 'USA', region: 'Arizona' },
			{ region_code: 'US-CA' },
			{ country_code: 'USA', region_code: 'US-CA' },
		],
		[
			'no region with the same country under another name',
			{ country: 'United States', region: 'Arizona' },
			{ country_code: 'USA' },
			{ country_code: 'USA', region: 'Arizona' },
		],
		[
			'no region with the same country under another code',
			{ country_code: 'US', region_code: 'US-AZ' },
			{ country_code: 'USA' },
			{ country_code: 'USA', region_code: 'US-AZ' },
		],
		[
			'a region of long names with its country',
			{ country: 'United States', region: 'Arizona' },
			{ country_code: 'CAN' },
			{ country_code: 'CAN' },
		],
		[
			'a region that names its country itself',
			{ region_code: 'US-AZ' },
			{ country_code: 'CAN' },
			{ country_code: 'CAN' },
		],
		[
			'no region when nothing tells another country',
			{ region: 'Arizona' },
			{ country_code: 'USA' },
			{ country_code: 'USA', region: 'Arizona' },
		],
		[
			'a region with a country that is cleared',
			{ line1: 'x', country: 'United States', region: 'Arizona' },
			{ country_code: null },
			{ line1: 'x', country_code: null },
		],
		[
			'a region with a country that there is not, and that is cleared',
			{ line1: 'x', country: 'Atlantis', region: 'North' },
			{ country_code: null },
			{ line1: 'x', country_code: null },
		],
		[
			'ZIP and ZIP+4 with a new postal code',
			{ line1: 'x', zip_code: '85233', zip_four: '1234' },
			{ postal_code: 'EC1A 1BB' },
			{ line1: 'x', postal_code: 'EC1A 1BB' },
		],
		[
			'a postal code with a new ZIP',
			{ line1: 'x', postal_code: 'EC1A 1BB' },
			{ zip_code: '85233' },
			{ line1: 'x', zip_code: '85233' },
		],
		[
			'a ZIP+4 with its ZIP',
			{ zip_code: '85233', zip_four: '1234' },
			{ zip_code: '85001' },
			{ zip_code: '85001' },
		],
		[
			'but not one that is given',
			{ postal_code: '85233', zip_code: '85233', zip_four: '1234' },
			{ zip_code: '85001', zip_four: '5678' },
			{ zip_code: '85001', zip_four: '5678' },
		],
		[
			'nothing with a code that is what it was',
			{ postal_code: '85233', zip_code: '85233', zip_four: '1234' },
			{ postal_code: ' 85233', line1: 'x' },
			{ line1: 'x', postal_code: ' 85233', zip_code: '85233', zip_four: '1234' },
		],
		[
			'nothing with a new ZIP+4',
			{ postal_code: '85233', zip_code: '85233' },
			{ zip_four: '1234' },
			{ postal_code: '85233', zip_code: '85233', zip_four: '1234' },
		],
		[
			'no postal code with a ZIP that is cleared',
			{ postal_code: 'EC1A 1BB' },
			{ zip_code: null },
			{ postal_code: 'EC1A 1BB', zip_code: null },
		],
	];
	it.each(addresses)('%s', (_, existing, given, expected) => {
		const slot = { field: 'BILLING' };
		expect(
			merged(
				contact,
				{ addresses: [{ ...slot, ...existing }] },
				{ addresses: [{ ...slot, ...given }] },
			),
		).toEqual({ addresses: [{ ...slot, ...expected }] });
		for (const resource of [company, user])
			expect(merged(resource, { address: existing }, { address: given })).toEqual({
				address: expected,
			});
	});
});

describe('the objects of a company', () => {
	const existing = {
		email_address: { email: 'a@x.io', field: 'EMAIL1', is_opt_in: true, opt_in_reason: 'Old' },
		phone_number: { number: '1', extension: '7', type: 'Work', field: 'PHONE1' },
		fax_number: { number: '2', type: 'Work' },
	};
	const cases: Array<[string, Json, Json]> = [
		[
			'keep what is not given',
			{ phone_number: { type: 'Home' }, fax_number: { number: '3' } },
			{
				phone_number: { number: '1', extension: '7', type: 'Home' },
				fax_number: { number: '3', type: 'Work' },
			},
		],
		[
			'lose what belonged to another number',
			{ phone_number: { number: '9' } },
			{ phone_number: { number: '9', type: 'Work' } },
		],
		[
			'have the address that a reason is for',
			{ email_address: { opt_in_reason: 'Asked' } },
			{ email_address: { email: 'a@x.io', opt_in_reason: 'Asked' } },
		],
	];
	it.each(cases)('%s', (_, given, expected) => {
		expect(merged(company, existing, given)).toEqual(expected);
	});

	it('are what is given where Keap has none', () => {
		const body = { phone_number: { number: '1' }, address: { line1: 'x' } };
		for (const known of [{}, { phone_number: null, address: undefined }])
			expect(merged(company, known, body)).toEqual(body);
	});
});

describe('rules of other fields', () => {
	const operation = (merge: 'union' | 'whole'): Operation => ({
		...updateOf(contact),
		inputs: [],
		optional: { collection: 'updateFields', fields: [list('parts', 'Parts', { merge })] },
	});

	it('join plain values as a union', () => {
		const body = { parts: ['b', 'c'] };
		expect(replacedKeys(operation('union'), body)).toEqual(['parts']);
		expect(mergeInto(operation('union'), { parts: ['a', 'b'] }, body)).toEqual({
			parts: ['a', 'b', 'c'],
		});
	});

	it('replace whole values without reading them', () => {
		const body = { parts: ['c'] };
		expect(replacedKeys(operation('whole'), body)).toEqual([]);
		expect(mergeInto(operation('whole'), { parts: ['a'] }, body)).toEqual(body);
	});
});

it('keeps the rest of a company’s objects', () => {
	const existing = {
		address: { field: 'BILLING', line1: 'x', locality: 'y', country: 'United States' },
	};
	expect(merged(company, existing, { address: { locality: 'z' }, notes: 'n' })).toEqual({
		address: { line1: 'x', locality: 'z', country_code: 'USA' },
		notes: 'n',
	});
});

it('needs nothing read for what is cleared or is a value of its own', () => {
	const body = { given_name: 'Ada', phone_numbers: null, addresses: [{}] };
	expect(replacedKeys(updateOf(contact), body)).toEqual(['addresses']);
});

describe('entries that say nothing', () => {
	const hollow = (body: Json) => prune(updateOf(contact), body);

	it('are left out', () => {
		const email = { field: 'EMAIL1', email: 'a@x.io' };
		expect(
			hollow({
				email_addresses: [email, { field: 'EMAIL2', opt_in_reason: 'Asked' }],
				phone_numbers: [{ field: 'PHONE1', type: 'Work' }],
				addresses: [{ field: 'BILLING' }],
				job_title: null,
			}),
		).toEqual({ email_addresses: [email], job_title: null });
	});

	it('clear a list when they were cleared themselves', () => {
		expect(hollow({ phone_numbers: [{ field: 'PHONE1', number: null, type: 'Work' }] })).toEqual({
			phone_numbers: [],
		});
		expect(prune(updateOf(company), { address: { line1: null, locality: null } })).toEqual({
			address: null,
		});
	});
});
