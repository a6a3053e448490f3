import { getMany, resource } from '../descriptor/builders';
import { collection } from '../descriptor/collection';
import { dateTime, ids, record } from '../descriptor/field';
import { day, named, words } from '../descriptor/labels';
import type { Columns } from '../descriptor/recordOutput';
import { belongingTo } from '../descriptor/search';
import { contacts } from './contact/collection';
import { merchants, merchantType } from './merchant';
import { orders } from './order/collections';
import { amountBetween, idRange } from './shared/filters';

/** The card and the account through which money went. */
export const paidThrough: Columns = {
	card_brand: 'payment_method.card_info.brand',
	card_last_four: 'payment_method.card_info.last_four',
	merchant_account_id: 'merchant_account_id',
	merchant_account_type: 'merchant_account_type',
};

export const payments = collection({
	noun: 'Payment',
	id: 'paymentId',
	example: '789',
	path: '/v2/sales/payments',
	items: 'payments',
	pageSize: 1000,
	changes: { created: { filter: 'id', order: 'id' } },
	record: {
		columns: {
			id: 'id',
			amount: 'amount',
			type: 'type',
			status: 'status',
			contact_id: 'contact_id',
			order_ids: 'order_ids',
			payment_time: 'payment_time',
			note: 'note',
			commissioned: 'commissioned',
			refund_payment_id: 'refund_payment_id',
			...paidThrough,
			update_time: 'update_time',
		},
	},
	picker: {
		query: { order_by: 'payment_time desc' },
		pageSize: 100,
		typed: belongingTo('order_id', 'contact_id'),
		id: 'id',
		label: ({ type, amount, payment_time: time }) =>
			named([type, amount].map(words).filter(Boolean).join(' '), day(time)),
	},
});

/** Filters on what money was paid for, by whom, when and how. */
export const saleFilters = [
	...amountBetween('amount', 'amount', 'Amount'),
	record(contacts),
	record(merchants),
	merchantType,
	record(orders),
	dateTime('sinceTime', 'Since'),
	dateTime('untilTime', 'Until'),
];

export const payment = resource('payment', 'Payment', [
	getMany({
		of: payments,
		description: 'Retrieve a list of the payments of all orders',
		list: {
			filters: [
				...saleFilters,
				...idRange('id'),
				ids(orders, 'orderIds', 'Orders'),
				ids(payments, 'paymentIds', 'Payments', { key: 'ids' }),
			],
			sort: [
				{ name: 'Amount', value: 'amount' },
				{ name: 'Contact', value: 'contact_id' },
				{ name: 'ID', value: 'id' },
				{ name: 'Payment Time', value: 'payment_time' },
			],
		},
	}),
]);
