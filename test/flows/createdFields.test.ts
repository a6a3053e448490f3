import type { INodeParameters } from 'n8n-workflow';

import { createdFields } from '../../nodes/Keap/messages/hints';
import { expectInputError, expectKeapError } from '../support/errors';
import { useKeap } from '../support/keap';
import {
	addContact,
	bodies,
	byId,
	contentsOf,
	customFields,
	fieldNamed,
	mappedAutomatically,
	output,
	stored,
} from '../operations/support';
import { counted, on, rejected } from './support';

/** Custom fields that a run makes because it has values for them. */

const keap = useKeap();
beforeEach(() => keap.sandbox.reset());

const CREATE_FIELD = /^POST \/v2\/contacts\/model\/customFields$/;

const upsert = (
	options: INodeParameters = {},
	fields: INodeParameters = mappedAutomatically(),
) => ({
	resource: 'contact',
	operation: 'upsert',
	email: '={{ $json.email }}',
	matchBy: 'Email',
	givenName: '={{ $json["First Name"] }}',
	customFields: fields,
	options: { createMissingCustomFields: true, ...options },
});

const rows = [
	{
		email: 'ada@example.com',
		'First Name': 'Ada',
		'Favorite Color': 'green',
		Plan: 'gold',
		Since: '2026-01-02',
		Seats: 3,
		Score: '4.5',
		Active: 'yes',
		Zip: '01234',
		Empty: '',
	},
	{
		email: 'byron@example.com',
		'First Name': 'Byron',
		'Favorite Color': '',
		Plan: '7',
		Since: '2026-02-03',
		Seats: '12',
		Score: 4,
		Active: 'no',
		Zip: '85226',
		Empty: '',
	},
];

it('are made once, for columns that nothing else uses, with a type that holds all values', async () => {
	const run = await keap.run(upsert(), { items: [...rows, ...rows] });
	const [first = {}] = output(run);
	expect(
		bodies(keap, 'POST').flatMap(({ label, field_type }) => (label ? [[label, field_type]] : [])),
	).toEqual([
		['Plan', 'TEXT'],
		['Since', 'DATE'],
		['Seats', 'WHOLE_NUMBER'],
		['Score', 'DECIMAL_NUMBER'],
		['Active', 'YES_NO'],
		['Zip', 'TEXT'],
	]);
	expect(counted(keap, /^GET .*\/model$/)).toBe(1);
	expect(contentsOf(keap, stored(keap, 'contact', String(first.id)))).toEqual({
		'Favorite Color': 'green',
		Plan: 'gold',
		Since: '2026-01-02',
		Seats: 3,
		Score: 4.5,
		Active: 1,
		Zip: '01234',
	});
	expect(run.hints.map(({ message }) => message)).toContain(
		createdFields([
			{ label: 'Plan', type: 'TEXT' },
			{ label: 'Since', type: 'DATE' },
			{ label: 'Seats', type: 'WHOLE_NUMBER' },
			{ label: 'Score', type: 'DECIMAL_NUMBER' },
			{ label: 'Active', type: 'YES_NO' },
			{ label: 'Zip', type: 'TEXT' },
		]),
	);

	const again = await keap.run(upsert(), { items: rows });
	expect(output(again).map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged']);
	expect(counted(keap, CREATE_FIELD)).toBe(0);
});

it('are one for columns that differ in capitals and spaces', async () => {
	const items = [
		{ email: 'ada@example.com', Size: '7' },
		{ email: 'byron@example.com', ' SIZE ': 'large' },
	];
	const results = output(await keap.run(upsert(), { items }));
	expect(fieldNamed(keap, 'Size').field_type).toBe('TEXT');
	expect(counted(keap, CREATE_FIELD)).toBe(1);
	expect(results.map(({ id }) => contentsOf(keap, stored(keap, 'contact', String(id))))).toEqual([
		{ Size: '7' },
		{ Size: 'large' },
	]);
});

it('go into the group that was picked', async () => {
	const tab = keap.sandbox.store.find('customFieldTab', 'record_type', 'CONTACT');
	const group = keap.sandbox.store.insert('customFieldGroup', {
		name: 'Imported',
		tab_id: String(tab?.id),
		record_type: 'CONTACT',
	});
	await keap.run(upsert({ newCustomFieldGroupId: byId(group.id) }), { items: rows });
	expect(fieldNamed(keap, 'Plan').group_id).toBe(group.id);
});

it('are made for names that are mapped by hand, too, and for other records', async () => {
	const id = addContact(keap);
	const update = {
		resource: 'contact',
		operation: 'update',
		contactId: byId(id),
		updateFields: {},
		customFields: customFields({ Plan: 'gold' }),
		options: { createMissingCustomFields: true },
	};
	output(await keap.run(update));
	expect(contentsOf(keap, stored(keap, 'contact', id))).toEqual({ Plan: 'gold' });
});

it.each([
	["n8n's own dates", '={{ $now }}', 'DATE_TIME'],
	["JavaScript's dates", '={{ new Date(0) }}', 'DATE_TIME'],
	['lists', "={{ ['gold', 'silver'] }}", 'TEXT'],
	['more digits than a number holds', '12345678901234567890', 'TEXT'],
])('have a type that fits %s', async (_, value, type) => {
	const update = {
		resource: 'contact',
		operation: 'update',
		contactId: byId(addContact(keap)),
		updateFields: {},
		customFields: customFields({ Plan: value }),
		options: { createMissingCustomFields: true },
	};
	output(await keap.run(update));
	expect(fieldNamed(keap, 'Plan').field_type).toBe(type);
});

it('are not made unless that is wanted', async () => {
	const run = await keap.run(upsert({ createMissingCustomFields: false }), { items: rows });
	output(run);
	expect(counted(keap, CREATE_FIELD)).toBe(0);
	const byHand = upsert({ createMissingCustomFields: false }, customFields({ Plan: 'gold' }));
	expectInputError(await keap.run(byHand, { items: rows }), 0, 'notFound', 'Plan');
});

it('that Keap refuses fail the items that have values for them, and nothing is written', async () => {
	keap.sandbox.setFaults(on(CREATE_FIELD, rejected(400, 'Too many fields')));
	const run = await keap.run(upsert(), { items: rows, onError: 'continueRegularOutput' });
	expectKeapError(run, 0, 'badRequest', 'Too many fields');
	expectKeapError(run, 1, 'badRequest', 'Too many fields');
	expect(counted(keap, /^POST \/v2\/contacts$/)).toBe(0);
});

it('whose making got lost on the way back are found', async () => {
	let lost = 0;
	keap.sandbox.setFaults(
		on(CREATE_FIELD, () => (lost++ === 0 ? { kind: 'resetAfter' } : undefined)),
	);
	const [first = {}] = output(await keap.run(upsert(), { items: rows }));
	expect(
		keap.sandbox.store.list('customField').filter(({ label }) => label === 'Plan'),
	).toHaveLength(1);
	expect(contentsOf(keap, stored(keap, 'contact', String(first.id)))).toMatchObject({
		Plan: 'gold',
	});
});
