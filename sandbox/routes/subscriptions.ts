import { isObject, writes, type Parser } from '../body';
import { collection, find, recordPathOf, routesOf, saveChanges, shower } from '../collection';
import { addressEntry, showAddress } from '../entries';
import { badRequest, conflict } from '../errors';
import * as filter from '../filter';
import { fromUnits } from '../money';
import { byId, byValue } from '../paging';
import { equals } from '../store';
import type { Call, Doc, JsonObject, Route, RouteResponse } from '../types';
import { boolean, date, decimal, integer, oneOf, recordIn, string } from '../values';
import { orders } from './sales/orders';

/** A plan's cycle, as a subscription calls it. */
const CYCLES: Record<string, string> = {
	DAILY: 'DAY',
	WEEKLY: 'WEEK',
	MONTHLY: 'MONTH',
	YEARLY: 'YEAR',
};

const today = ({ time }: Call) => time.slice(0, 10);

const notPast: Parser = (value, name, call) => {
	const day = date(value, name, call);
	if (String(day) < today(call)) throw badRequest(`${name} must not be in the past`, name);
	return day;
};

const shippingAddress: Parser = (value, name, call) =>
	addressEntry(isObject(value) ? { field: 'SHIPPING', ...value } : value, name, call);

export const subscriptions = collection({
	kind: 'subscription',
	path: '/v2/subscriptions',
	operations: ['list', 'create', 'get', 'update'],
	properties: {
		contact_id: { type: recordIn('contact'), required: 'create' },
		subscription_plan_id: { type: recordIn('subscriptionPlan'), required: 'create' },
		quantity: integer(1),
		// In the currency itself, with decimals.
		billing_amount: decimal(0),
		auto_charge: boolean,
		active: boolean,
		max_charge_attempts: integer(1),
		days_between_retries: integer(1),
		billing_frequency: { type: integer(1), only: 'update' },
		billing_cycle: { type: oneOf(...Object.values(CYCLES)), only: 'update' },
		start_date: { type: notPast, only: 'create' },
		next_bill_date: { type: notPast, only: 'update' },
		end_date: { type: notPast, only: 'update' },
		payment_method_id: string(20),
		allow_tax: boolean,
		allow_duplicate: { type: boolean, only: 'create' },
		lead_affiliate_id: string(20),
		sale_affiliate_id: string(20),
		shipping_address: { type: shippingAddress, show: showAddress },
		promo_code: string(),
		shipping_option_id: string(20),
		reason_stopped: string(),
	},
	defaults: {
		active: true,
		allow_tax: false,
		auto_charge: true,
		days_between_retries: 3,
		lead_affiliate_id: '0',
		max_charge_attempts: 3,
		merchant_account_id: '0',
		quantity: 1,
		sale_affiliate_id: '0',
	},
	customFields: 'SUBSCRIPTION',
	times: { updated: 'modification_time' },
	list: {
		items: 'subscriptions',
		filters: {
			contact_id: filter.reference('contact_id'),
			subscription_plan_id: filter.reference('subscription_plan_id'),
			subscription_plan_ids: filter.anyOf('subscription_plan_id'),
			status: filter.special((operator, value, all) =>
				filter.flag('active').condition(operator, String(isActive(value)), all),
			),
			id: filter.recordId(filter.ANY_COMPARISON),
			ids: filter.recordIds(),
			billing_amount: filter.decimal('billing_amount', filter.ANY_COMPARISON),
		},
		order: {
			id: 'id',
			contact_id: byId('contact_id'),
			subscription_plan_id: byId('subscription_plan_id'),
			modification_time: byValue('modification_time'),
		},
	},
	prepare: (changes, call, current) => {
		const { allow_duplicate: mayRepeat, ...rest } = changes;
		if (current === undefined && mayRepeat !== true) refuseTwin(rest, call);
		const plan = call.store.get('subscriptionPlan', String(rest.subscription_plan_id));
		const product: JsonObject = plan ? { product_id: plan.product_id ?? '' } : {};
		if (current !== undefined || !plan) return { ...rest, ...product };
		const startDate = rest.start_date ?? today(call);
		return {
			...product,
			billing_amount: fromUnits(plan.plan_price, call),
			billing_cycle: CYCLES[String(plan.cycle_type)] ?? 'MONTH',
			billing_frequency: plan.frequency ?? 1,
			next_bill_date: startDate,
			...rest,
			start_date: startDate,
		};
	},
});

