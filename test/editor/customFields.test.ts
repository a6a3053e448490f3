import { validateFieldType, type NodeParameterValueType } from 'n8n-workflow';

import { customFieldsMethod, customFieldRecords } from '../../nodes/Keap/descriptor/names';
import { CUSTOM_FIELD_RECORDS } from '../../nodes/Keap/descriptor/customFieldRecords';
import { first, present } from '../support/present';
import { useEditor } from './support';

const keap = useEditor({ seed: false });

/** Lets Keap answer with this model once. */
function modelOf(...custom_fields: object[]): void {
	keap.sandbox.setFaults(() => ({ kind: 'status', status: 200, body: { custom_fields } }));
}

const mapped = async () => (await keap.mapping('getContactCustomFields')).fields;

describe.each(customFieldRecords)('the custom fields of %s', (record) => {
	const method = customFieldsMethod(record);
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

	it('can be mapped by label', async () => {
		const { fields, emptyFieldsNotice } = await keap.mapping(method);
		expect(fields.map(({ id }) => id)).toEqual(labels());
		expect(fields.map(({ displayName }) => displayName)).toEqual(labels());
		expect(emptyFieldsNotice).toBeUndefined();
		expect(keap.calls()).toEqual([`GET /v2/${CUSTOM_FIELD_RECORDS[record].path}/model`]);
	});

	it('can be chosen by label, and are saved by ID', async () => {
		const options = await keap.options(method);
		expect(options.map(({ name }) => name)).toEqual(labels());
		for (const { name, value } of options)
			expect(keap.sandbox.store.get('customField', String(value))?.label).toBe(name);
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
	['LIST_BOX', 'string'],
	['USER_LIST_BOX', 'string'],
	['SOMETHING_NEW', 'string'],
	['WHOLE_NUMBER', 'number'],
	['DECIMAL_NUMBER', 'number'],
	['CURRENCY', 'number'],
	['PERCENT', 'number'],
	['YEAR', 'number'],
	['MONTH', 'number'],
	['DAY_OF_WEEK', 'number'],
	['USER', 'number'],
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
			id: 'Level',
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

it("lets n8n's editor accept a list with commas", async () => {
	modelOf({ id: '5', label: 'Interests', field_name: '_Interests', field_type: 'LIST_BOX' });
	const { type = 'array' } = first(await mapped());
	expect(validateFieldType('Interests', 'Sales, Events', type).valid).toBe(true);
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
		['_Color', 'Color (_Color)'],
		['_Color2', 'color (_Color2)'],
		['Size', 'Size'],
	]);
	expect((await keap.options('getContactCustomFields')).map(({ name }) => name)).toEqual([
		'Color (_Color)',
		'color (_Color2)',
		'Size',
	]);
});

it('uses no key that would stand for another field', async () => {
	const field_type = 'TEXT';
	modelOf(
		{ id: '5', label: '6', field_name: '_Six', field_type },
		{ id: '6', label: 'Seven', field_name: '_Seven', field_type },
		{ id: '8', label: '_Seven', field_name: '_Eight', field_type },
	);
	const ids = Object.fromEntries((await mapped()).map(({ id, displayName }) => [displayName, id]));
	expect(ids).toEqual({ '6': '6', Seven: 'Seven', _Seven: '_Seven' });
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
	const options = await keap.options('getContactCustomFields');
	for (const id of inserted) {
		const inserts = keap.sandbox.store.get('customField', id);
		const field = options.find(({ name }) => name === inserts?.label)?.value as string;
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

it("uses no key that n8n's editor can't quote", async () => {
	modelOf({ id: '5', label: 'Height 5"', field_name: '_Height5', field_type: 'TEXT' });
	expect(await mapped()).toMatchObject([{ id: '_Height5', displayName: 'Height 5"' }]);
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
		Interests: ['Sales', 'Events'],
		'Lifetime Value': 7,
		'Renewal Date': '2026-05-06',
		'Speaks at Events': 1,
	});
	expect(Object.keys(contents)).toHaveLength(fields.length);
});
