import { CUSTOM_FIELD_RECORDS } from '../../nodes/Keap/descriptor/customFieldRecords';
import { expectInputError, expectKeapError } from '../support/errors';
import { useKeap } from '../support/keap';
import { first, present } from '../support/present';
import { byId, output, pairs, sent } from './support';

const keap = useKeap();

const customField = (operation: string) => ({ resource: 'customField', operation });
const stored = (kind: string, id: unknown) => keap.sandbox.store.get(kind, String(id));

/** What Keap calls the kinds of record in its answers. */
const TYPES: Record<string, string> = {
	affiliates: 'REFERRAL_PARTNER',
	companies: 'COMPANY',
	contacts: 'CONTACT',
	notes: 'TASK_NOTE_APPOINTMENT',
	opportunities: 'OPPORTUNITY',
	orders: 'ORDER',
	subscriptions: 'SUBSCRIPTION',
	tasks: 'TASK_NOTE_APPOINTMENT',
};

describe.each(Object.values(CUSTOM_FIELD_RECORDS))('of $path', ({ label, path: recordType }) => {
	const model = `/v2/${recordType}/model`;
	const record_type = present(TYPES[recordType]);

	it('lists the fields', async () => {
		const run = await keap.run({ ...customField('getMany'), recordType, returnAll: true });
		expect(sent(keap)).toEqual([{ call: `GET ${model}`, query: {}, body: undefined }]);
		const fields = output(run);
		expect(fields.length).toBeGreaterThan(0);
		for (const field of fields) expect(field).toMatchObject({ record_type });
	});

	it('gets the model', async () => {
		const run = await keap.run({ ...customField('getModel'), recordType });
		expect(keap.calls()).toEqual([`GET ${model}`]);
		expect(output(run)).toEqual([
			{ custom_fields: expect.any(Array), optional_properties: expect.any(Array) },
		]);
	});

	it('creates a field with options, and deletes it', async () => {
		const run = await keap.run({
			...customField('create'),
			// By the name in the menu, as an AI agent might put it.
			recordType: `={{ '${label}' }}`,
			label: 'Size',
			fieldType: 'DROPDOWN',
			additionalFields: { options: { values: [{ label: 'Small' }, { label: 'Large' }] } },
		});
		expect(sent(keap)).toEqual([
			{
				call: `POST ${model}/customFields`,
				query: {},
				body: {
					label: 'Size',
					field_type: 'DROPDOWN',
					options: [{ label: 'Small' }, { label: 'Large' }],
				},
			},
		]);
		const made = first(output(run));
		expect(made).toMatchObject({
			label: 'Size',
			field_type: 'DROPDOWN',
			record_type,
			options: [
				{ id: '1', label: 'Small' },
				{ id: '2', label: 'Large' },
			],
		});
		expect(pairs(run.items)).toEqual([0]);

		const gone = await keap.run({
			...customField('delete'),
			recordType,
			customFieldId: byId(String(made.id)),
		});
		expect(keap.calls()).toEqual([`DELETE ${model}/customFields/${String(made.id)}`]);
		expect(output(gone)).toEqual([{ deleted: true }]);
		expect(stored('customField', made.id)).toBeUndefined();
	});

	it('creates, gets, lists, changes and deletes tabs and groups', async () => {
		const tabs = `${model}/customFields/tabs`;
		const groups = `${model}/customFields/groups`;
		const tab = first(
			output(await keap.run({ ...customField('createTab'), recordType, name: 'More' })),
		);
		expect(sent(keap)).toEqual([{ call: `POST ${tabs}`, query: {}, body: { name: 'More' } }]);
		const tabId = byId(String(tab.id));

		const group = first(
			output(
				await keap.run({ ...customField('createGroup'), recordType, name: 'Personal', tabId }),
			),
		);
		expect(sent(keap)).toEqual([
			{ call: `POST ${groups}`, query: {}, body: { name: 'Personal', tab_id: String(tab.id) } },
		]);
		const groupId = byId(String(group.id));

		expect(
			output(await keap.run({ ...customField('getTab'), recordType, tabId }))[0],
		).toMatchObject({ id: tab.id, name: 'More' });
		expect(keap.calls()).toEqual([`GET ${tabs}/${String(tab.id)}`]);
		expect(
			output(await keap.run({ ...customField('getGroup'), recordType, groupId }))[0],
		).toMatchObject({ id: group.id, name: 'Personal' });
		expect(keap.calls()).toEqual([`GET ${groups}/${String(group.id)}`]);

		const allTabs = output(await keap.run({ ...customField('getTabs'), recordType }));
		expect(keap.calls()).toEqual([`GET ${tabs}`]);
		expect(allTabs.map(({ name }) => name)).toEqual(['Custom Fields', 'More']);
		const groupsOfTab = output(
			await keap.run({ ...customField('getGroups'), recordType, options: { tabId } }),
		);
		expect(sent(keap)).toEqual([
			{ call: `GET ${groups}`, query: { tab_id: String(tab.id) }, body: undefined },
		]);
		expect(groupsOfTab.map(({ name }) => name)).toEqual(['Personal']);

		const renamed = await keap.run({
			...customField('updateTab'),
			recordType,
			tabId,
			updateFields: { name: 'Even More', order: 0 },
		});
		expect(sent(keap)).toEqual([
			{
				call: `PATCH ${tabs}/${String(tab.id)}`,
				query: { update_mask: 'name,order' },
				body: { name: 'Even More', order: 0 },
			},
		]);
		expect(output(renamed)[0]).toMatchObject({ name: 'Even More', order: 0 });

		const moved = await keap.run({
			...customField('updateGroup'),
			recordType,
			groupId,
			updateFields: { tabId: byId(String(first(allTabs).id)), order: 3 },
		});
		expect(sent(keap)[0]).toMatchObject({
			call: `PATCH ${groups}/${String(group.id)}`,
			query: { update_mask: expect.stringMatching(/^(order,tab_id|tab_id,order)$/) },
		});
		expect(output(moved)[0]).toMatchObject({ tab_id: first(allTabs).id, order: 3 });

		const gone = [
			...output(await keap.run({ ...customField('deleteGroup'), recordType, groupId })),
			...output(await keap.run({ ...customField('deleteTab'), recordType, tabId })),
		];
		expect(keap.calls()).toEqual([`DELETE ${tabs}/${String(tab.id)}`]);
		expect(gone).toEqual([{ deleted: true }, { deleted: true }]);
	});

	if (recordType === 'contacts') {
		it('does not try to change one: Keap has no way to', async () => {
			const run = await keap.run({
				...customField('update'),
				recordType: `={{ '${recordType}' }}`,
				customFieldId: byId(1),
				groupId: byId(1),
				updateFields: { label: 'New' },
			});
			expectInputError(run, 0, 'unknownChoice', 'Record Type', 'contacts');
			expect(keap.calls()).toEqual([]);
		});
	} else {
		it('changes a field', async () => {
			const field = keap.sandbox.store.find('customField', 'record_type', record_type);
			const run = await keap.run({
				...customField('update'),
				recordType,
				customFieldId: byId(String(field?.id)),
				groupId: byId(String(field?.group_id)),
				updateFields: {
					label: 'Renamed',
					options: { values: [{ id: '1', label: 'First' }, { label: 'New' }] },
				},
			});
			expect(sent(keap)).toEqual([
				{
					call: `PATCH ${model}/customFields/${String(field?.id)}`,
					query: { update_mask: 'group_id,label,options' },
					body: {
						group_id: field?.group_id,
						label: 'Renamed',
						options: [{ id: '1', label: 'First' }, { label: 'New' }],
					},
				},
			]);
			expect(output(run)[0]).toMatchObject({ label: 'Renamed' });
		});
	}
});

it('limits the fields of a record type, for each item', async () => {
	const run = await keap.run(
		{ ...customField('getMany'), recordType: '={{ $json.type }}', limit: 2 },
		{ items: [{ type: 'contacts' }, { type: 'orders' }] },
	);
	expect(pairs(run.items)).toEqual([0, 0, 1, 1]);
});

it("passes on Keap's words when a group is not empty", async () => {
	const { id } = first(keap.sandbox.store.list('customFieldGroup'));
	const run = await keap.run({
		...customField('deleteGroup'),
		recordType: 'contacts',
		groupId: byId(id),
	});
	const words = `Custom field group ${id} is not empty`;
	expect(expectKeapError(run, 0, 'conflict', words).httpCode).toBe('409');
});
