import type { INodeParameters } from 'n8n-workflow';

import { on } from '../flows/support';
import { expectInputError, expectKeapError, inputError, outcomes } from '../support/errors';
import { useKeap } from '../support/keap';
import {
	addContact,
	byEmail,
	byId,
	emails,
	fromList,
	group,
	lastSent,
	output,
	pairs,
	rows,
	sent,
	stored,
} from './support';

const keap = useKeap();

beforeEach(() => keap.sandbox.reset());

const automation = (operation: string, parameters: INodeParameters = {}) => ({
	resource: 'automation',
	operation,
	...parameters,
});

const each = byId('={{ $json.id }}');
const items = (...ids: string[]) => ({ items: ids.map((id) => ({ id })) });

const add = (count: number) =>
	keap.sandbox.store
		.insertMany(
			'automation',
			Array.from({ length: count }, (_, i) => ({
				title: `Series ${i + 1}`,
				status: 'PUBLISHED',
				categories: [],
				locked: i % 2 === 1,
			})),
		)
		.map(({ id }) => id);

describe('reading', () => {
	it('gets one by its name', async () => {
		const result = await keap.run(
			automation('get', { automationId: { __rl: true, mode: 'name', value: 'win back' } }),
		);
		expect(sent(keap)).toMatchObject([
			{ call: 'GET /v2/automations', query: { filter: 'name==win back*', order_by: 'name asc' } },
			{ call: 'GET /v2/automations/4' },
		]);
		expect(output(result)).toEqual([
			{
				id: '4',
				title: 'Win Back',
				status: 'DRAFT',
				active_contacts: 0,
				categories: ['2'],
				locked: false,
				published_date: null,
				published_by: null,
				error_message: null,
			},
		]);
	});

	it('finds one by its name among many that contain it', async () => {
		keap.sandbox.store.insertMany(
			'automation',
			Array.from({ length: 30 }, (_, i) => ({ title: `A Welcome ${i}`, status: 'DRAFT' })),
		);
		const { id } = keap.sandbox.store.insert('automation', { title: 'Welcome', status: 'DRAFT' });
		const result = await keap.run(
			automation('get', { automationId: { __rl: true, mode: 'name', value: 'Welcome' } }),
		);
		expect(output(result)).toMatchObject([{ id, title: 'Welcome' }]);
	});

	it('lists 25 at a time, filtered and sorted', async () => {
		add(30);
		const all = await keap.run(automation('getMany', { returnAll: true }));
		expect(sent(keap).map(({ query }) => query.page_size)).toEqual(['25', '25']);
		expect(output(all)).toHaveLength(34);
		const some = await keap.run(
			automation('getMany', {
				filters: { name: 'We*', status: 'published', categoryIds: 'Onboarding', idAbove: 0 },
				sort: group({ field: 'activeContacts', direction: 'desc' }),
			}),
		);
		expect(lastSent(keap)).toMatchObject({
			query: {
				filter: 'categories==1;id>0;name==We*;status==published',
				order_by: 'activeContacts desc',
			},
		});
		expect(output(some).map(({ title }) => title)).toEqual([
			'Webinar Follow-Up',
			'Welcome New Leads',
		]);
	});

	it('lists IDs with whether somebody edits them, over several pages', async () => {
		const ids = add(30);
		const result = await keap.run(
			automation('getIds', { returnAll: true, filters: { name: 'Series' } }),
		);
		expect(keap.calls()).toEqual(['GET /v2/automations/ids', 'GET /v2/automations/ids']);
		expect(output(result)).toEqual(ids.map((id, i) => ({ id, locked: i % 2 === 1 })));
	});
});

