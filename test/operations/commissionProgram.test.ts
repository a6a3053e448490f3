import type { INodeParameters } from 'n8n-workflow';

import type { JsonObject } from '../../sandbox';
import { expectInputError } from '../support/errors';
import { useKeap } from '../support/keap';
import { bodies, byId, group, lastSent, output, rows, sent, stored } from './support';

const keap = useKeap({ contacts: 5 });

const program = (operation: string, parameters: INodeParameters = {}) => ({
	resource: 'commissionProgram',
	operation,
	...parameters,
});

const PATH = '/v2/affiliates/commissionPrograms';

const add = (properties: JsonObject = {}) =>
	keap.sandbox.store.insert('commissionProgram', {
		name: 'Summer Program',
		priority: 5,
		affiliate_ids: [],
		product_commissions: [],
		subscription_commissions: [],
		...properties,
	}).id;

it('creates', async () => {
	const result = await keap.run(
		program('create', { name: 'Winter Program', priority: 3, additionalFields: { notes: 'Cold' } }),
	);
	expect(lastSent(keap)).toMatchObject({
		call: `POST ${PATH}`,
		body: { name: 'Winter Program', priority: 3, notes: 'Cold' },
	});
	expect(output(result)).toEqual([
		{ id: expect.any(String), name: 'Winter Program', notes: 'Cold', priority: 3 },
	]);
	const run = await keap.run(program('create', { name: '={{ "" }}', priority: 3 }));
	expectInputError(run, 0, 'empty', 'Name');
});

it('gets one by its name, with what it pays', async () => {
	const result = await keap.run(
		program('get', { commissionProgramId: { __rl: true, mode: 'name', value: 'club program' } }),
	);
	expect(output(result)).toEqual([
		expect.objectContaining({
			id: '2',
			name: 'Club Program',
			affiliate_ids: ['1'],
			default_commission: null,
			product_commissions: [
				expect.objectContaining({
					product_id: '1',
					product_price: 149,
					level_1: { sale_amount: 15, lead_amount: 2 },
				}),
			],
		}),
	]);
});

it('lists those of an affiliate', async () => {
	const result = await keap.run(
		program('getMany', {
			filters: { affiliateId: byId(2), name: 'Partner Program' },
			sort: group({ field: 'date_created', direction: 'desc' }),
		}),
	);
	expect(lastSent(keap).query).toMatchObject({
		filter: 'affiliate_id==2;name==Partner Program',
		order_by: 'date_created desc',
	});
	expect(output(result)).toEqual([
		expect.objectContaining({
			id: '1',
			affiliate_ids: ['1', '2'],
			create_time: expect.any(String),
		}),
	]);
});

it('updates and deletes', async () => {
	const id = add();
	const one = { commissionProgramId: byId(id) };
	const result = await keap.run(program('update', { ...one, updateFields: { priority: 1 } }));
	expect(lastSent(keap)).toEqual({
		call: `PATCH ${PATH}/${id}`,
		query: { update_mask: 'priority' },
		body: { priority: 1 },
	});
	expect(output(result)).toEqual([{ id, name: 'Summer Program', notes: null, priority: 1 }]);
	expect(output(await keap.run(program('delete', one)))).toEqual([{ deleted: true }]);
	expect(lastSent(keap).call).toBe(`DELETE ${PATH}/${id}`);
});

/** The kinds of commission: the inputs that say what one is for, what is sent for them, and where a program has it. */
const KINDS = [
	{
		kind: 'default',
		about: {},
		sent: {},
		held: (entry: JsonObject): JsonObject => ({ default_commission: entry }),
	},
	{
		kind: 'product',
		about: { productId: byId(2) },
		sent: { product_id: '2' },
		held: (entry: JsonObject): JsonObject => ({
			product_commissions: [
				{ product_id: '1', level_1: { sale_amount: 1 } },
				{ product_id: '2', ...entry },
			],
		}),
	},
	{
		kind: 'subscription',
		about: { subscriptionPlanId: byId(2) },
		sent: { subscription_id: '2' },
		held: (entry: JsonObject): JsonObject => ({
			subscription_commissions: [{ subscription_id: '2', ...entry }],
		}),
	},
];

