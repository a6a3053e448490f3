import type { INodeParameters } from 'n8n-workflow';

import type { JsonObject } from '../../sandbox';
import { expectInputError, expectKeapError, inputError, outcomes } from '../support/errors';
import { useKeap } from '../support/keap';
import { first, present } from '../support/present';
import { bodies, byId, lastSent, list, output, pairs, rows, sent, stored } from './support';

const keap = useKeap();

const discount = (operation: string, discountType: string, more: INodeParameters = {}) => ({
	resource: 'discount',
	operation,
	discountType,
	...more,
});

/** What the sandbox calls the kinds. */
const KINDS = {
	freeTrial: ['freeTrialDiscount', 'freeTrials'],
	orderTotal: ['orderTotalDiscount', 'orderTotals'],
	product: ['productDiscount', 'products'],
	productCategory: ['categoryDiscount', 'productCategories'],
	shipping: ['shippingDiscount', 'shipping'],
} as const;
type Kind = keyof typeof KINDS;
const kinds = Object.keys(KINDS) as Kind[];
const pathOf = (kind: Kind) => `/v2/discounts/${KINDS[kind][1]}`;

const SPECIFIC: Record<Kind, JsonObject> = {
	freeTrial: { free_trial_days: 7, hide_price: false, subscription_plan_id: '1' },
	orderTotal: {
		discount_type: 'AMOUNT',
		discount_value: 12.34,
		apply_to_commissions: false,
		discount_strategy: 'NET',
	},
	product: {
		discount_type: 'PERCENT',
		discount_value: 12.5,
		apply_to_commissions: true,
		product_id: '4',
	},
	productCategory: {
		discount_percent: 15,
		apply_to_commissions: false,
		product_category_ids: ['1', '2'],
	},
	shipping: { discount_type: 'PERCENT', discount_value: 100 },
};

const CRITERIA: JsonObject[] = [
	{ criteria_id: '801', type: 'PROMO_CODE', code: 'SAVE' },
	{
		criteria_id: '802',
		type: 'DATE_RANGE',
		range_start_time: '2026-03-01T00:00:00.000Z',
		range_end_time: '2026-05-31T00:00:00.000Z',
	},
];

const aDiscount = (kind: Kind, more: JsonObject = {}): string =>
	keap.sandbox.store.insert(KINDS[kind][0], {
		name: `A ${kind}`,
		...SPECIFIC[kind],
		criteria: CRITERIA,
		...more,
	}).id;
const storedOf = (kind: Kind, id: string) => stored(keap, KINDS[kind][0], id);

/** What a create of each kind is given. */
const INPUTS: Record<Kind, INodeParameters> = {
	freeTrial: { subscriptionPlanId: byId(1), additionalFields: { freeTrialDays: 7 } },
	orderTotal: {
		valueType: 'AMOUNT',
		discountValue: '12.34',
		additionalFields: { discountStrategy: 'NET' },
	},
	product: {
		productId: byId(4),
		valueType: 'PERCENT',
		discountValue: 12.5,
		additionalFields: { applyToCommissions: true },
	},
	productCategory: {
		discountPercent: 15,
		productCategories: rows('productCategoryId', '1, 2'),
		applyToCommissions: false,
		additionalFields: { description: 'Of two' },
	},
	shipping: { valueType: 'PERCENT', discountValue: 100 },
};
const SENT: Record<Kind, JsonObject> = {
	freeTrial: { subscription_plan_id: '1', free_trial_days: 7 },
	orderTotal: { discount_type: 'AMOUNT', discount_value: 12.34, discount_strategy: 'NET' },
	product: {
		product_id: '4',
		discount_type: 'PERCENT',
		discount_value: 12.5,
		apply_to_commissions: true,
	},
	productCategory: {
		discount_percent: 15,
		product_category_ids: ['1', '2'],
		apply_to_commissions: false,
		description: 'Of two',
	},
	shipping: { discount_type: 'PERCENT', discount_value: 100 },
};

