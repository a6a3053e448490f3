import {
	calledBy,
	collection,
	type ById,
	type Collection,
	type Picker,
} from '../../descriptor/collection';
import { enumeration } from '../../descriptor/enumeration';
import {
	boolean,
	choice,
	ids,
	longText,
	number,
	record,
	records,
	text,
	type Choice,
	type Field,
} from '../../descriptor/field';
import { words } from '../../descriptor/labels';
import { variants, type Filter, type Variant } from '../../descriptor/operation';
import type { Columns } from '../../descriptor/recordOutput';
import { startsWith } from '../../descriptor/search';
import { allSubscriptionPlans, products } from '../product/collections';
import { productCategories } from '../productCategory';
import { byPrefix, idRange } from '../shared/filters';
import { categoryCriteria, criteria, freeTrialCriteria, type Criteria } from './criteria';

/** Keap has an endpoint for each kind of discount, which all do the same. */
export const discountType = choice(
	'discountType',
	'Discount Type',
	[
		{
			name: 'Free Trial',
			value: 'freeTrial',
			description: 'Days of a subscription without charge',
		},
		{ name: 'Order Total', value: 'orderTotal', description: 'Taken off the total of an order' },
		{ name: 'Product', value: 'product', description: 'Taken off one product' },
		{
			name: 'Product Category',
			value: 'productCategory',
			description: 'Taken off all products of some categories',
		},
		{ name: 'Shipping', value: 'shipping', description: 'Taken off the costs of shipping' },
	],
	{ required: true, default: 'orderTotal', in: 'nowhere' },
);

/** The discounts of one kind. */
const discountsOf = (
	noun: string,
	path: `/v2/discounts/${string}`,
	more: { byId?: Omit<ById, 'below'>; picker?: Partial<Omit<Picker, 'within'>> } = {},
) =>
	collection({
		noun,
		id: 'discountId',
		example: '101',
		path,
		items: 'discounts',
		pageSize: 1000,
		byName: calledBy('Name', 'Spring Sale', 'name'),
		...more,
		picker: {
			query: { order_by: 'name asc' },
			label: ({ name }) => words(name),
			...more.picker,
		},
	});

export const name = text('name', 'Name', { placeholder: 'e.g. Spring Sale' });
export const description = longText('description', 'Description');
const applyToCommissions = boolean(
	'applyToCommissions',
	'Apply to Commissions',
	'Whether commissions are reduced by the discount, too',
);
const valueTypes = enumeration(['AMOUNT', 'PERCENT']);
const valueType = choice('valueType', 'Value Type', valueTypes, { key: 'discount_type' });
const value = number('discountValue', 'Value', {
	min: 0,
	description: 'The amount such as 12.34, or the percentage such as 15',
});
const strategy = choice('discountStrategy', 'Strategy', [
	{ name: 'Gross', value: 'GROSS', description: 'Taken off before tax' },
	{ name: 'Net', value: 'NET', description: 'Taken off after tax' },
]);
const hidePrice = boolean(
	'hidePrice',
	'Hide Price',
	'Whether the price is hidden during the free trial',
);
const freeTrialDays = number('freeTrialDays', 'Free Trial Days', { integer: true, min: 0 });
const plan = record(allSubscriptionPlans);
const product = record(products);
const percent = number('discountPercent', 'Percentage', { min: 0, placeholder: 'e.g. 15' });
const categories = records(productCategories, 'productCategories', 'Product Categories', {
	key: 'product_category_ids',
	merge: 'whole',
	description: 'All categories that the discount is for',
});

const valueFilters: Filter[] = [valueType, value];
const valueColumns: Columns = { discount_type: 'discount_type', discount_value: 'discount_value' };

export const byIdAndName: Choice[] = [
	{ name: 'ID', value: 'id' },
	{ name: 'Name', value: 'name' },
];
const byCommissions: Choice = { name: 'Apply to Commissions', value: 'apply_to_commissions' };
const byValue: Choice[] = [
	{ name: 'Value', value: 'discount_value' },
	{ name: 'Value Type', value: 'discount_type' },
];

/** What the kinds of discounts differ in. */
export interface Kind {
	of: Collection<'discountId'>;
	/** What a create needs beside the name. */
	required: readonly Field[];
	/** What it may have beside the description and the criteria. */
	optional: readonly Field[];
	filters: readonly Filter[];
	sort: readonly Choice[];
	columns: Columns;
	criteria: Criteria;
}

const categoryDiscounts = discountsOf('Category Discount', '/v2/discounts/productCategories', {
	// Keap states no number of IDs for this filter; see the contacts'.
	byId: { filter: 'ids', max: 100 },
	picker: { typed: startsWith('name'), id: 'id', pageSize: 100 },
});

const kinds = {
	freeTrial: {
		of: discountsOf('Free Trial Discount', '/v2/discounts/freeTrials'),
		required: [plan],
		optional: [freeTrialDays, hidePrice],
		filters: [freeTrialDays, hidePrice, plan],
		sort: [
			{ name: 'Free Trial Days', value: 'free_trial_days' },
			{ name: 'Hide Price', value: 'hide_price' },
			{ name: 'Subscription Plan', value: 'subscription_plan_id' },
		],
		columns: {
			free_trial_days: 'free_trial_days',
			hide_price: 'hide_price',
			subscription_plan_id: 'subscription_plan_id',
		},
		criteria: freeTrialCriteria,
	},
	orderTotal: {
		of: discountsOf('Order Total Discount', '/v2/discounts/orderTotals'),
		required: [valueType, value],
		optional: [applyToCommissions, strategy],
		filters: [...valueFilters, applyToCommissions, strategy],
		sort: [...byValue, byCommissions, { name: 'Strategy', value: 'discount_strategy' }],
		columns: {
			...valueColumns,
			discount_strategy: 'discount_strategy',
			apply_to_commissions: 'apply_to_commissions',
		},
		criteria,
	},
	product: {
		of: discountsOf('Product Discount', '/v2/discounts/products'),
		required: [product, valueType, value],
		optional: [applyToCommissions],
		filters: [...valueFilters, applyToCommissions, product],
		sort: [...byValue, byCommissions, { name: 'Product', value: 'product_id' }],
		columns: {
			...valueColumns,
			product_id: 'product_id',
			apply_to_commissions: 'apply_to_commissions',
		},
		criteria,
	},
	productCategory: {
		of: categoryDiscounts,
		required: [percent, categories, applyToCommissions],
		optional: [],
		filters: [
			byPrefix(text('description', 'Description'), 'Spring'),
			ids(categoryDiscounts, 'discountIds', 'Discounts', { key: 'ids' }),
			...idRange('id'),
			byPrefix(name, 'Spring'),
			record(productCategories),
		],
		sort: [],
		columns: {
			discount_percent: 'discount_percent',
			product_categories: 'product_categories',
			apply_to_commissions: 'apply_to_commissions',
		},
		criteria: categoryCriteria,
	},
	shipping: {
		of: discountsOf('Shipping Discount', '/v2/discounts/shipping'),
		required: [valueType, value],
		optional: [],
		filters: valueFilters,
		sort: byValue,
		columns: valueColumns,
		criteria,
	},
} satisfies Record<string, Kind>;

/** What an operation is for each kind of discounts. */
export const forEachKind = (variant: (kind: Kind) => Variant) =>
	variants(discountType, {
		freeTrial: variant(kinds.freeTrial),
		orderTotal: variant(kinds.orderTotal),
		product: variant(kinds.product),
		productCategory: variant(kinds.productCategory),
		shipping: variant(kinds.shipping),
	});
