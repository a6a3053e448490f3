import { requestedFields, updateMask, without, writes, written } from '../body';
import { ApiError, badRequest } from '../errors';
import { alpha3Codes, provincesOf } from '../geography';
import { unpagedList } from '../paging';
import type { Store } from '../store';
import type { Call, Doc, JsonObject, Route, RouteResponse } from '../types';
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

/** What drop-downs offer. */
const OPTIONS = {
	contact_types: ['Prospect', 'Customer', 'Lead', 'Partner', 'Vendor', 'Other'],
	fax_types: ['Work', 'Home', 'Other'],
	phone_types: ['Work', 'Home', 'Mobile', 'Other'],
	suffix_types: ['Jr.', 'Sr.', 'II', 'III'],
	title_types: ['Mr.', 'Mrs.', 'Ms.', 'Dr.'],
};

const ACTIVITIES = {
	appointment_types: 'Call,Email,Appointment,Other',
	share_opportunity_with_related_user: true,
};

/** The settings of the account that are returned when asked for, by the names they are asked for. */
const SECTIONS: Record<string, JsonObject> = {
	AFFILIATE: { commission: { levels: 2, calculation_type: 'Percent' }, choose_affiliate: false },
	APPOINTMENT: ACTIVITIES,
	CONTACT: {
		contact_types: OPTIONS.contact_types.join(','),
		phone_types: OPTIONS.phone_types.join(','),
		fax_types: OPTIONS.fax_types.join(','),
		suffix_types: OPTIONS.suffix_types.join(','),
		title_types: OPTIONS.title_types.join(','),
	},
	ECOMMERCE: { default_country: 'United States', track_inventory: true },
	EMAIL: { append_contact_key_to_links: true },
	FORMS: { spam_filters_enabled: true },
	FULFILLMENT: { default_message_to: 'orders@keap-sandbox.example' },
	INVOICE: { tax_label: 'Sales Tax' },
	NOTE: ACTIVITIES,
	OPPORTUNITY: { default_stage: '1' },
	TASK: ACTIVITIES,
	TEMPLATE: { default_country_code: 1, default_user_id: '1' },
};

function configuration(query: URLSearchParams, store: Store): JsonObject {
	const asked = [...(requestedFields(query, Object.keys(SECTIONS)) ?? [])];
	const account = profile(store);
	const { name = null, website = null, phone = null, time_zone: zone = null } = account;
	const sections: Record<string, JsonObject> = {
		...SECTIONS,
		ECOMMERCE: { currency: account.currency_code ?? null, ...SECTIONS.ECOMMERCE },
	};
	return {
		application: {
			company: { name, website, phone },
			time_zone: zone,
			default_view_locale: 'en_US',
			features_enabled: { marketing: true },
		},
		...Object.fromEntries(asked.map((section) => [section.toLowerCase(), sections[section] ?? {}])),
	};
}

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
			body: { option_types: OPTIONS.contact_types },
		}),
	},
	{
		method: 'GET',
		path: '/v1/locales/defaultOptions',
		handle: () => ({ status: 200, body: OPTIONS }),
	},
	{
		method: 'GET',
		path: '/v2/settings/applications:getConfiguration',
		handle: ({ query, store }) => ({ status: 200, body: configuration(query, store) }),
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
			const wanted = (call.params.province ?? '').toUpperCase();
			const found = provinces(codeOf(call)).find(({ code, name }) =>
				[code, name.toUpperCase()].includes(wanted),
			);
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

/** Known by two letters or three, or by its name. */
function codeOf(call: Call): string {
	const asked = (call.params.country ?? '').toUpperCase();
	for (const { alpha2, alpha3, name } of alpha3Codes().values()) {
		if ([alpha2, alpha3, name.toUpperCase()].includes(asked)) return alpha3;
	}
	throw new ApiError(404, `Country ${asked} not found`);
}

function country(code: string) {
	const found = alpha3Codes().get(code);
	return { codes: { alpha2: found?.alpha2, alpha3: found?.alpha3 }, name: found?.name };
}

const provinces = (code: string) =>
	provincesOf(code).map((province) => ({ ...province, country: code }));