describe.each(kinds)('of the type %s', (kind) => {
	it('are created', async () => {
		const run = await keap.run(discount('create', kind, { name: 'New', ...INPUTS[kind] }));
		expect(sent(keap)).toEqual([
			{ call: `POST ${pathOf(kind)}`, query: {}, body: { name: 'New', ...SENT[kind] } },
		]);
		expect(output(run)[0]).toMatchObject({ name: 'New' });
	});

	it('are read with columns of their own, and with everything', async () => {
		const id = aDiscount(kind);
		const { product_category_ids: categories, ...own } = SPECIFIC[kind];
		const shown = { ...own, ...(categories ? { product_categories: categories } : {}) };
		const simple = await keap.run(discount('get', kind, { discountId: byId(id) }));
		expect(keap.calls()).toEqual([`GET ${pathOf(kind)}/${id}`]);
		expect(output(simple)).toEqual([
			{ id, name: `A ${kind}`, description: null, ...shown, criteria: CRITERIA },
		]);
		const whole = await keap.run(discount('get', kind, { discountId: byId(id), simplify: false }));
		expect(output(whole)[0]).toMatchObject({ id, ...shown });
	});

	it('are listed in an order', async () => {
		aDiscount(kind);
		const run = await keap.run(
			discount('getMany', kind, {
				returnAll: true,
				sort: { value: { field: 'name', direction: 'desc' } },
			}),
		);
		expect(sent(keap)).toEqual([
			{
				call: `GET ${pathOf(kind)}`,
				query: { order_by: 'name desc', page_size: '1000' },
				body: undefined,
			},
		]);
		const names = output(run).map(({ name }) => String(name));
		expect(names.length).toBeGreaterThan(1);
		expect(names).toEqual([...names].sort().reverse());
	});

	it('are changed in what is given', async () => {
		const id = aDiscount(kind);
		await keap.run(
			discount('update', kind, {
				discountId: byId(id),
				updateFields: { name: 'Changed', description: '' },
			}),
		);
		expect(sent(keap)).toEqual([
			{
				call: `PATCH ${pathOf(kind)}/${id}`,
				query: { update_mask: 'name' },
				body: { name: 'Changed' },
			},
		]);
		expect(storedOf(kind, id)).toMatchObject({ ...SPECIFIC[kind], criteria: CRITERIA });
	});

	it('are cleared of what is left empty, where that is wanted', async () => {
		const id = aDiscount(kind, { description: 'Old' });
		await keap.run(
			discount('update', kind, {
				discountId: byId(id),
				updateFields: { description: '' },
				options: { emptyValues: 'clear' },
			}),
		);
		expect(bodies(keap, 'PATCH')).toEqual([{ description: null }]);
		expect(storedOf(kind, id).criteria).toEqual(CRITERIA);
	});

	it('are deleted', async () => {
		const id = aDiscount(kind);
		const run = await keap.run(discount('delete', kind, { discountId: byId(id) }));
		expect(keap.calls()).toEqual([`DELETE ${pathOf(kind)}/${id}`]);
		expect(output(run)).toEqual([{ deleted: true }]);
		expect(keap.sandbox.store.get(KINDS[kind][0], id)).toBeUndefined();
	});

	it('get and lose criteria', async () => {
		const id = aDiscount(kind);
		const of = { discountId: byId(id) };
		const code = await keap.run(
			discount('addCriterion', kind, { ...of, criterionType: 'PROMO_CODE', code: 'MORE' }),
		);
		expect(lastSent(keap)).toEqual({
			call: `POST ${pathOf(kind)}/${id}/criteria`,
			query: {},
			body: { type: 'PROMO_CODE', code: 'MORE' },
		});
		const { criteria_id: made } = first(output(code));
		const codes = () =>
			(storedOf(kind, id).criteria as JsonObject[]).map(({ criteria_id: each }) => each);
		expect(codes()).toEqual(['801', '802', made]);
		const gone = await keap.run(
			discount('removeCriterion', kind, { ...of, criteriaId: byId(801) }),
		);
		expect(keap.calls()).toEqual([`DELETE ${pathOf(kind)}/${id}/criteria/801`]);
		expect(output(gone)).toEqual([{ deleted: true }]);
		expect(codes()).toEqual(['802', made]);
	});
});

