import { get, getMany, resource } from '../descriptor/builders';
import { enumeration } from '../descriptor/enumeration';
import { boolean, choice, id } from '../descriptor/field';
import type { Columns } from '../descriptor/recordOutput';
import { paidThrough, saleFilters } from './payment';

/** A transaction of REST v1, which alone has IDs of them. */
export const v1TransactionColumns: Columns = {
	id: 'id',
	amount: 'amount',
	currency: 'currency',
	status: 'status',
	type: 'type',
	contact_id: 'contact_id',
	order_ids: 'order_ids',
	transaction_time: 'transaction_date',
	payment_time: 'paymentDate',
	collection_method: 'collection_method',
	gateway: 'gateway',
	gateway_account_name: 'gateway_account_name',
	error_details: 'errors',
	test: 'test',
};

export const transaction = resource('transaction', 'Transaction', [
	get({
		path: '/v1/transactions/{transactionId}',
		inputs: [
			id('transactionId', 'Transaction ID', {
				required: true,
				placeholder: 'e.g. 345',
				description: 'The ID that Order > Get Transactions returns',
			}),
		],
		columns: v1TransactionColumns,
	}),
	getMany({
		path: '/v2/sales/transactions',
		description: 'Retrieve a list of what was charged, refunded or voided',
		list: {
			items: 'transactions',
			pageSize: 1000,
			filters: [
				...saleFilters,
				choice('transactionMethod', 'Method', enumeration(['CAPTURE', 'MANUAL', 'REFUND', 'VOID'])),
				choice('status', 'Status', enumeration(['APPROVED', 'ERROR', 'FAILED', 'NONE', 'PENDING'])),
				boolean(
					'isSuccessful',
					'Successful',
					'Whether to return transactions that succeeded, or the others, with those that are pending',
				),
			],
			sort: [
				{ name: 'Amount', value: 'amount' },
				{ name: 'Contact', value: 'contact_id' },
				{ name: 'Transaction Time', value: 'transaction_time' },
			],
		},
		columns: {
			amount: 'amount',
			status: 'status',
			is_successful: 'is_successful',
			transaction_method: 'transaction_method',
			contact_id: 'contact_id',
			order_ids: 'order_ids',
			payment_id: 'payment_id',
			transaction_time: 'transaction_time',
			description: 'description',
			error_details: 'error_details',
			external_reference_id: 'external_reference_id',
			...paidThrough,
		},
	}),
]);
