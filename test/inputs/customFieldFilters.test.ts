import type { INodeParameters } from 'n8n-workflow';

import { expectInputError } from '../support/errors';
import { useKeap } from '../support/keap';

/** Filters that can't match are refused, as inputs are. */

const keap = useKeap({ contacts: 5 });

const TYPES: Record<string, string[] | undefined> = {
	TEXT: undefined,
	EMAIL: undefined,
	DROPDOWN: ['Gold', 'Silver', 'Gold, old'],
	RADIO: ['Yes', 'No'],
	LIST_BOX: ['Golf', 'Tennis'],
	DRILLDOWN: ['North', 'South'],
	YES_NO: undefined,
	WHOLE_NUMBER: undefined,
	CURRENCY: undefined,
	DATE: undefined,
	DATE_TIME: undefined,
	USER: undefined,
	STATE: undefined,
	USER_LIST_BOX: undefined,
};

beforeAll(() => {
	for (const [type, options = []] of Object.entries(TYPES))
		keap.sandbox.store.insert('customField', {
			label: `My ${type}`,
			field_name: `_my${type}`,
			field_type: type,
			record_type: 'CONTACT',
			options: options.map((label, i) => ({ id: String(i + 5), label })),
		});
	keap.sandbox.store.insert('customField', {
		label: 'City of Birth',
		field_name: 'City',
		field_type: 'TEXT',
		record_type: 'CONTACT',
		options: [],
	});
});

const filterBy = async (field: string, operator: string, value: unknown) =>
	await keap.run(
		{
			resource: 'contact',
			operation: 'getMany',
			filters: { customFieldFilters: { values: [{ field, operator, value }] } } as INodeParameters,
		},
		{ timezone: 'America/New_York' },
	);

const sentFilter = () => new URLSearchParams(keap.sandbox.log.at(-1)?.query).get('filter');

it.each([
	['TEXT', 'equals', 'Blue', '==Blue'],
	['TEXT', 'startsWith', 'Bl', '==Bl*'],
	['TEXT', 'startsWith', 'Bl*', '==Bl*'],
	['TEXT', 'equals', 'Bl*', '==Bl*'],
	['TEXT', 'equals', 12, '==12'],
	['EMAIL', 'equals', 'ada@example.com', '==ada@example.com'],
	['EMAIL', 'equals', 'ada*', '==ada*'],
	['TEXT', 'Starts With', 'Bl', '==Bl*'],
	['STATE', 'equals', 'Arizona', '==Arizona'],
	['DROPDOWN', 'equals', 'gold', '==Gold'],
	['DROPDOWN', 'equals', '6', '==Silver'],
	['DROPDOWN', 'startsWith', 'go', '==go*'],
	['RADIO', 'equals', 'no', '==No'],
	['LIST_BOX', 'equals', 'tennis', '==Tennis'],
	['DRILLDOWN', 'equals', 'South', '==6'],
	['YES_NO', 'equals', 'yes', '==1'],
	['YES_NO', 'equals', false, '==0'],
	['WHOLE_NUMBER', 'atLeast', '12', '>=12'],
	['CURRENCY', 'before', '12.50', '<12.5'],
	['USER', 'equals', '4', '==4'],
	['DATE', 'after', '3/18/2026', '>2026-03-18T00:00:00.000Z'],
	['DATE_TIME', 'atMost', '2026-03-18T17:00:00', '<=2026-03-18T21:00:00.000Z'],
])('%s %s %p', async (type, operator, value, condition) => {
	expect((await filterBy(`My ${type}`, operator, value)).error).toBeUndefined();
	expect(sentFilter()).toBe(`_my${type}${condition}`);
});

it.each([
	['DROPDOWN', 'equals', 'Platinum', 'Gold; Silver'],
	['DROPDOWN', 'startsWith', 'Pla', 'Gold; Silver'],
	['RADIO', 'equals', 'Perhaps', 'Yes, No'],
	['LIST_BOX', 'equals', 'Chess', 'Golf, Tennis'],
	['LIST_BOX', 'equals', 'Golf, Tennis', 'Golf, Tennis'],
	['DRILLDOWN', 'equals', 'West', 'North, South'],
])('%s %s %s is refused with the options there are', async (type, operator, value, options) => {
	const run = await filterBy(`My ${type}`, operator, value);
	expectInputError(run, 0, 'unknownChoice', `My ${type}`, options);
	expect(keap.calls()).toEqual(['GET /v2/contacts/model']);
});

it.each([
	['DATE', 'startsWith', '2026'],
	['DATE_TIME', 'startsWith', '2026'],
	['WHOLE_NUMBER', 'startsWith', '1'],
	['YES_NO', 'after', 'no'],
	['YES_NO', 'startsWith', 'y'],
	['DRILLDOWN', 'atLeast', 'North'],
	['LIST_BOX', 'startsWith', 'Go'],
	['USER_LIST_BOX', 'before', '4'],
	['TEXT', 'after', 'a'],
	['DROPDOWN', 'atMost', 'Gold'],
	['STATE', 'before', 'B'],
])('%s %s is no comparison that Keap makes', async (type, operator, value) => {
	const run = await filterBy(`My ${type}`, operator, value);
	expectInputError(run, 0, 'unknownChoice', 'Comparison', `My ${type}`, 'Equals');
	expect(keap.calls()).toEqual(['GET /v2/contacts/model']);
});

