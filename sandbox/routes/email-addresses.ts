import { required, writes } from '../body';
import { collection, routesOf, shower } from '../collection';
import { EMAIL_STATUSES, findEmailStatus, isOptedIn, setOptIn } from '../email-status';
import { notFound } from '../errors';
import * as filter from '../filter';
import { byText, byValue } from '../paging';
import { field } from '../store';
import type { Call, Doc, Route } from '../types';
import { boolean, string } from '../values';

const MARKETABLE = EMAIL_STATUSES.filter(isOptedIn);

const addresses = collection({
	kind: 'emailAddress',
	path: '/v2/emailAddresses',
	operations: ['list'],
	hidden: ['id'],
	computed: { opted_in: ({ status }) => isOptedIn(String(status)) },
	list: {
		items: 'email_addresses',
		filters: {
			emails: filter.anyOf('email'),
			statuses: filter.anyOf('status', EMAIL_STATUSES),
			opted_in: filter.special((_, value) => ({
				sql: `${field('status')} ${filter.isTrue(value) ? '' : 'NOT '}IN (${MARKETABLE.map(() => '?').join(', ')})`,
				params: MARKETABLE,
			})),
		},
		order: {
			email: byText('email'),
			status: byValue('status'),
			create_time: byValue('create_time'),
			last_click_time: byValue('last_click_time'),
			last_open_time: byValue('last_open_time'),
			last_sent_time: byValue('last_sent_time'),
		},
	},
});

/** An address is known by itself, not by an id. */
function one(call: Call): Doc {
	const address = call.params.email ?? '';
	const found = findEmailStatus(call.store, address);
	if (found === undefined) throw notFound('Email address', address);
	return found;
}

const statuses: Route[] = [
	{
		method: 'GET',
		path: '/v2/emailAddresses/{email}/status',
		handle: (call) => ({ status: 200, body: shower(addresses, call)(one(call)) }),
	},
	{
		method: 'PATCH',
		path: '/v2/emailAddresses/{email}/status',
		handle: (call) => {
			const address = one(call);
			required(call.body, 'opted_in', 'reason');
			const given = writes(call.body, { opted_in: boolean, reason: string(255) }, call);
			const changed = setOptIn(call.store, address, given.opted_in === true);
			return { status: 200, body: shower(addresses, call)(changed) };
		},
	},
];

export const emailAddressRoutes = [...routesOf(addresses), ...statuses];