function isActive(status: string): boolean {
	if (!/^(in)?active$/i.test(status)) throw badRequest(`${status} is no status`, 'filter');
	return status.toLowerCase() === 'active';
}

/** @throws ApiError 409 if the contact has the plan already */
function refuseTwin({ contact_id, subscription_plan_id }: JsonObject, { store }: Call): void {
	const where = [
		equals('contact_id', String(contact_id)),
		equals('subscription_plan_id', String(subscription_plan_id)),
	];
	const twin = store.query('subscription', { where }).find(({ active }) => active === true);
	if (twin) throw conflict(`The contact has this subscription already: ${twin.id}`);
}

function deactivate(call: Call): RouteResponse {
	const subscription = find(subscriptions, call);
	const { reason = null } = writes(call.body, { reason: string() }, call);
	const changes = { active: false, end_date: today(call), reason_stopped: reason };
	saveChanges(subscriptions, call, subscription, changes);
	return { status: 200 };
}

/** The day that is so many cycles later. */
function later(day: string, cycle: string, count: number): string {
	const time = new Date(`${day}T00:00:00Z`);
	if (cycle === 'YEAR') time.setUTCFullYear(time.getUTCFullYear() + count);
	else if (cycle === 'MONTH') time.setUTCMonth(time.getUTCMonth() + count);
	else time.setUTCDate(time.getUTCDate() + count * (cycle === 'WEEK' ? 7 : 1));
	return time.toISOString().slice(0, 10);
}

/** An invoice for each cycle that has come due, and the newest of all. */
function invoice(call: Call): RouteResponse {
	let subscription = find(subscriptions, call);
	if (subscription.active !== true) throw badRequest('The subscription is not active');
	while (String(subscription.next_bill_date) <= today(call)) {
		const billed = String(subscription.next_bill_date);
		call.store.insert('order', orderOf(subscription, billed, call));
		const cycle = String(subscription.billing_cycle);
		const next = later(billed, cycle, Number(subscription.billing_frequency));
		const changes = { last_bill_date: billed, next_bill_date: next };
		subscription = saveChanges(subscriptions, call, subscription, changes);
	}
	const where = [equals('subscription_id', subscription.id)];
	const newest = call.store.query('order', { where }).at(-1);
	if (newest === undefined) throw badRequest('No cycle of the subscription is due');
	return { status: 200, body: shower(orders, call)(newest) };
}

const orderOf = (subscription: Doc, day: string, { store, time }: Call): JsonObject => ({
	...orders.defaults,
	subscription_id: subscription.id,
	contact_id: subscription.contact_id ?? '',
	order_title: `Subscription ${subscription.id}`,
	order_type: 'ONLINE',
	status: 'SENT',
	order_items: [
		{
			id: store.issueId('orderItem'),
			item_type: 'SUBSCRIPTION',
			product_id: subscription.product_id ?? '',
			subscription_plan_id: subscription.subscription_plan_id ?? '',
			quantity: subscription.quantity ?? 1,
			price_per_unit: subscription.billing_amount ?? 0,
		},
	],
	order_time: `${day}T00:00:00.000Z`,
	creation_time: time,
	modification_time: time,
});

const special: Route[] = [
	{ method: 'POST', path: `${recordPathOf(subscriptions)}:deactivate`, handle: deactivate },
	{ method: 'POST', path: `${recordPathOf(subscriptions)}:invoice`, handle: invoice },
];

export const subscriptionRoutes = [...routesOf(subscriptions), ...special];
