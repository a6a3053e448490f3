import { create, getMany, operation, remove, resource, subRecord } from '../descriptor/builders';
import { collection } from '../descriptor/collection';
import { choice, dateTime, email, object, record, text, type Choice } from '../descriptor/field';
import { named, textAt, words } from '../descriptor/labels';
import { belongingTo } from '../descriptor/search';
import { contacts } from './contact/collection';
import { merchants } from './merchant';
import { addressInputs } from './shared/people';

type Json = Readonly<Record<string, unknown>>;

/** `Visa ending in 4242 (04/2029, contact 17)`. */
function labelOf(method: Json): string {
	const end = textAt(method, 'card_info.last_four');
	const card = [textAt(method, 'card_info.brand'), end && `ending in ${end}`];
	const expiration = ['month', 'year'].map((part) =>
		textAt(method, `card_info.expiration_${part}`),
	);
	const contact = words(method.contact_id);
	return named(
		card.filter(Boolean).join(' '),
		expiration.filter(Boolean).join('/'),
		contact && `contact ${contact}`,
	);
}

const OF_CONTACT = '/v2/contacts/{contactId}/paymentMethods';

const stated = {
	noun: 'Payment Method',
	id: 'paymentMethodId',
	idProperty: 'payment_method_id',
	example: '123',
	pageSize: 1000,
	record: {
		columns: {
			id: 'payment_method_id',
			contact_id: 'contact_id',
			type: 'payment_method_type',
			card_brand: 'card_info.brand',
			card_last_four: 'card_info.last_four',
			card_type: 'card_info.card_type',
			expiration_month: 'card_info.expiration_month',
			expiration_year: 'card_info.expiration_year',
			status: 'status',
			merchant_account_id: 'merchant_account_id',
			merchant_account_type: 'merchant_account_type',
			credit_card_id: 'credit_card_id',
			created_time: 'created_time',
		},
	},
	picker: { query: { order_by: 'created_time desc' }, label: labelOf },
} as const;

const ofAll = { ...stated.picker, pageSize: 100, typed: belongingTo('contact_id') };

/** The payment methods of all contacts, for references from where no contact is known. */
export const allPaymentMethods = collection({
	...stated,
	plural: 'All Payment Methods',
	path: '/v2/paymentMethods',
	items: 'payment_methods',
	picker: { ...ofAll, id: 'payment_method_id' },
});

export const paymentMethods = collection({
	...stated,
	path: OF_CONTACT,
	items: 'records',
	parents: { contactId: 'Contact' },
});

/** The payment methods that REST v1 knows, by the IDs that it has for them. */
export const creditCards = collection({
	...stated,
	noun: 'Credit Card',
	id: 'creditCardId',
	idProperty: 'credit_card_id',
	path: '/v2/paymentMethods',
	items: 'payment_methods',
	picker: { ...ofAll, id: 'credit_card_id' },
});

const contactId = record(contacts, { required: true });
const paymentMethodId = record(paymentMethods, { required: true });
const merchant = record(merchants);

const byCreateTime: Choice = { name: 'Create Time', value: 'created_time' };

export const paymentMethod = resource('paymentMethod', 'Payment Method', [
	getMany({
		of: allPaymentMethods,
		description: 'Retrieve a list of the payment methods of all contacts',
		list: {
			filters: [
				record(contacts),
				record(creditCards, { description: 'By the ID that REST v1 has for the card' }),
				merchant,
				record(allPaymentMethods),
				dateTime('sinceTime', 'Since'),
				dateTime('untilTime', 'Until'),
			],
			sort: [
				{ name: 'Contact', value: 'contact_id' },
				byCreateTime,
				{ name: 'ID', value: 'payment_method_id' },
				{ name: 'Merchant Account', value: 'merchant_account_id' },
			],
		},
	}),
	getMany({
		value: 'getManyOfContact',
		name: 'Get Many of Contact',
		action: 'Get many payment methods of a contact',
		description: 'Retrieve a list of the payment methods of one contact',
		of: paymentMethods,
		inputs: [contactId],
		list: { filters: [merchant], sort: [byCreateTime] },
	}),
	operation({
		value: 'addCreditCard',
		name: 'Add Credit Card',
		action: 'Add a credit card as a payment method',
		description: 'Save a credit card for a contact; nothing is charged',
		method: 'POST',
		path: '/v1/contacts/{contactId}/creditCards',
		inputs: [
			contactId,
			text('cardNumber', 'Card Number', { required: true, secret: true }),
			text('expirationMonth', 'Expiration Month', { required: true, placeholder: 'e.g. 04' }),
			text('expirationYear', 'Expiration Year', { required: true, placeholder: 'e.g. 2029' }),
		],
		fields: [
			object('address', 'Address', addressInputs('region')),
			text('cardType', 'Card Type', { placeholder: 'e.g. Visa' }),
			choice('consentType', 'Consent', [
				{
					name: 'Explicit',
					value: 'EXPLICIT_CONSENT',
					description: 'The contact has agreed that the card is saved',
				},
				{ name: 'Implicit', value: 'IMPLICIT_CONSENT' },
				{ name: 'None', value: 'NO_CONSENT' },
				{
					name: 'Recurring',
					value: 'RECURRING_CONSENT',
					description: 'The contact has agreed to be charged again and again',
				},
			]),
			email('emailAddress', 'Email'),
			text('maestroIssueNumber', 'Maestro Issue Number'),
			text('maestroStartDateMonth', 'Maestro Start Month', { placeholder: 'e.g. 04' }),
			text('maestroStartDateYear', 'Maestro Start Year', { placeholder: 'e.g. 2024' }),
			text('nameOnCard', 'Name on Card', { placeholder: 'e.g. Jane Doe' }),
			text('verificationCode', 'Verification Code', { secret: true }),
		],
		output: { kind: 'record' },
	}),
	...subRecord('Credit Card', [
		getMany({
			description:
				'Retrieve the credit cards of a contact, with what Keap found when it checked them',
			path: '/v1/contacts/{contactId}/creditCards',
			inputs: [contactId],
			list: { items: '' },
			columns: {
				id: 'id',
				payment_method_id: 'payment_method_id',
				card_type: 'card_type',
				card_number: 'card_number',
				validation_status: 'validation_status',
			},
		}),
	]),
	create({
		value: 'createSession',
		name: 'Create Session',
		action: 'Create a payment method session',
		description:
			"Create a temporary session key, with which a website shows Keap's form for payment methods",
		path: '/v2/paymentMethodConfigs',
		inputs: [record(contacts)],
	}),
	operation({
		value: 'deactivate',
		name: 'Deactivate',
		action: 'Deactivate a payment method',
		description: 'Deactivate a payment method of a contact: it is kept, and no longer charged',
		method: 'POST',
		path: `${OF_CONTACT}/{paymentMethodId}:deactivate`,
		inputs: [contactId, paymentMethodId],
		idempotent: true,
		output: { kind: 'done' },
	}),
	remove({ of: paymentMethods, inputs: [contactId, paymentMethodId] }),
]);
