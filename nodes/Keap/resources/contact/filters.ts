import {
	choices,
	country,
	dateTime,
	email,
	ids,
	record,
	region,
	text,
} from '../../descriptor/field';
import type { Filter } from '../../descriptor/operation';
import { companies } from '../company';
import { byPrefix, idRange, state } from '../shared/filters';
import { PHONE_SLOTS } from '../shared/people';
import { contacts } from './collection';

function addressFilters(slot: 'billing' | 'shipping' | 'other', label: string): Filter[] {
	const named = (name: string) => `${slot}Address${name}`;
	return [
		text(named('Line1'), `${label} Line 1`, { key: `${slot}_address_line1` }),
		text(named('Locality'), `${label} City`, { key: `${slot}_address_locality` }),
		region(named('Region'), `${label} Region`, {
			key: `${slot}_address_region`,
			as: 'name',
			country: named('CountryCode'),
		}),
		text(named('PostalCode'), `${label} Postal Code`, { key: `${slot}_address_postal_code` }),
		country(named('CountryCode'), `${label} Country`, { key: `${slot}_address_country_code` }),
	];
}

export const contactFilters: Filter[] = [
	...addressFilters('billing', 'Billing'),
	...addressFilters('shipping', 'Shipping'),
	...addressFilters('other', 'Other Address'),
	byPrefix(text('city', 'City'), 'Chan'),
	record(companies),
	ids(contacts, 'contactIds', 'Contacts', { key: 'ids' }),
	byPrefix(email('email', 'Email'), 'nathan'),
	byPrefix(text('familyName', 'Last Name'), 'Smi'),
	byPrefix(text('givenName', 'First Name'), 'Nat'),
	...idRange('contact_id'),
	byPrefix(text('leadSourceName', 'Lead Source Name'), 'Web'),
	byPrefix(text('middleName', 'Middle Name'), 'J'),
	choices('phoneFields', 'Phone Slots', PHONE_SLOTS, {
		description: 'The slots in which Phone Number is looked for; all of them by default',
	}),
	{
		...text('phoneNumber', 'Phone Number'),
		needs: { key: 'phone_fields', value: PHONE_SLOTS.map(({ value }) => value).join(',') },
	},
	state,
	dateTime('startUpdateTime', 'Updated After'),
	dateTime('endUpdateTime', 'Updated Before'),
	byPrefix(text('website', 'Website'), 'example'),
];
