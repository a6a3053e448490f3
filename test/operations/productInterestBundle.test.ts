import type { INodeParameters } from 'n8n-workflow';

import type { JsonObject } from '../../sandbox';
import { expectInputError, expectKeapError } from '../support/errors';
import { useKeap } from '../support/keap';
import { first } from '../support/present';
import { bodies, byId, lastSent, output, sent, stored } from './support';

const keap = useKeap();

const bundle = (operation: string, more: INodeParameters = {}) => ({
	resource: 'productInterestBundle',
	operation,
	...more,
});

const aBundle = (...interests: JsonObject[]): string =>
	keap.sandbox.store.insert('productInterestBundle', {
		name: 'Office',
		description: 'For desks',
		interests: interests.map((interest, i) => ({
			interest_id: String(901 + i),
			type: 'PRODUCT',
			entity_id: '4',
			price: 12,
			quantity: 1,
			discount_percent: 0,
			...interest,
		})),
	}).id;

it('is created, changed and deleted', async () => {
	const run = await keap.run(bundle('create', { name: 'Office', description: 'For desks' }));
	expect(sent(keap)).toEqual([
		{
			call: 'POST /v2/productInterestBundles',
			query: {},
			body: { name: 'Office', description: 'For desks' },
		},
	]);
	const created = first(output(run));
	expect(created).toEqual({
		id: expect.any(String),
		name: 'Office',
		description: 'For desks',
		product_interests: [],
		subscription_plan_interests: [],
	});
	const one = { productInterestBundleId: byId(String(created.id)) };
	const changed = await keap.run(bundle('update', { ...one, updateFields: { name: 'Desk' } }));
	expect(lastSent(keap)).toEqual({
		call: `PATCH /v2/productInterestBundles/${String(created.id)}`,
		query: { update_mask: 'name' },
		body: { name: 'Desk' },
	});
	expect(output(changed)).toEqual([{ ...created, name: 'Desk' }]);
	expect(output(await keap.run(bundle('delete', one)))).toEqual([{ deleted: true }]);
	expect(keap.sandbox.store.get('productInterestBundle', String(created.id))).toBeUndefined();
});

it.each(['name', 'description'])('needs a %s', async (input) => {
	const given = { name: 'Office', description: 'For desks', [input]: '={{ "" }}' };
	const run = await keap.run(bundle('create', given));
	expectInputError(run, 0, 'empty', input === 'name' ? 'Name' : 'Description');
	expect(keap.calls()).toEqual([]);
});

const KIT = {
	id: '1',
	name: 'Starter Kit',
	description: 'What a new team begins with',
	product_interests: [
		{
			interest_id: expect.any(String),
			id: '3',
			type: 'PRODUCT',
			quantity: 1,
			price: 24.5,
			currency: 'USD',
			discount_percent: 0,
		},
		expect.objectContaining({ id: '4', quantity: 5, price: 12, discount_percent: 10 }),
	],
	subscription_plan_interests: [expect.objectContaining({ type: 'SUBSCRIPTION_PLAN', price: 49 })],
};

it('is read by its name, with what is in it and its prices as people write them', async () => {
	const run = await keap.run(bundle('get', { productInterestBundleId: 'starter kit' }));
	expect(keap.calls()).toEqual([
		'GET /v2/productInterestBundles',
		'GET /v2/productInterestBundles/1',
	]);
	expect(output(run)).toEqual([KIT]);
});

it('is listed with a filter and an order', async () => {
	const run = await keap.run(
		bundle('getMany', {
			filters: { name: 'Starter Kit' },
			sort: { value: { field: 'name', direction: 'asc' } },
		}),
	);
	expect(lastSent(keap)).toMatchObject({
		call: 'GET /v2/productInterestBundles',
		query: { filter: 'name==Starter Kit', order_by: 'name asc' },
	});
	expect(output(run)).toEqual([KIT]);
});

describe('interests', () => {
	it('are products or plans, of which the type decides', async () => {
		const id = aBundle();
		const run = await keap.run(
			bundle('createInterest', {
				productInterestBundleId: byId(id),
				interestType: '={{ $json.type }}',
				productId: 'DB-003',
				planId: 'Coaching Club yearly',
				price: '={{ $json.price }}',
				additionalFields: { quantity: 2, discountPercent: 15 },
			}),
			{
				items: [
					{ type: 'Product', price: 12.34 },
					{ type: 'SUBSCRIPTION_PLAN', price: '490' },
				],
			},
		);
		const more = { quantity: 2, discount_percent: 15 };
		expect(bodies(keap, 'POST')).toEqual([
			{ type: 'PRODUCT', entity_id: '3', price: 12.34, ...more },
			{ type: 'SUBSCRIPTION_PLAN', entity_id: '2', price: 490, ...more },
		]);
		expect(output(run)).toMatchObject([
			{ type: 'PRODUCT', id: '3', price: 12.34, currency: 'USD', ...more },
			{ type: 'SUBSCRIPTION_PLAN', id: '2', price: 490, ...more },
		]);
	});

	it.each([
		[{ interestType: 'PRODUCT', price: 1 }, 'empty', 'Product'],
		[{ interestType: 'PRODUCT', productId: byId(4), price: 1.005 }, 'invalid', 'Price'],
		[{ interestType: 'SERVICE', productId: byId(4), price: 1 }, 'unknownChoice', 'Type'],
		[
			{
				interestType: 'PRODUCT',
				productId: byId(4),
				price: 1,
				additionalFields: { discountPercent: 101 },
			},
			'outOfRange',
			'Discount Percentage',
		],
	] as const)('are refused with %j', async (given, kind, label) => {
		const run = await keap.run(
			bundle('createInterest', { productInterestBundleId: byId(1), ...given }),
		);
		expectInputError(run, 0, kind, label);
		expect(bodies(keap, 'POST')).toEqual([]);
	});

	it('are never created twice', async () => {
		keap.sandbox.setFaults(() => ({ kind: 'status', status: 503 }));
		const run = await keap.run(
			bundle('createInterest', {
				productInterestBundleId: byId(1),
				interestType: 'PRODUCT',
				productId: byId(4),
				price: 1,
			}),
		);
		expectKeapError(run, 0, 'unknownOutcome');
		expect(keap.calls()).toHaveLength(1);
	});

	it('are changed and removed by their own ID, the others stay', async () => {
		const id = aBundle({}, { type: 'SUBSCRIPTION_PLAN', entity_id: '1' });
		const one = {
			productInterestBundleId: byId(id),
			interestType: 'SUBSCRIPTION_PLAN',
			interestId: byId(902),
		};
		const run = await keap.run(
			bundle('updateInterest', { ...one, updateFields: { price: 9.9, quantity: 3 } }),
		);
		expect(lastSent(keap)).toEqual({
			call: `PATCH /v2/productInterestBundles/${id}/interests/902`,
			query: { update_mask: 'quantity,price' },
			body: { quantity: 3, price: 9.9 },
		});
		expect(output(run)).toMatchObject([{ interest_id: '902', quantity: 3, price: 9.9 }]);
		expect(output(await keap.run(bundle('deleteInterest', one)))).toEqual([{ deleted: true }]);
		expect(keap.calls()).toEqual([`DELETE /v2/productInterestBundles/${id}/interests/902`]);
		expect(stored(keap, 'productInterestBundle', id).interests).toMatchObject([
			{ interest_id: '901' },
		]);
	});
});
