import {
	create,
	get,
	operation,
	remove,
	subRecord,
	update,
	type Draft,
} from '../../descriptor/builders';
import { enumeration } from '../../descriptor/enumeration';
import {
	choice,
	date,
	longText,
	money,
	number,
	objects,
	record,
	required,
	text,
	when,
	type Field,
} from '../../descriptor/field';
import { affiliates } from '../affiliate';
import { allSubscriptionPlans, products, subscriptionPlans } from '../product/collections';
import { orderItems, orders } from './collections';

const itemTypes = enumeration(
	[
		'PRODUCT',
		'SUBSCRIPTION',
		'SHIPPING',
		'TAX',
		'FEE',
		'FINANCE_CHARGE',
		'DISCOUNT',
		'DISCOUNT_FREE_TRIAL',
		'DISCOUNT_ORDER_TOTAL',
		'DISCOUNT_PRODUCT',
		'DISCOUNT_PRODUCT_CATEGORY',
		'DISCOUNT_SHIPPING',
		'OTHER',
	],
	{
		DISCOUNT_FREE_TRIAL: 'Free Trial Discount',
		DISCOUNT_ORDER_TOTAL: 'Order Total Discount',
		DISCOUNT_PRODUCT: 'Product Discount',
		DISCOUNT_PRODUCT_CATEGORY: 'Category Discount',
		DISCOUNT_SHIPPING: 'Shipping Discount',
	},
);
const itemType = choice('itemType', 'Type', itemTypes, { default: 'PRODUCT', required: true });

const ofProduct = { onlyIf: when(itemType, 'PRODUCT', 'SUBSCRIPTION') };
const ofSubscription = { onlyIf: when(itemType, 'SUBSCRIPTION') };

const name = text('name', 'Name', {
	placeholder: 'e.g. Premium Widget',
	description: "What the order calls the item, in place of the product's own name",
});
const quantity = number('quantity', 'Quantity', { integer: true, min: 1 });
const price = money('pricePerUnit', 'Price per Unit', 'decimal', {
	blank: true,
	description:
		"Such as 12.34; empty for the product's own price, 0 for nothing. Keap doesn't document whether that of a discount is negative: try it with one order first.",
});
const cost = money('costPerUnit', 'Cost per Unit', 'decimal', {
	blank: true,
	description: "What a unit costs you, such as 12.34; empty for the product's own cost",
});
const planDescription = text('subscriptionPlanDescription', 'Subscription Plan Description', {
	placeholder: 'e.g. Billed monthly',
});
const description = longText('description', 'Description');
const notes = longText('notes', 'Notes');

/** What a new item may have beside its type, what is sold, and how many of it. */
const details: Field[] = [
	price,
	name,
	description,
	notes,
	{ ...cost, ...ofProduct },
	{ ...planDescription, ...ofSubscription },
];

/** The items of a new order. */
export const newItems: Field = objects('orderItems', 'Items', 'Item', [
	itemType,
	record(products, { required: true, ...ofProduct }),
	record(allSubscriptionPlans, { required: true, ...ofSubscription }),
	required(quantity),
	...details,
]);

const orderId = record(orders, { required: true });
const orderItemId = record(orderItems, { required: true });

export const itemOperations: readonly Draft[] = [
	...subRecord('Item', [
		create({
			of: orderItems,
			path: '/v2/orders/{orderId}/items',
			description: 'Add an item to an order',
			inputs: [
				orderId,
				itemType,
				record(products, { required: true, ...ofProduct }),
				record(subscriptionPlans, { required: true, ...ofSubscription }),
				required(quantity),
			],
			fields: details,
		}),
		get({ of: orderItems, inputs: [orderId, orderItemId] }),
		update({
			of: orderItems,
			inputs: [orderId, orderItemId],
			fields: [
				record(products),
				record(allSubscriptionPlans),
				quantity,
				price,
				name,
				description,
				notes,
				cost,
				planDescription,
			],
		}),
		remove({ of: orderItems, inputs: [orderId, orderItemId] }),
	]),
	operation({
		of: orderItems,
		value: 'applyCommission',
		name: 'Apply Commission',
		action: 'Apply a commission to an order item',
		description: 'Give an affiliate (referral partner) a commission on an item of an order',
		method: 'POST',
		path: '/v2/orders/{orderId}/items/{orderItemId}:applyCommission',
		inputs: [
			orderId,
			orderItemId,
			record(affiliates, { required: true }),
			choice(
				'payoutType',
				'Payout',
				[
					{ name: 'Upfront', value: 'UPFRONT', description: 'With the order' },
					{
						name: 'When Paid',
						value: 'PAYMENT_RECEIVED',
						description: 'Once the payment was received',
					},
				],
				{ required: true },
			),
		],
		fields: [
			money('commissionAmount', 'Amount', 'decimal', { description: 'A fixed commission' }),
			date('commissionDate', 'Date'),
			description,
			number('payPercent', 'Percentage', {
				placeholder: 'e.g. 10',
				description: 'The commission as a percentage',
			}),
		],
		output: { kind: 'record' },
	}),
];
