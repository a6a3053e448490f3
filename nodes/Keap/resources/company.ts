import {
	create,
	get,
	getMany,
	operation,
	remove,
	resource,
	update,
	upsert,
} from '../descriptor/builders';
import { calledBy, collection } from '../descriptor/collection';
import {
	date,
	dateTime,
	email,
	longText,
	record,
	required,
	text,
	type Field,
} from '../descriptor/field';
import { named, textAt, words } from '../descriptor/labels';
import { equals, startsWith } from '../descriptor/search';
import { users } from '../descriptor/users';
import { byPrefix, idRange, state } from './shared/filters';
import { address, addressColumns, emailAddress, faxNumber, phoneNumber } from './shared/people';
import { appliedTags, createTags, tagFanOut, tags } from './shared/tagging';

export const companies = collection({
	noun: 'Company',
	plural: 'Companies',
	id: 'companyId',
	example: '204',
	path: '/v2/companies',
	items: 'companies',
	pageSize: 1000,
	fields: 'add',
	// The list can't be filtered by several IDs, but by those between two.
	byId: { filter: 'company_id', range: true, max: 100 },
	// Its list can't be sorted by the time of change.
	changes: {
		created: { filter: 'company_id', order: 'id' },
		updated: { property: 'update_time', since: 'since_time' },
	},
	record: {
		columns: {
			id: 'id',
			company_name: 'company_name',
			email: 'email_address.email',
			phone: 'phone_number.number',
			website: 'website',
			...addressColumns('address'),
			notes: 'notes',
			create_time: 'create_time',
			update_time: 'update_time',
		},
		customFieldsIn: 'company',
		// One company comes with its basics; these have to be asked for.
		selectable: {
			all: [
				'address',
				'custom_fields',
				'email_address',
				'fax_number',
				'notes',
				'phone_number',
				'website',
			],
			simple: ['address', 'email_address', 'notes', 'phone_number', 'website'],
		},
		selectableInList: ['create_time', 'update_time'],
		selectableInReads: true,
	},
	key: {
		parts: [{ filter: 'company_name', prefix: 'name' }],
		idFilter: 'company_id',
		fields: [],
		of: ({ company_name: name }) => [words(name)],
	},
	byName: {
		...calledBy('Name', 'Example Corp', 'company_name'),
		typed: equals('company_name'),
	},
	picker: {
		query: { fields: ['email_address'], order_by: 'name asc' },
		pageSize: 100,
		typed: startsWith('name'),
		id: 'company_id',
		label: (company) => named(company.company_name, textAt(company, 'email_address.email')),
	},
});

const companyId = record(companies, { required: true });
const companyName = text('companyName', 'Company Name', { placeholder: 'e.g. Example Corp' });

/** Everything that can be written to a company; the names of a person are those of its contact there. */
const fields: Field[] = [
	address,
	date('anniversaryDate', 'Anniversary Date'),
	text('assistantName', 'Assistant Name'),
	text('assistantPhone', 'Assistant Phone'),
	longText('billingInformation', 'Billing Information'),
	date('birthDate', 'Birth Date'),
	text('contactType', 'Contact Type', { placeholder: 'e.g. Vendor' }),
	emailAddress({ merge: 'properties' }),
	faxNumber,
	text('firstName', 'First Name'),
	text('jobTitle', 'Job Title'),
	text('lastName', 'Last Name'),
	text('middleName', 'Middle Name'),
	longText('notes', 'Notes'),
	record(users, { name: 'ownerId', label: 'Owner' }),
	phoneNumber,
	text('preferredName', 'Preferred Name'),
	text('referralCode', 'Referral Code'),
	text('spouseName', 'Spouse Name'),
	text('suffix', 'Suffix'),
	text('title', 'Title', { placeholder: 'e.g. Dr.' }),
	text('website', 'Website', { placeholder: 'e.g. https://example.com' }),
];

export const company = resource(
	'company',
	'Company',
	[
		create({
			of: companies,
			inputs: [required(companyName)],
			fields,
			customFields: 'company',
		}),
		upsert({
			of: companies,
			by: ['companyName'],
			inputs: [required(companyName)],
			fields,
			customFields: 'company',
		}),
		get({
			of: companies,
		}),
		getMany({
			of: companies,
			list: {
				filters: [
					byPrefix(text('city', 'City'), 'Chan'),
					{ ...companyName, label: 'Company Name (Exact)' },
					email('email', 'Email'),
					...idRange('company_id'),
					{
						...text('name', 'Company Name (Starts With)', { placeholder: 'e.g. Acme' }),
						prefix: 'always',
					},
					state,
					dateTime('sinceTime', 'Updated After'),
					dateTime('untilTime', 'Updated Before'),
				],
				filterCustomFields: 'company',
				sort: [
					{ name: 'Create Time', value: 'create_time' },
					{ name: 'Email', value: 'email' },
					{ name: 'ID', value: 'id' },
					{ name: 'Name', value: 'name' },
				],
			},
		}),
		update({
			of: companies,
			fields: [...fields, companyName],
			customFields: 'company',
		}),
		remove({ of: companies }),
		operation({
			value: 'addTags',
			name: 'Add Tags',
			action: 'Add or apply tags to a company',
			description: 'Apply tags to a company',
			method: 'POST',
			path: '/v2/companies/{companyId}/tags/{tagId}',
			inputs: [companyId, tags],
			options: createTags,
			flow: { kind: 'single', fanOut: tagFanOut('added') },
			output: { kind: 'done' },
			idempotent: true,
		}),
		operation({
			value: 'removeTags',
			name: 'Remove Tags',
			action: 'Remove tags from a company',
			description: 'Take one or several tags off a company',
			method: 'DELETE',
			path: '/v2/companies/{companyId}/tags/{tagId}',
			inputs: [companyId, tags],
			flow: { kind: 'single', fanOut: tagFanOut('removed') },
			output: { kind: 'done' },
		}),
		getMany({
			value: 'getTags',
			name: 'Get Tags',
			action: 'Get tags of a company',
			description: 'Retrieve the tags that a company has',
			path: '/v2/companies/{companyId}/tags',
			inputs: [companyId],
			...appliedTags,
		}),
	],
	'Companies',
);
