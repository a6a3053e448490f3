import { get, resource, update } from '../descriptor/builders';
import { onlyOne } from '../descriptor/collection';
import {
	choices,
	country,
	email,
	list,
	object,
	region,
	text,
	type Field,
} from '../descriptor/field';

const profile = onlyOne('Business Profile', {
	path: '/v2/businessProfile',
	idProperty: 'name',
	record: {
		columns: {
			name: 'name',
			email: 'email',
			phone: 'phone',
			website: 'website',
			street: 'address.line1',
			city: 'address.locality',
			region: 'address.region',
			postal_code: 'address.postal_code',
			country_code: 'address.country_code',
			time_zone: 'time_zone',
			language_tag: 'language_tag',
			currency_code: 'currency_code',
			business_type: 'business_type',
			business_goals: 'business_goals',
			business_primary_color: 'business_primary_color',
			business_secondary_color: 'business_secondary_color',
			logo_url: 'logo_url',
		},
	},
});

const profileFields: Field[] = [
	object(
		'address',
		'Address',
		[
			text('line1', 'Line 1', { placeholder: 'e.g. 2065 W Obispo Ave' }),
			text('line2', 'Line 2', { placeholder: 'e.g. Suite 103' }),
			text('locality', 'City', { placeholder: 'e.g. Gilbert' }),
			region('region', 'State or Region', {
				as: 'name',
				country: 'countryCode',
				description: 'By name, or with a country also by ISO code',
			}),
			text('postalCode', 'Postal Code', { placeholder: 'e.g. 85233' }),
			country('countryCode', 'Country', { description: 'By English name or ISO code' }),
		],
		{ merge: 'properties', complete: true },
	),
	list('businessGoals', 'Business Goals', {
		merge: 'union',
		placeholder: 'e.g. Grow Business, Convert more leads',
		description: 'Separated by commas',
	}),
	text('currencyCode', 'Currency', {
		placeholder: 'e.g. USD',
		description: 'The ISO 4217 code of the currency that the account sells in',
	}),
	email('email', 'Email'),
	text('name', 'Name', { placeholder: 'e.g. Desert Bloom Consulting' }),
	text('phone', 'Phone', { placeholder: 'e.g. +1 480 555 0100' }),
	text('businessPrimaryColor', 'Primary Color', { is: 'color', placeholder: 'e.g. #0b7d6f' }),
	text('businessSecondaryColor', 'Secondary Color', { is: 'color', placeholder: 'e.g. #f4b400' }),
	text('website', 'Website', { placeholder: 'e.g. https://example.com' }),
];

const sections = choices(
	'sections',
	'Sections',
	[
		{ name: 'Affiliates', value: 'AFFILIATE' },
		{ name: 'Appointments', value: 'APPOINTMENT' },
		{ name: 'Contacts', value: 'CONTACT' },
		{ name: 'E-Commerce', value: 'ECOMMERCE' },
		{ name: 'Email', value: 'EMAIL' },
		{ name: 'Forms', value: 'FORMS' },
		{ name: 'Fulfillment', value: 'FULFILLMENT' },
		{ name: 'Invoices', value: 'INVOICE' },
		{ name: 'Notes', value: 'NOTE' },
		{ name: 'Opportunities', value: 'OPPORTUNITY' },
		{ name: 'Tasks', value: 'TASK' },
		{ name: 'Templates', value: 'TEMPLATE' },
	],
	{
		key: 'fields',
		in: 'query',
		description: 'What to return beside the settings of the account as a whole',
	},
);

/** The Keap account itself, and its settings. */
export const account = resource('account', 'Account', [
	get({
		value: 'getBusinessProfile',
		name: 'Get Business Profile',
		action: 'Get the business profile of the account',
		description: 'Retrieve name, address, currency, time zone and colors of the business',
		of: profile,
	}),
	update({
		value: 'updateBusinessProfile',
		name: 'Update Business Profile',
		action: 'Update the business profile of the account',
		description: 'Update what the account says about the business; the rest of its address is kept',
		of: profile,
		fields: profileFields,
	}),
	get({
		value: 'getConfiguration',
		name: 'Get Configuration',
		action: 'Get the configuration of the account',
		description: 'Retrieve the settings of the account, such as task types and credit card types',
		path: '/v2/settings/applications:getConfiguration',
		inputs: [sections],
	}),
	get({
		value: 'getStatus',
		name: 'Get Status',
		action: 'Get the status of the account',
		description: 'Find out whether the account is enabled',
		path: '/v2/settings/applications:isEnabled',
	}),
	get({
		value: 'getContactTypes',
		name: 'Get Contact Types',
		action: 'Get the contact types of the account',
		description: 'Retrieve the types that contacts of the account can have',
		path: '/v2/settings/contactOptionTypes',
	}),
	get({
		value: 'getDefaultOptions',
		name: 'Get Default Options',
		action: 'Get the default options of the account',
		description:
			'Retrieve what drop-downs offer: titles, suffixes and the types of contacts, phone and fax numbers',
		path: '/v1/locales/defaultOptions',
	}),
]);
