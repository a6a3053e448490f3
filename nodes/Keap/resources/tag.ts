import { email, ids, longText, record, text, type Field } from '../descriptor/field';
import { create, get, getMany, remove, resource, update } from '../descriptor/operation';
import { appliedBetween, tagFilters } from './tagging';

const columns = {
	id: 'id',
	name: 'name',
	description: 'description',
	category_id: 'category.id',
	create_time: 'create_time',
	update_time: 'update_time',
};

const description = longText('description', 'Description');

const category: Field = record('tagCategory', {
	name: 'categoryId',
	label: 'Category',
	key: 'category.id',
});

const appliedTime = { name: 'Applied Time', value: 'applied_time' };

export const tag = resource('tag', 'Tag', [
	create({
		path: '/v2/tags',
		inputs: [text('name', 'Name', { required: true, placeholder: 'e.g. Newsletter' })],
		fields: [category, description],
	}),
	get({
		path: '/v2/tags/{tagId}',
		inputs: [record('tag', { required: true })],
		columns,
		batch: {
			kind: 'read',
			path: '/v2/tags',
			items: 'tags',
			filter: 'tag_ids',
			id: 'tagId',
			chunk: 100,
		},
	}),
	getMany({
		path: '/v2/tags',
		columns,
		list: {
			items: 'tags',
			pageSize: 1000,
			filters: [...tagFilters, ids('tag', 'tagIds', 'Tag IDs')],
			sort: [
				{ name: 'Name', value: 'name' },
				{ name: 'Create Time', value: 'create_time' },
				{ name: 'Update Time', value: 'update_time' },
			],
		},
	}),
	update({
		path: '/v2/tags/{tagId}',
		inputs: [record('tag', { required: true })],
		fields: [category, description, text('name', 'Name')],
	}),
	remove({ path: '/v2/tags/{tagId}', inputs: [record('tag', { required: true })] }),
	getMany({
		value: 'getContacts',
		name: 'Get Contacts',
		action: 'Get contacts of tag',
		description: 'Retrieve the contacts that have a tag',
		path: '/v2/tags/{tagId}/contacts',
		inputs: [record('tag', { required: true })],
		list: {
			items: 'contacts',
			pageSize: 1000,
			filters: [
				...appliedBetween,
				email('email', 'Email'),
				text('givenName', 'First Name'),
				text('familyName', 'Last Name'),
			],
			sort: [
				appliedTime,
				{ name: 'Email', value: 'email' },
				{ name: 'First Name', value: 'given_name' },
				{ name: 'Last Name', value: 'family_name' },
			],
		},
	}),
	getMany({
		value: 'getCompanies',
		name: 'Get Companies',
		action: 'Get companies of tag',
		description: 'Retrieve the companies that have a tag',
		path: '/v2/tags/{tagId}/companies',
		inputs: [record('tag', { required: true })],
		columns: {
			id: 'company.id',
			company_name: 'company.company_name',
			email: 'company.email_address.email',
			applied_time: 'applied_time',
		},
		list: {
			items: 'tagged_companies',
			pageSize: 1000,
			filters: [...appliedBetween, text('companyName', 'Company Name'), email('email', 'Email')],
			sort: [
				appliedTime,
				{ name: 'Company Name', value: 'company_name' },
				{ name: 'Email', value: 'email' },
			],
		},
	}),
]);
