import { create, get, getMany, operation, remove, resource, update } from '../descriptor/builders';
import { calledBy, collection } from '../descriptor/collection';
import { ids, record, records, required, text, type Field } from '../descriptor/field';
import { words } from '../descriptor/labels';
import { startsWith } from '../descriptor/search';
import { products } from './product/collections';
import { displayOrder } from './product/inputs';
import { inputFile } from './shared/files';
import { byPrefix, idRange } from './shared/filters';

const category = {
	id: 'productCategoryId',
	example: '4',
	pageSize: 1000,
} as const;

export const productCategories = collection({
	...category,
	noun: 'Product Category',
	plural: 'Product Categories',
	path: '/v2/productCategories',
	items: 'product_categories',
	byId: { filter: 'product_category_id', range: true, max: 100 },
	record: {
		columns: {
			id: 'id',
			name: 'name',
			display_order: 'display_order_index',
			parent_category_id: 'parent_category_id',
		},
	},
	byName: calledBy('Name', 'Workshops', 'name'),
	picker: {
		pageSize: 100,
		typed: startsWith('name'),
		id: 'product_category_id',
		label: ({ name }) => words(name),
	},
});

/** The same categories with the products in them: those that hold one. */
const assignments = collection({
	...category,
	noun: 'Assigned Products',
	plural: 'Assigned Products',
	idProperty: 'product_category_id',
	path: '/v2/productCategories/assignedProducts',
	items: 'assigned_product_categories',
	sparse: true,
	// Keap states no number of IDs for this filter; see the contacts'.
	byId: { filter: 'product_category_ids', max: 100 },
	record: {
		columns: { product_category_id: 'product_category_id', product_ids: 'product_ids' },
	},
	picker: { label: ({ product_category_id }) => words(product_category_id) },
});

const productCategoryId = record(productCategories, { required: true });
const name = text('name', 'Name', { placeholder: 'e.g. Workshops' });
const fields: Field[] = [
	displayOrder('display_order_index'),
	record(productCategories, { name: 'parentCategoryId', label: 'Parent Category' }),
];

export const productCategory = resource(
	'productCategory',
	'Product Category',
	[
		create({ of: productCategories, inputs: [required(name)], fields }),
		get({ of: productCategories }),
		getMany({
			of: productCategories,
			list: {
				filters: [
					...idRange('product_category_id'),
					byPrefix(name, 'Work'),
					record(products, { description: 'Returns the categories that the product is in' }),
				],
				sort: [{ name: 'ID', value: 'id' }],
			},
		}),
		update({ of: productCategories, fields: [...fields, name] }),
		remove({
			of: productCategories,
			description:
				'Delete a product category and all categories in it permanently; products stay, outside of it',
		}),
		operation({
			value: 'assignProducts',
			name: 'Assign Products',
			action: 'Assign products to a product category',
			description:
				'Put products into a category, beside those in it or, by the option Existing Values, in place of them',
			method: 'POST',
			path: '/v2/productCategories/{productCategoryId}:assignProducts',
			inputs: [
				productCategoryId,
				records(products, 'products', 'Products', {
					key: 'product_ids',
					required: true,
					merge: 'union',
				}),
			],
			flow: { kind: 'mergedWrite', of: assignments },
			idempotent: true,
			output: { kind: 'done' },
		}),
		getMany({
			of: assignments,
			value: 'getAssignedProducts',
			name: 'Get Assigned Products',
			action: 'Get products assigned to product categories',
			description: 'Retrieve the IDs of the products in each product category that has any',
			list: {
				filters: [
					ids(productCategories, 'productCategories', 'Product Categories', {
						key: 'product_category_ids',
					}),
					ids(products, 'productIds', 'Products'),
				],
				sort: [{ name: 'Product Category', value: 'product_category_id' }],
			},
		}),
		operation({
			value: 'uploadImage',
			name: 'Upload Image',
			action: 'Upload an image of a product category',
			description: 'Upload the image of a product category',
			method: 'POST',
			path: '/v2/productCategories/{productCategoryId}/images',
			inputs: [productCategoryId, required(inputFile)],
			body: 'multipart',
			output: { kind: 'done' },
		}),
		operation({
			value: 'deleteImage',
			name: 'Delete Image',
			action: 'Delete an image of a product category',
			description: 'Delete the image of a product category permanently',
			method: 'DELETE',
			path: '/v2/productCategories/{productCategoryId}/images',
			inputs: [productCategoryId],
			output: { kind: 'deleted' },
		}),
	],
	'Product Categories',
);
