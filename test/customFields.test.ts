import type { INodeParameters } from 'n8n-workflow';

import type { JsonObject } from '../sandbox';
import {
	addContact,
	byId,
	contentsOf,
	customFields,
	fieldNamed,
	lastSent,
	mappedAutomatically,
	output,
	stored,
} from './operations/support';
import { expectInputError } from './support/errors';
import { useKeap } from './support/keap';
import { present, several } from './support/present';

const keap = useKeap();

const create = (fields: INodeParameters, more: INodeParameters = {}) => ({
	resource: 'contact',
	operation: 'create',
	email: 'ada@example.com',
	customFields: fields,
	options: {},
	...more,
});

/** What the sandbox keeps of a new contact's custom fields, by label. */
async function created(fields: INodeParameters, item: JsonObject = {}, timezone = 'UTC') {
	const result = await keap.run(create(fields), { items: [item], timezone });
	const [contact] = several(output(result), 1);
	return contentsOf(keap, stored(keap, 'contact', contact.id));
}

const newField = (label: string, type: string, options: string[] = []) =>
	keap.sandbox.store.insert('customField', {
		label,
		field_type: type,
		record_type: 'CONTACT',
		field_name: label.replace(/\W/g, ''),
		options: options.map((option, i) => ({ id: String(i + 1), label: option })),
	}).id;

beforeAll(() => {
	newField('Region', 'DRILLDOWN', ['North', 'South']);
	newField('Founded', 'YEAR');
	newField('Share', 'PERCENT');
	newField('Second Address', 'EMAIL');
	newField('Helpers', 'USER_LIST_BOX');
	newField('Second Phone', 'PHONE_NUMBER');
});

describe('a value', () => {
	it.each<[string, unknown, unknown]>([
		['Favorite Color', 'green', 'green'],
		['Favorite Color', '={{ 12 }}', '12'],
		['Background', '={{ { a: 1 } }}', '{"a":1}'],
		['Membership Level', 'gold', 'Gold'],
		['Membership Level', '2', 'Silver'],
		['Preferred Channel', ' text message ', 'Text Message'],
		['Interests', 'sales, Events', ['Sales', 'Events']],
		['Interests', '={{ ["Automation"] }}', ['Automation']],
		['Lifetime Value', '1234.5', 1234.5],
		['Team Size', '7', 7],
		['Satisfaction', '={{ 4.5 }}', 4.5],
		['Renewal Date', '2026-03-18', '2026-03-18'],
		['Renewal Date', '2026-03-18T00:00:00', '2026-03-18'],
		['Last Webinar', '2026-03-18T17:00:00', '2026-03-18T21:00:00.000Z'],
		['Last Webinar', '2026-03-18T17:00:00+02:00', '2026-03-18T15:00:00.000Z'],
		['Speaks at Events', 'yes', 1],
		['Speaks at Events', '={{ false }}', 0],
		['Account Manager', '3', 3],
		['Portfolio', 'https://example.com', 'https://example.com'],
		['Region', 'south', 2],
		['Founded', '1815', 1815],
		['Share', '12.5', 12.5],
		['Second Address', ' ada@work.example ', 'ada@work.example'],
		['Helpers', '1, 3', ['1', '3']],
		['Helpers', '={{ 3 }}', ['3']],
		['Second Phone', '={{ 6025550100 }}', '6025550100'],
	])('of %s: %j', async (label, given, content) => {
		const fields = customFields({ [label]: given as string });
		expect(await created(fields, {}, 'America/New_York')).toEqual({ [label]: content });
	});

	it.each([
		['Membership Level', 'Platinum', 'unknownChoice', 'Platinum', 'custom field'],
		['Interests', 'Sales, Cooking', 'unknownChoice', 'Cooking', 'custom field'],
		['Team Size', '7.5', 'invalid', '7.5', 'a whole number'],
		['Lifetime Value', '$12', 'invalid', '$12', 'a number'],
		['Renewal Date', 'soon', 'invalid', 'soon', 'a date'],
		['Speaks at Events', 'perhaps', 'invalid', 'perhaps', 'true or false'],
		['Second Address', 'ada', 'invalid', 'ada', 'an email address'],
	] as const)('of %s that does not fit: %s', async (label, given, kind, ...mentions) => {
		const run = await keap.run(create(customFields({ [label]: given })));
		expectInputError(run, 0, kind, label, ...mentions);
		expect(keap.calls()).toEqual(['GET /v2/contacts/model']);
	});

	it('tells the options that there are', async () => {
		const run = await keap.run(create(customFields({ 'Membership Level': 'Platinum' })));
		expectInputError(run, 0, 'unknownChoice', 'Membership Level', /: Bronze, Silver, Gold$/);
	});
});

