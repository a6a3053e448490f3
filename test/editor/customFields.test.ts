import { validateFieldType, type INodeParameters, type NodeParameterValueType } from 'n8n-workflow';

import {
	customFieldInputsMethod,
	customFieldRecords,
	customFieldSearchMethod,
} from '../../nodes/Keap/descriptor/names';
import { CUSTOM_FIELD_RECORDS } from '../../nodes/Keap/descriptor/customFieldRecords';
import { severalByExpression } from '../../nodes/Keap/messages/editorErrors';
import { BY_KIND } from '../../nodes/Keap/messages/keapErrors';
import type { Fault } from '../../sandbox/types';
import { first, present } from '../support/present';
import { useEditor } from './support';

const keap = useEditor({ seed: false });

/** Lets Keap answer with this model once. */
function modelOf(...custom_fields: object[]): void {
	keap.sandbox.setFaults(() => ({ kind: 'status', status: 200, body: { custom_fields } }));
}

const mapped = async () => (await keap.mapping('getContactCustomFields')).fields;

describe.each(customFieldRecords)('the custom fields of %s', (record) => {
	const labels = () =>
		keap.sandbox.store
			.list('customField')
			.filter(({ record_type: type }) =>
				record === 'task' || record === 'note'
					? type === 'TASK_NOTE_APPOINTMENT'
					: type === (record === 'affiliate' ? 'REFERRAL_PARTNER' : record.toUpperCase()),
			)
			.map(({ label }) => String(label))
			.sort((a, b) => a.localeCompare(b));

	const labelOf = (id: unknown) => keap.sandbox.store.get('customField', String(id))?.label;

	it('can be mapped by label, and are saved by ID', async () => {
		const { fields, emptyFieldsNotice } = await keap.mapping(customFieldInputsMethod(record));
		expect(fields.map(({ id }) => labelOf(id))).toEqual(labels());
		expect(fields.map(({ displayName }) => displayName.replace(/ \(several.*/, ''))).toEqual(
			labels(),
		);
		expect(emptyFieldsNotice).toBeUndefined();
		const calls = new Set(keap.calls());
		// Users are asked for where a field holds one.
		calls.delete('GET /v2/users');
		expect([...calls]).toEqual([`GET /v2/${CUSTOM_FIELD_RECORDS[record].path}/model`]);
	});

	it('can be chosen by label, and are saved by ID', async () => {
		const { results } = await keap.search(customFieldSearchMethod(record));
		expect(results.map(({ name }) => name)).toEqual(labels());
		for (const { name, value } of results) expect(labelOf(value)).toBe(name);
	});
});

it.each([
	['TEXT', 'string'],
	['TEXT_AREA', 'string'],
	['NAME', 'string'],
	['EMAIL', 'string'],
	['PHONE_NUMBER', 'string'],
	['WEBSITE', 'string'],
	['SOCIAL_SECURITY_NUMBER', 'string'],
	['STATE', 'string'],
	['SOMETHING_NEW', 'string'],
	['WHOLE_NUMBER', 'number'],
	['DECIMAL_NUMBER', 'number'],
	['CURRENCY', 'number'],
	['PERCENT', 'number'],
	['YEAR', 'number'],
	['MONTH', 'number'],
	['DAY_OF_WEEK', 'number'],
	['YES_NO', 'boolean'],
	['DATE', 'dateTime'],
	['DATE_TIME', 'dateTime'],
	['DROPDOWN', 'options'],
	['RADIO', 'options'],
	['DRILLDOWN', 'options'],
])('a field of the type %s is mapped as %s', async (field_type, type) => {
	const options = ['Gold', 'Silver'].map((label, i) => ({ id: String(i + 1), label }));
	modelOf({ id: '5', label: 'Level', field_name: '_Level', field_type, options });
	expect(await mapped()).toEqual([
		{
			id: '5',
			displayName: 'Level',
			type,
			required: false,
			display: true,
			defaultMatch: false,
			canBeUsedToMatch: false,
			...(type === 'options'
				? {
						options: [
							{ name: 'Gold', value: 'Gold' },
							{ name: 'Silver', value: 'Silver' },
						],
					}
				: {}),
		},
	]);
});

it('offers the options of a field that takes several, and says how several are given', async () => {
	const options = ['Sales', 'Events'].map((label, i) => ({ id: String(i + 1), label }));
	modelOf({ id: '5', label: 'Interests', field_name: '_I', field_type: 'LIST_BOX', options });
	expect(await mapped()).toMatchObject([
		{
			type: 'options',
			displayName: severalByExpression('Interests'),
			options: [{ value: 'Sales' }, { value: 'Events' }],
		},
	]);
});

describe('fields that hold users', () => {
	const model = [{ id: '5', label: 'Advisor', field_name: '_Advisor', field_type: 'USER' }];
	const user = (id: string, given_name: string, email: string) => ({
		id,
		given_name,
		family_name: 'Doe',
		email_addresses: email ? [{ email, field: 'EMAIL1' }] : [],
	});
	const reply = (users: (token: string | null) => Fault) =>
		keap.sandbox.setFaults(({ path, query }) =>
			path.endsWith('/model')
				? { kind: 'status', status: 200, body: { custom_fields: model } }
				: users(query.get('page_token')),
		);

	it('offer them, with their IDs where names are alike', async () => {
		const users = [user('1', 'Jane', ''), user('2', 'Jane', ''), user('3', 'Joe', 'joe@a.com')];
		reply(() => ({ kind: 'status', status: 200, body: { users } }));
		expect((await mapped())[0]).toMatchObject({
			type: 'options',
			options: [
				{ name: 'Jane Doe [1]', value: '1' },
				{ name: 'Jane Doe [2]', value: '2' },
				{ name: 'Joe Doe (joe@a.com)', value: '3' },
			],
		});
	});

	it('offer those of all pages, also where the last one points to the first', async () => {
		const next: Record<string, string> = { '': 'a', a: 'b', b: 'a' };
		reply((token) => {
			const at = token ?? '';
			const users = [user(`1${at}`, 'Jane', `${at}jane@a.com`)];
			return { kind: 'status', status: 200, body: { users, next_page_token: next[at] } };
		});
		const { options } = first(await mapped());
		expect(options?.map(({ value }) => value)).toEqual(['1', '1a', '1b']);
		expect(keap.calls().filter((call) => call === 'GET /v2/users')).toHaveLength(3);
	});

	it('take text where the key may not see users', async () => {
		reply(() => ({ kind: 'status', status: 403, body: { message: 'No access' } }));
		expect((await mapped())[0]).toMatchObject({ type: 'string' });
	});

	it('take nothing where users cannot be read for another reason', async () => {
		reply(() => ({ kind: 'status', status: 400, body: { message: 'Odd request' } }));
		const { fields, emptyFieldsNotice } = await keap.mapping('getContactCustomFields');
		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toContain('Odd request');
	});
});

it('lets anything be entered in a choice without options', async () => {
	modelOf({ id: '5', label: 'Level', field_name: '_Level', field_type: 'DROPDOWN', options: [] });
	expect(await mapped()).toMatchObject([{ type: 'string' }]);
});

it('tells options with the same label apart by their IDs', async () => {
	const options = ['Other', 'Books', 'other'].map((label, i) => ({ id: String(i + 1), label }));
	modelOf({ id: '5', label: 'Topic', field_name: '_Topic', field_type: 'DRILLDOWN', options });
	expect(first(await mapped()).options).toEqual([
		{ name: 'Other', value: '1' },
		{ name: 'Books', value: 'Books' },
		{ name: 'other', value: '3' },
	]);
});

it('tells fields with the same label apart by their field names', async () => {
	const field_type = 'TEXT';
	modelOf(
		{ id: '5', label: 'Color', field_name: '_Color', field_type },
		{ id: '6', label: 'color', field_name: '_Color2', field_type },
		{ id: '7', label: 'Size', field_name: '_Size', field_type },
	);
	expect((await mapped()).map(({ id, displayName }) => [id, displayName])).toEqual([
		['5', 'Color (_Color)'],
		['6', 'color (_Color2)'],
		['7', 'Size'],
	]);
	const { results } = await keap.search('searchContactCustomFields');
	expect(results.map(({ name }) => name)).toEqual(['Color (_Color)', 'color (_Color2)', 'Size']);
});

it('offers no field for a filter that a run would take for another one', async () => {
	const inserted: string[] = [];
	const insert = (label: string, field_name: string) => {
		const { id } = keap.sandbox.store.insert('customField', {
			label,
			field_name,
			field_type: 'TEXT',
			record_type: 'CONTACT',
			options: [],
		});
		inserted.push(id);
		return id;
	};
	insert(insert('Shade', '_Shade'), '_CalledLikeShade');
	insert('_Hue', insert('Hue', '_Hue'));
	const { results } = await keap.search('searchContactCustomFields');
	for (const id of inserted) {
		const inserts = keap.sandbox.store.get('customField', id);
		const value = results.find(({ name }) => name === inserts?.label)?.value as string;
		const field = { __rl: true, mode: 'list', value };
		keap.sandbox.clearLog();
		await keap.run({
			resource: 'contact',
			operation: 'getMany',
			filters: { customFieldFilters: { values: [{ field, operator: 'equals', value: 'x' }] } },
		});
		expect(keap.filters()).toEqual([`${String(inserts?.field_name)}==x`]);
		keap.sandbox.store.remove('customField', id);
	}
});

it('finds fields by a part of their label, those first that begin with it', async () => {
	const field_type = 'TEXT';
	modelOf(
		{ id: '5', label: 'Best Color', field_name: '_Best', field_type },
		{ id: '6', label: 'Color of Eyes', field_name: '_Eyes', field_type },
		{ id: '7', label: 'Size', field_name: '_Size', field_type },
	);
	const { results } = await keap.search('searchContactCustomFields', ' color ');
	expect(results.map(({ value }) => value)).toEqual(['6', '5']);
});

describe('a refusal', () => {
	const mapping = async (customFields?: object) =>
		await keap.mapping('getContactCustomFields', {
			key: 'wrong',
			parameters: (customFields ? { customFields } : {}) as INodeParameters,
		});

	it("is shown in place of fields: n8n's editor says nothing of errors there", async () => {
		const { message } = BY_KIND.unauthorized();
		for (const mapper of [undefined, { schema: [] }])
			expect(await mapping(mapper)).toEqual({
				fields: [],
				emptyFieldsNotice: expect.stringContaining(message),
			});
	});

	it('says what to do where n8n asks before it has chosen a credential', async () => {
		const { emptyFieldsNotice } = await keap.mapping('getContactCustomFields', { chosen: false });
		expect(emptyFieldsNotice).toContain('Choose a credential above');
	});

	it('takes no fields from a mapper that has some, with their values', async () => {
		const schema = [{ id: '5', displayName: 'Color' }];
		await expect(
			mapping({ mappingMode: 'defineBelow', value: { 5: 'Red' }, schema }),
		).rejects.toThrow(BY_KIND.unauthorized().message);
	});
});

it('says when there are none', async () => {
	modelOf();
	const { fields, emptyFieldsNotice } = await keap.mapping('getOrderCustomFields');
	expect(fields).toEqual([]);
	expect(emptyFieldsNotice).toContain("no custom fields for records of the type 'Order' yet");
});

it('makes inputs whose values a run understands', async () => {
	const { fields } = await keap.mapping('getContactCustomFields');
	const entered: Record<string, string | number | boolean> = {
		array: '',
		boolean: true,
		dateTime: '2026-05-06T00:00:00',
		number: 7,
		string: 'Sales, Events',
	};
	const value = Object.fromEntries(
		fields.map(({ id, type = 'array', options }) => [
			id,
			type === 'options' ? (present(options?.[1]).value as string) : entered[type],
		]),
	);
	for (const { id, type = 'array', options } of fields)
		expect(validateFieldType(id, value[id], type, { valueOptions: options }).valid).toBe(true);

	const { items, error } = await keap.run({
		resource: 'contact',
		operation: 'create',
		email: 'jane@example.com',
		customFields: {
			mappingMode: 'defineBelow',
			value,
			schema: fields,
		} as unknown as NodeParameterValueType,
	});
	expect(error).toBeUndefined();
	const stored = keap.sandbox.store.get('contact', String(first(items).json.id));
	const contents = Object.fromEntries(
		(stored?.custom_fields as Array<{ id: string; content: unknown }>).map(({ id, content }) => [
			keap.sandbox.store.get('customField', id)?.label,
			content,
		]),
	) as Record<string, unknown>;
	expect(contents).toMatchObject({
		'Favorite Color': 'Sales, Events',
		'Membership Level': 'Silver',
		Interests: ['Sales'],
		'Lifetime Value': 7,
		'Renewal Date': '2026-05-06',
		'Speaks at Events': 1,
	});
	expect(Object.keys(contents)).toHaveLength(fields.length);
});
