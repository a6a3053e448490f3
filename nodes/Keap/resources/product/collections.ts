import { calledBy, collection } from '../../descriptor/collection';
import { named, textAt, words } from '../../descriptor/labels';
import { startsWith } from '../../descriptor/search';

/** Where responses and creates have what an update has beside the rest. */
export const INVENTORY: Readonly<Record<string, string>> = {
	email_for_inventory_notifications: 'inventory.email_for_inventory_notifications',
	inventory_limit: 'inventory.inventory_limit',
	out_of_stock_enabled: 'inventory.out_of_stock_enabled',
};

export const products = collection({
	noun: 'Product',
	id: 'productId',
	example: '31',
	path: '/v2/products',
	items: 'products',
	pageSize: 1000,
	held: { price: 'price.amount', ...INVENTORY },
	// Without the number in stock.
	partial: true,
	changes: {
		created: { filter: 'product_id' },
		updated: { property: 'update_time', order: 'last_updated_time' },
	},
	record: {
		columns: {
			id: 'id',
			name: 'name',
			sku: 'sku',
			price: { path: 'price', money: 'currencyValue' },
			currency: 'price.currency_code',
			short_description: 'short_description',
			active: 'active',
			subscription_only: 'subscription_only',
			shippable: 'shippable',
			taxable: 'taxable',
			create_time: 'create_time',
			update_time: 'update_time',
		},
	},
	key: {
		parts: [{ filter: 'sku', prefix: 'sku' }],
		fields: [],
		of: ({ sku }) => [words(sku)].filter(Boolean),
	},
	byName: calledBy('Name or SKU', 'MUG-001', 'name', 'sku'),
	picker: {
		query: { order_by: 'name asc' },
		pageSize: 100,
		typed: startsWith('name'),
		id: 'product_id',
		label: ({ name, sku }) => named(name, words(sku)),
	},
});

const parents = { productId: 'Product' };
/** The plans of one product. */
export const PLANS = '/v2/products/{productId}/subscriptions';

/** The items of one option: they are read with the option, and written by themselves. */
export const OPTION_ITEMS = '/v2/products/{productId}/options/{productOptionId}/listItems';
/** One of them. */
export const OPTION_ITEM = `${OPTION_ITEMS}/{itemId}` as const;

/** Keap takes a dash for all products. */
const ALL_PLANS = '/v2/products/-/subscriptions';

const plan = {
	noun: 'Subscription Plan',
	id: 'subscriptionPlanId',
	example: '12',
	path: ALL_PLANS,
	items: 'subscriptions',
	pageSize: 1000,
	parents,
	record: {
		columns: {
			id: 'id',
			name: 'subscription_plan_name',
			active: 'active',
			price: { path: 'plan_price', money: 'currencyValue' },
			currency: 'plan_price.currency_code',
			cycle_type: 'cycle_type',
			frequency: 'frequency',
			total_cycles: 'total_cycles',
		},
	},
	byName: calledBy('Name', 'Monthly', 'subscription_plan_name'),
	picker: {
		label: (record: Readonly<Record<string, unknown>>) =>
			named(record.subscription_plan_name, textAt(record, 'plan_price.formatted_amount')),
	},
} as const;

/** The plans of all products, for references from elsewhere. */
export const allSubscriptionPlans = collection({
	...plan,
	plural: 'All Subscription Plans',
	picker: { ...plan.picker, remembered: true },
});

/** The plans of the product that is chosen beside them. */
export const subscriptionPlans = collection({
	...plan,
	one: `${PLANS}/{subscriptionPlanId}`,
	parents,
	picker: { ...plan.picker, within: PLANS },
});

export const productOptions = collection({
	noun: 'Option',
	plural: 'Product Options',
	id: 'productOptionId',
	example: '9',
	path: '/v2/products/{productId}/options',
	items: 'product_options',
	parents,
	byName: calledBy('Label', 'Color', 'option_label'),
	picker: { label: ({ option_label }) => words(option_label) },
});

/** What can be chosen in an option. */
export const optionItems = collection({
	noun: 'Item',
	plural: 'Product Option Items',
	id: 'itemId',
	idProperty: 'item_id',
	example: '21',
	path: productOptions.one,
	one: OPTION_ITEM,
	items: 'list_items',
	parents: { ...parents, productOptionId: 'Option' },
	byName: calledBy('Label or Code', 'Teal', 'item_label', 'item_code'),
	picker: { label: ({ item_label, item_code }) => named(item_label, words(item_code)) },
});