describe('a field', () => {
	it('is known by its label, name or ID, whatever the case', async () => {
		const { id } = fieldNamed(keap, 'Favorite Color');
		for (const name of ['favorite color', 'FAVORITECOLOR', id]) {
			expect(await created(customFields({ [name]: 'green' }))).toEqual({
				'Favorite Color': 'green',
			});
		}
	});

	it('that does not exist is named, with those that do', async () => {
		const run = await keap.run(create(customFields({ 'Shoe Size': '42' })));
		expectInputError(run, 0, 'notFound', 'Shoe Size', 'Favorite Color');
		expect(keap.calls()).toEqual(['GET /v2/contacts/model']);
	});

	it('that is gone is in the way only where it is to be written', async () => {
		const value = '={{ $json.gone }}';
		const fields = customFields({ 'Favorite Color': 'green', '987654': value });
		expect(await created(fields, { gone: '' })).toEqual({ 'Favorite Color': 'green' });
		const run = await keap.run(create(fields), { items: [{ gone: 'x' }] });
		expectInputError(run, 0, 'notFound', '987654');
	});

	it('is asked for once for all items, and not at all without values', async () => {
		const items = ['red', 'green', ''].map((color) => ({ color }));
		await keap.run(create(customFields({ 'Favorite Color': '={{ $json.color }}' })), { items });
		expect(keap.calls().filter((call) => call.startsWith('GET'))).toEqual([
			'GET /v2/contacts/model',
		]);
		for (const mapper of [
			customFields({ 'Favorite Color': '' }),
			{ mappingMode: 'defineBelow', value: null },
		])
			await keap.run(create(mapper));
		expect(keap.calls()).toEqual(['POST /v2/contacts']);
		expect(lastSent(keap).body).not.toHaveProperty('custom_fields');
	});

	it('is the one of its spelling among labels that differ in capitals', async () => {
		newField('Shade', 'TEXT');
		newField('SHADE', 'TEXT');
		expect(await created(customFields({ ' Shade ': 'a' }))).toEqual({ Shade: 'a' });
		const run = await keap.run(create(customFields({ shade: 'a' })));
		expectInputError(run, 0, 'ambiguous', 'shade');
	});

	it('that shares its label goes by its field name, in and out', async () => {
		const first = newField('Twin', 'TEXT');
		const { id: second } = keap.sandbox.store.insert('customField', {
			label: 'Twin',
			field_type: 'TEXT',
			record_type: 'CONTACT',
			field_name: 'Twin0',
			options: [],
		});
		const run = await keap.run(create(customFields({ Twin: 'a' })));
		expectInputError(run, 0, 'ambiguous', 'Twin', 'Twin0');
		expect(await created(customFields({ Twin0: 'a', [first]: 'b' }))).toMatchObject({ Twin: 'a' });
		const id = addContact(keap, {
			custom_fields: [
				{ id: first, content: 'a' },
				{ id: second, content: 'b' },
			],
		});
		const result = await keap.run({ resource: 'contact', operation: 'get', contactId: byId(id) });
		expect(present(output(result)[0]).custom_fields).toMatchObject({ Twin: 'a', Twin0: 'b' });

		// Neither of two values may take the place of the other.
		const third = newField('Twin0', 'TEXT');
		const stays = addContact(keap, {
			custom_fields: [
				{ id: second, content: 'b' },
				{ id: third, content: 'c' },
			],
		});
		const all = await keap.run({
			resource: 'contact',
			operation: 'get',
			contactId: byId(stays),
		});
		expect(present(output(all)[0]).custom_fields).toMatchObject({ [second]: 'b', Twin0: 'c' });
	});
});

