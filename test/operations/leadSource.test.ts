import type { INodeParameters } from 'n8n-workflow';

import type { JsonObject } from '../../sandbox';
import { expectInputError, expectKeapError } from '../support/errors';
import { useKeap } from '../support/keap';
import { first, present } from '../support/present';
import { bodies, byId, fromList, group, lastSent, output, pairs, sent, stored } from './support';

const keap = useKeap();

const leadSource = (operation: string, parameters: INodeParameters = {}) => ({
	resource: 'leadSource',
	operation,
	...parameters,
});

const add = (kind: string, record: JsonObject): string =>
	keap.sandbox.store.insert(kind, record).id;

const filterSent = () => present(lastSent(keap).query.filter).split(';').sort();

describe('lead sources', () => {
	it('are created with everything that Keap takes', async () => {
		const run = await keap.run(
			leadSource('create', {
				name: 'Radio',
				additionalFields: {
					leadSourceCategoryId: byId('paid advertising'),
					description: 'Thirty seconds',
					vendor: 'KJZZ',
					medium: 'radio',
					message: 'Spring',
					status: 'INACTIVE',
					startTime: '2026-03-01T00:00:00',
					endTime: '2026-06-01T00:00:00Z',
				},
			}),
		);
		expect(lastSent(keap)).toEqual({
			call: 'POST /v2/leadSources',
			query: {},
			body: {
				name: 'Radio',
				lead_source_category_id: '1',
				description: 'Thirty seconds',
				vendor: 'KJZZ',
				medium: 'radio',
				message: 'Spring',
				status: 'INACTIVE',
				start_time: expect.stringMatching(/^2026-0[23]-/),
				end_time: '2026-06-01T00:00:00.000Z',
			},
		});
		expect(output(run)).toMatchObject([{ name: 'Radio', status: 'INACTIVE' }]);
	});

	it('are not created without a name', async () => {
		const run = await keap.run(leadSource('create', { name: '={{ "" }}' }));
		expectInputError(run, 0, 'empty', 'Name');
		expect(keap.calls()).toEqual([]);
	});

	it('are never created twice', async () => {
		keap.sandbox.setFaults(() => ({ kind: 'status', status: 503 }));
		const run = await keap.run(leadSource('create', { name: 'Once' }));
		expectKeapError(run, 0, 'unknownOutcome');
		expect(keap.calls()).toHaveLength(1);
	});

	it('are read by ID and by name, paired', async () => {
		const run = await keap.run(leadSource('get', { leadSourceId: byId('={{ $json.which }}') }), {
			items: [{ which: 2 }, { which: 'google ads' }],
		});
		expect(output(run).map(({ name }) => name)).toEqual(['Referral', 'Google Ads']);
		expect(pairs(run.items)).toEqual([0, 1]);
	});

	it('are listed with every filter and an order', async () => {
		const run = await keap.run(
			leadSource('getMany', {
				filters: {
					idAbove: 0,
					idBelow: 4,
					leadSourceCategoryId: byId(1),
					medium: 'cp*',
					message: 'Spring*',
					name: 'Google*',
					startTime: '2025-01-01T00:00:00Z',
					status: 'ACTIVE',
					vendor: 'google',
				},
				sort: group({ field: 'start_time', direction: 'desc' }),
			}),
		);
		expect(filterSent()).toEqual([
			'id<4',
			'id>0',
			'lead_source_category_id==1',
			'medium==cp*',
			'message==Spring*',
			'name==Google*',
			'start_time==2025-01-01T00:00:00.000Z',
			'status==ACTIVE',
			'vendor==google',
		]);
		expect(lastSent(keap).query.order_by).toBe('start_time desc');
		expect(output(run).map(({ id }) => id)).toEqual(['1']);
	});

	it('are updated and deleted', async () => {
		const id = add('leadSource', { name: 'Old', status: 'ACTIVE', vendor: 'Somebody' });
		const run = await keap.run(
			leadSource('update', {
				leadSourceId: fromList(id),
				updateFields: { name: 'New', vendor: '' },
				options: { emptyValues: 'clear' },
			}),
		);
		expect(lastSent(keap)).toMatchObject({
			call: `PATCH /v2/leadSources/${id}`,
			query: { update_mask: 'vendor,name' },
		});
		expect(output(run)[0]).toMatchObject({ id, name: 'New', status: 'ACTIVE' });
		expect(stored(keap, 'leadSource', id)).not.toHaveProperty('vendor');
		const gone = await keap.run(leadSource('delete', { leadSourceId: byId(id) }));
		expect(output(gone)).toEqual([{ deleted: true }]);
		expect(keap.sandbox.store.get('leadSource', id)).toBeUndefined();
	});
});

