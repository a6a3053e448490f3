import { difference } from '../../nodes/Keap/run/requests/difference';
import type { Operation } from '../../nodes/Keap/descriptor/operation';
import { findOperation } from '../../nodes/Keap/resources';

/** What Keap has already, in its own words for it, is no difference. */

const upsert = findOperation('contact', 'upsert') as Operation;
const changed = (existing: object, body: object) =>
	Object.keys(difference(upsert, existing as never, body as never));

const email = (email: string, more: object = {}) => ({
	email_addresses: [{ field: 'EMAIL1', email, ...more }],
});
const phone = (number: string, more: object = {}) => ({
	phone_numbers: [{ field: 'PHONE1', number, ...more }],
});
const custom = (content: unknown) => ({ custom_fields: [{ id: '7', content }] });
const billing = (more: object) => ({ addresses: [{ field: 'BILLING', ...more }] });

it.each([
	['text with spaces around it', { given_name: 'Ada' }, { given_name: ' Ada ' }],
	['other line breaks', { billing_information: 'a\nb' }, { billing_information: 'a\r\nb' }],
	['an ID as a number', { owner_id: 7 }, { owner_id: '7' }],
	['a day with a time', { birth_date: '1990-05-04T00:00:00.000Z' }, { birth_date: '1990-05-04' }],
	['a time with other digits', custom('2026-01-02T03:04:05Z'), custom('2026-01-02T03:04:05.000Z')],
	['a number as text', custom('5.00'), custom(5)],
	['yes as true', custom(true), custom(1)],
	['no as text', custom('false'), custom(0)],
	['choices in another order', custom(['b', 'a']), custom(['a', 'b'])],
	['choices as one text', custom('b,a'), custom(['a', 'b'])],
	['nothing to clear', {}, { given_name: null, phone_numbers: [] }],
	['an address in other capitals', email('ada@example.com'), email('Ada@Example.com')],
	['a phone in another format', phone('(602) 555-0101'), phone('602.555.0101')],
	[
		'a phone with its country',
		phone('(602) 555-0101', { number_e164: '+16025550101' }),
		phone('+1 602 555 0101'),
	],
	[
		'a reason for an address that is opted in',
		email('ada@example.com', { is_opt_in: true, email_opt_status: 'SINGLE_OPT_IN' }),
		email('ada@example.com', { opt_in_reason: 'Asked' }),
	],
	[
		'a reason that changes nothing',
		email('ada@example.com', { is_opt_in: false, email_opt_status: 'LIST_UNSUBSCRIBE' }),
		email('ada@example.com', { opt_in_reason: 'Asked' }),
	],
	[
		'an address with its long names',
		billing({
			line1: '1 Elm',
			country_code: 'USA',
			country: 'United States',
			region_code: 'US-AZ',
			region: 'Arizona',
		}),
		billing({ line1: '1 Elm', country_code: 'USA', region_code: 'US-AZ' }),
	],
	['a ZIP code', billing({ postal_code: '85226' }), billing({ zip_code: '85226' })],
	['a company by its ID', { company: { id: '5', company_name: 'Acme' } }, { company: { id: '5' } }],
	[
		'slots in another order',
		{
			phone_numbers: [
				{ field: 'PHONE2', number: '2' },
				{ field: 'PHONE1', number: '1' },
				{ field: 'PHONE3', number: '' },
			],
		},
		{
			phone_numbers: [
				{ field: 'PHONE1', number: '1' },
				{ field: 'PHONE2', number: '2' },
			],
		},
	],
])('%s', (_, existing, body) => {
	expect(changed(existing, body)).toEqual([]);
});

it.each([
	['other capitals', { given_name: 'ada' }, { given_name: 'Ada' }],
	['zeros at the beginning of a text', custom('7'), custom('007')],
	['another day', { birth_date: '1990-05-04' }, { birth_date: '1990-05-05' }],
	['a text for none', {}, { job_title: 'Engineer' }],
	['none for a text', { job_title: 'Engineer' }, { job_title: null }],
	['no list for one', phone('1'), { phone_numbers: [] }],
	['another number', phone('602 555 0101'), phone('602 555 0102')],
	['a number of other letters', phone('1-800-FLOWERS'), phone('1-800-CONTACTS')],
	[
		'a time that names no zone',
		custom('2026-01-02T03:04:05'),
		custom(new Date('2026-01-02T03:04:05').toISOString()),
	],
	['an extension', phone('602 555 0101'), phone('602 555 0101', { extension: '7' })],
	['another slot', phone('1'), { phone_numbers: [{ field: 'PHONE2', number: '1' }] }],
	['one choice more', custom(['a']), custom(['a', 'b'])],
	['one choice less', custom(['a', 'b']), custom(['a'])],
	['zero for nothing', custom(null), custom(0)],
	['yes for no', custom(false), custom(1)],
	['2 for yes', custom(true), custom(2)],
	[
		'a reason for an address that can be opted in',
		email('ada@example.com', { is_opt_in: false, email_opt_status: 'NON_MARKETABLE' }),
		email('ada@example.com', { opt_in_reason: 'Asked' }),
	],
	[
		'an address without its second line',
		billing({ line1: '1', line2: '2' }),
		billing({ line1: '1' }),
	],
	['another postal code', billing({ postal_code: '85226' }), billing({ postal_code: '85227' })],
	['another company', { company: { id: '5' } }, { company: { id: '6' } }],
])('not %s', (_, existing, body) => {
	expect(changed(existing, body)).toEqual(Object.keys(body));
});
