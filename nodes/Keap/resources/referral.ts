import { create, getMany, resource } from '../descriptor/builders';
import { collection } from '../descriptor/collection';
import {
	choice,
	dateTime,
	longText,
	record,
	required,
	text,
	type Choice,
} from '../descriptor/field';
import { named, words } from '../descriptor/labels';
import { affiliates } from './affiliate';
import { contacts } from './contact/collection';
import { byPrefix } from './shared/filters';
import { referralColumns, referralSort, source } from './shared/referrals';

const referrals = collection({
	noun: 'Referral',
	id: 'referralId',
	example: '812',
	path: '/v2/referrals',
	items: 'referrals',
	pageSize: 1000,
	record: { columns: referralColumns },
	picker: { label: ({ source, description }) => named(source, words(description)) },
});

const contact = record(contacts);
/** Keap's other word for affiliates. */
const affiliate = record(affiliates, { key: 'referral_partner_id' });

const types: Choice[] = [
	{ name: 'Cookie', value: 'COOKIE', description: 'The visitor followed a tracking link' },
	{ name: 'Manual', value: 'MANUAL', description: 'Somebody entered the referral' },
	{ name: 'Permanent', value: 'PERMANENT', description: 'The referral does not expire' },
];

export const referral = resource('referral', 'Referral', [
	create({
		of: referrals,
		description: 'Note that an affiliate (referral partner) has referred a contact',
		// Keap would take it without an affiliate, and nobody would have referred the contact.
		inputs: [required(contact), required(affiliate)],
		fields: [
			longText('description', 'Description', { placeholder: 'e.g. Met at the trade show' }),
			dateTime('expirationTime', 'Expiration Time'),
			text('ipAddress', 'IP Address', { placeholder: 'e.g. 203.0.113.7' }),
			dateTime('referralTime', 'Referral Time'),
			text('source', 'Source', { placeholder: 'e.g. Email Marketing' }),
			choice('referralType', 'Type', types),
		],
	}),
	getMany({
		of: referrals,
		list: {
			filters: [
				affiliate,
				contact,
				byPrefix(text('description', 'Description'), 'Met'),
				source,
				choice('type', 'Type', types),
			],
			sort: referralSort,
		},
	}),
]);
