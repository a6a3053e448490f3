import {
	collection,
	find,
	listRecords,
	recordPathOf,
	routesOf,
	type ListTable,
} from '../../collection';
import * as filter from '../../filter';
import { byText } from '../../paging';
import type { Call, Route } from '../../types';
import { isObject } from '../../body';
import { MERCHANT_TYPES } from './payments';

const list: ListTable = {
	items: 'merchant_accounts',
	filters: {
		id: filter.recordId(filter.EQUALITY),
		name: filter.text('name'),
		type: filter.oneOf('type', MERCHANT_TYPES),
	},
	order: { id: 'id', name: byText('name') },
};

const merchants = collection({
	kind: 'merchant',
	path: '/v2/merchants',
	operations: [],
	hidden: ['is_default'],
	list,
});

const byDefault = ({ store }: Call) => store.list('merchant').find((one) => one.is_default);

const special: Route[] = [
	{
		method: 'GET',
		path: '/v2/merchants',
		handle: (call) => {
			const { status, body } = listRecords(merchants, list, call);
			const id = byDefault(call)?.id;
			return {
				status,
				body: {
					...(id ? { default_merchant_account_id: id } : {}),
					...(isObject(body) ? body : {}),
				},
			};
		},
	},
	{
		method: 'POST',
		path: `${recordPathOf(merchants).replace('/v2', '/v2/sales')}:setDefault`,
		handle: (call) => {
			const { id } = find(merchants, call);
			for (const one of call.store.list('merchant'))
				call.store.put('merchant', { ...one, is_default: one.id === id });
			return { status: 200 };
		},
	},
];

const shippingMethods = collection({
	kind: 'shippingMethod',
	path: '/v2/shipping',
	operations: ['list'],
	list: { items: 'shipping_methods', paging: 'none' },
});

export const merchantRoutes = [...special, ...routesOf(shippingMethods)];
