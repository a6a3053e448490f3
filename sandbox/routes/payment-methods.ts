import { collection, find, listRecords, recordPathOf, routesOf } from '../collection';
import * as filter from '../filter';
import { byId, byValue } from '../paging';
import { equals } from '../store';
import type { Route } from '../types';
import { contacts } from './contacts';

const paymentMethods = collection({
	kind: 'paymentMethod',
	path: '/v2/paymentMethods',
	operations: ['list'],
	list: {
		items: 'payment_methods',
		filters: {
			payment_method_id: filter.recordId(filter.EQUALITY),
			contact_id: filter.reference('contact_id'),
			merchant_account_id: filter.reference('merchant_account_id'),
		},
		order: {
			payment_method_id: 'id',
			created_time: byValue('created_time'),
			contact_id: byId('contact_id'),
			merchant_account_id: byId('merchant_account_id'),
		},
	},
	hidden: ['active'],
	show: ({ id, ...method }) => ({ ...method, payment_method_id: id ?? '' }),
});

const ofContact: Route = {
	method: 'GET',
	path: `${recordPathOf(contacts)}/paymentMethods`,
	handle: (call) => {
		const { id } = find(contacts, call);
		return listRecords(
			paymentMethods,
			{
				items: 'records',
				filters: { merchant_account_id: filter.reference('merchant_account_id') },
				order: { created_time: byValue('created_time') },
				where: () => [equals('contact_id', id)],
			},
			call,
		);
	},
};

export const paymentMethodRoutes = [...routesOf(paymentMethods), ofContact];
