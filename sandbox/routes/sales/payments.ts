import { required, withoutNulls, writes } from '../../body';
import { collection, find, pathOf, routesOf } from '../../collection';
import { badRequest } from '../../errors';
import * as filter from '../../filter';
import { byId, byValue } from '../../paging';
import type { Call, Doc, JsonObject, Route, RouteResponse } from '../../types';
import { boolean, decimal, recordIn, string, time } from '../../values';
import { showMethod } from './methods';
import { orders, paidOf, totalOf } from './orders';

/** What an account's owner has set up for payments that are made elsewhere. */
const MANUAL_TYPES = ['Credit Card (Manual)', 'Check', 'Cash', 'Money Order', 'Adjustment'];
const STATUSES = [
	'MANUAL_PAID',
	'REFUNDED',
	'VOIDED',
	'PAYPAL_PAID',
	'APPROVED',
	'FAILED',
	'ERROR',
	'PENDING',
];
export const MERCHANT_TYPES = [
	'PAYPAL',
	'UNSUPPORTED',
	'AUTHORIZE',
	'EWAY',
	'WEPAY',
	'STRIPE',
	'KEAP_PAY',
];

const amount = filter.decimal('amount', filter.ANY_COMPARISON);

const sale = {
	amount,
	contact_id: filter.reference('contact_id'),
	order_id: filter.reference('order_id'),
	merchant_account_id: filter.reference('merchant_account_id'),
	merchant_account_type: filter.oneOf('merchant_account_type', MERCHANT_TYPES),
};

/** Both are stored with the order and the payment method that they belong to. */
const shown = (doc: JsonObject, call: Call): JsonObject => {
	const { order_id: order, payment_method_id: id, ...rest } = doc;
	const method = id === undefined ? undefined : call.store.get('paymentMethod', String(id));
	return {
		...rest,
		order_ids: order === undefined ? [] : [String(order)],
		...(method ? { payment_method: showMethod(method) } : {}),
	};
};

const payments = collection({
	kind: 'payment',
	path: '/v2/sales/payments',
	operations: ['list'],
	list: {
		items: 'payments',
		filters: {
			...sale,
			id: filter.recordId(),
			ids: filter.recordIds(),
			order_ids: filter.anyOf('order_id'),
			since_time: filter.since('payment_time'),
			until_time: filter.until('payment_time'),
		},
		order: {
			id: 'id',
			amount: byValue('amount'),
			payment_time: byValue('payment_time'),
			contact_id: byId('contact_id'),
		},
	},
	show: shown,
});

/** REST v2 has no IDs of transactions. */
const transactions = collection({
	kind: 'transaction',
	path: '/v2/sales/transactions',
	operations: ['list'],
	list: {
		items: 'transactions',
		filters: {
			...sale,
			status: filter.oneOf('status', ['APPROVED', 'PENDING', 'ERROR', 'FAILED', 'NONE']),
			transaction_method: filter.oneOf('transaction_method', [
				'CAPTURE',
				'REFUND',
				'VOID',
				'MANUAL',
			]),
			is_successful: filter.flag('is_successful'),
			since_time: filter.since('transaction_time'),
			until_time: filter.until('transaction_time'),
		},
		order: {
			amount: byValue('amount'),
			transaction_time: byValue('transaction_time'),
			contact_id: byId('contact_id'),
		},
	},
	hidden: ['id'],
	show: shown,
});

const orderPayments = collection({
	kind: 'orderPayment',
	path: '/payments',
	parent: { of: orders, property: 'order_id' },
	operations: ['list'],
	hidden: ['order_id'],
	list: {
		items: 'invoice_order_payments',
		filters: {
			invoice_id: filter.reference('invoice_id'),
			payment_id: filter.reference('payment_id'),
			amount: filter.decimal('amount', filter.EQUALITY),
			pay_status: filter.oneOf('pay_status', STATUSES),
			skip_commission: filter.flag('skip_commission'),
		},
		order: {
			invoice_id: byId('invoice_id'),
			payment_id: byId('payment_id'),
			amount: byValue('amount'),
			pay_time: byValue('pay_time'),
			pay_status: byValue('pay_status'),
			skip_commission: byValue('skip_commission'),
			last_updated_time: byValue('last_updated_time'),
		},
	},
});