describe('expenses', () => {
	const parent = { leadSourceId: byId(1) };

	it('are created in cents, and come back as they were entered', async () => {
		const run = await keap.run(
			leadSource('createExpense', {
				leadSourceId: byId('={{ $json.source }}'),
				amount: '={{ $json.amount }}',
				additionalFields: {
					title: 'Banner',
					notes: 'Paid',
					incurredTime: '2026-02-03T04:05:06Z',
				},
			}),
			{
				items: [
					{ source: 'google ads', amount: 225.5 },
					{ source: 2, amount: '0.29' },
				],
			},
		);
		const rest = { title: 'Banner', notes: 'Paid', incurred_time: '2026-02-03T04:05:06.000Z' };
		expect(sent(keap).filter(({ call }) => call.startsWith('POST'))).toEqual(
			expect.arrayContaining([
				{ call: 'POST /v2/leadSources/1/expenses', query: {}, body: { amount: 22550, ...rest } },
				{ call: 'POST /v2/leadSources/2/expenses', query: {}, body: { amount: 29, ...rest } },
			]),
		);
		expect(output(run)).toMatchObject([
			{ amount: 225.5, currency: 'USD', lead_source_id: '1' },
			{ amount: 0.29, currency: 'USD', lead_source_id: '2' },
		]);
	});

	it.each([
		['nothing', '={{ "" }}', 'empty'],
		['fractions of a cent', 1.005, 'invalid'],
		['less than nothing', -1, 'outOfRange'],
	] as const)('are not created with %s for an amount', async (_, amount, kind) => {
		const run = await keap.run(leadSource('createExpense', { ...parent, amount }));
		expectInputError(run, 0, kind, 'Amount');
		expect(bodies(keap, 'POST')).toEqual([]);
	});

	it('need their lead source', async () => {
		const run = await keap.run(
			leadSource('createExpense', { leadSourceId: byId('={{ "" }}'), amount: 1 }),
		);
		expectInputError(run, 0, 'empty', 'Lead Source');
		expect(keap.calls()).toEqual([]);
	});

	it('are listed, filtered and sorted', async () => {
		const run = await keap.run(
			leadSource('getExpenses', {
				...parent,
				scope: 'one',
				filters: {
					amount: 225.5,
					incurredTime: '2026-01-01T00:00:00Z',
					title: 'Google Ads subscription',
				},
				sort: group({ field: 'incurred_time', direction: 'desc' }),
			}),
		);
		expect(lastSent(keap)).toMatchObject({
			call: 'GET /v2/leadSources/1/expenses',
			query: { order_by: 'incurred_time desc' },
		});
		expect(filterSent()).toEqual([
			'amount==22550',
			'incurred_time==2026-01-01T00:00:00.000Z',
			'title==Google Ads subscription',
		]);
		expect(output(run).map(({ id }) => id)).toEqual(['2']);
	});

	it('are listed for all lead sources at once, whichever one an earlier choice has left behind', async () => {
		const run = await keap.run(
			leadSource('getExpenses', {
				...parent,
				scope: '={{ $json.of }}',
				filters: { title: 'Booth' },
			}),
			{ items: [{ of: 'all' }, { of: 'one' }] },
		);
		expect(keap.calls().sort()).toEqual([
			'GET /v2/leadSources/-/expenses',
			'GET /v2/leadSources/1/expenses',
		]);
		expect(output(run)).toMatchObject([{ title: 'Booth', amount: 1800, lead_source_id: '4' }]);
		expect(pairs(run.items)).toEqual([0]);
	});

	it('are read, updated and deleted', async () => {
		const id = add('leadSourceExpense', { lead_source_id: '1', title: 'Old', amount: 100 });
		const one = { ...parent, leadSourceExpenseId: byId(id) };
		const read = await keap.run(leadSource('getExpense', one));
		expect(output(read)).toMatchObject([{ id, title: 'Old', amount: 1 }]);
		const updated = await keap.run(
			leadSource('updateExpense', { ...one, updateFields: { amount: 12.34 } }),
		);
		expect(lastSent(keap)).toEqual({
			call: `PATCH /v2/leadSources/1/expenses/${id}`,
			query: { update_mask: 'amount' },
			body: { amount: 1234 },
		});
		expect(output(updated)).toMatchObject([{ id, title: 'Old', amount: 12.34 }]);
		const gone = await keap.run(leadSource('deleteExpense', one));
		expect(lastSent(keap).call).toBe(`DELETE /v2/leadSources/1/expenses/${id}`);
		expect(output(gone)).toEqual([{ deleted: true }]);
	});
});

