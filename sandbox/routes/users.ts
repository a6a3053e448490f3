import { isObject, required, withoutNulls, writes } from '../body';
import { collection, find, recordPathOf, routesOf } from '../collection';
import { addressEntry, emailEntry, faxEntry, phoneEntry, showAddress, slots } from '../entries';
import { ApiError, notFound } from '../errors';
import * as filter from '../filter';
import { byText, byValue } from '../paging';
import { field } from '../store';
import type { Call, Json, Route, RouteResponse } from '../types';
import { boolean, email, string, timeZone } from '../values';

/** Left out of lists unless the filter asks for them. */
const LEFT_OUT = {
	include_inactive: `${field('status')} <> 'INACTIVE'`,
	include_partners: `${field('partner')} = 0`,
};

const users = collection({
	kind: 'user',
	path: '/v2/users',
	operations: ['list', 'get', 'update'],
	properties: {
		address: { type: addressEntry, show: showAddress },
		title: { type: string(255), mask: 'job_title' },
		website: string(100),
		company_name: string(255),
		email_address: emailEntry,
		family_name: string(40),
		given_name: string(40),
		fax_numbers: slots(faxEntry),
		phone_numbers: slots(phoneEntry),
		time_zone: timeZone,
	},
	hidden: ['signature', 'time_zone'],
	times: { updated: 'update_time' },
	list: {
		items: 'users',
		maxPageSize: 100,
		minPageSize: 1,
		filters: {
			email: filter.text('email_addresses[0].email'),
			given_name: filter.text('given_name'),
			user_ids: filter.recordIds(),
			include_inactive: filter.option(),
			include_partners: filter.option(),
		},
		order: {
			create_time: byValue('create_time'),
			email: byText('email_addresses[0].email'),
			name: byText('family_name'),
		},
		where: ({ query }) => {
			const asked = query.get('filter') ?? '';
			return Object.entries(LEFT_OUT)
				.filter(([name]) => !new RegExp(`(^|;)\\s*${name}==true`).test(asked))
				.map(([, sql]) => ({ sql, params: [] }));
		},
	},
	// One address is written, a list of them is kept.
	prepare: ({ email_address: email, ...changes }) =>
		isObject(email) ? { ...changes, email_addresses: [email] } : changes,
});

const groups = collection({
	kind: 'userGroup',
	path: '/v2/userGroups',
	operations: ['list', 'get'],
	list: { items: 'user_groups', paging: 'emptyToken' },
});

const special: Route[] = [
	{
		method: 'GET',
		path: `${recordPathOf(users)}/signature`,
		handle: (call) => ({ status: 200, body: find(users, call).signature ?? '' }),
	},
	{ method: 'GET', path: '/v2/oauth/connect/userinfo', handle: userInfo },
	{ method: 'POST', path: '/v1/users', handle: invite },
];

/** REST v1 alone creates users, who have nothing but an invitation at first. */
function invite(call: Call): RouteResponse {
	required(call.body, 'email', 'given_name');
	const parsers = { admin: boolean, email: email(), given_name: string(40), partner: boolean };
	const { email: address, ...given } = withoutNulls(writes(call.body, parsers, call));
	const user = call.store.insert('user', {
		admin: false,
		partner: false,
		...given,
		email_addresses: [{ email: address ?? null, field: 'EMAIL1' }],
		status: 'INVITED',
		create_time: call.time,
		update_time: call.time,
	});
	return {
		status: 201,
		body: {
			id: Number(user.id),
			given_name: user.given_name,
			email_address: address,
			partner: user.partner,
			status: 'Invited',
			phone_numbers: [],
			fax_numbers: [],
			date_created: call.time,
			last_updated: call.time,
		},
	};
}

/** Whoever made the token. A service account key is nobody's. */
function userInfo({ key, store }: Call): RouteResponse {
	if (key.userId === undefined) throw new ApiError(403, 'There is no user behind this key');
	const user = store.get('user', key.userId);
	if (user === undefined) throw notFound('User', key.userId);
	const [first] = Array.isArray(user.email_addresses) ? user.email_addresses : [];
	const address: Json = isObject(first) ? (first.email ?? null) : null;
	return {
		status: 200,
		body: {
			email: address,
			sub: user.global_user_id,
			id: user.global_user_id,
			keap_id: user.keap_id,
			family_name: user.family_name,
			given_name: user.given_name,
			middle_name: user.middle_name ?? null,
			preferred_name: user.nickname ?? null,
			is_admin: user.admin,
			tenant_id: 'sandbox',
		},
	};
}

export const userRoutes = [...routesOf(users), ...routesOf(groups), ...special];
