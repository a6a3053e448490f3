import { calledBy, collection } from '../descriptor/collection';
import { words } from '../descriptor/labels';
import { startsWith } from '../descriptor/search';

export const productCategories = collection({
	noun: 'Product Category',
	plural: 'Product Categories',
	id: 'productCategoryId',
	example: '4',
	path: '/v2/productCategories',
	items: 'product_categories',
	pageSize: 1000,
	byName: calledBy('Name', 'Workshops', 'name'),
	picker: {
		pageSize: 100,
		typed: startsWith('name'),
		id: 'product_category_id',
		label: ({ name }) => words(name),
	},
});