describe('recurring expenses', () => {
	const parent = { leadSourceId: byId(1) };

	it('are created in cents', async () => {
		const run = await keap.run(
			leadSource('createRecurringExpense', {
				...parent,
				amount: 49.9,
				additionalFields: {
					title: 'Tool',
					notes: 'By card',
					startTime: '2026-02-01T00:00:00Z',
					endTime: '2026-12-31T00:00:00Z',
				},
			}),
		);
		expect(lastSent(keap)).toEqual({
			call: 'POST /v2/leadSources/1/recurringExpenses',
			query: {},
			body: {
				amount: 4990,
				title: 'Tool',
				notes: 'By card',
				start_time: '2026-02-01T00:00:00.000Z',
				end_time: '2026-12-31T00:00:00.000Z',
			},
		});
		expect(output(run)).toMatchObject([
			{ amount: 49.9, currency: 'USD', next_expense_time: '2026-02-01T00:00:00.000Z' },
		]);
	});

	it('are not created without an amount', async () => {
		const run = await keap.run(
			leadSource('createRecurringExpense', { ...parent, amount: '={{ "" }}' }),
		);
		expectInputError(run, 0, 'empty', 'Monthly Amount');
		expect(keap.calls()).toEqual([]);
	});

	it('are read by title, listed, updated and deleted', async () => {
		const id = add('leadSourceRecurringExpense', {
			lead_source_id: '1',
			title: 'Hosting',
			amount: 900,
			next_expense_time: '2026-04-01T00:00:00.000Z',
		});
		const one = { ...parent, leadSourceRecurringExpenseId: byId('hosting') };
		const read = await keap.run(leadSource('getRecurringExpense', one));
		expect(output(read)).toMatchObject([{ id, amount: 9 }]);
		const listed = await keap.run(
			leadSource('getRecurringExpenses', {
				...parent,
				filters: { amount: 9, nextExpenseTime: '2026-04-01T00:00:00Z' },
				sort: group({ field: 'next_expense_time', direction: 'asc' }),
			}),
		);
		expect(filterSent()).toEqual(['amount==900', 'next_expense_time==2026-04-01T00:00:00.000Z']);
		expect(output(listed)).toMatchObject([{ id, title: 'Hosting', amount: 9 }]);
		await keap.run(
			leadSource('updateRecurringExpense', { ...one, updateFields: { title: 'Servers' } }),
		);
		expect(lastSent(keap)).toEqual({
			call: `PATCH /v2/leadSources/1/recurringExpenses/${id}`,
			query: { update_mask: 'title' },
			body: { title: 'Servers' },
		});
		const gone = await keap.run(
			leadSource('deleteRecurringExpense', { ...one, leadSourceRecurringExpenseId: byId(id) }),
		);
		expect(output(gone)).toEqual([{ deleted: true }]);
		expect(first(keap.calls())).toBe(`DELETE /v2/leadSources/1/recurringExpenses/${id}`);
	});

	it('are listed for all lead sources at once', async () => {
		const run = await keap.run(leadSource('getRecurringExpenses', { scope: 'all' }));
		expect(keap.calls()).toEqual(['GET /v2/leadSources/-/recurringExpenses']);
		expect(output(run)).toContainEqual(
			expect.objectContaining({ title: 'Google Ads subscription', amount: 225.5 }),
		);
	});

	it('list what they have incurred', async () => {
		const run = await keap.run(
			leadSource('getIncurredExpenses', {
				...parent,
				leadSourceRecurringExpenseId: byId(1),
				filters: { amount: 225.5 },
				sort: group({ field: 'incurred_time', direction: 'desc' }),
			}),
		);
		expect(lastSent(keap)).toMatchObject({
			call: 'GET /v2/leadSources/1/recurringExpenses/1/expenses',
			query: { filter: 'amount==22550', order_by: 'incurred_time desc' },
		});
		expect(output(run).map(({ id, amount }) => [id, amount])).toEqual([
			['2', 225.5],
			['1', 225.5],
		]);
	});
});
