import type { INodeParameters } from 'n8n-workflow';

import { unknownCurrency } from '../../nodes/Keap/messages/hints';
import type { Fault, JsonObject } from '../../sandbox';
import { counted, on, rejected, returned } from '../flows/support';
import { bodies, byId, lastSent, list, output, sellIn } from '../operations/support';
import { expectInputError, expectKeapError, inputError, outcomes } from '../support/errors';
import { useKeap } from '../support/keap';

/** Amounts of money in the account's own currency: a person enters 12.34, Keap gets what its endpoint takes. */

const keap = useKeap({ contacts: 1 });

beforeEach(() => keap.sandbox.reset());

const product = (operation: string, more: INodeParameters = {}): INodeParameters => ({
	resource: 'product',
	operation,
	...more,
});

const create = (price: unknown = '={{ $json.price }}') =>
	product('create', { name: 'Mug', price: price as string, shortDescription: 'Holds tea' });

const upsert = (price: unknown) => ({
	...create(price),
	operation: 'upsert',
	sku: 'MUG-001',
	simplify: false,
});

const aProduct = (price: number): string =>
	keap.sandbox.store.insert('product', {
		sku: 'MUG-001',
		name: 'Mug',
		price,
		short_description: 'Holds tea',
		active: true,
	}).id;

const PROFILE = /^GET \/v2\/businessProfile$/;
const prices = (method = 'POST') => bodies(keap, method).map(({ price }) => price);
const forbidden = on(PROFILE, rejected(403, 'Not for you'));

describe('in the smallest unit', () => {
	it.each([
		['USD', 12.34, 1_234],
		['USD', 1.1 + 2.2, 330],
		['USD', 0.29, 29],
		['USD', '1234567890.12', 123_456_789_012],
		['JPY', 500, 500],
		['JPY', '500.00', 500],
		['HUF', 12.5, 1_250],
		['COP', 12_000, 1_200_000],
		['KWD', 12.345, 12_345],
		['KWD', 0.001, 1],
		['KWD', 500, 500_000],
		['CLF', 1.2345, 12_345],
		['USD', 0, 0],
	])('of %s, %p is %p', async (currency, price, amount) => {
		sellIn(keap, currency);
		output(await keap.run(create(price)));
		expect(prices()).toEqual([amount]);
	});

	it.each([
		['JPY', 500.5, 'JPY has (0)'],
		['USD', 12.345, 'USD has (2)'],
		['KWD', '0.0001', 'KWD has (3)'],
		['CLF', 1.23456, '4 decimals'],
	] as const)('of %s, %p is none', async (currency, price, mention) => {
		sellIn(keap, currency);
		expectInputError(await keap.run(create(price)), 0, 'invalid', 'Price', mention);
		expect(prices()).toEqual([]);
	});

	it.each(['JPY', 'KWD'])('of %s, comes back as it was entered', async (currency) => {
		sellIn(keap, currency);
		expect(output(await keap.run(create(500)))).toMatchObject([{ price: 500, currency }]);
	});

	it('is compared in the same currency', async () => {
		sellIn(keap, 'JPY');
		const id = aProduct(500);
		const [same] = output(await keap.run(upsert(500)));
		expect(same).toMatchObject({ id, outcome: 'unchanged' });
		const [changed] = output(await keap.run(upsert(5)));
		expect(changed).toMatchObject({ id, outcome: 'updated', price: { amount: 5 } });
		expect(bodies(keap, 'PATCH')).toEqual([{ price: 5 }]);
	});

	it('is so in updates, plans, expenses and filters', async () => {
		sellIn(keap, 'KWD');
		const productId = byId(aProduct(1));
		const updates: Array<[INodeParameters, JsonObject]> = [
			[product('update', { productId, updateFields: { price: 1.5 } }), { price: 1_500 }],
			[
				product('createSubscriptionPlan', { productId, cycleType: 'MONTHLY', planPrice: 2.125 }),
				{ cycle_type: 'MONTHLY', plan_price: 2_125 },
			],
			[
				{
					resource: 'leadSource',
					operation: 'createExpense',
					leadSourceId: byId(1),
					amount: 0.5,
				},
				{ amount: 500 },
			],
		];
		for (const [parameters, body] of updates) {
			output(await keap.run(parameters));
			expect(lastSent(keap).body).toEqual(body);
		}
		const filters = { amount: 0.5 };
		await keap.run({
			...{ resource: 'leadSource', operation: 'getExpenses', scope: 'one' },
			leadSourceId: byId(1),
			filters,
		});
		expect(lastSent(keap).query.filter).toBe('amount==500');
	});
});

