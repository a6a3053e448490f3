import { calledBy, collection } from '../../descriptor/collection';
import { day, fullName, named, textAt, words } from '../../descriptor/labels';
import type { Column, Columns } from '../../descriptor/recordOutput';
import { equals, startsWith } from '../../descriptor/search';

/** An amount that responses hold as an object. */
const amount = (path: string): Column => ({ path, money: 'currencyValue' });

const itemColumns: Columns = {
	id: 'id',
	item_type: 'item_type',
	name: 'name',
	quantity: 'quantity',
	price_per_unit: amount('price_per_unit'),
	cost_per_unit: amount('cost_per_unit'),
	discount: amount('discount'),
	product_id: 'product.id',
	product_sku: 'product.sku',
	subscription_id: 'subscription_id',
	subscription_plan_id: 'subscription_plan.id',
	description: 'description',
	notes: 'notes',
};

/** Of a shipping address, what writes and responses call by different names. */
const shippingAddress: Columns = {
	line1: 'shipping_information.address.line1',
	line2: 'shipping_information.address.line2',
	locality: 'shipping_information.address.locality',
	region: {
		firstOf: ['shipping_information.address.region_code', 'shipping_information.address.region'],
	},
	zip_code: {
		firstOf: ['shipping_information.address.zip_code', 'shipping_information.address.postal_code'],
	},
	zip_four: 'shipping_information.address.zip_four',
	country_code: 'shipping_information.address.country_code',
	country: 'shipping_information.address.country',
	company: 'shipping_information.company',
	first_name: 'shipping_information.given_name',
	last_name: 'shipping_information.family_name',
	phone: 'shipping_information.phone_number',
	is_invoice_to_company: 'shipping_information.invoice_to_company',
};

const paymentPlan: Columns = {
	auto_charge: 'payment_plan.auto_charge',
	max_charge_attempts: 'payment_plan.max_charge_attempts',
	days_between_retries: 'payment_plan.days_between_retries',
	payment_method_id: 'payment_plan.payment_method_id',
	initial_payment_amount: amount('payment_plan.initial_payment_amount'),
	initial_payment_date: 'payment_plan.initial_payment_date',
	plan_start_date: 'payment_plan.plan_start_date',
	number_of_payments: 'payment_plan.number_of_payments',
	days_between_payments: 'payment_plan.days_between_payments',
};

export const orders = collection({
	noun: 'Order',
	id: 'orderId',
	example: '123',
	path: '/v2/orders',
	items: 'orders',
	pageSize: 1000,
	// Keap states no number of IDs for this filter; see the contacts'.
	byId: { filter: 'ids', max: 100 },
	changes: {
		created: { filter: 'id', order: 'id' },
		updated: {
			property: 'modification_time',
			since: 'modified_since_time',
			order: 'modification_time',
		},
	},
	record: {
		columns: {
			id: 'id',
			title: 'title',
			status: 'status',
			contact_id: 'contact.id',
			contact_email: 'contact.email',
			total: amount('total'),
			total_paid: amount('total_paid'),
			total_due: amount('total_due'),
			refund_total: amount('refund_total'),
			currency: 'total.currency_code',
			order_items: { list: 'order_items', columns: itemColumns },
			order_type: 'order_type',
			order_time: 'order_time',
			due_time: 'due_time',
			invoice_id: 'invoice_id',
			promo_code: 'promo_code',
			creation_time: 'creation_time',
			modification_time: 'modification_time',
		},
		customFieldsIn: 'order',
	},
	held: {
		order_title: 'title',
		// What responses call so is the order's title; of the invoice they hold none.
		title: null,
		promo_codes: null,
		contact_id: 'contact.id',
		shipping_address: { parts: shippingAddress },
		payment_plan: { parts: paymentPlan },
	},
	byName: { ...calledBy('Title', 'Webshop 1001', 'title'), typed: equals('title') },
	picker: {
		query: { order_by: 'order_time desc' },
		pageSize: 100,
		typed: startsWith('title'),
		id: 'id',
		label: (order) =>
			named(
				order.title,
				fullName(textAt(order, 'contact.given_name'), textAt(order, 'contact.family_name')),
				day(order.order_time),
			),
	},
});

const parents = { orderId: 'Order' };

/** The items of an order: they are listed with the order, and read and written by themselves. */
export const orderItems = collection({
	noun: 'Item',
	plural: 'Order Items',
	id: 'orderItemId',
	example: '456',
	path: orders.one,
	one: '/v2/orders/{orderId}/items/{orderItemId}',
	items: 'order_items',
	parents,
	record: { columns: itemColumns },
	byName: calledBy('Name or SKU', 'Premium Widget', 'name', 'product.sku'),
	picker: {
		label: (item) =>
			named(words(item.name) || textAt(item, 'product.name'), textAt(item, 'product.sku')),
	},
});
