import type { INodeParameters } from 'n8n-workflow';

import { expectInputError } from '../support/errors';
import { useKeap } from '../support/keap';
import { first } from '../support/present';
import {
	addContact,
	byEmail,
	emails,
	fieldNamed,
	fromList,
	group,
	lastSent,
	list,
	output,
	pairs,
	sent,
} from './support';

const keap = useKeap({ contacts: 2_500 });

const getMany = (parameters: INodeParameters = {}) => ({
	resource: 'contact',
	operation: 'getMany',
	filters: {},
	options: {},
	...parameters,
});

describe('paging', () => {
	it('reads fifty contacts by default, as columns with custom fields by name', async () => {
		const result = await keap.run(getMany());
		expect(keap.calls()).toEqual(['GET /v2/contacts', 'GET /v2/contacts/model']);
		expect(first(sent(keap)).query).toEqual({
			page_size: '50',
			fields:
				'id,given_name,family_name,email_addresses,phone_numbers,addresses,company,job_title,contact_type,birth_date,owner_id,create_time,update_time,custom_fields',
		});
		const items = output(result);
		expect(items).toHaveLength(50);
		expect(Object.keys(first(items))).toEqual([
			'id',
			'given_name',
			'family_name',
			'email',
			'email_opt_status',
			'phone',
			'street',
			'city',
			'region',
			'postal_code',
			'country_code',
			'company_name',
			'job_title',
			'contact_type',
			'birth_date',
			'owner_id',
			'create_time',
			'update_time',
			'custom_fields',
		]);
		expect(Object.keys(first(items).custom_fields as object)).toContain('Membership Level');
		expect(new Set(pairs(result.items))).toEqual(new Set([0]));
	});

	it.each([true, '={{ true }}', '={{ "true" }}'])(
		'reads everything in pages of a thousand, to the empty token (Return All %s)',
		async (returnAll) => {
			const result = await keap.run(
				getMany({ returnAll, simplify: false, options: { fields: ['id'] } }),
			);
			const ids = output(result).map(({ id }) => id);
			expect(ids).toHaveLength(2_500);
			expect(new Set(ids).size).toBe(2_500);
			expect(sent(keap).map(({ query }) => [query.page_size, Boolean(query.page_token)])).toEqual([
				['1000', false],
				['1000', true],
				['1000', true],
			]);
			expect(new Set(sent(keap).map(({ query }) => query.fields))).toEqual(new Set(['id']));
		},
	);

	it('asks for no more than the limit, also on the last page', async () => {
		const result = await keap.run(getMany({ returnAll: '={{ false }}', limit: '={{ 1200 }}' }));
		expect(output(result)).toHaveLength(1_200);
		expect(
			sent(keap)
				.filter(({ call }) => call === 'GET /v2/contacts')
				.map(({ query }) => query.page_size),
		).toEqual(['1000', '200']);
	});

	it('refuses a limit below one', async () => {
		const run = await keap.run(getMany({ limit: '={{ 0 }}' }));
		expectInputError(run, 0, 'outOfRange', 'Limit', '1', "'Return All'");
	});

	it('reads a list for each item, pairs its records with it, and gives none for no records', async () => {
		const result = await keap.run(
			getMany({ filters: { contactIds: '={{ $json.ids }}' }, simplify: false }),
			{ items: [{ ids: '3, 1' }, { ids: '999999' }, { ids: [2] }] },
		);
		expect(output(result).map(({ id }) => id)).toEqual(['1', '3', '2']);
		expect(pairs(result.items)).toEqual([0, 0, 2]);
		const nothing = await keap.run(getMany({ filters: { email: 'nobody@example.com' } }));
		expect(output(nothing)).toEqual([]);
	});

	it('gives all properties when it does not simplify', async () => {
		const result = await keap.run(getMany({ limit: 1, simplify: false }));
		expect(output(result)[0]).toMatchObject({
			email_addresses: expect.any(Array),
			tag_ids: expect.any(Array),
			custom_fields: expect.any(Array),
			score_value: expect.any(String),
		});
	});
});