describe.each(KINDS)('a commission for $kind', ({ kind, about, sent: subject, held }) => {
	const commission = (operation: string, id: string, parameters: INodeParameters = {}) =>
		program(operation, {
			commissionProgramId: byId(id),
			commissionFor: kind,
			...about,
			...parameters,
		});

	const path = (id: string) => `${PATH}/${kind}CommissionPrograms/${id}`;

	it('is added', async () => {
		const id = add();
		const result = await keap.run(
			commission('addCommission', id, {
				additionalFields: {
					level1: group({ salePercent: '10.5', saleAmount: '', leadAmount: 2 }),
					payoutType: 'PAYMENT_RECEIVED',
				},
			}),
		);
		expect(lastSent(keap)).toEqual({
			call: `POST ${path(id)}`,
			query: {},
			body: {
				...subject,
				level_1: { sale_percent: '10.5', lead_amount: '2' },
				payout_type: 'PAYMENT_RECEIVED',
			},
		});
		expect(output(result)).toEqual([expect.objectContaining({ id, name: 'Summer Program' })]);
	});

	it('is not added without anything to pay, or with what is no share', async () => {
		const id = add();
		const payoutType = await keap.run(
			commission('addCommission', id, { additionalFields: { payoutType: 'UPFRONT' } }),
		);
		expectInputError(payoutType, 0, 'missing', undefined, 'something to pay');
		const level1 = group({ salePercent: '110' });
		const tooMuch = await keap.run(
			commission('addCommission', id, { additionalFields: { level1 } }),
		);
		expectInputError(tooMuch, 0, 'outOfRange', 'Sale Percentage', 'at most 100', 'got 110');
		expect(keap.calls()).toEqual([]);
	});

	const before = {
		payout_type: 'UPFRONT',
		level_1: { sale_percent: 10, lead_amount: 2.5 },
		level_2: { sale_percent: 1 },
	};

	it('is changed, and keeps the rest of a level', async () => {
		const id = add(held(before));
		const result = await keap.run(
			commission('updateCommission', id, {
				updateFields: { level1: group({ salePercent: '0', saleAmount: '' }) },
			}),
		);
		expect(sent(keap)).toEqual([
			expect.objectContaining({ call: `GET ${PATH}/${id}` }),
			{
				call: `PATCH ${path(id)}`,
				query: { update_mask: 'level_1' },
				body: { ...subject, level_1: { sale_percent: '0', lead_amount: '2.5' } },
			},
		]);
		expect(stored(keap, 'commissionProgram', id)).toMatchObject(
			held({ ...before, level_1: { sale_percent: 0, lead_amount: 2.5 } }),
		);
		expect(output(result)).toEqual([expect.objectContaining({ id, outcome: 'updated' })]);
	});

	it('is changed without reading where no level changes', async () => {
		const id = add(held(before));
		await keap.run(
			commission('updateCommission', id, { updateFields: { payoutType: 'PAYMENT_RECEIVED' } }),
		);
		expect(sent(keap)).toEqual([
			expect.objectContaining({
				query: { update_mask: 'payout_type' },
				body: { ...subject, payout_type: 'PAYMENT_RECEIVED' },
			}),
		]);
	});

	it('is changed by several items, each building on the one before', async () => {
		const id = add(held(before));
		await keap.run(
			commission('updateCommission', id, {
				updateFields: {
					level1: group({ salePercent: '={{ $json.percent }}', saleAmount: '={{ $json.amount }}' }),
				},
			}),
			{ items: [{ percent: '20' }, { amount: '5' }] },
		);
		expect(bodies(keap, 'PATCH').at(-1)?.level_1).toEqual({
			sale_percent: '20',
			sale_amount: '5',
			lead_amount: '2.5',
		});
	});

	it('is not written again as it is', async () => {
		const id = add(held(before));
		const result = await keap.run(
			commission('updateCommission', id, {
				updateFields: { level1: group({ salePercent: '10.0' }) },
			}),
		);
		expect(output(result)).toEqual([
			expect.objectContaining({ id, name: 'Summer Program', outcome: 'unchanged' }),
		]);
		expect(bodies(keap, 'PATCH')).toEqual([]);
	});

	it('is not changed without a change', async () => {
		const run = await keap.run(commission('updateCommission', add(), { updateFields: {} }));
		expectInputError(run, 0, 'missing', 'Update Fields');
		expect(keap.calls()).toEqual([]);
	});
});

