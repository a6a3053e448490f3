import {
	choice,
	country,
	email,
	object,
	objects,
	region,
	text,
	type Choice,
	type Field,
} from '../../descriptor/field';
import type { Columns } from '../../descriptor/recordOutput';

/** Inputs that contacts, companies and users have in common. */

const slots = (prefix: string, name: string, count: number): Choice[] =>
	Array.from({ length: count }, (_, i) => ({
		name: `${name} ${i + 1}`,
		value: `${prefix}${i + 1}`,
	}));

export const PHONE_SLOTS = slots('PHONE', 'Phone', 5);

const streetParts = (regionKey: string): Field[] => [
	text('line1', 'Line 1', { placeholder: 'e.g. 2065 W Obispo Ave' }),
	text('line2', 'Line 2', { placeholder: 'e.g. Suite 103' }),
	text('locality', 'City', { placeholder: 'e.g. Gilbert' }),
	region('regionCode', 'State or Region', { key: regionKey, description: 'By name or ISO code' }),
];
const addressCountry = country('countryCode', 'Country', {
	description: 'By English name or ISO code',
});

/** The parts of an address. Names are Keap's; countries and regions go out as codes, the region's under `regionKey`. */
const addressPartsWith = (regionKey: string): Field[] => [
	...streetParts(regionKey),
	text('postalCode', 'Postal Code', {
		placeholder: 'e.g. EC1A 1BB',
		description: 'For addresses outside the US',
	}),
	text('zipCode', 'ZIP Code (US)', { placeholder: 'e.g. 85233' }),
	text('zipFour', 'ZIP+4 (US)', { placeholder: 'e.g. 1234' }),
	addressCountry,
];
const addressParts = addressPartsWith('region_code');

/** An address in columns of its own: `at` is where it stands in a record. */
export const addressColumns = (at: string): Columns => ({
	street: `${at}.line1`,
	city: `${at}.locality`,
	region: { firstOf: [`${at}.region`, `${at}.region_code`] },
	postal_code: { firstOf: [`${at}.postal_code`, `${at}.zip_code`] },
	country_code: `${at}.country_code`,
});

const addressSlot = choice(
	'field',
	'Type',
	[
		{ name: 'Billing', value: 'BILLING' },
		{ name: 'Shipping', value: 'SHIPPING' },
		{ name: 'Other', value: 'OTHER' },
	],
	{ default: 'BILLING' },
);

/** An address that says what it is for. */
export const addressInputs = (regionKey: string): Field[] => [
	addressSlot,
	...addressPartsWith(regionKey),
];

export const addresses = objects(
	'addresses',
	'Addresses',
	'Address',
	addressInputs('region_code'),
	{ merge: { by: 'field' } },
);

/** The one address of a company or user. */
export const address = object('address', 'Address', addressParts, { merge: 'properties' });

/** Where something is shipped. Keap takes its postal code in one property, that of the US, too. */
export const shippingAddress = object(
	'shippingAddress',
	'Shipping Address',
	[
		...streetParts('region_code'),
		text('postalCode', 'Postal or ZIP Code', { placeholder: 'e.g. 85233' }),
		addressCountry,
	],
	{ merge: 'properties' },
);

export const optInReason = text('optInReason', 'Opt-In Reason', {
	placeholder: 'e.g. Asked for the newsletter on our website',
	description:
		"Why marketing may be sent to this address. Without a reason, Keap won't send marketing to it.",
});

const emailSlot = choice('field', 'Slot', slots('EMAIL', 'Email', 3), { default: 'EMAIL1' });

export const emailAddresses = objects(
	'emailAddresses',
	'Email Addresses',
	'Email Address',
	[emailSlot, email('email', 'Email'), optInReason],
	{ requiredKey: 'email', merge: { by: 'field', movable: 'email' } },
);

/** The one email address of a company or user. */
export const emailAddress = (options: { merge?: 'properties' } = {}): Field =>
	object('emailAddress', 'Email Address', [email('email', 'Email'), optInReason], {
		requiredKey: 'email',
		...options,
	});

const number = (placeholder: string) => text('number', 'Number', { placeholder });

const kind = text('type', 'Type', { placeholder: 'e.g. Work' });

const phoneParts: Field[] = [
	number('e.g. +1 480 555 0100'),
	text('extension', 'Extension'),
	kind,
	text('numberE164', 'Number in E.164 Format', {
		key: 'number_e164',
		placeholder: 'e.g. +14805550100',
	}),
];

/** A number is what an entry is about, and may move from one slot to another. */
const numberedSlots = { requiredKey: 'number', merge: { by: 'field', movable: 'number' } };

const oneNumber = { requiredKey: 'number', merge: 'properties' } as const;

export const phoneNumbers = objects(
	'phoneNumbers',
	'Phone Numbers',
	'Phone Number',
	[choice('field', 'Slot', PHONE_SLOTS, { default: 'PHONE1' }), ...phoneParts],
	numberedSlots,
);

/** The one phone number of a company. */
export const phoneNumber = object('phoneNumber', 'Phone Number', phoneParts, oneNumber);

const faxParts: Field[] = [number('e.g. +1 480 555 0101'), kind];

export const faxNumbers = objects(
	'faxNumbers',
	'Fax Numbers',
	'Fax Number',
	[choice('field', 'Slot', slots('FAX', 'Fax', 2), { default: 'FAX1' }), ...faxParts],
	numberedSlots,
);

/** The one fax number of a company. */
export const faxNumber = object('faxNumber', 'Fax Number', faxParts, oneNumber);

export const socialAccounts = objects(
	'socialAccounts',
	'Social Accounts',
	'Social Account',
	[
		choice('type', 'Network', [
			{ name: 'Facebook', value: 'FACEBOOK' },
			{ name: 'Instagram', value: 'INSTAGRAM' },
			{ name: 'LinkedIn', value: 'LINKED_IN' },
			{ name: 'Pinterest', value: 'PINTEREST' },
			{ name: 'Snapchat', value: 'SNAPCHAT' },
			{ name: 'Twitter', value: 'TWITTER' },
			{ name: 'YouTube', value: 'YOUTUBE' },
		]),
		text('name', 'Name', { placeholder: 'e.g. @example' }),
	],
	{ requiredKey: 'name', merge: { by: 'type' } },
);
