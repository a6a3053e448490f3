import { DateTime } from 'luxon';

import type { JsonObject } from '../../sandbox';
import { useKeap } from '../support/keap';
import { first, present } from '../support/present';
import {
	byEmail,
	byId,
	contentsOf,
	customFields,
	fieldNamed,
	output,
	pairs,
	sent,
} from './support';

const keap = useKeap({ contacts: 20 });

const values = (content: JsonObject) =>
	Object.entries(content).map(([label, value]) => ({
		id: fieldNamed(keap, label).id,
		content: value,
	}));

const aTask = (task: JsonObject = {}) =>
	keap.sandbox.store.insert('task', {
		title: 'Call back',
		assigned_to_user_id: '2',
		contact_id: '3',
		completed: false,
		accepted: true,
		create_time: '2026-01-02T03:04:05.000Z',
		modification_time: '2026-01-03T03:04:05.000Z',
		...task,
	});

const stored = (id: unknown) => keap.sandbox.store.get('task', String(id));

describe('create', () => {
	const create = {
		resource: 'task',
		operation: 'create',
		simplify: false,
		title: 'Send proposal',
		assignedToUserId: byId(3),
	};

	it('sends all its fields', async () => {
		const opportunity = first(keap.sandbox.store.list('opportunity')).id;
		const { email } = first(
			keap.sandbox.store.get('contact', '5')?.email_addresses as Array<{
				email: string;
			}>,
		);
		const run = await keap.run(
			{
				...create,
				additionalFields: {
					accepted: true,
					completed: true,
					completionTime: '2026-03-19T08:00:00Z',
					contactId: byEmail(email),
					description: 'About the website',
					dueTime: '2026-03-18T17:00:00',
					opportunityId: byId(opportunity),
					priority: 'ESSENTIAL',
					remindTimeMins: 120,
					type: 'Email',
				},
				customFields: customFields({ Reference: 'A-1', 'Follow-up Date': '2026-04-01' }),
			},
			{ timezone: 'America/Phoenix' },
		);
		expect(keap.calls().sort()).toEqual([
			'GET /v2/contacts',
			'GET /v2/tasks/model',
			'POST /v2/tasks',
		]);
		expect(sent(keap).at(-1)).toEqual({
			call: 'POST /v2/tasks',
			query: {},
			body: {
				title: 'Send proposal',
				assigned_to_user_id: '3',
				accepted: true,
				completed: true,
				completion_time: '2026-03-19T08:00:00.000Z',
				contact_id: '5',
				description: 'About the website',
				due_time: '2026-03-19T00:00:00.000Z',
				opportunity_id: opportunity,
				priority: 'ESSENTIAL',
				remind_time_mins: 120,
				type: 'Email',
				custom_fields: values({ Reference: 'A-1', 'Follow-up Date': '2026-04-01' }),
			},
		});
		expect(output(run)[0]).toMatchObject({ title: 'Send proposal', remind_time_mins: 120 });
		expect(pairs(run.items)).toEqual([0]);
	});

	it.each([
		['5 Minutes Before', 5],
		['2 days before', 2880],
		['480', 480],
		[1440, 1440],
	])('takes the reminder %p by name or minutes', async (remindTimeMins, minutes) => {
		const run = await keap.run({ ...create, additionalFields: { remindTimeMins } });
		expect(first(output(run)).remind_time_mins).toBe(minutes);
	});

	describe('due at', () => {
		const due = async (dueTime: string, item: JsonObject = {}) => {
			const run = await keap.run(
				{ ...create, additionalFields: { dueTime } },
				{ timezone: 'America/New_York', items: [item] },
			);
			return first(output(run)).due_time;
		};

		it.each([
			['what the date picker gives', '2026-07-18T17:30:00', '2026-07-18T21:30:00.000Z'],
			['the same in winter', '2026-01-18 17:30', '2026-01-18T22:30:00.000Z'],
			['ISO 8601 in UTC', '2026-07-18T17:30:00Z', '2026-07-18T17:30:00.000Z'],
			['ISO 8601 with milliseconds', '2026-07-18T17:30:00.123Z', '2026-07-18T17:30:00.123Z'],
			['ISO 8601 with an offset', '2026-07-18T17:30:00+05:30', '2026-07-18T12:00:00.000Z'],
			['a day', '2026-07-18', '2026-07-18T04:00:00.000Z'],
			['a date of an e-mail', 'Sat, 18 Jul 2026 17:30:00 +0200', '2026-07-18T15:30:00.000Z'],
		])('%s', async (_, given, expected) => {
			expect(await due(given)).toBe(expected);
		});

		it('a Luxon date from an expression', async () => {
			const before = Date.now();
			const time = Date.parse(String(await due('={{ $now.plus({ days: 1 }) }}')));
			expect(time).toBeGreaterThanOrEqual(before + 86_400_000);
			expect(time).toBeLessThanOrEqual(Date.now() + 86_400_000);
		});

		it('midnight of the workflow for {{ $today }}', async () => {
			const today = DateTime.now().setZone('America/New_York').startOf('day');
			expect(await due('={{ $today }}')).toBe(today.toUTC().toISO());
		});

		it('a JavaScript date from an expression', async () => {
			expect(await due('={{ new Date(Date.UTC(2026, 6, 18)) }}')).toBe('2026-07-18T00:00:00.000Z');
		});

		it('an item of the input', async () => {
			expect(await due('={{ $json.when }}', { when: '2026-07-18T17:30:00Z' })).toBe(
				'2026-07-18T17:30:00.000Z',
			);
		});
	});

	it('keeps the day of date fields, whatever the time zone', async () => {
		for (const [timezone, given] of [
			['Pacific/Kiritimati', '2026-04-01'],
			['Pacific/Pago_Pago', '2026-04-01'],
			['Pacific/Pago_Pago', '2026-04-01T00:00:00'],
			['Pacific/Pago_Pago', '2026-04-01T03:00:00Z'],
		] as const) {
			const run = await keap.run(
				{ ...create, customFields: customFields({ 'Follow-up Date': given }) },
				{ timezone },
			);
			expect(contentsOf(keap, stored(first(output(run)).id))).toEqual({
				'Follow-up Date': '2026-04-01',
			});
		}
	});
});

