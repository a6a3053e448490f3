import { EMAIL_STATUSES, findEmailStatus, isOptedIn, setOptIn } from '../email-status';
import { badRequest, notFound } from '../errors';
import { anyOf, filters, special } from '../filter';
import { byText, byValue, listPage } from '../paging';
import { field, type Store } from '../store';
import type { Call, Doc, JsonObject, Route } from '../types';
import { boolean, required, string, without, writes } from '../values';

const MARKETABLE = EMAIL_STATUSES.filter(isOptedIn);

export function emailAddressRoutes(store: Store): Route[] {
	const one = (call: Call): Doc => {
		const address = call.params.email ?? '';
		const found = findEmailStatus(store, address);
		if (found === undefined) throw notFound('Email address', address);
		return found;
	};
	return [
		{
			method: 'GET',
			path: '/v2/emailAddresses',
			handle: (call) =>
				listPage(store, call, {
					kind: 'emailAddress',
					items: 'email_addresses',
					filters: filters({
						emails: anyOf('email'),
						statuses: anyOf('status', EMAIL_STATUSES),
						opted_in: special((_, value) => {
							if (value !== 'true' && value !== 'false')
								throw badRequest(`${value} is not true or false`, 'opted_in');
							const list = MARKETABLE.map(() => '?').join(', ');
							return {
								sql: `${field('status')} ${value === 'true' ? '' : 'NOT '}IN (${list})`,
								params: MARKETABLE,
							};
						}),
					}),
					order: Object.fromEntries([
						['email', byText('email')],
						...['status', 'create_time', 'last_click_time', 'last_open_time', 'last_sent_time'].map(
							(name) => [name, byValue(name)],
						),
					]) as Record<string, string>,
					show,
				}),
		},
		{
			method: 'GET',
			path: '/v2/emailAddresses/:email/status',
			handle: (call) => ({ status: 200, body: show(one(call)) }),
		},
		{
			method: 'PATCH',
			path: '/v2/emailAddresses/:email/status',
			handle: (call) => {
				const address = one(call);
				required(call.body, 'opted_in', 'reason');
				const { opted_in: optIn } = writes(call.body, { opted_in: boolean, reason: string(255) });
				return { status: 200, body: show(setOptIn(store, address, optIn === true)) };
			},
		},
	];
}

const show = (address: Doc): JsonObject => ({
	...without(address, 'id'),
	opted_in: isOptedIn(String(address.status)),
});
