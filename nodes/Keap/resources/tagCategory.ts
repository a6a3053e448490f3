import { create, get, getMany, remove, resource, update } from '../descriptor/builders';
import { calledBy, collection } from '../descriptor/collection';
import { longText, text } from '../descriptor/field';
import { words } from '../descriptor/labels';
import { labelFilters } from './shared/filters';

export const tagCategories = collection({
	noun: 'Tag Category',
	plural: 'Tag Categories',
	id: 'tagCategoryId',
	example: '7',
	path: '/v2/tags/categories',
	items: 'tag_categories',
	pageSize: 1000,
	byName: calledBy('Name', 'Customer Segments', 'name'),
	picker: { query: { order_by: 'name asc' }, remembered: true, label: ({ name }) => words(name) },
});

const description = longText('description', 'Description');

export const tagCategory = resource(
	'tagCategory',
	'Tag Category',
	[
		create({
			of: tagCategories,
			inputs: [text('name', 'Name', { required: true, placeholder: 'e.g. Customer Segments' })],
			fields: [description],
		}),
		get({ of: tagCategories }),
		getMany({
			of: tagCategories,
			list: {
				filters: labelFilters,
				sort: [
					{ name: 'Name', value: 'name' },
					{ name: 'Create Time', value: 'create_time' },
					{ name: 'Update Time', value: 'update_time' },
				],
			},
		}),
		update({
			of: tagCategories,
			fields: [description, text('name', 'Name')],
		}),
		remove({ of: tagCategories }),
	],
	'Tag Categories',
);
