import { Refusal, notFound } from '../errors';
import { filters, recordIds, special, text } from '../filter';
import { byText, byValue, listPage, unpagedList } from '../paging';
import { field, type Store } from '../store';
import type { Answer, Call, Doc, Json, JsonObject, Route } from '../types';
import {
	addressEntry,
	emailEntry,
	faxEntry,
	isObject,
	phoneEntry,
	showAddress,
	slots,
	string,
	timeZone,
	updateMask,
	writes,
	written,
} from '../values';
import { existing } from '../records';

/** As Keap lists them: the title and the single address go by other names in a body than in the mask. */
const MASK = [
	'address',
	'company_name',
	'email_address',
	'family_name',
	'fax_numbers',
	'given_name',
	'job_title',
	'phone_numbers',
	'time_zone',
	'website',
];
const PRIVATE = ['signature', 'time_zone'];

export function userRoutes(store: Store): Route[] {
	const one = (call: Call) => existing(store, 'user', call.params.userId);
	return [
		{ method: 'GET', path: '/v2/users', handle: (call) => listUsers(store, call) },
		{
			method: 'GET',
			path: '/v2/users/:userId',
			handle: (call) => ({ status: 200, body: show(one(call)) }),
		},
		{
			method: 'PATCH',
			path: '/v2/users/:userId',
			handle: (call) => updateUser(store, call, one(call)),
		},
		{
			method: 'GET',
			path: '/v2/users/:userId/signature',
			handle: (call) => ({ status: 200, body: one(call).signature ?? '' }),
		},
		{
			method: 'GET',
			path: '/v2/userGroups',
			handle: () => unpagedList('user_groups', store.list('userGroup')),
		},
		{
			method: 'GET',
			path: '/v2/userGroups/:groupId',
			handle: (call) => ({ status: 200, body: existing(store, 'userGroup', call.params.groupId) }),
		},
		{ method: 'GET', path: '/v2/oauth/connect/userinfo', handle: (call) => userInfo(store, call) },
	];
}

function listUsers(store: Store, call: Call): Answer {
	// Hidden unless the filter asks for them.
	const hidden = {
		include_inactive: `${field('status')} <> 'INACTIVE'`,
		include_partners: `${field('partner')} = 0`,
	};
	const asked = call.query.get('filter') ?? '';
	const where = Object.entries(hidden)
		.filter(([name]) => !new RegExp(`(^|;)\\s*${name}==true`).test(asked))
		.map(([, sql]) => ({ sql, params: [] }));
	const flagOnly = special((_, value) => {
		if (value !== 'true' && value !== 'false')
			throw new Refusal(400, `${value} is not true or false`);
		return undefined;
	});
	return listPage(store, call, {
		kind: 'user',
		items: 'users',
		maxPageSize: 100,
		minPageSize: 1,
		where,
		filters: filters({
			email: text('email_addresses[0].email'),
			given_name: text('given_name'),
			user_ids: recordIds(),
			include_inactive: flagOnly,
			include_partners: flagOnly,
		}),
		order: {
			create_time: byValue('create_time'),
			email: byText('email_addresses[0].email'),
			name: byText('family_name'),
		},
		show,
	});
}

function show(user: Doc): JsonObject {
	const visible = Object.entries(user).filter(([name]) => !PRIVATE.includes(name));
	return Object.fromEntries(
		visible.map(([name, value]) => [name, name === 'address' ? showAddress(value) : value]),
	);
}

function updateUser(store: Store, call: Call, user: Doc): Answer {
	const mask = updateMask(call.query, MASK);
	const { email_address: email, ...changes } = writes(
		call.body,
		{
			address: addressEntry,
			title: string(255),
			website: string(100),
			company_name: string(255),
			email_address: emailEntry,
			family_name: string(40),
			given_name: string(40),
			fax_numbers: slots(faxEntry),
			phone_numbers: slots(phoneEntry),
			time_zone: timeZone,
		},
		mask?.has('job_title') ? new Set([...mask, 'title']) : mask,
	);
	const emails: JsonObject = isObject(email) ? { email_addresses: [email] } : {};
	const changed = {
		...written(user, { ...changes, ...emails }),
		update_time: new Date(call.now).toISOString(),
	};
	return { status: 200, body: show(store.put('user', changed)) };
}

/** Whoever made the token. A service account key is nobody's. */
function userInfo(store: Store, { key }: Call): Answer {
	if (key.userId === undefined) throw new Refusal(403, 'There is no user behind this key');
	const user = store.get('user', key.userId);
	if (user === undefined) throw notFound('User', key.userId);
	const [email] = Array.isArray(user.email_addresses) ? user.email_addresses : [];
	const address: Json = isObject(email) ? (email.email ?? null) : null;
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
