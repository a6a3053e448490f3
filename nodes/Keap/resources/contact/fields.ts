import { choice, date, longText, object, record, text, type Field } from '../../descriptor/field';
import { users } from '../../descriptor/users';
import { companies } from '../company';
import { leadSources } from '../leadSource/collection';
import {
	addresses,
	emailAddresses,
	faxNumbers,
	phoneNumbers,
	socialAccounts,
} from '../shared/people';

/** What a form about a person begins with. */
export const firstName = text('givenName', 'First Name', { placeholder: 'e.g. Nathan' });
export const lastName = text('familyName', 'Last Name', { placeholder: 'e.g. Smith' });
export const company = record(companies, { key: 'company.id' });

/** Everything else that can be written to a contact. */
export const contactFields: Field[] = [
	addresses,
	date('anniversaryDate', 'Anniversary Date'),
	text('assistantName', 'Assistant Name'),
	text('assistantPhone', 'Assistant Phone'),
	longText('billingInformation', 'Billing Information'),
	date('birthDate', 'Birth Date'),
	text('companyName', 'Company Name', {
		key: 'company.company_name',
		description: 'For a company that is not a record at Keap; otherwise use Company',
	}),
	text('contactType', 'Contact Type', { placeholder: 'e.g. Customer' }),
	emailAddresses,
	faxNumbers,
	text('originIpAddress', 'IP Address of Origin', {
		key: 'origin.ip_address',
		placeholder: 'e.g. 203.0.113.7',
	}),
	text('jobTitle', 'Job Title'),
	record(leadSources, { key: 'leadsource_id' }),
	text('middleName', 'Middle Name'),
	record(users, { name: 'ownerId', label: 'Owner' }),
	phoneNumbers,
	text('preferredLocale', 'Preferred Locale', { is: 'locale', placeholder: 'e.g. en_US' }),
	text('preferredName', 'Preferred Name'),
	text('prefix', 'Prefix', { placeholder: 'e.g. Dr.' }),
	text('referralCode', 'Referral Code'),
	socialAccounts,
	choice('sourceType', 'Source Type', [
		{ name: 'API', value: 'API' },
		{ name: 'Appointment', value: 'APPOINTMENT' },
		{ name: 'Form (API, Hosted)', value: 'FORM_API_HOSTED' },
		{ name: 'Form (API, Internal)', value: 'FORM_API_INTERNAL' },
		{ name: 'Import', value: 'IMPORT' },
		{ name: 'Internal Form', value: 'INTERNAL_FORM' },
		{ name: 'Landing Page', value: 'LANDING_PAGE' },
		{ name: 'Manual', value: 'MANUAL' },
		{ name: 'Other', value: 'OTHER' },
		{ name: 'Unknown', value: 'UNKNOWN' },
		{ name: 'Web Form', value: 'WEBFORM' },
	]),
	text('spouseName', 'Spouse Name'),
	text('suffix', 'Suffix', { placeholder: 'e.g. Jr.' }),
	text('timeZone', 'Time Zone', { is: 'timeZone', placeholder: 'e.g. America/Phoenix' }),
	object('utmParameters', 'UTM Parameters', [
		text('keapSourceId', 'Keap Source ID', {
			required: true,
			description: 'The ID of the form or page that the visit came from',
		}),
		text('utmSource', 'Source', { placeholder: 'e.g. google' }),
		text('utmMedium', 'Medium', { placeholder: 'e.g. cpc' }),
		text('utmCampaign', 'Campaign', { placeholder: 'e.g. spring_sale' }),
		text('utmTerm', 'Term'),
		text('utmContent', 'Content'),
	]),
	text('website', 'Website', { placeholder: 'e.g. https://example.com' }),
];
