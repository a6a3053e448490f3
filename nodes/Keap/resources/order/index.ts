import {
	create,
	get,
	getMany,
	operation,
	remove,
	resource,
	update,
} from '../../descriptor/builders';
import { enumeration } from '../../descriptor/enumeration';
import {
	boolean,
	choice,
	country,
	dateTime,
	id,
	ids,
	list,
	longText,
	record,
	region,
	required,
	text,
	type Field,
} from '../../descriptor/field';
import { affiliates } from '../affiliate';
import { contacts } from '../contact/collection';
import { files } from '../file';
import { products } from '../product/collections';
import { byPrefix, idRange } from '../shared/filters';
import { orders } from './collections';
import { externalFields, paymentPlan, shippingAddress } from './inputs';
import { itemOperations, newItems } from './items';
import { paymentOperations } from './payments';

const contact = record(contacts);
const title = text('orderTitle', 'Title', { placeholder: 'e.g. Webshop 1001' });
const orderTime = dateTime('orderTime', 'Order Time');
const orderType = choice('orderType', 'Type', enumeration(['ONLINE', 'OFFLINE']));

const fields: Field[] = [
	dateTime('dueTime', 'Due Time', { description: 'When the invoice is due' }),
	...externalFields,
	text('invoiceNumber', 'Invoice Number', { placeholder: 'e.g. 1001' }),
	text('invoiceTitle', 'Invoice Title', { key: 'title' }),
	record(affiliates, {
		name: 'leadAffiliateId',
		label: 'Lead Affiliate',
		description: 'The affiliate (referral partner) who brought the contact',
	}),
	longText('notes', 'Notes'),
	list('promoCodes', 'Promo Codes', {
		merge: 'whole',
		placeholder: 'e.g. SUMMER20, FREESHIP',
		description: 'All promo codes of the order: Keap applies the discounts that they stand for',
	}),
	record(affiliates, {
		name: 'salesAffiliateId',
		label: 'Sales Affiliate',
		description: 'The affiliate (referral partner) who made the sale',
	}),
	dateTime('sentTime', 'Sent Time', { description: 'When the invoice was sent' }),
	shippingAddress,
	text('terms', 'Terms', { placeholder: 'e.g. Net 30' }),
];

const orderId = record(orders, { required: true });
const fileId = record(files, { required: true });

export const order = resource('order', 'Order', [
	create({
		action: 'Create an order or an invoice',
		of: orders,
		inputs: [
			required(contact),
			required(title),
			required({
				...orderTime,
				description: 'When the order was placed; the expression $now is the present moment',
			}),
			required(orderType),
			newItems,
		],
		fields,
		customFields: 'order',
	}),
	get({ of: orders }),
	getMany({
		of: orders,
		list: {
			filters: [
				contact,
				dateTime('createdSinceTime', 'Created After'),
				dateTime('createdUntilTime', 'Created Before'),
				...idRange('id'),
				id('invoiceId', 'Invoice ID'),
				text('invoiceXid', 'Invoice UUID', {
					placeholder: 'e.g. f411a79c-9a92-4960-91d9-656f910a25e8',
				}),
				ids(orders, 'orderIds', 'Orders', { key: 'ids' }),
				boolean('paid', 'Paid', 'Whether to return orders that are paid, or those that are not'),
				record(products, { description: 'Orders that hold the product' }),
				text('shippingLocality', 'Shipping City'),
				country('shippingCountryCode', 'Shipping Country'),
				text('shippingPostalCode', 'Shipping Postal Code'),
				region('shippingRegionCode', 'Shipping State or Region', {
					country: 'shippingCountryCode',
					description: 'By ISO code such as US-AZ; with Shipping Country also by name',
				}),
				byPrefix({ ...title, key: 'title' }, 'Webshop'),
				orderType,
				dateTime('modifiedSinceTime', 'Updated After'),
				dateTime('modifiedUntilTime', 'Updated Before'),
			],
			filterCustomFields: 'order',
			sort: [
				{ name: 'ID', value: 'id' },
				{ name: 'Order Time', value: 'order_time' },
				{ name: 'Update Time', value: 'modification_time' },
			],
		},
	}),
	update({
		of: orders,
		fields: [...fields, contact, orderTime, orderType, paymentPlan, title],
		customFields: 'order',
	}),
	remove({
		of: orders,
		description: 'Delete an order permanently; Keap refuses it for an order that has transactions',
	}),
	operation({
		of: orders,
		value: 'applyTax',
		name: 'Apply Tax',
		action: 'Apply tax to an order',
		description: 'Have Keap calculate the taxes of an order and add them to it',
		method: 'POST',
		path: '/v2/orders/{orderId}:applyTax',
		inputs: [orderId],
		output: { kind: 'record' },
	}),
	operation({
		of: orders,
		value: 'attachFile',
		name: 'Attach File',
		action: 'Attach a file to an order',
		description: 'Attach a file that Keap has to the invoice of an order',
		method: 'POST',
		path: '/v2/orders/{orderId}:attachFile',
		inputs: [orderId, fileId],
		output: { kind: 'record' },
	}),
	operation({
		of: orders,
		value: 'detachFile',
		name: 'Detach File',
		action: 'Detach a file from an order',
		description: 'Detach a file from the invoice of an order; the file itself is kept',
		method: 'POST',
		path: '/v2/orders/{orderId}:detachFile',
		inputs: [orderId, fileId],
		output: { kind: 'record' },
	}),
	...itemOperations,
	...paymentOperations,
]);