describe('achieving a goal', () => {
	const goal = (parameters: INodeParameters) =>
		automation('achieveGoal', { contactId: each, goalBy: 'goal', ...parameters });
	const byCallName = (callName: string) =>
		goal({ goalBy: 'callName', integration: 'myShop', callName });

	it('sends the IDs as numbers, and starts what follows', async () => {
		const id = addContact(keap);
		const parameters = goal({ automationId: fromList(1), goalId: fromList(1) });
		const result = await keap.run(parameters, items(id));
		expect(sent(keap)).toEqual([
			{
				call: 'POST /v2/automations/goals/achieve',
				query: {},
				body: { contact_id: Number(id), automation_id: 1, goal_id: 1 },
			},
		]);
		expect(output(result)).toMatchObject([
			{ results: [{ success: true, goal_id: 1, flow_start_results: [{ flow_id: 1 }] }] },
		]);
		expect(stored(keap, 'sequence', 1).contact_ids).toEqual([id]);
	});

	it('finds the contact by email address, the goal by name', async () => {
		const id = addContact(keap, { email_addresses: emails('ada@example.com') });
		const named = goal({
			contactId: byEmail('ada@example.com'),
			automationId: { __rl: true, mode: 'name', value: 'Welcome New Leads' },
			goalId: { __rl: true, mode: 'name', value: 'Asked for a Call' },
		});
		output(await keap.run(named));
		expect(lastSent(keap).body).toEqual({ contact_id: Number(id), automation_id: 1, goal_id: 2 });
	});

	it('takes integration and call name instead', async () => {
		const id = addContact(keap);
		const result = await keap.run(byCallName('orderPaid'), items(id));
		expect(lastSent(keap).body).toEqual({
			contact_id: Number(id),
			integration: 'myShop',
			call_name: 'orderPaid',
		});
		expect(output(result)).toMatchObject([{ results: [{ success: true, automation_id: 3 }] }]);
	});

	it('fails where Keap achieved nothing, in the words of Keap where it has some', async () => {
		const id = addContact(keap);
		const draft = goal({ automationId: fromList(4), goalId: fromList(4) });
		const of = await keap.run(draft, items(id));
		expectInputError(of, 0, 'rejected', undefined, 'achieved no goal', 'not published');
		const unheard = await keap.run(byCallName('nobodyListens'), items(id));
		expectInputError(unheard, 0, 'rejected', undefined, 'achieved no goal');
	});

	it('leaves open what came of it where Keap says nothing', async () => {
		keap.sandbox.setFaults(on(/achieve/, { kind: 'status', status: 200, body: '' }));
		const run = await keap.run(byCallName('orderPaid'), items(addContact(keap)));
		expectKeapError(run, 0, 'unknownOutcome');
	});

	it('is not repeated when its outcome is unknown', async () => {
		keap.sandbox.setFaults(on(/achieve/, { kind: 'resetAfter' }));
		const run = await keap.run(byCallName('orderPaid'), items(addContact(keap)));
		expectKeapError(run, 0, 'unknownOutcome');
		expect(keap.calls()).toHaveLength(1);
	});

	it.each([
		['the goal', goal({ automationId: byId(1), goalId: byId('') }), 'Goal'],
		['the call name', byCallName('={{ "" }}'), 'Call Name'],
	])('needs %s', async (_, parameters, label) => {
		expectInputError(await keap.run(parameters, items('1')), 0, 'empty', label);
		expect(keap.calls()).toEqual([]);
	});
});

