import { create, get, getMany, operation, resource, update } from '../descriptor/builders';
import { collection } from '../descriptor/collection';
import { enumeration } from '../descriptor/enumeration';
import {
	boolean,
	choice,
	date,
	id,
	ids,
	money,
	number,
	record,
	required,
	text,
	type Field,
} from '../descriptor/field';
import { day, named, words } from '../descriptor/labels';
import { belongingTo } from '../descriptor/search';
import { affiliates } from './affiliate';
import { contacts } from './contact/collection';
import { orders } from './order/collections';
import { allPaymentMethods, paymentMethods } from './paymentMethod';
import { allSubscriptionPlans, products, subscriptionPlans } from './product/collections';
import { amountBetween, idRange } from './shared/filters';
import { shippingAddress } from './shared/people';

export const subscriptions = collection({
	noun: 'Subscription',
	id: 'subscriptionId',
	example: '88',
	path: '/v2/subscriptions',
	items: 'subscriptions',
	pageSize: 1000,
	// Keap states no number of IDs for this filter; see the contacts'.
	byId: { filter: 'ids', max: 100 },
	changes: {
		created: { filter: 'id', order: 'id' },
		updated: { property: 'modification_time', order: 'modification_time' },
	},
	record: {
		columns: {
			id: 'id',
			contact_id: 'contact_id',
			product_id: 'product_id',
			subscription_plan_id: 'subscription_plan_id',
			active: 'active',
			quantity: 'quantity',
			billing_amount: 'billing_amount',
			billing_cycle: 'billing_cycle',
			billing_frequency: 'billing_frequency',
			start_date: 'start_date',
			last_bill_date: 'last_bill_date',
			next_bill_date: 'next_bill_date',
			end_date: 'end_date',
			auto_charge: 'auto_charge',
			payment_method_id: 'payment_method_id',
			reason_stopped: 'reason_stopped',
			modification_time: 'modification_time',
		},
		customFieldsIn: 'subscription',
	},
	picker: {
		query: { order_by: 'modification_time desc' },
		pageSize: 100,
		typed: belongingTo('contact_id'),
		id: 'id',
		names: { property: 'subscription_plan_id', of: allSubscriptionPlans },
		label: ({ contact_id, next_bill_date }, plan) =>
			named(
				plan,
				`contact ${words(contact_id)}`,
				next_bill_date ? `next bill ${day(next_bill_date)}` : '',
			),
	},
});

const subscriptionId = record(subscriptions, { required: true });
const contact = record(contacts);

/** What a create and an update have in common. */
const fields: Field[] = [
	boolean('active', 'Active', 'Whether the subscription is billed', { default: true }),
	boolean(
		'allowTax',
		'Allow Tax',
		'Whether taxes are added, if the product of the subscription is taxable',
	),
	boolean(
		'autoCharge',
		'Auto Charge',
		'Whether Keap charges the payment method by itself on the next billing date',
		{ default: true },
	),
	// Keap states no unit for it: a decimal, as everywhere where it takes fractions and says nothing of the smallest unit.
	money('billingAmount', 'Billing Amount', 'decimal', {
		min: 0,
		description: 'What is billed each time, in place of the price of the plan',
	}),
	number('daysBetweenRetries', 'Days Between Retries', {
		integer: true,
		min: 1,
		description: 'How many days Keap waits before it tries a charge again that has failed',
	}),
	record(affiliates, { name: 'leadAffiliateId', label: 'Lead Affiliate' }),
	number('maxChargeAttempts', 'Max Charge Attempts', {
		integer: true,
		min: 1,
		description: 'How often Keap tries to charge',
	}),
	text('promoCode', 'Promo Code', { placeholder: 'e.g. SPRING26' }),
	number('quantity', 'Quantity', { integer: true, min: 1 }),
	text('reasonStopped', 'Reason Stopped', {
		description: 'Why the subscription is no longer active',
	}),
	record(affiliates, { name: 'saleAffiliateId', label: 'Sales Affiliate' }),
	shippingAddress,
	id('shippingOptionId', 'Shipping Option ID'),
];

/** Days that must not have passed. */
const futureDay = (name: string, label: string, description: string) =>
	date(name, label, { description: `${description}; not in the past` });

export const subscription = resource('subscription', 'Subscription', [
	create({
		of: subscriptions,
		description: 'Create a subscription, which bills the contact from its start date on',
		inputs: [
			required(contact),
			record(products, {
				in: 'nowhere',
				description: 'Narrows the plans to choose from to those of one product',
			}),
			record(subscriptionPlans, { required: true }),
		],
		fields: [
			...fields,
			boolean(
				'allowDuplicate',
				'Allow Duplicate',
				'Whether the contact may have the same subscription already',
			),
			record(paymentMethods, {
				description: 'By default, the card that the contact has used last, with Auto Charge',
			}),
			futureDay('startDate', 'Start Date', 'The first day of billing; today by default'),
		],
		customFields: 'subscription',
	}),
	get({ of: subscriptions }),
	getMany({
		of: subscriptions,
		list: {
			filters: [
				...amountBetween('billing_amount', 'billingAmount', 'Billing Amount'),
				contact,
				...idRange('id'),
				text('status', 'Status', { placeholder: 'e.g. Active' }),
				record(allSubscriptionPlans),
				ids(allSubscriptionPlans, 'subscriptionPlanIds', 'Subscription Plans'),
				ids(subscriptions, 'subscriptionIds', 'Subscriptions', { key: 'ids' }),
			],
			filterCustomFields: 'subscription',
			sort: [
				{ name: 'Contact', value: 'contact_id' },
				{ name: 'ID', value: 'id' },
				{ name: 'Subscription Plan', value: 'subscription_plan_id' },
				{ name: 'Update Time', value: 'modification_time' },
			],
		},
	}),
	update({
		of: subscriptions,
		fields: [
			...fields,
			choice(
				'billingCycle',
				'Billing Cycle',
				enumeration(['DAY', 'WEEK', 'MONTH', 'YEAR'], {
					DAY: 'Daily',
					WEEK: 'Weekly',
					MONTH: 'Monthly',
					YEAR: 'Yearly',
				}),
				{ default: 'MONTH' },
			),
			number('billingFrequency', 'Billing Frequency', {
				integer: true,
				min: 1,
				description: 'Keap documents it as the number of days between billing cycles',
			}),
			contact,
			futureDay('endDate', 'End Date', 'The day on which the subscription ends'),
			futureDay('nextBillDate', 'Next Bill Date', 'The next day of billing'),
			record(allPaymentMethods),
			record(allSubscriptionPlans),
		],
		customFields: 'subscription',
	}),
	operation({
		value: 'deactivate',
		name: 'Deactivate',
		action: 'Deactivate a subscription',
		description: 'Cancel a subscription, so that it is not billed any more',
		method: 'POST',
		path: '/v2/subscriptions/{subscriptionId}:deactivate',
		inputs: [subscriptionId],
		fields: [text('reason', 'Reason', { placeholder: 'e.g. Moved abroad' })],
		idempotent: true,
		output: { kind: 'done' },
	}),
	operation({
		of: orders,
		value: 'invoice',
		name: 'Invoice',
		action: 'Invoice a subscription',
		description:
			'Bill the contact: create an invoice for each billing cycle that is due, which Keap may charge if Auto Charge is on, and return the newest one',
		method: 'POST',
		path: '/v2/subscriptions/{subscriptionId}:invoice',
		inputs: [subscriptionId],
		output: { kind: 'record' },
	}),
]);
