import { without, writes } from '../../body';
import { collection, find, recordPathOf, routesOf } from '../../collection';
import * as filter from '../../filter';
import { byId, byValue } from '../../paging';
import { equals } from '../../store';
import type { Call, JsonObject, Route } from '../../types';
import { recordIn } from '../../values';
import { contacts } from '../contacts';

/** The ID of a payment method stands in a property of its own name. */
export const showMethod = (method: JsonObject): JsonObject => ({
	payment_method_id: method.id ?? '',
	...without(method, 'id', 'active'),
});

const active = () => [equals('active', 1)];

const methods = collection({
	kind: 'paymentMethod',
	path: '/v2/paymentMethods',
	operations: ['list'],
	list: {
		items: 'payment_methods',
		filters: {
			payment_method_id: filter.recordId(filter.EQUALITY),
			credit_card_id: filter.reference('credit_card_id'),
			contact_id: filter.reference('contact_id'),
			merchant_account_id: filter.reference('merchant_account_id'),
			since_time: filter.since('created_time'),
			until_time: filter.until('created_time'),
		},
		order: {
			payment_method_id: 'id',
			created_time: byValue('created_time'),
			contact_id: byId('contact_id'),
			merchant_account_id: byId('merchant_account_id'),
		},
		where: active,
	},
	show: showMethod,
});

const ofContact = collection({
	kind: 'paymentMethod',
	path: '/paymentMethods',
	parent: { of: contacts, property: 'contact_id' },
	operations: ['list', 'delete'],
	list: {
		items: 'records',
		filters: { merchant_account_id: filter.reference('merchant_account_id') },
		order: { created_time: byValue('created_time') },
		where: active,
	},
	show: showMethod,
});

const special: Route[] = [
	{
		method: 'POST',
		path: `${recordPathOf(ofContact)}:deactivate`,
		handle: (call) => {
			call.store.put('paymentMethod', { ...find(ofContact, call), active: false });
			return { status: 204 };
		},
	},
	{
		method: 'POST',
		path: '/v2/paymentMethodConfigs',
		handle: (call: Call) => {
			writes(call.body, { contact_id: recordIn('contact') }, call);
			return { status: 200, body: { session_key: `session-${call.store.issueId('session')}` } };
		},
	},
];

export const paymentMethodRoutes = [...[methods, ofContact].flatMap(routesOf), ...special];