describe('assigning categories', () => {
	const assign = (parameters: INodeParameters = {}) =>
		automation('assignCategories', {
			automationId: each,
			categories: rows('automationCategoryId', 'Sales, 2'),
			applyCategory: true,
			...parameters,
		});
	const categories = () =>
		['1', '4'].map((id) => stored(keap, 'automation', id).categories as string[]);

	it('adds them to all items in one call, and removes them', async () => {
		const result = await keap.run(assign(), items('1', '4'));
		expect(lastSent(keap)).toEqual({
			call: 'POST /v2/automations/categories/batchAssign',
			query: {},
			body: { automation_ids: ['1', '4'], category_ids: ['3', '2'], apply_category: true },
		});
		expect(output(result)).toEqual([
			{ automation_id: '1', result: 'done' },
			{ automation_id: '4', result: 'done' },
		]);
		expect(categories()).toEqual([
			['1', '3', '2'],
			['3', '2'],
		]);
		output(await keap.run(assign({ applyCategory: false }), items('1', '4')));
		expect(lastSent(keap).body).toMatchObject({ apply_category: false });
		expect(categories()).toEqual([['1'], []]);
	});

	it('does what several items want of one automation in their order', async () => {
		const run = await keap.run(
			assign({ categories: rows('automationCategoryId', '3'), applyCategory: '={{ $json.add }}' }),
			{
				items: [
					{ id: '1', add: true },
					{ id: '1', add: false },
					{ id: '4', add: false },
					{ id: '1', add: true },
				],
			},
		);
		expect(output(run)).toHaveLength(4);
		expect(categories()).toEqual([['1', '3'], ['2']]);
	});

	it('does not blame the automation for a category that Keap lacks', async () => {
		const run = await keap.run(assign({ categories: rows('automationCategoryId', '99') }), {
			...items('1', '4'),
			onError: 'continueRegularOutput',
		});
		expectKeapError(run, 0, 'notFound', '99');
		expectKeapError(run, 1, 'notFound', '99');
	});

	it('blames an automation that Keap lacks', async () => {
		const run = await keap.run(assign(), {
			...items('1', '77'),
			onError: 'continueRegularOutput',
		});
		expect(outcomes(run, 'result')).toEqual([
			'done',
			inputError(1, 'notFound', 'Automation', "'Automation'", '77'),
		]);
	});

	it('refuses 0 also where it may be a name', async () => {
		const run = await keap.run(
			assign({ automationId: { __rl: true, mode: 'name', value: '={{ $json.id }}' } }),
			{ ...items('0', '4'), onError: 'continueRegularOutput' },
		);
		expectInputError(run, 0, 'invalid', 'Automation', 'all');
		expect(categories()).toEqual([['1'], ['3', '2']]);
	});

	it.each(['0', '00', 0])('refuses %j, which Keap takes for all automations', async (id) => {
		const run = await keap.run(assign(), { items: [{ id: '1' }, { id }] });
		expectInputError(run, 1, 'invalid', 'Automation', 'all');
		expect(keap.calls()).toEqual([]);
	});
});

describe('deleting', () => {
	const remove = automation('delete', { automationId: each });

	it('takes one call for all items', async () => {
		const result = await keap.run(remove, items('1', '2'));
		expect(sent(keap)).toEqual([
			{ call: 'DELETE /v2/automations', query: { automation_ids: '1,2' }, body: undefined },
		]);
		expect(output(result)).toEqual([{ deleted: true }, { deleted: true }]);
		expect(pairs(result.items)).toEqual([0, 1]);
		expect(keap.sandbox.store.list('automation').map(({ id }) => id)).toEqual(['3', '4']);
	});

	it('finds the one because of which Keap refuses a call', async () => {
		const run = await keap.run(remove, {
			...items('1', '99', '3'),
			onError: 'continueRegularOutput',
		});
		expect(outcomes(run, 'deleted')).toEqual([
			true,
			inputError(1, 'notFound', 'Automation', "'Automation'", '99'),
			true,
		]);
		expect(keap.sandbox.store.list('automation').map(({ id }) => id)).toEqual(['2', '4']);
	});

	it.each([['1', '2'], ['2']])(
		'takes what a lost attempt has deleted for deleted (%j)',
		async (...ids) => {
			let attempts = 0;
			keap.sandbox.setFaults(
				on(/^DELETE/, () => (attempts++ === 0 ? { kind: 'resetAfter' } : undefined)),
			);
			const run = await keap.run(remove, { ...items(...ids), onError: 'continueRegularOutput' });
			expect(outcomes(run, 'deleted')).toEqual(ids.map(() => true));
		},
	);

	it('does not take a 404 after a lost response for all of several deletes', async () => {
		let attempts = 0;
		keap.sandbox.setFaults(
			on(/^DELETE/, () => (attempts++ === 0 ? { kind: 'resetBefore' } : undefined)),
		);
		const run = await keap.run(remove, {
			...items('1', '99'),
			onError: 'continueRegularOutput',
		});
		// As when it is deleted alone: it isn't there, and the lost attempt may have been why.
		expect(outcomes(run, 'deleted')).toEqual([true, true]);
		expect(keap.sandbox.store.get('automation', 1)).toBeUndefined();
	});
});

