import { isObject, objects, required, withoutNulls, writes } from '../../body';
import { collection, find, recordPathOf, routesOf, saveChanges, shower } from '../../collection';
import { badRequest, notFound } from '../../errors';
import * as filter from '../../filter';
import { provinceByName, provinceName } from '../../geography';
import { rounded } from '../../money';
import { byValue } from '../../paging';
import { equals, field } from '../../store';
import type { Call, Doc, Json, JsonObject, Route, RouteResponse } from '../../types';
import {
	boolean,
	date,
	decimal,
	integer,
	listOf,
	oneOf,
	record,
	recordIn,
	string,
	time,
} from '../../values';
import { checkItems, orderItems, priceOf, showItem, shownMoney } from './items';

const TAX_RATE = 0.08;

const address = record(
	{
		line1: string(100),
		line2: string(100),
		locality: string(100),
		region: string(100),
		company: string(),
		phone: string(40),
		zip_code: string(20),
		zip_four: string(10),
		country_code: string(3),
		first_name: string(40),
		middle_name: string(40),
		last_name: string(40),
		is_invoice_to_company: boolean,
	},
	(entry, name) => {
		const { region, country_code: country } = entry;
		if (region === undefined) return entry;
		if (country === undefined)
			throw badRequest('Country code is required with a region', `${name}.country_code`);
		const code = /^[A-Z]{2}-/.test(String(region))
			? String(region)
			: provinceByName(String(country), String(region));
		if (code === undefined || provinceName(String(country), code) === undefined)
			throw badRequest('Region is invalid', `${name}.region`);
		return { ...entry, region: code };
	},
);

const paymentPlan = record({
	auto_charge: boolean,
	max_charge_attempts: integer(0),
	days_between_retries: integer(0),
	payment_method_id: recordIn('paymentMethod'),
	initial_payment_amount: decimal(0),
	initial_payment_date: date,
	plan_start_date: date,
	number_of_payments: integer(1),
	days_between_payments: integer(1),
});

function contactOf(id: Json, { store }: Call): Json {
	const contact: JsonObject = store.get('contact', String(id)) ?? {};
	return withoutNulls({
		id: String(id),
		email: objects(contact.email_addresses)[0]?.email ?? null,
		given_name: contact.given_name ?? null,
		family_name: contact.family_name ?? null,
	});
}

/** Responses have other names for the parts of an address, and none for a middle name. */
function shippingOf(value: Json): Json {
	if (!isObject(value)) return value;
	const { line1, line2, locality, region, zip_code, zip_four, country_code, ...rest } = value;
	return withoutNulls({
		id: '1',
		address: withoutNulls({
			line1: line1 ?? null,
			line2: line2 ?? null,
			locality: locality ?? null,
			region_code: region ?? null,
			region:
				region === undefined ? null : (provinceName(String(country_code), String(region)) ?? null),
			zip_code: zip_code ?? null,
			postal_code: zip_code ?? null,
			zip_four: zip_four ?? null,
			country_code: country_code ?? null,
			field: 'SHIPPING',
		}),
		company: rest.company ?? null,
		given_name: rest.first_name ?? null,
		family_name: rest.last_name ?? null,
		phone_number: rest.phone ?? null,
		invoice_to_company: rest.is_invoice_to_company ?? null,
	});
}

const planOf = (value: Json, call: Call): Json =>
	isObject(value) && value.initial_payment_amount !== undefined
		? {
				...value,
				initial_payment_amount: shownMoney(Number(value.initial_payment_amount), call),
			}
		: value;

export const totalOf = (order: JsonObject, call: Pick<Call, 'store'>): number =>
	objects(order.order_items).reduce((sum, item) => sum + priceOf(item, call), 0);

export const paidOf = ({ id }: Doc, { store }: Pick<Call, 'store'>): number =>
	store
		.query('orderPayment', { where: [equals('order_id', id)] })
		.reduce((sum, { amount }) => sum + Number(amount), 0);

const ofProduct = filter.special((_, value) => ({
	sql: `EXISTS (SELECT 1 FROM json_each(data, '$.order_items') AS item
		WHERE json_extract(item.value, '$.product_id') = ?)`,
	params: [value],
}));

const isPaid = filter.special((_, value) => ({
	sql: `(${field('status')} = 'PAID') = ?`,
	params: [filter.isTrue(value) ? 1 : 0],
}));

const shipping = (property: string) => filter.text(`shipping_address.${property}`);

