import {
	boolean,
	country,
	date,
	dateTime,
	money,
	number,
	object,
	record,
	region,
	text,
	type Field,
} from '../../descriptor/field';
import { allPaymentMethods } from '../paymentMethod';

const elsewhere = 'in the system that it comes from';

/** What another system says of what comes from it. */
export const externalFields: readonly Field[] = [
	dateTime('externalCreateTime', 'External Create Time', {
		description: `When it was created ${elsewhere}`,
	}),
	text('externalCreateUser', 'External Create User', {
		placeholder: 'e.g. user@example.com',
		description: `Who created it ${elsewhere}`,
	}),
	dateTime('externalUpdateTime', 'External Update Time', {
		description: `When it was last changed ${elsewhere}`,
	}),
];

export const shippingAddress = object(
	'shippingAddress',
	'Shipping Address',
	[
		text('firstName', 'First Name'),
		text('middleName', 'Middle Name', {
			description: "Keap doesn't return it: an update of the address may clear it",
		}),
		text('lastName', 'Last Name'),
		text('company', 'Company'),
		text('phone', 'Phone', { placeholder: 'e.g. +1 480 555 0100' }),
		text('line1', 'Line 1', { placeholder: 'e.g. 2065 W Obispo Ave' }),
		text('line2', 'Line 2', { placeholder: 'e.g. Suite 103' }),
		text('locality', 'City', { placeholder: 'e.g. Gilbert' }),
		region('region', 'State or Region', { description: 'By name or ISO code' }),
		text('zipCode', 'Postal Code', { placeholder: 'e.g. 85233' }),
		text('zipFour', 'ZIP+4 (US)', { placeholder: 'e.g. 1234' }),
		country('countryCode', 'Country', { description: 'By English name or ISO code' }),
		boolean('isInvoiceToCompany', 'Invoice to Company', 'Whether the company gets the invoice', {
			unset: 'Not Chosen',
		}),
	],
	{ merge: 'properties' },
);

const count = (name: string, label: string, min: number) =>
	number(name, label, { integer: true, min, blank: true });

/** When an order is paid, part by part. */
export const paymentPlan = object(
	'paymentPlan',
	'Payment Plan',
	[
		count('numberOfPayments', 'Number of Payments', 1),
		count('daysBetweenPayments', 'Days Between Payments', 1),
		date('planStartDate', 'Start Date'),
		money('initialPaymentAmount', 'Initial Payment', 'decimal', { min: 0, blank: true }),
		date('initialPaymentDate', 'Initial Payment Date'),
		boolean('autoCharge', 'Auto Charge', 'Whether Keap charges when a payment is due', {
			unset: 'Not Chosen',
		}),
		record(allPaymentMethods, { description: 'What is charged' }),
		count('maxChargeAttempts', 'Max Charge Attempts', 0),
		count('daysBetweenRetries', 'Days Between Retries', 0),
	],
	{ merge: 'properties' },
);