it.each([
	['product', { productId: byId(1) }, { product_id: '1' }, 'removeProductCommission'],
	[
		'subscription',
		{ productId: byId(5), subscriptionPlanId: byId(1) },
		{ product_id: '5', subscription_plan_id: '1' },
		'removeSubscriptionCommission',
	],
])('removes the commission for a %s', async (commissionFor, about, body, verb) => {
	const id = add({
		product_commissions: [{ product_id: '1' }],
		subscription_commissions: [{ subscription_id: '1' }],
	});
	const inputs = { commissionProgramId: byId(id), commissionFor, ...about };
	const result = await keap.run(program('removeCommission', inputs));
	expect(lastSent(keap)).toEqual({ call: `POST ${PATH}/${id}:${verb}`, query: {}, body });
	expect(output(result)).toEqual([{ success: true }]);
	expect(stored(keap, 'commissionProgram', id)[`${commissionFor}_commissions`]).toEqual([]);
});

it('has no default commission to remove', async () => {
	const inputs = {
		commissionProgramId: byId(1),
		commissionFor: '={{ "default" }}',
		productId: byId(1),
	};
	const run = await keap.run(program('removeCommission', inputs));
	expectInputError(run, 0, 'unknownChoice', 'Commission For');
});

describe('resources', () => {
	it('are created', async () => {
		const result = await keap.run(
			program('createResource', {
				title: 'Autumn page',
				type: 'PAGE',
				commissionPrograms: rows('commissionProgramId', 'Partner Program', 2),
				additionalFields: { contentHtml: '<p>Hello</p>', pageWidth: 600, order: 3 },
			}),
		);
		expect(lastSent(keap)).toMatchObject({
			call: `POST ${PATH}/resources`,
			body: {
				title: 'Autumn page',
				type: 'PAGE',
				commission_program_ids: ['1', '2'],
				content_html: '<p>Hello</p>',
				page_width: 600,
				order: 3,
			},
		});
		expect(output(result)).toEqual([
			expect.objectContaining({
				type: 'PAGE',
				commission_programs: [{ commission_program_id: '1' }, { commission_program_id: '2' }],
			}),
		]);
	});

	it('are listed, program by program', async () => {
		const result = await keap.run(program('getResources', { commissionProgramId: byId(2) }));
		expect(lastSent(keap).call).toBe(`GET ${PATH}/2/resources`);
		expect(output(result).map(({ title }) => title)).toContain('Invitation');
		expect(output(result).map(({ title }) => title)).not.toContain('Summer banner');
	});

	it('are updated by their title among those of a program', async () => {
		const result = await keap.run(
			program('updateResource', {
				commissionProgramId: byId(1),
				programResourceId: { __rl: true, mode: 'name', value: 'summer banner' },
				updateFields: { notes: 'New', commissionPrograms: rows('commissionProgramId', 1) },
			}),
		);
		expect(sent(keap)).toEqual([
			expect.objectContaining({ call: `GET ${PATH}/1/resources` }),
			{
				call: `PATCH ${PATH}/resources/1`,
				query: { update_mask: 'notes,commission_program_ids' },
				body: { notes: 'New', commission_program_ids: ['1'] },
			},
		]);
		expect(output(result)).toEqual([expect.objectContaining({ id: '1', notes: 'New' })]);
	});

	it('are deleted', async () => {
		const result = await keap.run(
			program('deleteResource', { commissionProgramId: byId(1), programResourceId: byId(2) }),
		);
		expect(lastSent(keap).call).toBe(`DELETE ${PATH}/resources/2`);
		expect(output(result)).toEqual([{ deleted: true }]);
	});
});
