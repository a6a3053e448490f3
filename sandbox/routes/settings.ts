import { updateMask, without, writes, written } from '../body';
import { ApiError, badRequest } from '../errors';
import { alpha3Codes, provincesOf } from '../geography';
import { unpagedList } from '../paging';
import type { Store } from '../store';
import type { Call, Doc, Route, RouteResponse } from '../types';
import { email, listOf, record, string } from '../values';

const PROFILE = [
	'name',
	'email',
	'website',
	'phone',
	'address',
	'currency_code',
	'business_goals',
	'business_primary_color',
	'business_secondary_color',
];

/** The account itself, and the geography of the world. */
export const settingRoutes: Route[] = [
	{
		method: 'GET',
		path: '/v2/settings/applications:isEnabled',
		handle: () => ({ status: 200, body: { isEnabled: true } }),
	},
	{
		method: 'GET',
		path: '/v2/settings/contactOptionTypes',
		handle: () => ({
			status: 200,
			body: { option_types: ['Prospect', 'Customer', 'Lead', 'Partner', 'Vendor', 'Other'] },
		}),
	},
	{
		method: 'GET',
		path: '/v2/businessProfile',
		handle: ({ store }) => ({ status: 200, body: without(profile(store), 'id') }),
	},
	{ method: 'PATCH', path: '/v2/businessProfile', handle: updateProfile },
	{
		method: 'GET',
		path: '/v2/locales/countries',
		handle: () => unpagedList('countries', [...alpha3Codes().keys()].map(country)),
	},
	{
		method: 'GET',
		path: '/v2/locales/countries/{country}',
		handle: (call) => ({ status: 200, body: country(codeOf(call)) }),
	},
	{
		method: 'GET',
		path: '/v2/locales/countries/{country}/provinces',
		handle: (call) => unpagedList('provinces', provinces(codeOf(call))),
	},
	{
		method: 'GET',
		path: '/v2/locales/countries/{country}/provinces/{province}',
		handle: (call) => {
			const found = provinces(codeOf(call)).find(({ code }) => code === call.params.province);
			if (found === undefined)
				throw new ApiError(404, `Province ${call.params.province} not found`);
			return { status: 200, body: found };
		},
	},
];

export function profile(store: Store): Doc {
	const [found] = store.query('businessProfile', { limit: 1 });
	if (found === undefined) throw new ApiError(404, 'Business profile not found');
	return found;
}

function updateProfile(call: Call): RouteResponse {
	const { store } = call;
	const addressParsers = {
		line1: string(),
		line2: string(),
		locality: string(),
		region: string(),
		country_code: string(3),
		postal_code: string(),
	};
	const changes = writes(
		call.body,
		{
			name: string(255),
			email: email(),
			website: string(),
			phone: string(40),
			currency_code: string(3),
			business_goals: listOf(string()),
			business_primary_color: string(20),
			business_secondary_color: string(20),
			address: record(addressParsers, (address, name) => {
				for (const property of Object.keys(addressParsers)) {
					if (address[property] === undefined)
						throw badRequest(`${property} is required`, `${name}.${property}`);
				}
				return address;
			}),
		},
		call,
		updateMask(call.query, PROFILE),
	);
	return {
		status: 200,
		body: without(store.put('businessProfile', written(profile(store), changes)), 'id'),
	};
}

/** Known by two letters or three. */
function codeOf(call: Call): string {
	const asked = (call.params.country ?? '').toUpperCase();
	for (const { alpha2, alpha3 } of alpha3Codes().values()) {
		if (asked === alpha2 || asked === alpha3) return alpha3;
	}
	throw new ApiError(404, `Country ${asked} not found`);
}

function country(code: string) {
	const found = alpha3Codes().get(code);
	return { codes: { alpha2: found?.alpha2, alpha3: found?.alpha3 }, name: found?.name };
}

const provinces = (code: string) =>
	provincesOf(code).map((province) => ({ ...province, country: code }));