it.each([
	['WHOLE_NUMBER', 'twelve'],
	['CURRENCY', '$12'],
	['DATE', '18.03.2026'],
	['YES_NO', 'maybe'],
	['TEXT', 'a;b'],
	['TEXT', 'a, b'],
	['DROPDOWN', 'Gold, old'],
	['TEXT', 'a==b'],
	['TEXT', '*'],
	['TEXT', ' * '],
	['TEXT', '*ue'],
	['TEXT', 'B*ue'],
	['TEXT', '**'],
	['TEXT', { a: 1 }],
	['TEXT', ['Blue', 'Red']],
	['STATE', 'A*a'],
	['EMAIL', 'ada'],
])('%s equals %s can not be asked for', async (type, value) => {
	expectInputError(await filterBy(`My ${type}`, 'equals', value), 0, 'invalid', `My ${type}`);
	expect(keap.calls()).toEqual(['GET /v2/contacts/model']);
});

it('refuses a custom field that a standard filter hides', async () => {
	const run = await filterBy('City of Birth', 'equals', 'Gilbert');
	expectInputError(run, 0, 'conflict', 'City of Birth', "'City'");
});

it.each([['*'], ['B*ue'], [{ a: 1 }]])('refuses the beginning %p', async (value) => {
	expectInputError(await filterBy('My TEXT', 'startsWith', value), 0, 'invalid', 'My TEXT');
	expect(keap.calls()).toEqual(['GET /v2/contacts/model']);
});

describe('email addresses', () => {
	const byEmail = async (email: unknown) =>
		await keap.run(
			{ resource: 'contact', operation: 'getMany', filters: { email: '={{ $json.email }}' } },
			{ items: [{ json: { email } as never }] },
		);

	it.each([['ada@example.com'], [' ada@example.com '], ['ada*'], ['ada@*']])(
		'%s',
		async (email) => {
			expect((await byEmail(email)).error).toBeUndefined();
			expect(sentFilter()).toBe(`email==${email.trim()}`);
		},
	);

	it.each([['ada'], ['Ada Abbott'], ['ada@'], ['*'], ['*@example.com'], ['a*b@example.com']])(
		'%s can match nobody',
		async (email) => {
			expectInputError(await byEmail(email), 0, 'invalid', 'Email');
			expect(keap.calls()).toEqual([]);
		},
	);
});

describe('tasks', () => {
	const tasks = async (unassigned: boolean) =>
		await keap.run({
			resource: 'task',
			operation: 'getMany',
			simplify: false,
			filters: { assignedToUserId: { __rl: true, mode: 'id', value: '2' }, unassigned },
		});

	it('can not be assigned to somebody and to nobody', async () => {
		expectInputError(await tasks(true), 0, 'conflict', 'Assigned To', "'Unassigned Only'");
		expect(keap.calls()).toEqual([]);
	});

	it('can be assigned to somebody, with the other filter off', async () => {
		expect((await tasks(false)).error).toBeUndefined();
		expect(sentFilter()).toBe('user_id==2');
	});
});

describe('regions', () => {
	const contacts = async (filters: INodeParameters) => {
		const run = await keap.run({ resource: 'contact', operation: 'getMany', filters });
		if (run.error) throw run.error;
		return sentFilter();
	};

	it.each<[INodeParameters, string]>([
		[{ state: 'Arizona' }, 'state==Arizona'],
		[{ state: 'Ari*' }, 'state==Ari*'],
		[{ state: 'US-AZ' }, 'state==Arizona'],
		[{ state: 'us-az' }, 'state==Arizona'],
		[
			{ billingAddressRegion: 'AZ', billingAddressCountryCode: 'USA' },
			'billing_address_region==Arizona;billing_address_country_code==USA',
		],
		[
			{ shippingAddressRegion: 'arizona', shippingAddressCountryCode: 'United States' },
			'shipping_address_region==Arizona;shipping_address_country_code==USA',
		],
	])('%j', async (filters, expected) => {
		expect(await contacts(filters)).toBe(expected);
	});

	it('of another country are refused', async () => {
		const run = await keap.run({
			resource: 'contact',
			operation: 'getMany',
			filters: { billingAddressRegion: 'Bavaria', billingAddressCountryCode: 'USA' },
		});
		expectInputError(run, 0, 'notFound', 'Billing Region', 'Bavaria');
	});

	it.each(['AZ', 'US-AZ', 'Arizona'])('of no country: %s', async (billingAddressRegion) => {
		const run = await keap.run({
			resource: 'contact',
			operation: 'getMany',
			filters: { billingAddressRegion, billingAddressCountryCode: 'Atlantis' },
		});
		expectInputError(run, 0, 'invalid', 'Billing Country', 'Atlantis');
		expect(keap.calls()).toEqual([]);
	});

	it('find contacts by code', async () => {
		keap.sandbox.store.insert('contact', {
			given_name: 'Ada',
			addresses: [
				{ field: 'BILLING', region: 'Arizona', region_code: 'US-AZ', country_code: 'USA' },
			],
		});
		const run = await keap.run({
			resource: 'company',
			operation: 'getMany',
			filters: { state: 'US-AZ' },
		});
		expect(run.error).toBeUndefined();
		expect(sentFilter()).toBe('state==Arizona');
	});
});