describe('criteria', () => {
	it.each([
		[
			'DATE_RANGE',
			{ rangeStartTime: '2026-03-01T00:00:00Z', rangeEndTime: '2026-05-31' },
			{
				range_start_time: '2026-03-01T00:00:00.000Z',
				range_end_time: '2026-05-31T00:00:00.000Z',
			},
		],
		[
			'PRODUCT',
			{ productId: byId(4), additionalFields: { productQuantityMin: 2, productQuantityMax: 0 } },
			{ product_id: '4', product_quantity_min: 2, product_quantity_max: 0 },
		],
		[
			'SUBSCRIPTION_PLAN',
			{ planId: byId(1), additionalFields: { subscriptionQuantity: 1 } },
			{ plan_id: '1', subscription_quantity: 1 },
		],
		[
			'ORDER_TOTAL',
			{ operator: 'LESS_THAN', totalAmount: '12.34' },
			{ operator: 'LESS_THAN', total_amount: 12.34 },
		],
	])('of the type %s are added with what they are about', async (type, given, body) => {
		const id = aDiscount('orderTotal');
		const run = await keap.run(
			discount('addCriterion', 'orderTotal', {
				discountId: byId(id),
				// What the editor keeps of another choice says nothing.
				code: 'LEFTOVER',
				criterionType: type,
				...given,
			}),
		);
		expect(bodies(keap, 'POST')).toEqual([{ type, ...body }]);
		expect(output(run)[0]).toMatchObject(body);
	});

	it('refuse what is not about their type, and fractions of a cent', async () => {
		const add = async (more: INodeParameters, kind = 'orderTotal') =>
			await keap.run(discount('addCriterion', kind, { discountId: byId(1), ...more }));
		expectInputError(await add({ criterionType: 'PROMO_CODE' }), 0, 'empty', 'Code');
		expectInputError(
			await add({ criterionType: 'ORDER_TOTAL', operator: 'LESS_THAN', totalAmount: 12.345 }),
			0,
			'invalid',
			'Total Amount',
		);
		expectInputError(
			await add({ criterionType: 'PRODUCT', productId: byId(4) }, 'productCategory'),
			0,
			'unknownChoice',
			'Type',
		);
		expect(keap.calls()).toEqual([]);
	});

	it.each([
		['PROMO_CODE', { type: 'PROMO_CODE', code: 'A' }],
		['ORDER_TOTAL', { type: 'ORDER_TOTAL', operator: 'LESS_THAN', total_amount: 9 }],
		['PRODUCT', { type: 'PRODUCT', product_id: '4', product_quantity_min: 2 }],
	])(
		'of the type %s are added with what is about it, of all that is filled in',
		async (type, body) => {
			output(
				await keap.run(
					discount('addCriterion', 'orderTotal', {
						discountId: byId(aDiscount('orderTotal')),
						criterionType: '={{ $json.type }}',
						code: 'A',
						operator: 'LESS_THAN',
						totalAmount: 9,
						productId: byId(4),
						planId: byId(''),
						additionalFields: { productQuantityMin: 2, subscriptionQuantity: 3 },
					}),
					{ items: [{ type }] },
				),
			);
			expect(lastSent(keap).body).toEqual(body);
		},
	);

	it('are added to one discount by items of several types', async () => {
		const run = await keap.run(
			discount('addCriterion', 'orderTotal', {
				discountId: byId(aDiscount('orderTotal')),
				criterionType: '={{ $json.type }}',
				code: 'A',
				productId: byId(4),
				additionalFields: { productQuantityMin: 2 },
			}),
			{ items: [{ type: 'PROMO_CODE' }, { type: 'PRODUCT' }, { type: 'PROMO_CODE' }] },
		);
		output(run);
		expect(bodies(keap, 'POST')).toEqual([
			{ type: 'PROMO_CODE', code: 'A' },
			{ type: 'PRODUCT', product_id: '4', product_quantity_min: 2 },
			{ type: 'PROMO_CODE', code: 'A' },
		]);
	});

	it('are created along with a discount, each with what it is about', async () => {
		output(
			await keap.run(
				discount('create', 'shipping', {
					name: 'New',
					valueType: 'PERCENT',
					discountValue: 5,
					additionalFields: {
						criteria: list(
							{ criterionType: 'PROMO_CODE', code: 'A' },
							{ criterionType: 'ORDER_TOTAL', operator: 'GREATER_THAN', totalAmount: 99.99 },
							{ criterionType: 'PRODUCT', productId: byId(4), productQuantityMin: 3 },
						),
					},
				}),
			),
		);
		expect(first(bodies(keap, 'POST')).criteria).toEqual([
			{ type: 'PROMO_CODE', code: 'A' },
			{ type: 'ORDER_TOTAL', operator: 'GREATER_THAN', total_amount: 99.99 },
			{ type: 'PRODUCT', product_id: '4', product_quantity_min: 3 },
		]);
	});

	it.each([
		[{ criterionType: 'PROMO_CODE', code: '={{ $json.none }}' }, 'Code'],
		[{ criterionType: '={{ $json.none }}', code: 'A' }, 'Type'],
		[{ criterionType: 'DATE_RANGE', rangeStartTime: '2026-03-01' }, 'End Time'],
	])('are not left out without a word: %j', async (entry, label) => {
		const run = await keap.run(
			discount('create', 'shipping', {
				name: 'New',
				valueType: 'PERCENT',
				discountValue: 5,
				additionalFields: { criteria: list(entry) },
			}),
		);
		expectInputError(run, 0, 'empty', label);
		expect(keap.calls()).toEqual([]);
	});

	it.each(kinds.filter((kind) => kind !== 'productCategory'))(
		'of the type %s that an update does not mention stay',
		async (kind) => {
			const bare = { criteria_id: '803', type: 'PRODUCT' };
			const id = aDiscount(kind, { criteria: [...CRITERIA, bare] });
			const name = kind === 'freeTrial' ? 'trialCriteria' : 'criteria';
			const run = await keap.run(
				discount('update', kind, {
					discountId: byId(id),
					updateFields: {
						[name]: list({ criteriaId: '801', criterionType: 'PROMO_CODE', code: 'OTHER' }),
					},
				}),
			);
			output(run);
			expect(keap.calls()).toEqual([`GET ${pathOf(kind)}/${id}`, `PATCH ${pathOf(kind)}/${id}`]);
			expect(lastSent(keap).query).toEqual({ update_mask: 'criteria' });
			expect(storedOf(kind, id).criteria).toEqual([
				{ ...CRITERIA[0], code: 'OTHER' },
				CRITERIA[1],
				bare,
			]);
		},
	);

	it('that several items change are all kept', async () => {
		const id = aDiscount('shipping');
		const run = await keap.run(
			discount('update', 'shipping', {
				discountId: byId(id),
				updateFields: {
					criteria: list({
						criteriaId: '={{ $json.id }}',
						criterionType: '={{ $json.type }}',
						code: '={{ $json.code }}',
						rangeStartTime: '={{ $json.start }}',
					}),
				},
			}),
			{
				items: [
					{ id: '801', type: 'PROMO_CODE', code: 'X', start: '' },
					{ id: '802', type: 'Date Range', code: '', start: '2026-04-01T00:00:00Z' },
				],
			},
		);
		expect(output(run)).toHaveLength(2);
		expect(storedOf('shipping', id).criteria).toEqual([
			{ ...CRITERIA[0], code: 'X' },
			{ ...CRITERIA[1], range_start_time: '2026-04-01T00:00:00.000Z' },
		]);
	});

	describe('that an update changes', () => {
		const total = {
			criteria_id: '804',
			type: 'ORDER_TOTAL',
			operator: 'LESS_THAN',
			total_amount: 75.5,
		};
		const many = { criteria_id: '803', type: 'PRODUCT', product_id: '4', product_quantity_min: 2 };
		const change = async (kind: Kind, entry: INodeParameters, options: INodeParameters = {}) => {
			const id = aDiscount(kind, { criteria: [...CRITERIA, many, total] });
			const name = kind === 'freeTrial' ? 'trialCriteria' : 'criteria';
			output(
				await keap.run(
					discount('update', kind, {
						discountId: byId(id),
						updateFields: { [name]: list(entry) },
						options,
					}),
				),
			);
			return (lastSent(keap).body as { criteria: JsonObject[] }).criteria;
		};

		it.each([
			[{ operator: 'GREATER_THAN' }, { operator: 'GREATER_THAN', total_amount: 75.5 }],
			[{ totalAmount: 99 }, { operator: 'LESS_THAN', total_amount: 99 }],
		])('keep what nobody touched: %j', async (given, expected) => {
			const sentCriteria = await change('shipping', { criteriaId: '804', ...given });
			expect(sentCriteria[3]).toEqual({ criteria_id: '804', ...expected });
		});

		it('clear nothing, whatever empty values do elsewhere', async () => {
			const entry = { criteriaId: '803', productId: byId(5) };
			const sentCriteria = await change('shipping', entry, { emptyValues: 'clear' });
			expect(sentCriteria[2]).toEqual({
				criteria_id: '803',
				product_id: '5',
				product_quantity_min: 2,
			});
		});

		it('refuse what is not about their type, which Keap knows', async () => {
			const id = aDiscount('shipping', { criteria: [...CRITERIA, many, total] });
			const run = await keap.run(
				discount('update', 'shipping', {
					discountId: byId(id),
					updateFields: { criteria: list({ criteriaId: '804', code: 'NEW' }) },
				}),
			);
			expectInputError(run, 0, 'conflict', 'Code', "'Type'", "'Order Total'");
			expect(keap.calls()).toEqual([`GET ${pathOf('shipping')}/${id}`]);
		});

		it('keep their type, or lose what belonged to it', async () => {
			const kept = await change('freeTrial', { criteriaId: '801', code: 'NEW' });
			expect(kept[0]).toEqual({ ...CRITERIA[0], code: 'NEW' });
			const changed = await change('freeTrial', {
				criteriaId: '801',
				criterionType: 'DATE_RANGE',
				rangeStartTime: '2026-03-01T00:00:00Z',
				rangeEndTime: '2026-05-31T00:00:00Z',
			});
			expect(changed[0]).toEqual({ ...CRITERIA[1], criteria_id: '801' });
		});
	});

	it('of categories, which have no names, are replaced as the input says', async () => {
		const id = aDiscount('productCategory');
		output(
			await keap.run(
				discount('update', 'productCategory', {
					discountId: byId(id),
					updateFields: {
						categoryCriteria: list({ criterionType: 'PROMO_CODE', code: 'ONLY' }),
						productCategories: rows('productCategoryId', '3'),
					},
				}),
			),
		);
		expect(sent(keap)).toEqual([
			{
				call: `PATCH ${pathOf('productCategory')}/${id}`,
				query: { update_mask: 'product_category_ids,criteria' },
				body: {
					product_category_ids: ['3'],
					criteria: [{ type: 'PROMO_CODE', code: 'ONLY' }],
				},
			},
		]);
	});
});

