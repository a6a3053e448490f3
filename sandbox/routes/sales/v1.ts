import { bodyObject, isObject, required, without, withoutNulls, writes } from '../../body';
import { badRequest } from '../../errors';
import { existing } from '../../records';
import { equals } from '../../store';
import type { Call, Doc, JsonObject, Route, RouteResponse } from '../../types';
import { boolean, date, decimal, integer, record, string } from '../../values';
import { listPageV1 } from '../../paging-v1';

/** What of the older API has no counterpart in REST v2: transactions by their IDs, cards, and whole payment plans. */

function showTransaction(doc: Doc, { store }: Call): JsonObject {
	const merchant =
		doc.merchant_account_id === undefined
			? undefined
			: store.get('merchant', String(doc.merchant_account_id));
	return {
		id: Number(doc.id),
		amount: doc.amount ?? 0,
		currency: 'USD',
		status: doc.status ?? 'APPROVED',
		type: doc.transaction_method ?? 'CAPTURE',
		contact_id: Number(doc.contact_id),
		order_ids: String(doc.order_id ?? ''),
		transaction_date: doc.transaction_time ?? null,
		collection_method: 'API',
		gateway: merchant?.type ?? null,
		gateway_account_name: merchant?.name ?? null,
		errors: doc.error_details ?? null,
		test: false,
	};
}

function orderTransactions(call: Call): RouteResponse {
	const order = existing(call.store, 'order', call.params.orderId);
	const where = [equals('order_id', order.id)];
	const [contact, since, until] = ['contact_id', 'since', 'until'].map((name) =>
		call.query.get(name),
	);
	const time = "json_extract(data, '$.transaction_time')";
	if (contact) where.push(equals('contact_id', contact));
	if (since) where.push({ sql: `${time} >= ?`, params: [since] });
	if (until) where.push({ sql: `${time} <= ?`, params: [until] });
	return listPageV1(call, {
		kind: 'transaction',
		items: 'transactions',
		where,
		show: (doc) => showTransaction(doc, call),
	});
}

const planParsers = {
	auto_charge: boolean,
	credit_card_id: integer(1),
	days_between_payments: integer(1),
	initial_payment_amount: decimal(0),
	initial_payment_date: date,
	number_of_payments: integer(1),
	payment_gateway: record({ merchant_account_id: integer(1), use_default: boolean }),
	plan_start_date: date,
};

function replacePlan(call: Call): RouteResponse {
	const order = existing(call.store, 'order', call.params.orderId);
	required(call.body, 'days_between_payments', 'number_of_payments', 'plan_start_date');
	const plan = withoutNulls(writes(call.body, planParsers, call));
	call.store.put('order', { ...order, payment_plan: plan, modification_time: call.time });
	return { status: 200, body: plan };
}

const cardParsers = {
	card_number: string(),
	card_type: string(),
	consent_type: string(),
	email_address: string(),
	expiration_month: string(2),
	expiration_year: string(4),
	maestro_issue_number: string(),
	maestro_start_date_month: string(),
	maestro_start_date_year: string(),
	name_on_card: string(),
	verification_code: string(4),
};

/** A card is a payment method of which only the end of the number is kept. */
function addCard(call: Call): RouteResponse {
	const { store } = call;
	const { id: contact } = existing(store, 'contact', call.params.contactId);
	const given = withoutNulls(writes(call.body, cardParsers, call));
	const { card_number: number = '', ...rest } = without(given, 'verification_code');
	const digits = String(number).replace(/\D/g, '');
	if (digits.length < 12) throw badRequest(`The card number ${String(number)} is invalid`);
	const card = store.issueId('creditCard');
	store.insert('paymentMethod', {
		contact_id: contact,
		credit_card_id: card,
		payment_method_type: 'CARD',
		created_time: call.time,
		active: true,
		card_info: {
			brand: rest.card_type ?? 'Visa',
			last_four: digits.slice(-4),
			expiration_month: rest.expiration_month ?? '',
			expiration_year: rest.expiration_year ?? '',
		},
	});
	const { address } = bodyObject(call.body);
	return {
		status: 201,
		body: {
			...rest,
			...(isObject(address) ? { address } : {}),
			id: Number(card),
			contact_id: Number(contact),
			validation_status: 'Good',
		},
	};
}

/** Of each number, the end is shown. */
function cardsOf(call: Call): RouteResponse {
	const { store } = call;
	const { id } = existing(store, 'contact', call.params.contactId);
	const methods = store.query('paymentMethod', { where: [equals('contact_id', id)] });
	return {
		status: 200,
		body: methods.map(({ id: method, credit_card_id: card, card_info: info }) => ({
			id: Number(card),
			payment_method_id: method,
			card_type: isObject(info) ? (info.brand ?? '') : '',
			card_number: `************${isObject(info) ? String(info.last_four) : ''}`,
			validation_status: 'Good',
		})),
	};
}

export const v1SalesRoutes: Route[] = [
	{ method: 'GET', path: '/v1/contacts/{contactId}/creditCards', handle: cardsOf },
	{ method: 'GET', path: '/v1/orders/{orderId}/transactions', handle: orderTransactions },
	{ method: 'PUT', path: '/v1/orders/{orderId}/paymentPlan', handle: replacePlan },
	{
		method: 'GET',
		path: '/v1/transactions/{transactionId}',
		handle: (call) => ({
			status: 200,
			body: showTransaction(existing(call.store, 'transaction', call.params.transactionId), call),
		}),
	},
	{ method: 'POST', path: '/v1/contacts/{contactId}/creditCards', handle: addCard },
];
