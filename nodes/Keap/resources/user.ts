import { create, get, getMany, resource, update } from '../descriptor/builders';
import { calledBy, collection } from '../descriptor/collection';
import { boolean, email, ids, record, required, text, type Field } from '../descriptor/field';
import { words } from '../descriptor/labels';
import { users } from '../descriptor/users';
import { address, emailAddress, faxNumbers, phoneNumbers } from './shared/people';

export const userGroups = collection({
	noun: 'User Group',
	id: 'userGroupId',
	example: '2',
	path: '/v2/userGroups',
	items: 'user_groups',
	byName: calledBy('Name', 'Sales Team', 'name'),
	picker: { label: ({ name }) => words(name) },
});

const userId = record(users, { required: true });

const fields: Field[] = [
	address,
	text('companyName', 'Company Name'),
	// Not merged: Keap shows a user's addresses in a list, and takes this one.
	emailAddress(),
	faxNumbers,
	text('givenName', 'First Name'),
	text('title', 'Job Title', { mask: 'job_title' }),
	text('familyName', 'Last Name'),
	phoneNumbers,
	text('timeZone', 'Time Zone', { is: 'timeZone', placeholder: 'e.g. America/Phoenix' }),
	text('website', 'Website', { placeholder: 'e.g. https://example.com' }),
];

export const user = resource('user', 'User', [
	create({
		description:
			'Create a user and invite them by email; one who accepts takes up a user license of the account',
		path: '/v1/users',
		inputs: [
			required(email('email', 'Email')),
			text('givenName', 'First Name', { required: true, placeholder: 'e.g. Nathan' }),
		],
		fields: [
			boolean('admin', 'Administrator', 'Whether the user may administer the account'),
			boolean('partner', 'Partner', 'Whether the user is a partner'),
		],
		columns: {
			id: 'id',
			given_name: 'given_name',
			family_name: 'family_name',
			email: 'email_address',
			phone: 'phone_numbers[0].number',
			title: 'job_title',
			status: 'status',
			partner: 'partner',
			create_time: 'date_created',
		},
	}),
	get({ of: users }),
	get({
		value: 'getCurrent',
		name: 'Get Current',
		action: 'Get the current user',
		description:
			'Retrieve the user that a Personal Access Token belongs to; a Service Account Key has none',
		path: '/v2/oauth/connect/userinfo',
	}),
	get({
		value: 'getGroup',
		name: 'Get Group',
		action: 'Get a user group',
		description: 'Retrieve a user group',
		of: userGroups,
	}),
	getMany({
		value: 'getGroups',
		name: 'Get Groups',
		action: 'Get user groups',
		description: 'Retrieve the user groups',
		of: userGroups,
	}),
	getMany({
		of: users,
		list: {
			filters: [
				email('email', 'Email'),
				text('givenName', 'First Name'),
				boolean(
					'includeInactive',
					'Include Inactive',
					'Whether to return users who are not active, too',
				),
				boolean('includePartners', 'Include Partners', 'Whether to return partners, too'),
				ids(users, 'userIds', 'Users'),
			],
			sort: [
				{ name: 'Create Time', value: 'create_time' },
				{ name: 'Email', value: 'email' },
				{ name: 'Name', value: 'name' },
			],
		},
	}),
	get({
		value: 'getSignature',
		name: 'Get Signature',
		action: 'Get the signature of a user',
		description: "Retrieve a user's email signature as HTML",
		path: '/v2/users/{userId}/signature',
		inputs: [userId],
		output: { kind: 'text', as: 'signature' },
	}),
	update({ of: users, fields }),
]);
