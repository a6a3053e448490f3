import { create, get, getMany, remove, resource, update, upsert } from '../descriptor/builders';
import { calledBy, collection } from '../descriptor/collection';
import { email, ids, longText, record, text, type Field } from '../descriptor/field';
import { named, words } from '../descriptor/labels';
import { appliedBetween, tagFilters } from './shared/tagFilters';
import { tagCategories } from './tagCategory';

export const tags = collection({
	noun: 'Tag',
	id: 'tagId',
	example: '93',
	path: '/v2/tags',
	items: 'tags',
	pageSize: 1000,
	byId: { filter: 'tag_ids', max: 100 },
	record: {
		columns: {
			id: 'id',
			name: 'name',
			description: 'description',
			category_id: 'category.id',
			create_time: 'create_time',
			update_time: 'update_time',
		},
	},
	key: { parts: [{ filter: 'name' }], fields: [], of: ({ name }) => [words(name)] },
	byName: calledBy('Name', 'Newsletter', 'name'),
	picker: {
		query: { order_by: 'name asc' },
		remembered: true,
		names: { property: 'category.id', of: tagCategories },
		label: ({ name }, category) => named(name, category),
	},
});

const tagId = record(tags, { required: true });

const description = longText('description', 'Description');

const category: Field = record(tagCategories, {
	name: 'categoryId',
	label: 'Category',
	key: 'category.id',
});

const appliedTime = { name: 'Applied Time', value: 'applied_time' };

const name = text('name', 'Name', { required: true, placeholder: 'e.g. Newsletter' });

export const tag = resource('tag', 'Tag', [
	create({
		of: tags,
		inputs: [name],
		fields: [category, description],
	}),
	upsert({
		of: tags,
		by: ['name'],
		inputs: [name],
		fields: [category, description],
	}),
	get({ of: tags }),
	getMany({
		of: tags,
		list: {
			filters: [...tagFilters, ids(tags, 'tagIds', 'Tags')],
			sort: [
				{ name: 'Name', value: 'name' },
				{ name: 'Create Time', value: 'create_time' },
				{ name: 'Update Time', value: 'update_time' },
			],
		},
	}),
	update({
		of: tags,
		fields: [category, description, text('name', 'Name')],
	}),
	remove({ of: tags }),
	getMany({
		value: 'getContacts',
		name: 'Get Contacts',
		action: 'Get contacts of a tag',
		description: 'Retrieve the contacts that have a tag',
		path: '/v2/tags/{tagId}/contacts',
		inputs: [tagId],
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
		action: 'Get companies of a tag',
		description: 'Retrieve the companies that have a tag',
		path: '/v2/tags/{tagId}/companies',
		inputs: [tagId],
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
