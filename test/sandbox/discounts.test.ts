import { present } from '../support/present';
import { filter, start, type Harness } from './support';

const DATES = {
	type: 'DATE_RANGE',
	range_start_time: '2026-01-01T00:00:00.000Z',
	range_end_time: '2026-02-01T00:00:00.000Z',
};
const CODE = { type: 'PROMO_CODE', code: 'SAVE' };
const PRODUCT = { type: 'PRODUCT', product_id: '1', product_quantity_min: 2 };
const PLAN = { type: 'SUBSCRIPTION_PLAN', plan_id: '1', subscription_quantity: 1 };
const TOTAL = { type: 'ORDER_TOTAL', total_amount: 99.5, operator: 'GREATER_THAN' };

interface Discount {
	kind: string;
	body: Record<string, unknown>;
	/** What is shown otherwise than it was written. */
	shown?: Record<string, unknown>;
	/** What there is without being written. */
	defaults?: Record<string, unknown>;
	required: string[];
	wrong: Array<Record<string, unknown>>;
	filters: string[];
	order: string[];
	takes: object[];
}

const ALL = [DATES, CODE, PRODUCT, PLAN, TOTAL];
const VALUE = { discount_type: 'AMOUNT', discount_value: 12.5 };

const DISCOUNTS: Discount[] = [
	{
		kind: 'freeTrials',
		body: { subscription_plan_id: '2', free_trial_days: 30, hide_price: true },
		defaults: { free_trial_days: 0, hide_price: false },
		required: ['subscription_plan_id'],
		wrong: [{ subscription_plan_id: '99' }, { free_trial_days: -1 }, { free_trial_days: 1.5 }],
		filters: ['free_trial_days==30', 'hide_price==true', 'subscription_plan_id==2'],
		order: ['free_trial_days', 'hide_price', 'subscription_plan_id'],
		takes: ALL,
	},
	{
		kind: 'orderTotals',
		body: { ...VALUE, apply_to_commissions: true, discount_strategy: 'NET' },
		defaults: { apply_to_commissions: false, discount_strategy: 'GROSS' },
		required: ['discount_type', 'discount_value'],
		wrong: [{ discount_type: 'GIFT' }, { discount_value: -1 }, { discount_strategy: 'BOTH' }],
		filters: [
			'discount_type==AMOUNT',
			'discount_value==12.5',
			'apply_to_commissions==true',
			'discount_strategy==NET',
		],
		order: ['discount_type', 'discount_value', 'apply_to_commissions', 'discount_strategy'],
		takes: ALL,
	},
	{
		kind: 'productCategories',
		body: { discount_percent: 12.5, apply_to_commissions: true, product_category_ids: ['1', '3'] },
		shown: { product_category_ids: undefined, product_categories: ['1', '3'] },
		required: ['discount_percent', 'apply_to_commissions', 'product_category_ids'],
		wrong: [
			{ product_category_ids: ['99'] },
			{ discount_percent: -1 },
			{ criteria: [PRODUCT] },
			{ criteria: [TOTAL] },
		],
		filters: ['id>1', 'id!=1', 'ids==1,2', 'name==n*', 'description==d*', 'product_category_id==1'],
		order: [],
		takes: [DATES, CODE],
	},
	{
		kind: 'products',
		body: { ...VALUE, product_id: '1', apply_to_commissions: true },
		defaults: { apply_to_commissions: false },
		required: ['discount_type', 'discount_value', 'product_id'],
		wrong: [{ product_id: '99' }, { discount_value: 'much' }],
		filters: [
			'discount_type==AMOUNT',
			'discount_value==12.5',
			'apply_to_commissions==true',
			'product_id==1',
		],
		order: ['discount_type', 'discount_value', 'apply_to_commissions', 'product_id'],
		takes: ALL,
	},
	{
		kind: 'shipping',
		body: { discount_type: 'PERCENT', discount_value: 100 },
		required: ['discount_type', 'discount_value'],
		wrong: [{ discount_type: 'FREE' }],
		filters: ['discount_type==PERCENT', 'discount_value==100'],
		order: ['discount_type', 'discount_value'],
		takes: ALL,
	},
];

const sortable = (name: string, value: unknown) =>
	/id$/.test(name)
		? Number(value)
		: typeof value === 'string'
			? value.toLowerCase()
			: Number(value);