describe('get', () => {
	const get = { resource: 'task', operation: 'get' };

	it('reads one, simplified', async () => {
		const { id } = aTask({ custom_fields: values({ Billable: 0 }), priority: 'CRITICAL' });
		const run = await keap.run({ ...get, taskId: byId(id) });
		expect(sent(keap)[0]).toEqual({
			call: `GET /v2/tasks/${id}`,
			query: { fields: 'custom_fields' },
			body: undefined,
		});
		expect(output(run)).toEqual([
			{
				id,
				title: 'Call back',
				description: null,
				contact_id: '3',
				assigned_to_user_id: '2',
				type: null,
				priority: 'CRITICAL',
				due_time: null,
				completed: false,
				completion_time: null,
				create_time: '2026-01-02T03:04:05.000Z',
				custom_fields: expect.objectContaining({ Billable: false, Reference: null }),
			},
		]);
	});

	it('reads many in one call, each raw and with its item', async () => {
		const ids = [aTask({ title: 'A' }).id, aTask({ title: 'B' }).id];
		const run = await keap.run(
			{ ...get, taskId: '={{ $json.id }}', simplify: false },
			{ items: [{ id: ids[1] }, { id: ids[0] }] },
		);
		expect(sent(keap)).toEqual([
			{
				call: 'GET /v2/tasks',
				query: {
					filter: `task_ids==${ids[1]},${ids[0]}`,
					fields: 'custom_fields',
					page_size: '2',
				},
				body: undefined,
			},
		]);
		expect(output(run).map(({ title, accepted }) => [title, accepted])).toEqual([
			['B', true],
			['A', true],
		]);
		expect(pairs(run.items)).toEqual([0, 1]);
	});

	it('reads 250 in three calls', async () => {
		const ids = Array.from({ length: 250 }, () => aTask().id);
		const run = await keap.run(
			{ ...get, taskId: '={{ $json.id }}', simplify: false },
			{ items: ids.map((id) => ({ id })) },
		);
		expect(keap.calls()).toEqual(Array(3).fill('GET /v2/tasks'));
		expect(output(run).map(({ id }) => id)).toEqual(ids);
	});
});

