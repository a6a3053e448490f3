import { create, get, getMany, remove, resource, update } from '../descriptor/builders';
import { calledBy, collection } from '../descriptor/collection';
import { longText, required, text } from '../descriptor/field';
import { words } from '../descriptor/labels';
import { startsWith } from '../descriptor/search';
import { byPrefix } from './shared/filters';

export const leadSourceCategories = collection({
	noun: 'Lead Source Category',
	plural: 'Lead Source Categories',
	id: 'leadSourceCategoryId',
	example: '3',
	path: '/v2/leadSourceCategories',
	items: 'lead_source_categories',
	pageSize: 1000,
	record: {
		columns: {
			id: 'id',
			name: 'name',
			description: 'description',
			create_time: 'create_time',
			update_time: 'update_time',
		},
	},
	byName: calledBy('Name', 'Paid Advertising', 'name'),
	picker: {
		query: { order_by: 'name asc' },
		pageSize: 100,
		typed: startsWith('name'),
		label: ({ name }) => words(name),
	},
});

const name = text('name', 'Name', { placeholder: 'e.g. Paid Advertising' });
const description = longText('description', 'Description');

export const leadSourceCategory = resource(
	'leadSourceCategory',
	'Lead Source Category',
	[
		create({ of: leadSourceCategories, inputs: [required(name)], fields: [description] }),
		get({ of: leadSourceCategories }),
		getMany({
			of: leadSourceCategories,
			list: {
				filters: [byPrefix(text('description', 'Description'), 'All paid'), byPrefix(name, 'Paid')],
				sort: [{ name: 'Name', value: 'name' }],
			},
		}),
		update({ of: leadSourceCategories, fields: [description, name] }),
		remove({ of: leadSourceCategories }),
	],
	'Lead Source Categories',
);