describe.each(DISCOUNTS)('discounts on $kind', (discount) => {
	let keap: Harness;
	const path = `/v2/discounts/${discount.kind}`;
	const named = { name: 'New', description: 'Discount' };
	const body = { ...named, ...discount.body };
	beforeEach(async () => (keap = await start()));
	afterEach(async () => await keap.sandbox.close());

	const post = async (given: unknown, below = '') => await keap.call('POST', path + below, given);
	const patch = async (below: string, given: unknown) =>
		await keap.call('PATCH', path + below, given);

	it('are created as they are given', async () => {
		const { status, body: created } = await post({ ...body, criteria: discount.takes });
		expect(status).toBe(201);
		expect(created).toEqual({
			id: expect.any(String),
			...JSON.parse(JSON.stringify({ ...body, ...discount.shown })),
			criteria: discount.takes.map((entry) => ({ criteria_id: expect.any(String), ...entry })),
		});
		expect((await keap.get(`${path}/${created.id}`)).body).toEqual(created);
	});

	it('need what is required, and have defaults for the rest', async () => {
		for (const name of ['name', ...discount.required]) {
			const { status, body: error } = await post({ ...body, [name]: undefined });
			expect([status, present(error.details)[0]?.resource]).toEqual([400, name]);
		}
		const least = Object.fromEntries(
			['name', ...discount.required].map((name) => [name, body[name as keyof typeof body]]),
		);
		expect((await post(least)).body).toMatchObject({ criteria: [], ...discount.defaults });
	});

	it('are refused with values that cannot be', async () => {
		const wrong = [...discount.wrong, { criteria: [{ code: 'x' }] }, { criteria: [{ type: 'X' }] }];
		for (const change of wrong)
			expect([change, (await post({ ...body, ...change })).status]).toEqual([change, 400]);
	});

	it('are listed by the filters and the order there are', async () => {
		const { body: created } = await post(body);
		const listed = async (query: string) => (await keap.get(`${path}?${query}`)).body;
		expect(present((await listed('')).discounts).length).toBeGreaterThan(1);
		for (const text of discount.filters)
			expect([text, present((await listed(filter(text))).discounts).map(({ id }) => id)]).toEqual([
				text,
				expect.arrayContaining([created.id]),
			]);
		await post({ ...body, name: 'A' });
		for (const name of ['id', 'name', ...discount.order]) {
			const { discounts } = await listed(`order_by=${name}`);
			const values = present(discounts).map((entry) => sortable(name, entry[name]));
			expect([name, values]).toEqual([name, [...values].sort((x, y) => (x < y ? -1 : 1))]);
		}
		for (const wrong of [filter('color==red'), 'order_by=description', 'page_size=1001'])
			expect((await keap.get(`${path}?${wrong}`)).status).toBe(400);
	});

	it('change what a mask names, and are deleted', async () => {
		const { body: created } = await post(body);
		const changed = await patch(`/${created.id}?update_mask=name`, { name: 'Newer' });
		expect(changed.body).toEqual({ ...created, name: 'Newer' });
		const [property = ''] = discount.required;
		expect((await patch(`/${created.id}?update_mask=${property}`, {})).status).toBe(400);
		expect((await patch(`/${created.id}?update_mask=id`, {})).status).toBe(400);
		expect((await keap.call('DELETE', `${path}/${created.id}`)).status).toBe(204);
		expect((await keap.get(`${path}/${created.id}`)).status).toBe(404);
	});

	it('have criteria that are added and deleted one at a time', async () => {
		const { body: created } = await post(body);
		const added = await post(CODE, `/${created.id}/criteria`);
		expect(added).toMatchObject({ status: 201, body: CODE });
		const id = String(added.body.criteria_id);
		expect((await keap.get(`${path}/${created.id}`)).body.criteria).toEqual([added.body]);
		expect((await post({ code: 'x' }, `/${created.id}/criteria`)).status).toBe(400);
		const one = `${path}/${created.id}/criteria/${id}`;
		expect((await keap.call('DELETE', one)).status).toBe(204);
		expect((await keap.call('DELETE', one)).status).toBe(404);
	});

	it('change criteria in an update by their ids, those of categories as a whole', async () => {
		const { body: created } = await post({ ...body, criteria: [DATES, CODE] });
		const ids = present(created.criteria).map(({ criteria_id: id }) => String(id));
		const update = async (criteria: object[]) =>
			await patch(`/${created.id}?update_mask=criteria`, { criteria });
		if (discount.kind === 'productCategories') {
			const { body: changed } = await update([CODE]);
			expect(changed.criteria).toMatchObject([CODE]);
			expect(ids).not.toContain(present(changed.criteria)[0]?.criteria_id);
		} else {
			const { body: changed } = await update([{ criteria_id: ids[1], code: 'MORE' }]);
			expect(changed.criteria).toEqual([{ ...CODE, criteria_id: ids[1], code: 'MORE' }]);
			expect((await update([CODE])).status).toBe(400);
			expect((await update([{ criteria_id: '999', code: 'x' }])).status).toBe(400);
		}
	});
});

it('a free trial goes with its plan', async () => {
	const keap = await start();
	expect((await keap.call('DELETE', '/v2/products/5/subscriptions/1')).status).toBe(204);
	expect((await keap.get('/v2/discounts/freeTrials')).body.discounts).toEqual([]);
	await keap.sandbox.close();
});