describe('getMany', () => {
	const getMany = { resource: 'task', operation: 'getMany', simplify: false };

	it('sends every filter under its key', async () => {
		const run = await keap.run({
			...getMany,
			returnAll: true,
			filters: {
				assignedToUserId: byId(2),
				contactId: byId(3),
				hasDueDate: true,
				idAbove: 1,
				idBelow: '9000',
				isCompleted: false,
				opportunityId: byId(7),
				priority: 'CRITICAL',
				sinceTime: '2026-01-01T00:00:00Z',
				taskIds: '1,2',
				title: 'Call*',
				untilTime: '2026-02-01T00:00:00Z',
				customFieldFilters: {
					values: [
						{ field: 'Follow-up Date', operator: 'after', value: '2026-01-01' },
						{ field: 'Reference', operator: 'startsWith', value: 'A' },
						{ field: 'Billable', operator: 'equals', value: true },
					],
				},
			},
			sort: { value: { field: 'due_time', direction: 'asc' } },
		});
		expect(run.error).toBeUndefined();
		const { filter, ...query } = sent(keap).at(-1)?.query ?? {};
		expect(query).toEqual({
			fields: 'custom_fields',
			order_by: 'due_time asc',
			page_size: '1000',
		});
		expect(present(filter).split(';').sort()).toEqual(
			[
				'user_id==2',
				'contact_id==3',
				'has_due_date==true',
				'id>1',
				'id<9000',
				'is_completed==false',
				'opportunity_id==7',
				'priority==CRITICAL',
				'since_time==2026-01-01T00:00:00.000Z',
				'task_ids==1,2',
				'title==Call*',
				'until_time==2026-02-01T00:00:00.000Z',
				'FollowUpDate>2026-01-01T00:00:00.000Z',
				'Reference==A*',
				'Billable==1',
			].sort(),
		);
	});

	it('finds the tasks that nobody is assigned to', async () => {
		const { id } = aTask({ assigned_to_user_id: null });
		const run = await keap.run({ ...getMany, filters: { unassigned: true } });
		expect(first(sent(keap)).query.filter).toBe('user_id==UNASSIGNED');
		expect(output(run).map((task) => task.id)).toEqual([id]);

		await keap.run({ ...getMany, limit: 1, filters: { unassigned: false } });
		expect(first(sent(keap)).query).not.toHaveProperty('filter');
	});
});

describe('update', () => {
	const update = { resource: 'task', operation: 'update', simplify: false };

	it('sends what changes, and keeps the custom fields that are not mentioned', async () => {
		const { id } = aTask({ custom_fields: values({ Outcome: 'No Answer', 'Minutes Spent': 5 }) });
		const run = await keap.run({
			...update,
			taskId: byId(id),
			updateFields: { completed: true, title: 'Done', assignedToUserId: byId(4) },
			customFields: customFields({ [fieldNamed(keap, 'Outcome').id]: 'Reached' }),
		});
		expect(keap.calls()).toEqual([
			'GET /v2/tasks/model',
			`GET /v2/tasks/${id}`,
			`PATCH /v2/tasks/${id}`,
		]);
		expect(
			present(present(sent(keap)[2]).query.update_mask)
				.split(',')
				.sort(),
		).toEqual(['assigned_to_user_id', 'completed', 'custom_fields', 'title']);
		expect(output(run)[0]).toMatchObject({ title: 'Done', completed: true });
		expect(contentsOf(keap, stored(id))).toEqual({ Outcome: 'Reached', 'Minutes Spent': 5 });
	});

	it('reads nothing when nothing would be replaced', async () => {
		const { id } = aTask();
		await keap.run({ ...update, taskId: byId(id), updateFields: { completed: false } });
		expect(sent(keap)).toEqual([
			{
				call: `PATCH /v2/tasks/${id}`,
				query: { update_mask: 'completed' },
				body: { completed: false },
			},
		]);
	});

	it('lets items that change one task build on each other', async () => {
		const { id } = aTask({ custom_fields: values({ Reference: 'kept' }) });
		await keap.run(
			{
				...update,
				taskId: byId(id),
				customFields: {
					mappingMode: 'autoMapInputData',
					value: null,
				},
			},
			{ items: [{ Outcome: 'Reached' }, { Cost: 3.5, unrelated: 'ignored' }] },
		);
		expect(contentsOf(keap, stored(id))).toEqual({
			Reference: 'kept',
			Outcome: 'Reached',
			Cost: 3.5,
		});
	});

	it('clears a due time', async () => {
		const { id } = aTask({ due_time: '2026-03-18T17:00:00.000Z' });
		await keap.run({
			...update,
			taskId: byId(id),
			updateFields: { dueTime: '' },
			options: { emptyValues: 'clear' },
		});
		expect(sent(keap)[0]).toMatchObject({
			query: { update_mask: 'due_time' },
			body: { due_time: null },
		});
		expect(stored(id)).not.toHaveProperty('due_time');
	});
});

it('deletes', async () => {
	const ids = [aTask().id, aTask().id];
	const run = await keap.run(
		{ resource: 'task', operation: 'delete', taskId: '={{ $json.id }}' },
		{ items: ids.map((id) => ({ id })) },
	);
	expect(keap.calls().sort()).toEqual(ids.map((id) => `DELETE /v2/tasks/${id}`));
	expect(output(run)).toEqual([{ deleted: true }, { deleted: true }]);
	expect(pairs(run.items)).toEqual([0, 1]);
});
