import { get, getMany, operation, resource } from '../descriptor/builders';
import { calledBy, collection } from '../descriptor/collection';
import { enumeration } from '../descriptor/enumeration';
import { choice, id, record, text } from '../descriptor/field';
import { named, words } from '../descriptor/labels';

export const merchants = collection({
	noun: 'Merchant Account',
	id: 'merchantAccountId',
	example: '3',
	path: '/v2/merchants',
	items: 'merchant_accounts',
	pageSize: 1000,
	record: { columns: { id: 'id', name: 'name', type: 'type', is_test: 'is_test' } },
	byName: calledBy('Name', 'Stripe', 'name'),
	picker: {
		query: { order_by: 'name asc' },
		id: 'id',
		label: ({ name, is_test: isTest }) => named(words(name), isTest === true ? 'test' : ''),
	},
});

const types = enumeration(
	['AUTHORIZE', 'EWAY', 'KEAP_PAY', 'PAYPAL', 'STRIPE', 'UNSUPPORTED', 'WEPAY'],
	{ AUTHORIZE: 'Authorize.net', PAYPAL: 'PayPal', WEPAY: 'WePay' },
);

/** The service through which money is taken. */
export const merchantType = choice('merchantAccountType', 'Merchant Account Type', types);

export const merchant = resource('merchant', 'Merchant Account', [
	getMany({
		of: merchants,
		list: {
			filters: [
				id('merchantAccountId', 'ID', { key: 'id' }),
				text('name', 'Name'),
				{ ...merchantType, key: 'type', label: 'Type' },
			],
			sort: [
				{ name: 'ID', value: 'id' },
				{ name: 'Name', value: 'name' },
			],
		},
	}),
	get({
		value: 'getDefault',
		name: 'Get Default',
		action: 'Get the default merchant account',
		description: 'Retrieve the ID of the merchant account through which new payments go',
		path: '/v2/merchants',
		columns: { id: 'default_merchant_account_id' },
	}),
	operation({
		value: 'setDefault',
		name: 'Set Default',
		action: 'Set the default merchant account',
		description: 'Make a merchant account the default, through which new payments go',
		method: 'POST',
		path: '/v2/sales/merchants/{merchantAccountId}:setDefault',
		inputs: [record(merchants, { required: true })],
		idempotent: true,
		output: { kind: 'done' },
	}),
]);
