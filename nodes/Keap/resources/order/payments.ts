import { create, getMany, operation, subRecord, type Draft } from '../../descriptor/builders';
import { enumeration } from '../../descriptor/enumeration';
import {
	boolean,
	choice,
	date,
	dateTime,
	id,
	longText,
	money,
	number,
	record,
	required,
	text,
	when,
} from '../../descriptor/field';
import { contacts } from '../contact/collection';
import { merchants } from '../merchant';
import { payments } from '../payment';
import { allPaymentMethods, creditCards } from '../paymentMethod';
import { v1Period } from '../shared/filters';
import { externalFields } from './inputs';
import { orders } from './collections';
import { v1TransactionColumns } from '../transaction';

const orderId = record(orders, { required: true });

const payStatus = choice(
	'payStatus',
	'Status',
	enumeration(
		['MANUAL_PAID', 'PAYPAL_PAID', 'APPROVED', 'PENDING', 'REFUNDED', 'VOIDED', 'FAILED', 'ERROR'],
		{ PAYPAL_PAID: 'PayPal Paid' },
	),
);

/** Which of the two that one endpoint does: only one of them moves money. */
const paidBy = choice(
	'paidBy',
	'Payment',
	[
		{
			name: 'Record a Payment',
			value: 'record',
			description: 'The money was received elsewhere, such as cash or a check: nothing is charged',
		},
		{
			name: 'Charge a Payment Method',
			value: 'charge',
			description: 'Keap charges a saved card at once',
		},
	],
	{ required: true, in: 'nowhere' },
);

const days = (name: string, label: string, description: string) =>
	number(name, label, { integer: true, min: 0, zeroIsNone: true, required: true, description });

/** What is paid for an order, and when. */
export const paymentOperations: readonly Draft[] = [
	...subRecord('Payment', [
		create({
			action: 'Create or record an order payment',
			path: '/v2/orders/{orderId}/payments',
			description:
				'Record a payment for an order, or charge a saved card, which takes the money at once',
			inputs: [
				orderId,
				paidBy,
				record(allPaymentMethods, {
					required: true,
					onlyIf: when(paidBy, 'charge'),
					description: 'What is charged: it must belong to the contact of the order',
				}),
				text('paymentMethodType', 'Payment Type', {
					required: true,
					onlyIf: when(paidBy, 'record'),
					placeholder: 'e.g. Check',
					description:
						"One of the Manual Payment Types in Keap's Ecommerce Settings > Orders, in its exact words",
				}),
				money('paymentAmount', 'Amount', 'decimal', { min: 0, zeroIsNone: true, required: true }),
				boolean(
					'applyToCommissions',
					'Apply to Commissions',
					'Whether the payment counts toward commissions',
					{ default: true, required: true },
				),
			],
			fields: [
				...externalFields,
				text('externalSource', 'External Source', { placeholder: 'e.g. Webshop' }),
				text('externalSourceValue', 'External Source Value'),
				text('externalStatusValue', 'External Status Value'),
				longText('notes', 'Notes'),
				dateTime('paymentTime', 'Payment Time'),
			],
		}),
		getMany({
			path: '/v2/orders/{orderId}/payments',
			description: 'Retrieve the payments of an order, also those that were made elsewhere',
			inputs: [orderId],
			list: {
				items: 'invoice_order_payments',
				pageSize: 1000,
				filters: [
					money('amount', 'Amount', 'decimal'),
					id('invoiceId', 'Invoice ID'),
					record(payments),
					boolean(
						'skipCommission',
						'Skip Commission',
						'Whether to return payments without commission, or those with one',
					),
					payStatus,
				],
				sort: [
					{ name: 'Amount', value: 'amount' },
					{ name: 'Invoice', value: 'invoice_id' },
					{ name: 'Payment', value: 'payment_id' },
					{ name: 'Payment Time', value: 'pay_time' },
					{ name: 'Skip Commission', value: 'skip_commission' },
					{ name: 'Status', value: 'pay_status' },
					{ name: 'Update Time', value: 'last_updated_time' },
				],
			},
			columns: {
				id: 'id',
				payment_id: 'payment_id',
				invoice_id: 'invoice_id',
				amount: 'amount',
				pay_status: 'pay_status',
				pay_time: 'pay_time',
				note: 'note',
				skip_commission: 'skip_commission',
				refund_invoice_payment_id: 'refund_invoice_payment_id',
				last_updated_time: 'last_updated_time',
			},
		}),
	]),
	...subRecord('Transaction', [
		getMany({
			path: '/v1/orders/{orderId}/transactions',
			description: 'Retrieve what was charged, refunded or voided for an order',
			inputs: [orderId],
			list: {
				items: 'transactions',
				offsets: true,
				filters: [record(contacts), ...v1Period()],
			},
			columns: v1TransactionColumns,
		}),
	]),
	operation({
		value: 'replacePaymentPlan',
		name: 'Replace Payment Plan',
		action: 'Replace the payment plan of an order',
		description:
			'Replace the whole payment plan of an order, by which cards may be charged; Update changes parts of it',
		method: 'PUT',
		path: '/v1/orders/{orderId}/paymentPlan',
		inputs: [
			orderId,
			days('numberOfPayments', 'Number of Payments', 'In how many payments the order is paid'),
			days('daysBetweenPayments', 'Days Between Payments', 'How many days lie between two of them'),
			required(date('planStartDate', 'Start Date')),
		],
		fields: [
			boolean('autoCharge', 'Auto Charge', 'Whether Keap charges the card when a payment is due'),
			record(creditCards, { numeric: true, description: 'What is charged' }),
			money('initialPaymentAmount', 'Initial Payment', 'decimal', { min: 0 }),
			date('initialPaymentDate', 'Initial Payment Date'),
			record(merchants, { key: 'payment_gateway.merchant_account_id', numeric: true }),
			boolean(
				'useDefaultMerchant',
				'Use Default Merchant Account',
				"Whether payments go through the account's default merchant account",
				{ key: 'payment_gateway.use_default' },
			),
		],
		output: { kind: 'record' },
	}),
];
