import { collection, routesOf, type Collection, type Property } from '../collection';
import * as filter from '../filter';
import { byId, byText, byValue } from '../paging';
import { boolean, decimal, integer, listOf, oneOf, recordIn, string, time } from '../values';

const TYPES = ['AMOUNT', 'PERCENT'];
const STRATEGIES = ['GROSS', 'NET'];

/** What an order has to meet: the criteria of most discounts know more than those of categories. */
const FEW_CRITERIA = ['DATE_RANGE', 'PROMO_CODE'];
const ALL_CRITERIA = [...FEW_CRITERIA, 'PRODUCT', 'SUBSCRIPTION_PLAN', 'ORDER_TOTAL'];

const fewCriteria: Record<string, Property> = {
	code: string(),
	range_start_time: time,
	range_end_time: time,
};

const allCriteria: Record<string, Property> = {
	...fewCriteria,
	product_id: recordIn('product'),
	product_quantity_min: integer(0),
	product_quantity_max: integer(0),
	plan_id: recordIn('subscriptionPlan'),
	subscription_quantity: integer(0),
	total_amount: decimal(0),
	operator: oneOf('LESS_THAN', 'GREATER_THAN'),
};

/** An amount of money in this is a decimal: 12.5 is $12.50. */
const value: Record<string, Property> = {
	discount_type: { type: oneOf(...TYPES), required: 'create' },
	discount_value: { type: decimal(0), required: 'create' },
};

const valueFilters = {
	discount_type: filter.oneOf('discount_type', TYPES),
	discount_value: filter.decimal('discount_value', filter.EQUALITY),
};

const valueOrder = {
	discount_type: byValue('discount_type'),
	discount_value: byValue('discount_value'),
};

interface Discount {
	kind: string;
	path: string;
	properties: Record<string, Property>;
	defaults?: Collection['defaults'];
	filters: Record<string, filter.FilterKey>;
	order?: Record<string, string>;
	/** Whether criteria are dates and codes only, and written anew by each update. */
	fewCriteria?: boolean;
}

const discount = ({ properties, defaults, filters, order, fewCriteria: few, ...table }: Discount) =>
	collection({
		...table,
		path: `/v2/discounts${table.path}`,
		properties: {
			name: { type: string(), required: 'create' },
			description: string(),
			...properties,
		},
		defaults: { criteria: [], ...defaults },
		subRecords: {
			criteria: {
				kind: 'discountCriteria',
				idName: 'criteria_id',
				properties: {
					type: { type: oneOf(...(few ? FEW_CRITERIA : ALL_CRITERIA)), required: 'create' },
					...(few ? fewCriteria : allCriteria),
				},
				update: few ? 'replace' : 'byId',
				routes: { path: '/criteria', operations: ['create', 'delete'], response: 'entry' },
			},
		},
		list: { items: 'discounts', filters, order: { id: 'id', name: byText('name'), ...order } },
	});

const discounts = [
	discount({
		kind: 'freeTrialDiscount',
		path: '/freeTrials',
		properties: {
			free_trial_days: integer(0),
			hide_price: boolean,
			subscription_plan_id: {
				type: recordIn('subscriptionPlan'),
				required: 'create',
			},
		},
		defaults: { free_trial_days: 0, hide_price: false },
		filters: {
			free_trial_days: filter.decimal('free_trial_days', filter.EQUALITY),
			hide_price: filter.flag('hide_price'),
			subscription_plan_id: filter.reference('subscription_plan_id'),
		},
		order: {
			free_trial_days: byValue('free_trial_days'),
			hide_price: byValue('hide_price'),
			subscription_plan_id: byId('subscription_plan_id'),
		},
	}),
	discount({
		kind: 'orderTotalDiscount',
		path: '/orderTotals',
		properties: {
			...value,
			apply_to_commissions: boolean,
			discount_strategy: oneOf(...STRATEGIES),
		},
		defaults: { apply_to_commissions: false, discount_strategy: 'GROSS' },
		filters: {
			...valueFilters,
			apply_to_commissions: filter.flag('apply_to_commissions'),
			discount_strategy: filter.oneOf('discount_strategy', STRATEGIES),
		},
		order: {
			...valueOrder,
			apply_to_commissions: byValue('apply_to_commissions'),
			discount_strategy: byValue('discount_strategy'),
		},
	}),
	discount({
		kind: 'categoryDiscount',
		path: '/productCategories',
		properties: {
			discount_percent: { type: decimal(0), required: 'create' },
			apply_to_commissions: { type: boolean, required: 'create' },
			product_category_ids: {
				type: listOf(recordIn('productCategory')),
				required: 'create',
				as: 'product_categories',
			},
		},
		filters: {
			id: filter.recordId(filter.ANY_COMPARISON),
			ids: filter.recordIds(),
			name: filter.text('name', { prefix: true }),
			description: filter.text('description', { prefix: true }),
			product_category_id: filter.contains('product_category_ids'),
		},
		fewCriteria: true,
	}),
	discount({
		kind: 'productDiscount',
		path: '/products',
		properties: {
			...value,
			apply_to_commissions: boolean,
			product_id: { type: recordIn('product'), required: 'create' },
		},
		defaults: { apply_to_commissions: false },
		filters: {
			...valueFilters,
			apply_to_commissions: filter.flag('apply_to_commissions'),
			product_id: filter.reference('product_id'),
		},
		order: {
			...valueOrder,
			apply_to_commissions: byValue('apply_to_commissions'),
			product_id: byId('product_id'),
		},
	}),
	discount({
		kind: 'shippingDiscount',
		path: '/shipping',
		properties: value,
		filters: valueFilters,
		order: valueOrder,
	}),
];

export const discountRoutes = discounts.flatMap(routesOf);