const parsers = {
	payment_amount: decimal(0),
	apply_to_commissions: boolean,
	payment_method_id: recordIn('paymentMethod'),
	payment_method_type: string(),
	payment_time: time,
	notes: string(),
	external_source: string(),
	external_source_value: string(),
	external_status_value: string(),
	external_create_time: time,
	external_update_time: time,
	external_create_user: string(),
};

/** Charges a payment method, or notes what was paid elsewhere. */
function pay(call: Call): RouteResponse {
	const { store, body, time: now } = call;
	const order = find(orders, call);
	required(body, 'payment_amount', 'apply_to_commissions');
	const given = withoutNulls(writes(body, parsers, call));
	const paid = Number(given.payment_amount);
	const type = given.payment_method_type;
	if (given.payment_method_id === undefined) {
		if (type === undefined)
			throw badRequest('payment_method_id or payment_method_type is required', 'payment_method_id');
		if (!MANUAL_TYPES.includes(String(type)))
			throw badRequest(`${String(type)} is not a payment method type`, 'payment_method_type');
	} else if (paid === 0)
		throw badRequest('payment_amount must be greater than 0', 'payment_amount');
	if (paid > totalOf(order, call) - paidOf(order, call) + 0.001)
		throw badRequest('payment_amount must not exceed the balance', 'payment_amount');
	return { status: 201, body: store.transaction(() => record(order, given, call, now)) };
}

function record(order: Doc, given: JsonObject, call: Call, now: string): JsonObject {
	const { store } = call;
	const methodId = given.payment_method_id;
	const method = methodId === undefined ? undefined : store.get('paymentMethod', String(methodId));
	const at = given.payment_time ?? now;
	const common = withoutNulls({
		amount: given.payment_amount ?? 0,
		contact_id: order.contact_id ?? null,
		order_id: order.id,
		payment_method_id: methodId ?? null,
		merchant_account_id: method?.merchant_account_id ?? null,
		merchant_account_type: method?.merchant_account_type ?? null,
	});
	const payment = store.insert('payment', {
		...common,
		type: method ? 'Credit Card' : (given.payment_method_type ?? ''),
		status: method ? 'APPROVED' : 'COMPLETED',
		note: given.notes ?? '',
		commissioned: given.apply_to_commissions ?? false,
		synced: false,
		payment_time: at,
		update_time: now,
	});
	const transaction =
		method &&
		store.insert('transaction', {
			...common,
			status: 'APPROVED',
			is_successful: true,
			transaction_method: 'CAPTURE',
			transaction_time: now,
			payment_id: payment.id,
		});
	store.insert('orderPayment', {
		order_id: order.id,
		invoice_id: order.id,
		payment_id: payment.id,
		amount: given.payment_amount ?? 0,
		note: given.notes ?? '',
		pay_time: at,
		pay_status: method ? 'APPROVED' : 'MANUAL_PAID',
		skip_commission: given.apply_to_commissions !== true,
		last_updated_time: now,
	});
	const isPaid = totalOf(order, call) - paidOf(order, call) < 0.005;
	if (isPaid) store.put('order', { ...order, status: 'PAID', modification_time: now });
	return withoutNulls({
		id: payment.id,
		invoice_id: order.id,
		payment_amount: given.payment_amount ?? 0,
		payment_status_message: method ? 'APPROVED' : 'MANUAL_PAID',
		transaction_id: transaction?.id ?? null,
	});
}

const special: Route[] = [{ method: 'POST', path: pathOf(orderPayments), handle: pay }];

export const paymentRoutes = [
	...[payments, transactions, orderPayments].flatMap(routesOf),
	...special,
];