describe('the account is asked for its currency', () => {
	it('once a run', async () => {
		sellIn(keap, 'JPY');
		const run = await keap.run(create(), {
			items: [{ price: 1 }, { price: 2.5 }, { price: 3 }],
			onError: 'continueRegularOutput',
		});
		expect(outcomes(run, 'price')).toEqual([1, inputError(1, 'invalid', 'Price'), 3]);
		expect(counted(keap, PROFILE)).toBe(1);
	});

	it('in whatever capitals it is written', async () => {
		keap.sandbox.setFaults(on(PROFILE, returned({ currency_code: ' jpy ' })));
		output(await keap.run(create(500)));
		expect(prices()).toEqual([500]);
	});

	it.each<[string, INodeParameters]>([
		['an update without a price', product('update', { updateFields: { name: 'Cup' } })],
		[
			'an expense without an amount',
			{
				...{ resource: 'leadSource', operation: 'updateExpense', leadSourceId: byId(1) },
				leadSourceExpenseId: byId(1),
				updateFields: { title: 'Banner' },
			},
		],
		['decimals', order('12.34')],
	])('not for %s', async (_, parameters) => {
		output(await keap.run({ productId: byId(aProduct(1)), ...parameters }));
		expect(counted(keap, PROFILE)).toBe(0);
	});

	it('not for less than the least amount', async () => {
		expectInputError(await keap.run(create(-0.005)), 0, 'outOfRange', 'Price');
		expect(keap.calls()).toEqual([]);
	});
});

function order(pricePerUnit: string): INodeParameters {
	return {
		resource: 'order',
		operation: 'create',
		orderTitle: 'Fees',
		contactId: byId(1),
		orderTime: '2026-02-01T00:00:00Z',
		orderItems: list({ itemType: 'FEE', quantity: 1, pricePerUnit }),
	};
}

describe('as a decimal', () => {
	const itemPrices = () =>
		bodies(keap, 'POST').flatMap(({ order_items: items }) =>
			(items as JsonObject[]).map(({ price_per_unit: price }) => price),
		);

	it('has as many decimals as the currency', async () => {
		sellIn(keap, 'KWD');
		const run = await keap.run({ ...order('12.345'), simplify: true });
		expect(itemPrices()).toEqual([12.345]);
		expect(output(run)).toMatchObject([{ total: 12.345 }]);
	});

	it('is refused with more', async () => {
		expectInputError(
			await keap.run(order('12.345')),
			0,
			'invalid',
			'Price per Unit',
			'USD has (2)',
		);
		expect(bodies(keap, 'POST')).toEqual([]);
	});
});

describe('of a currency that cannot be read', () => {
	it.each<[string, Fault]>([
		['the key may not read it', rejected(403, 'Not for you')],
		['the account has no profile', rejected(404, 'Not found')],
		['the profile has none', returned({ name: 'Desert Bloom' })],
		['the profile has something else', returned({ currency_code: 'US Dollar' })],
	])('two decimals are assumed, and the user is told: %s', async (_, fault) => {
		keap.sandbox.setFaults(on(PROFILE, fault));
		const run = await keap.run(create(), { items: [{ price: 12.34 }, { price: 1 }] });
		output(run);
		expect(prices().sort()).toEqual([100, 1_234]);
		expect(run.hints).toEqual([
			{ message: unknownCurrency(), type: 'warning', location: 'outputPane' },
		]);
		expect(counted(keap, PROFILE)).toBe(1);
	});

	it('more are refused', async () => {
		keap.sandbox.setFaults(forbidden);
		expectInputError(await keap.run(create(1.234)), 0, 'invalid', 'Price', '2 decimals');
		expect(prices()).toEqual([]);
	});

	it('nothing is told where it was not needed', async () => {
		keap.sandbox.setFaults(forbidden);
		const run = await keap.run(order('1'));
		output(run);
		expect(run.hints).toEqual([]);
	});

	it('nothing is assumed when Keap did not respond', async () => {
		keap.sandbox.setFaults(on(PROFILE, { kind: 'status', status: 400 }));
		expectKeapError(await keap.run(create(12.34)), 0, 'badRequest');
		expect(prices()).toEqual([]);
	});
});