describe('lists', () => {
	it.each([
		[
			'freeTrial',
			{ freeTrialDays: 14, hidePrice: false, subscriptionPlanId: byId(1) },
			'free_trial_days==14;hide_price==false;subscription_plan_id==1',
		],
		[
			'orderTotal',
			{
				valueType: 'PERCENT',
				discountValue: 10,
				discountStrategy: 'GROSS',
				applyToCommissions: true,
			},
			'discount_type==PERCENT;discount_value==10;apply_to_commissions==true;discount_strategy==GROSS',
		],
		['product', { productId: byId(4) }, 'product_id==4'],
		[
			'productCategory',
			{ name: 'Books*', productCategoryId: byId(2) },
			'name==Books*;product_category_id==2',
		],
		['shipping', { valueType: 'PERCENT' }, 'discount_type==PERCENT'],
	])('of the type %s have filters of their own', async (kind, filters, filter) => {
		const run = await keap.run(discount('getMany', kind, { filters }));
		expect(lastSent(keap).query).toEqual({ filter, page_size: '50' });
		expect(output(run).length).toBeGreaterThan(0);
	});
});

describe('a type that an expression gives', () => {
	const byExpression = '={{ $json.type }}';

	it('may differ from item to item, each with inputs and columns of its own', async () => {
		const run = await keap.run(
			discount('create', byExpression, {
				name: '={{ $json.name }}',
				subscriptionPlanId: byId(1),
				productId: byId(4),
				valueType: 'AMOUNT',
				discountValue: '={{ $json.value }}',
				discountPercent: '={{ $json.value }}',
				productCategories: rows('productCategoryId', '1'),
				applyToCommissions: true,
				additionalFields: { description: 'Of all', freeTrialDays: 3, discountStrategy: 'GROSS' },
			}),
			{
				items: [
					{ type: 'shipping', name: 'a', value: 1 },
					{ type: 'freeTrial', name: 'b', value: '' },
					{ type: 'Shipping', name: 'c', value: 2 },
					{ type: 'productCategory', name: 'd', value: 3 },
					{ type: 'orderTotal', name: 'e', value: 4 },
					{ type: 'product', name: 'f', value: 5 },
				],
			},
		);
		expect(output(run).map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
		expect(pairs(run.items)).toEqual([0, 1, 2, 3, 4, 5]);
		const description = 'Of all';
		const sentOf = (kind: Kind) =>
			sent(keap)
				.filter(({ call }) => call === `POST ${pathOf(kind)}`)
				.map(({ body }) => body);
		expect(sentOf('shipping')).toEqual([
			{ name: 'a', discount_type: 'AMOUNT', discount_value: 1, description },
			{ name: 'c', discount_type: 'AMOUNT', discount_value: 2, description },
		]);
		expect(sentOf('freeTrial')).toEqual([
			{ name: 'b', subscription_plan_id: '1', free_trial_days: 3, description },
		]);
		expect(sentOf('productCategory')).toEqual([
			{
				name: 'd',
				discount_percent: 3,
				product_category_ids: ['1'],
				apply_to_commissions: true,
				description,
			},
		]);
		expect(sentOf('orderTotal')).toEqual([
			{
				name: 'e',
				discount_type: 'AMOUNT',
				discount_value: 4,
				discount_strategy: 'GROSS',
				description,
			},
		]);
		expect(sentOf('product')).toEqual([
			{ name: 'f', product_id: '4', discount_type: 'AMOUNT', discount_value: 5, description },
		]);
	});

	it('refuses a filter of another type: the list would hold too much', async () => {
		aDiscount('shipping');
		const run = await keap.run(
			discount('getMany', byExpression, {
				filters: { valueType: 'AMOUNT', freeTrialDays: '={{ $json.days }}' },
			}),
			{ items: [{ type: 'shipping', days: 7 }] },
		);
		expectInputError(run, 0, 'conflict', 'Free Trial Days', "'Discount Type'", "'Shipping'");
		expect(keap.calls()).toEqual([]);
	});

	it('refuses an order of another type', async () => {
		const sort = { value: { field: 'free_trial_days', direction: 'asc' } };
		const run = await keap.run(discount('getMany', byExpression, { sort }), {
			items: [{ type: 'shipping' }],
		});
		expectInputError(run, 0, 'unknownChoice', 'Sort', 'free_trial_days');
		expect(keap.calls()).toEqual([]);
	});

	it('makes no discount without the criteria that only another type has', async () => {
		const code = { criterionType: 'PROMO_CODE', code: 'A' };
		const create = async (additionalFields: INodeParameters) =>
			await keap.run(
				discount('create', byExpression, {
					name: 'New',
					...INPUTS.productCategory,
					additionalFields,
				}),
				{ items: [{ type: 'productCategory' }] },
			);
		expectInputError(await create({ criteria: list(code) }), 0, 'conflict', 'Criteria');
		expect(keap.calls()).toEqual([]);
		const both = { criteria: list(code), categoryCriteria: list({ ...code, code: 'B' }) };
		output(await create(both));
		expect(lastSent(keap).body).toMatchObject({ criteria: [{ type: 'PROMO_CODE', code: 'B' }] });
	});

	it('goes on after items whose type, inputs or record are wrong', async () => {
		const [trial, shipping] = [aDiscount('freeTrial'), aDiscount('shipping')];
		const run = await keap.run(
			discount('get', byExpression, { discountId: byId('={{ $json.id }}') }),
			{
				items: [
					{ type: 'shipping', id: shipping },
					{ type: 'coupon', id: '1' },
					{ type: 'freeTrial', id: '' },
					{ type: '', id: '1' },
					{ type: 'freeTrial', id: trial },
					{ type: 'shipping', id: '99999' },
				],
				onError: 'continueRegularOutput',
			},
		);
		const found = outcomes(run, 'name');
		expect(found.slice(0, 5)).toEqual([
			'A shipping',
			inputError(1, 'unknownChoice', 'Discount Type', 'coupon'),
			inputError(2, 'empty', 'Discount'),
			inputError(3, 'empty', 'Discount Type'),
			'A freeTrial',
		]);
		expectKeapError(run, 5, 'notFound', "'Discount' 99999");
		expect(keap.calls().sort()).toEqual(
			[
				`GET ${pathOf('freeTrial')}/${trial}`,
				`GET ${pathOf('shipping')}/${shipping}`,
				`GET ${pathOf('shipping')}/99999`,
			].sort(),
		);
		expect(Object.keys(present(run.items[4]).json)).toContain('free_trial_days');
		expect(Object.keys(present(run.items[4]).json)).not.toContain('discount_value');
	});

	it('stops before anything is sent where one item has none', async () => {
		const run = await keap.run(discount('delete', byExpression, { discountId: byId(1) }), {
			items: [{ type: 'shipping' }, { type: 'voucher' }],
		});
		expectInputError(run, 1, 'unknownChoice', 'Discount Type', 'voucher', /freeTrial.*shipping/);
		expect(keap.calls()).toEqual([]);
	});

	it('stops the other types once an item fails at Keap', async () => {
		const id = aDiscount('shipping');
		const run = await keap.run(
			discount('delete', byExpression, { discountId: byId('={{ $json.id }}') }),
			{
				items: [
					{ type: 'freeTrial', id: '99999' },
					{ type: 'shipping', id },
				],
			},
		);
		expectKeapError(run, 0, 'notFound', "'Discount' 99999");
		expect(keap.calls()).toEqual([`DELETE ${pathOf('freeTrial')}/99999`]);
	});

	it('keeps the order of the items about one record', async () => {
		const id = aDiscount('shipping');
		const names = Array.from({ length: 6 }, (_, i) => `Name ${i}`);
		await keap.run(
			discount('update', byExpression, {
				discountId: byId(id),
				updateFields: { name: '={{ $json.name }}' },
			}),
			{ items: names.map((name) => ({ type: 'shipping', name })) },
		);
		expect(bodies(keap, 'PATCH').map(({ name }) => name)).toEqual(names);
	});

	it('reads those together that Keap gives together', async () => {
		const ids = [aDiscount('productCategory'), aDiscount('productCategory')];
		const shipping = aDiscount('shipping');
		const run = await keap.run(
			discount('get', byExpression, { discountId: byId('={{ $json.id }}') }),
			{
				items: [
					{ type: 'productCategory', id: ids[0] },
					{ type: 'shipping', id: shipping },
					{ type: 'productCategory', id: ids[1] },
				],
			},
		);
		expect(output(run).map(({ id }) => id)).toEqual([ids[0], shipping, ids[1]]);
		expect(sent(keap).map(({ call, query }) => [call, query.filter])).toEqual([
			[`GET ${pathOf('productCategory')}`, `ids==${ids.join(',')}`],
			[`GET ${pathOf('shipping')}/${shipping}`, undefined],
		]);
	});
});
