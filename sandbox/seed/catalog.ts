import { plans } from '../routes/products/plans';
import { products } from '../routes/products/products';
import type { Store } from '../store';
import type { JsonObject } from '../types';
import { SEED_TIME } from './account';

const PRODUCTS: Array<[name: string, cents: number, description: string, more?: JsonObject]> = [
	['Starter Workshop', 14_900, 'Half a day on the basics'],
	['Strategy Session', 25_000, 'Two hours, one to one'],
	[
		'Marketing Handbook',
		2_450,
		'Printed, 180 pages',
		{ shippable: true, weight: 0.6, taxable: true },
	],
	['Team Mug', 1_200, 'Holds coffee', { shippable: true, weight: 0.4, taxable: true }],
	['Coaching Club', 4_900, 'A call every week', { subscription_only: true }],
	['Website Audit', 49_900, 'A report of what to mend', { active: false }],
];

/** What the account sells, and what it sells for less. */
export function seedCatalog(store: Store): void {
	const times = { create_time: SEED_TIME, update_time: SEED_TIME };
	store.insertMany(
		'product',
		PRODUCTS.map(([name, price, description, more], index) => ({
			name,
			sku: `DB-${String(index + 1).padStart(3, '0')}`,
			price,
			short_description: description,
			description: `${name}: ${description.toLowerCase()}.`,
			...products.defaults,
			weight: 0,
			inventory: { inventory_limit: 100, inventory_count: 40 + index, out_of_stock_enabled: false },
			...times,
			...more,
		})),
	);
	store.insertMany('productOption', [
		{
			product_id: '4',
			option_type: 'LIST',
			option_label: 'Color',
			required: true,
			display_order: 0,
			list_items: [
				['Teal', 'TEAL', 0],
				['Copper', 'COPPER', 1.5],
			].map(([label, code, adjustment], index) => ({
				item_id: store.issueId('productOptionItem'),
				item_label: label ?? '',
				item_code: code ?? '',
				item_display_order: index,
				price_adjustment: adjustment ?? 0,
			})),
		},
		{
			product_id: '4',
			option_type: 'TEXT',
			option_label: 'Name on the mug',
			required: false,
			display_order: 1,
			text_rules: {
				minimum_characters: 1,
				maximum_characters: 12,
				allow_spaces: false,
				only_contains: 'LETTER',
				error_message: 'Letters only',
			},
		},
	]);
	store.insertMany(
		'subscriptionPlan',
		[
			['MONTHLY', 4_900],
			['YEARLY', 49_000],
		].map(([cycle, price], index) => ({
			product_id: '5',
			cycle_type: cycle ?? '',
			plan_price: price ?? 0,
			...plans.defaults,
			display_order_index: index,
		})),
	);
	store.insertMany('productCategory', [
		{ name: 'Services', display_order_index: 0, product_ids: ['1', '2', '6'] },
		{ name: 'Goods', display_order_index: 1, product_ids: ['3', '4'] },
		{ name: 'Books', display_order_index: 0, parent_category_id: '2', product_ids: ['3'] },
	]);
	store.insertMany('productInterestBundle', [
		{
			name: 'Starter Kit',
			description: 'What a new team begins with',
			interests: [
				['PRODUCT', '3', 24.5, 1, 0],
				['PRODUCT', '4', 12, 5, 10],
				['SUBSCRIPTION_PLAN', '1', 49, 1, 0],
			].map(([type, entity, price, quantity, discount]) => ({
				interest_id: store.issueId('productInterest'),
				type: type ?? '',
				entity_id: entity ?? '',
				price: price ?? 0,
				quantity: quantity ?? 1,
				discount_percent: discount ?? 0,
			})),
		},
	]);
	seedDiscounts(store);
}

function seedDiscounts(store: Store): void {
	const criteria = (entry: JsonObject) => [
		{ criteria_id: store.issueId('discountCriteria'), ...entry },
	];
	const code = (text: string) => criteria({ type: 'PROMO_CODE', code: text });
	const spring = criteria({
		type: 'DATE_RANGE',
		range_start_time: '2026-03-01T00:00:00.000Z',
		range_end_time: '2026-05-31T23:59:59.000Z',
	});
	store.insertMany('freeTrialDiscount', [
		{
			name: 'Two weeks free',
			description: 'Try the club first',
			free_trial_days: 14,
			hide_price: false,
			subscription_plan_id: '1',
			criteria: [],
		},
	]);
	store.insertMany('orderTotalDiscount', [
		{
			name: 'Spring sale',
			discount_type: 'PERCENT',
			discount_value: 10,
			discount_strategy: 'GROSS',
			apply_to_commissions: true,
			criteria: spring,
		},
		{
			name: '$25 off large orders',
			discount_type: 'AMOUNT',
			discount_value: 25,
			discount_strategy: 'NET',
			apply_to_commissions: false,
			criteria: criteria({ type: 'ORDER_TOTAL', total_amount: 250, operator: 'GREATER_THAN' }),
		},
	]);
	store.insertMany('categoryDiscount', [
		{
			name: 'Books for less',
			discount_percent: 15,
			apply_to_commissions: false,
			product_category_ids: ['2', '3'],
			criteria: code('READ15'),
		},
	]);
	store.insertMany('productDiscount', [
		{
			name: 'Mugs for less',
			discount_type: 'AMOUNT',
			discount_value: 2.5,
			product_id: '4',
			apply_to_commissions: false,
			criteria: criteria({ type: 'PRODUCT', product_id: '4', product_quantity_min: 4 }),
		},
	]);
	store.insertMany('shippingDiscount', [
		{
			name: 'Free shipping',
			discount_type: 'PERCENT',
			discount_value: 100,
			criteria: code('SHIPFREE'),
		},
	]);
}
