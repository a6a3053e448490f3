import { choices, country, dateTime, ids, record, text } from '../../descriptor/field';
import type { Filter } from '../../descriptor/operation';
import { byPrefix, idRange } from '../filters';
import { PHONE_SLOTS } from '../people';

const prefix = byPrefix('Smi');

function addressFilters(place: 'billing' | 'shipping' | 'other', label: string): Filter[] {
	const named = (name: string) => `${place}Address${name}`;
	return [
		text(named('Line1'), `${label} Line 1`, { key: `${place}_address_line1` }),
		text(named('Locality'), `${label} City`, { key: `${place}_address_locality` }),
		text(named('Region'), `${label} Region`, {
			key: `${place}_address_region`,
			description: 'The full name, as in Arizona',
		}),
		text(named('PostalCode'), `${label} Postal Code`, { key: `${place}_address_postal_code` }),
		country(named('CountryCode'), `${label} Country`, { key: `${place}_address_country_code` }),
	];
}

export const contactFilters: Filter[] = [
	...addressFilters('billing', 'Billing'),
	...addressFilters('shipping', 'Shipping'),
	...addressFilters('other', 'Other Address'),
	text('city', 'City', prefix),
	record('company'),
	ids('contact', 'contactIds', 'Contact IDs', { key: 'ids' }),
	text('email', 'Email', { ...prefix, placeholder: 'e.g. nathan@example.com' }),
	text('familyName', 'Last Name', prefix),
	text('givenName', 'First Name', prefix),
	...idRange('contact_id'),
	text('leadSourceName', 'Lead Source Name', prefix),
	text('middleName', 'Middle Name', prefix),
	choices('phoneFields', 'Phone Places', PHONE_SLOTS, {
		description: 'The places in which Phone Number is looked for; all of them by default',
	}),
	{
		...text('phoneNumber', 'Phone Number'),
		needs: { key: 'phone_fields', value: PHONE_SLOTS.map(({ value }) => value).join(',') },
	},
	text('state', 'State or Region', prefix),
	dateTime('startUpdateTime', 'Updated After'),
	dateTime('endUpdateTime', 'Updated Before'),
	text('website', 'Website', prefix),
];