export const orders = collection({
	kind: 'order',
	path: '/v2/orders',
	properties: {
		contact_id: { type: recordIn('contact'), required: 'create', as: 'contact', show: contactOf },
		order_title: { type: string(), required: 'create', as: 'title' },
		order_time: { type: time, required: 'create' },
		order_type: { type: oneOf('ONLINE', 'OFFLINE'), required: 'create' },
		// The title of the invoice, which no response holds.
		title: { type: string(), as: 'invoice_title', show: () => undefined },
		notes: string(),
		terms: string(),
		promo_codes: {
			type: listOf(string()),
			as: 'promo_code',
			show: (codes) => (Array.isArray(codes) ? codes.join(', ') : codes),
		},
		lead_affiliate_id: string(20),
		sales_affiliate_id: string(20),
		shipping_address: { type: address, as: 'shipping_information', show: shippingOf },
		payment_plan: { type: paymentPlan, only: 'update', show: planOf },
		sent_time: time,
		due_time: time,
		invoice_number: string(),
		external_create_user: string(),
		external_create_time: time,
		external_update_time: time,
	},
	defaults: {
		status: 'DRAFT',
		source_type: 'API',
		allow_payment: true,
		allow_paypal: false,
		order_items: [],
		files: [],
		synced: false,
	},
	customFields: 'ORDER',
	subRecords: { order_items: orderItems },
	times: { created: 'creation_time', updated: 'modification_time' },
	dependents: [
		{
			kind: 'transaction',
			property: 'order_id',
			onDelete: 'refuse',
			why: 'has transactions and cannot be deleted',
		},
		{ kind: 'orderPayment', property: 'order_id', onDelete: 'delete' },
	],
	computed: {
		invoice_id: ({ id }) => id,
		total: (order, call) => shownMoney(totalOf(order, call), call),
		total_paid: (order, call) => shownMoney(paidOf(order, call), call),
		total_due: (order, call) => shownMoney(totalOf(order, call) - paidOf(order, call), call),
		refund_total: (_, call) => shownMoney(0, call),
	},
	list: {
		items: 'orders',
		filters: {
			id: filter.recordId(filter.ANY_COMPARISON),
			ids: filter.recordIds(),
			product_id: ofProduct,
			contact_id: filter.reference('contact_id'),
			invoice_id: filter.recordId(filter.EQUALITY),
			invoice_xid: filter.text('invoice_xid'),
			paid: isPaid,
			created_since_time: filter.since('creation_time'),
			created_until_time: filter.until('creation_time'),
			modified_since_time: filter.since('modification_time'),
			modified_until_time: filter.until('modification_time'),
			title: filter.text('order_title', { prefix: true }),
			order_type: filter.oneOf('order_type', ['ONLINE', 'OFFLINE']),
			shipping_locality: shipping('locality'),
			shipping_region_code: shipping('region'),
			shipping_postal_code: shipping('zip_code'),
			shipping_country_code: shipping('country_code'),
		},
		order: {
			id: 'id',
			order_time: byValue('order_time'),
			modification_time: byValue('modification_time'),
		},
	},
	check: checkItems,
});

const path = recordPathOf(orders);

const respond = (call: Call, order: Doc): RouteResponse => ({
	status: 200,
	body: shower(orders, call)(order),
});

/** Taxes are one item, which is calculated anew. */
function applyTax(call: Call): RouteResponse {
	const order = find(orders, call);
	const items = objects(order.order_items).filter(({ item_type: type }) => type !== 'TAX');
	const taxed = items.filter(
		({ product_id: id }) => id !== undefined && call.store.get('product', String(id))?.taxable,
	);
	const tax = rounded(taxed.reduce((sum, item) => sum + priceOf(item, call), 0) * TAX_RATE, call);
	const added =
		tax === 0
			? []
			: [
					{
						item_type: 'TAX',
						name: 'Sales tax',
						quantity: 1,
						price_per_unit: tax,
					},
				];
	return respond(call, saveChanges(orders, call, order, { order_items: [...items, ...added] }));
}

const changeFiles =
	(change: (files: JsonObject[], id: string) => JsonObject[]) =>
	(call: Call): RouteResponse => {
		const order = find(orders, call);
		required(call.body, 'file_id');
		const { file_id: id } = writes(call.body, { file_id: recordIn('file') }, call);
		const files = change(objects(order.files), String(id));
		return respond(call, saveChanges(orders, call, order, { files }));
	};

function applyCommission(call: Call): RouteResponse {
	const order = find(orders, call);
	const id = call.params.orderItemId;
	const item = objects(order.order_items).find((other) => other.id === id);
	if (item === undefined) throw notFound('Entry', String(id));
	required(call.body, 'affiliate_id', 'payout_type');
	const commission = writes(
		call.body,
		{
			affiliate_id: string(20),
			payout_type: oneOf('UPFRONT', 'PAYMENT_RECEIVED'),
			pay_percent: decimal(0),
			commission_amount: decimal(),
			commission_date: date,
			description: string(),
		},
		call,
	);
	call.store.insert('commission', { order_id: order.id, order_item_id: String(id), ...commission });
	return { status: 200, body: showItem(item, call) };
}

const special: Route[] = [
	{ method: 'POST', path: `${path}:applyTax`, handle: applyTax },
	{
		method: 'POST',
		path: `${path}:attachFile`,
		handle: changeFiles((files, id) => [
			...files.filter(({ file_id: other }) => other !== id),
			{ file_id: id },
		]),
	},
	{
		method: 'POST',
		path: `${path}:detachFile`,
		handle: changeFiles((files, id) => files.filter(({ file_id: other }) => other !== id)),
	},
	{
		method: 'POST',
		path: `${path}/items/{orderItemId}:applyCommission`,
		handle: applyCommission,
	},
];

export const orderRoutes = [...routesOf(orders), ...special];