describe('filters and order', () => {
	const filterOf = async (filters: INodeParameters, timezone = 'UTC') => {
		const result = await keap.run(getMany({ filters, simplify: false }), { timezone });
		output(result);
		return lastSent(keap).query.filter;
	};

	it.each<[INodeParameters, string]>([
		[{ givenName: 'Ada*', familyName: "O'Neil" }, "family_name==O'Neil;given_name==Ada*"],
		[{ email: 'ada+news@example.com' }, 'email==ada+news@example.com'],
		[{ startUpdateTime: '2026-01-31T10:00:00' }, 'start_update_time==2026-01-31T15:00:00.000Z'],
		[{ endUpdateTime: '2026-01-31T10:00:00Z' }, 'end_update_time==2026-01-31T10:00:00.000Z'],
		[{ companyId: fromList(7) }, 'company_id==7'],
		[{ contactIds: '1,2, 3' }, 'ids==1,2,3'],
		[{ idAbove: '10', idBelow: '20' }, 'contact_id>10;contact_id<20'],
		[{ billingAddressCountryCode: 'Germany' }, 'billing_address_country_code==DEU'],
		[{ city: 'Gil*', state: 'Arizona' }, 'city==Gil*;state==Arizona'],
		[
			{ phoneNumber: '602 555 0100', phoneFields: ['PHONE1', 'PHONE2'] },
			'phone_fields==PHONE1,PHONE2;phone_number==602 555 0100',
		],
		[
			{ phoneNumber: '602 555 0100' },
			'phone_number==602 555 0100;phone_fields==PHONE1,PHONE2,PHONE3,PHONE4,PHONE5',
		],
	])('%j', async (filters, expected) => {
		expect(await filterOf(filters, 'America/New_York')).toBe(expected);
	});

	it('sorts', async () => {
		const result = await keap.run(
			getMany({ limit: 3, sort: group({ field: 'id', direction: 'desc' }) }),
		);
		expect(first(sent(keap)).query.order_by).toBe('id desc');
		expect(output(result).map(({ id }) => Number(id))).toEqual([2500, 2499, 2498]);
	});

	const custom = (field: string, operator: string, value: string) => ({
		customFieldFilters: list({ field, operator, value }),
	});

	it.each([
		['Team Size', 'atLeast', '5', 'TeamSize>=5'],
		['teamsize', 'before', '5', 'TeamSize<5'],
		['Favorite Color', 'startsWith', 'gre', 'FavoriteColor==gre*'],
		['Speaks at Events', 'equals', 'yes', 'SpeaksAtEvents==1'],
		['Interests', 'equals', 'Sales', 'Interests==Sales'],
		['Last Webinar', 'after', '2026-01-31T10:00:00', 'LastWebinar>2026-01-31T01:00:00.000Z'],
		// A day is no moment: it is the same one in every zone.
		['Renewal Date', 'equals', '2026-01-31', 'RenewalDate==2026-01-31T00:00:00.000Z'],
	])('filters by the custom field %s %s %s', async (field, operator, value, expected) => {
		expect(await filterOf(custom(field, operator, value), 'Asia/Tokyo')).toBe(expected);
		expect(keap.calls()).toEqual(['GET /v2/contacts/model', 'GET /v2/contacts']);
	});

	it('finds by custom fields what is there', async () => {
		const { id } = fieldNamed(keap, 'Renewal Date');
		const ada = addContact(keap, { custom_fields: [{ id, content: '2031-05-06' }] });
		const filters = { ...custom(id, 'equals', '2031-05-06'), givenName: 'Ada' };
		const result = await keap.run(getMany({ filters }), { timezone: 'Asia/Tokyo' });
		expect(output(result)).toEqual([
			expect.objectContaining({
				id: ada,
				custom_fields: expect.objectContaining({ 'Renewal Date': '2031-05-06' }),
			}),
		]);
	});

	it('names a custom field that does not exist, and those that do', async () => {
		const run = await keap.run(getMany({ filters: custom('Shoe Size', 'equals', '42') }));
		expectInputError(run, 0, 'notFound', 'Shoe Size', 'Favorite Color');
	});
});

it('lists what hangs on a contact that is named by e-mail', async () => {
	const id = addContact(keap, { email_addresses: emails('links@example.com') });
	const result = await keap.run({
		resource: 'contact',
		operation: 'getTags',
		contactId: byEmail('links@example.com'),
		returnAll: true,
	});
	expect(lastSent(keap).call).toBe(`GET /v2/contacts/${id}/tags`);
	expect(output(result)).toEqual([]);
});