describe('unpublishing', () => {
	const statuses = () => ['1', '2'].map((id) => stored(keap, 'automation', id).status);

	it.each([
		['with a message for its forms', { unpublishedFormMessage: 'Closed' }],
		['without one', {}],
	])('takes one out of service, %s', async (_, additionalFields) => {
		const result = await keap.run(
			automation('unpublish', { automationId: fromList(1), additionalFields }),
		);
		const { unpublishedFormMessage: message } = additionalFields as { [name: string]: string };
		expect(sent(keap)).toEqual([
			{
				call: 'PUT /v2/automations/1/unpublish',
				query: {},
				body: message ? { unpublished_form_message: message } : {},
			},
		]);
		expect(output(result)).toEqual([{ success: true }]);
		expect(statuses()).toEqual(['DRAFT', 'PUBLISHED']);
	});

	it('takes many in one call for each message', async () => {
		const result = await keap.run(
			automation('unpublishBatch', {
				automationId: each,
				additionalFields: { unpublishedFormMessage: '={{ $json.message }}' },
			}),
			{
				items: [
					{ id: '1', message: 'Closed' },
					{ id: '2', message: 'Closed' },
					{ id: '3', message: 'Moved' },
				],
			},
		);
		expect(sent(keap).map(({ call, body }) => [call, body])).toEqual([
			[
				'POST /v2/automations/batch-unpublish',
				{ automation_ids: ['1', '2'], unpublished_form_message: 'Closed' },
			],
			[
				'POST /v2/automations/batch-unpublish',
				{ automation_ids: ['3'], unpublished_form_message: 'Moved' },
			],
		]);
		expect(output(result)).toHaveLength(3);
		expect(statuses()).toEqual(['DRAFT', 'DRAFT']);
	});
});

it('renames an easy automation', async () => {
	const rename = (id: string, name: string) =>
		automation('renameEasyAutomation', { easyAutomationId: id, name });
	const result = await keap.run(rename('HWv0fbDNDbWg6cFKY027', 'Happy Birthday'));
	expect(sent(keap)).toEqual([
		{
			call: 'PATCH /v2/easy-automations/HWv0fbDNDbWg6cFKY027',
			query: {},
			body: { name: 'Happy Birthday' },
		},
	]);
	expect(output(result)).toEqual([{ success: true }]);
	expect(stored(keap, 'easyAutomation', 1).name).toBe('Happy Birthday');
	expectInputError(await keap.run(rename('a/b', 'Name')), 0, 'invalid', 'Easy Automation ID');
	expectInputError(await keap.run(rename('abc1', '={{ "" }}')), 0, 'empty', 'Name');
});

describe('categories', () => {
	const category = (operation: string, parameters: INodeParameters = {}) => ({
		resource: 'automationCategory',
		operation,
		...parameters,
	});

	it('are created, listed and renamed with the same columns', async () => {
		const created = output(await keap.run(category('create', { name: 'Support' })));
		expect(lastSent(keap)).toEqual({
			call: 'POST /v2/automationCategory',
			query: {},
			body: { name: 'Support' },
		});
		expect(created).toEqual([{ id: '4', name: 'Support', automation_count: 0 }]);
		const all = output(await keap.run(category('getMany', { returnAll: true })));
		expect(lastSent(keap)).toMatchObject({ call: 'GET /v2/automationCategory', query: {} });
		expect(all.map(({ name, automation_count }) => [name, automation_count])).toEqual([
			['Onboarding', 2],
			['Events', 2],
			['Sales', 1],
			['Support', 0],
		]);
		const renamed = output(
			await keap.run(
				category('update', {
					automationCategoryId: { __rl: true, mode: 'name', value: 'Support' },
					name: 'Help',
				}),
			),
		);
		expect(lastSent(keap)).toEqual({
			call: 'PATCH /v2/automationCategory/4',
			query: {},
			body: { name: 'Help' },
		});
		expect(renamed).toEqual([{ id: '4', name: 'Help', automation_count: 0 }]);
	});

	it('are deleted together', async () => {
		const result = await keap.run(
			category('delete', { automationCategoryId: each }),
			items('1', 'Sales'),
		);
		expect(lastSent(keap)).toEqual({
			call: 'DELETE /v2/automationCategory',
			query: { ids: '1,3' },
			body: undefined,
		});
		expect(output(result)).toEqual([{ deleted: true }, { deleted: true }]);
		expect(keap.sandbox.store.list('automationCategory').map(({ name }) => name)).toEqual([
			'Events',
		]);
	});
});
