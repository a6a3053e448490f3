import type { INodeParameters } from 'n8n-workflow';

import { expectInputError, expectKeapError } from '../support/errors';
import { useKeap } from '../support/keap';
import { first, present } from '../support/present';
import { byId, output, sent } from './support';

const keap = useKeap();

const TIME = '2026-03-18T10:00:00.000Z';
const CARD = { brand: 'Visa', last_four: '4242' };

/** Something that was paid through a card and an account of its own, so that nothing else is found by it. */
const aSale = (kind: 'payment' | 'transaction') => {
	const { store } = keap.sandbox;
	const method = store.insert('paymentMethod', { contact_id: '2', active: true, card_info: CARD });
	return store.insert(kind, {
		amount: 12.34,
		contact_id: '2',
		order_id: '7',
		payment_method_id: method.id,
		merchant_account_id: '3',
		merchant_account_type: 'EWAY',
		status: 'APPROVED',
		is_successful: true,
		transaction_method: 'CAPTURE',
		payment_time: TIME,
		transaction_time: TIME,
	}).id;
};

const FILTERS: INodeParameters = {
	amountAtLeast: '12.34',
	amountAtMost: 12.34,
	contactId: byId(2),
	merchantAccountId: { __rl: true, mode: 'name', value: 'Stripe Test' },
	merchantAccountType: 'eway',
	orderId: byId(7),
	sinceTime: '2026-03-18T00:00:00Z',
	untilTime: '2026-03-19T00:00:00Z',
};
const CONDITIONS = [
	'amount>=12.34',
	'amount<=12.34',
	'contact_id==2',
	'merchant_account_id==3',
	'merchant_account_type==EWAY',
	'order_id==7',
	'since_time==2026-03-18T00:00:00.000Z',
	'until_time==2026-03-19T00:00:00.000Z',
];

describe.each([
	['payment', '/v2/sales/payments', 'payment_time', { orderIds: '7, 8' }, ['order_ids==7,8']],
	[
		'transaction',
		'/v2/sales/transactions',
		'transaction_time',
		{ status: 'approved', transactionMethod: 'Capture', isSuccessful: true },
		['status==APPROVED', 'transaction_method==CAPTURE', 'is_successful==true'],
	],
] as const)('%ss', (resource, path, time, filters, conditions) => {
	it('are listed with filters and an order, amounts as they are', async () => {
		aSale(resource);
		const run = await keap.run({
			resource,
			operation: 'getMany',
			filters: { ...FILTERS, ...filters },
			sort: { value: { field: time, direction: 'desc' } },
		});
		const listing = present(sent(keap).find(({ call }) => call === `GET ${path}`));
		expect(listing.query).toMatchObject({ order_by: `${time} desc`, page_size: '50' });
		expect(present(listing.query.filter).split(';').sort()).toEqual(
			[...CONDITIONS, ...conditions].sort(),
		);
		expect(output(run)).toEqual([
			expect.objectContaining({
				amount: 12.34,
				contact_id: '2',
				order_ids: ['7'],
				[time]: TIME,
				card_brand: 'Visa',
				card_last_four: '4242',
			}),
		]);
	});

	it('come raw where that is wanted', async () => {
		aSale(resource);
		const run = await keap.run({
			resource,
			operation: 'getMany',
			filters: { merchantAccountType: 'EWAY' },
			simplify: false,
		});
		expect(first(output(run)).payment_method).toMatchObject({ card_info: CARD });
	});
});

describe('a transaction', () => {
	it('is read by its ID, which is a number at Keap', async () => {
		const id = aSale('transaction');
		const run = await keap.run({
			resource: 'transaction',
			operation: 'get',
			transactionId: `={{ ${id} }}`,
		});
		expect(keap.calls()).toEqual([`GET /v1/transactions/${id}`]);
		expect(output(run)).toEqual([
			expect.objectContaining({
				id: Number(id),
				amount: 12.34,
				type: 'CAPTURE',
				order_ids: '7',
				transaction_time: TIME,
				gateway_account_name: 'Stripe Test',
			}),
		]);
	});

	it('that there is not is named', async () => {
		const get = { resource: 'transaction', operation: 'get' };
		const run = await keap.run({ ...get, transactionId: '99999' });
		expectKeapError(run, 0, 'notFound', '99999');
		const none = await keap.run({ ...get, transactionId: '={{ "" }}' });
		expectInputError(none, 0, 'empty', 'Transaction ID');
	});
});
