import { company } from '../nodes/Keap/resources/company';
import { contact } from '../nodes/Keap/resources/contact';
import type { Merge, Operation, Resource } from '../nodes/Keap/descriptor/operation';
import { prune } from '../nodes/Keap/run/requests/prune';
import { mergeInto, replacedKeys } from '../nodes/Keap/run/requests/merge';

type Json = Record<string, unknown>;

const updateOf = ({ operations }: Resource) => {
	const operation = operations.find(({ value }) => value === 'update');
	if (!operation?.merge) throw new Error('no merge');
	return operation as Operation & { merge: Merge };
};

const merged = (resource: Resource, existing: Json, body: Json) => {
	const operation = updateOf(resource);
	return mergeInto(operation, operation.merge, existing, body);
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

describe('what depends on something else goes with it', () => {
	const phone = { field: 'PHONE1', number: '1', number_e164: '+11', extension: '7', type: 'Work' };
	const address = { field: 'BILLING', line1: 'x', country_code: 'USA', region_code: 'US-AZ' };

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

	it('a region with its country', () => {
		const given = { field: 'BILLING', country_code: 'CAN' };
		expect(merged(contact, { addresses: [address] }, { addresses: [given] })).toEqual({
			addresses: [{ field: 'BILLING', line1: 'x', country_code: 'CAN' }],
		});
		const both = { field: 'BILLING', country_code: 'CAN', region_code: 'CA-ON' };
		expect(merged(contact, { addresses: [address] }, { addresses: [both] })).toEqual({
			addresses: [{ ...both, line1: 'x' }],
		});
	});

	it('a long name with its code', () => {
		const old = { field: 'OTHER', country_code: 'USA', region: 'Arizona' };
		const given = { field: 'OTHER', region_code: 'US-CA' };
		expect(merged(contact, { addresses: [old] }, { addresses: [given] })).toEqual({
			addresses: [{ field: 'OTHER', country_code: 'USA', region_code: 'US-CA' }],
		});
	});
});

it('keeps the rest of a company’s objects', () => {
	const existing = {
		address: { field: 'BILLING', line1: 'x', locality: 'y', country: 'United States' },
	};
	expect(merged(company, existing, { address: { locality: 'z' }, notes: 'n' })).toEqual({
		address: { line1: 'x', locality: 'z', country: 'United States' },
		notes: 'n',
	});
});

it('needs nothing read for what is cleared or is a value of its own', () => {
	const { merge } = updateOf(contact);
	expect(replacedKeys(merge, { given_name: 'Ada', phone_numbers: null, addresses: [{}] })).toEqual([
		'addresses',
	]);
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