describe('incoming columns', () => {
	it('go to the fields that have their names; others are none of ours', async () => {
		const item = {
			'favorite color': 'green',
			TeamSize: 4,
			'Membership Level': '',
			unrelated: { a: 1 },
		};
		expect(await created(mappedAutomatically(), item)).toEqual({
			'Favorite Color': 'green',
			'Team Size': 4,
		});
	});

	it('are checked like others', async () => {
		const run = await keap.run(create(mappedAutomatically()), {
			items: [{ 'Team Size': 'x' }],
		});
		expectInputError(run, 0, 'invalid', 'Team Size', 'a number', ': x');
	});

	it('leave a contact as it is when none of them is a custom field', async () => {
		expect(await created(mappedAutomatically(), { unrelated: 1 })).toEqual({});
		expect(lastSent(keap).body).not.toHaveProperty('custom_fields');
	});
});

it('the output names fields and gives their values in the types that people expect', async () => {
	const content: JsonObject = {
		'Favorite Color': 'green',
		'Team Size': '7',
		'Lifetime Value': '12.50',
		'Speaks at Events': '1',
		Interests: ['Sales'],
		Region: 2,
	};
	const id = addContact(keap, {
		custom_fields: Object.entries(content).map(([label, value]) => ({
			id: fieldNamed(keap, label).id,
			content: value,
		})),
	});
	const result = await keap.run({ resource: 'contact', operation: 'get', contactId: byId(id) });
	expect(present(output(result)[0]).custom_fields).toMatchObject({
		'Favorite Color': 'green',
		'Team Size': 7,
		'Lifetime Value': 12.5,
		'Speaks at Events': true,
		Interests: ['Sales'],
		Region: 'South',
		'Renewal Date': null,
	});
});

it.each<[string, JsonObject[string], unknown]>([
	['Speaks at Events', 1, true],
	['Speaks at Events', 'Yes', true],
	['Speaks at Events', 'TRUE', true],
	['Speaks at Events', '0', false],
	['Speaks at Events', 'No', false],
	['Speaks at Events', 'perhaps', 'perhaps'],
	['Team Size', '9007199254740993', '9007199254740993'],
	['Team Size', '0x10', '0x10'],
	['Team Size', ' ', ' '],
	['Team Size', true, true],
	['Satisfaction', '-0.5', -0.5],
])('%s %p at Keap is %p in the output', async (label, content, expected) => {
	const custom_fields = [{ id: fieldNamed(keap, label).id, content }];
	const id = addContact(keap, { custom_fields });
	const result = await keap.run({ resource: 'contact', operation: 'get', contactId: byId(id) });
	expect(present(output(result)[0]).custom_fields).toMatchObject({ [label]: expected });
});

it('the hint names a column that only looks like one that an expression uses', async () => {
	const parameters = create(mappedAutomatically(), {
		givenName: '={{ $json.name }}',
		additionalFields: { jobTitle: '={{ $json.jobTitle }}' },
	});
	const { hints } = await keap.run(parameters, {
		items: [{ job: 'x', jobTitle: 'Owner', name: 'Ada', Unknown: 1 }],
	});
	expect(hints.map(({ message }) => message)).toEqual([expect.stringMatching(/'job', 'Unknown'/)]);
	expect(present(hints[0]).message).not.toMatch(/'jobTitle'|'name'/);
});
