import { boolean, email, ids, record, text, type Field } from '../descriptor/field';
import { get, getMany, resource, update, type Merge } from '../descriptor/operation';
import { address, emailAddress, faxNumbers, phoneNumbers } from './people';

const userId = record('user', { required: true });

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
	text('timeZone', 'Time Zone', { placeholder: 'e.g. America/Phoenix' }),
	text('website', 'Website', { placeholder: 'e.g. https://example.com' }),
];

const columns = {
	id: 'id',
	given_name: 'given_name',
	family_name: 'family_name',
	email: 'email_addresses[0].email',
	phone: 'phone_numbers[0].number',
	title: 'title',
	status: 'status',
	admin: 'admin',
	partner: 'partner',
	create_time: 'create_time',
};

const merge: Merge = {
	read: { path: '/v2/users/{userId}', fields: false },
	id: 'userId',
};

export const user = resource('user', 'User', [
	get({
		path: '/v2/users/{userId}',
		inputs: [userId],
		columns,
		// The list of users takes IDs in pages of a hundred.
		batch: {
			kind: 'read',
			path: '/v2/users',
			items: 'users',
			filter: 'user_ids',
			always: 'include_inactive==true;include_partners==true',
			id: 'userId',
			chunk: 100,
		},
	}),
	get({
		value: 'getCurrent',
		name: 'Get Current',
		action: 'Get current user',
		description:
			'Retrieve the user that a Personal Access Token belongs to; a Service Account Key has none',
		path: '/v2/oauth/connect/userinfo',
	}),
	get({
		value: 'getGroup',
		name: 'Get Group',
		action: 'Get user group',
		description: 'Retrieve one user group',
		path: '/v2/userGroups/{userGroupId}',
		inputs: [record('userGroup', { required: true })],
	}),
	getMany({
		value: 'getGroups',
		name: 'Get Groups',
		action: 'Get user groups',
		description: 'Retrieve the user groups',
		path: '/v2/userGroups',
		list: { items: 'user_groups' },
	}),
	getMany({
		path: '/v2/users',
		columns,
		list: {
			items: 'users',
			pageSize: 100,
			filters: [
				email('email', 'Email'),
				text('givenName', 'First Name'),
				boolean(
					'includeInactive',
					'Include Inactive',
					'Whether to return users who are not active, too',
				),
				boolean('includePartners', 'Include Partners', 'Whether to return partners, too'),
				ids('user', 'userIds', 'User IDs'),
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
		action: 'Get signature of user',
		description: "Retrieve a user's email signature as HTML",
		path: '/v2/users/{userId}/signature',
		inputs: [userId],
		output: { kind: 'text', as: 'signature' },
	}),
	update({ path: '/v2/users/{userId}', inputs: [userId], fields, merge }),
]);
