import { required, writes } from '../../body';
import { collection, find, recordPathOf, removeRecord, routesOf } from '../../collection';
import { badRequest } from '../../errors';
import * as filter from '../../filter';
import { requiredFile } from '../../form';
import { equals } from '../../store';
import type { Call, Route, RouteResponse } from '../../types';
import { integer, listOf, recordIn, string } from '../../values';

export const categories = collection({
	kind: 'productCategory',
	path: '/v2/productCategories',
	properties: {
		name: { type: string(255), required: 'create' },
		display_order_index: integer(),
		parent_category_id: recordIn('productCategory'),
	},
	defaults: { display_order_index: 0, product_ids: [] },
	// The products assigned to it, which `assignedProducts` lists.
	hidden: ['product_ids'],
	dependents: [{ kind: 'productCategoryImage', property: 'category_id', onDelete: 'delete' }],
	list: {
		items: 'product_categories',
		filters: {
			product_id: filter.contains('product_ids'),
			name: filter.text('name', { prefix: true }),
			product_category_id: filter.recordId(filter.ANY_COMPARISON),
		},
		order: { id: 'id' },
	},
	check: ({ id, parent_category_id: parent }) => {
		if (parent !== undefined && parent === id)
			throw badRequest('A category cannot be its own parent', 'parent_category_id');
	},
	deleted: ({ id }, call) => {
		const where = [equals('parent_category_id', id)];
		for (const child of call.store.query('productCategory', { where }))
			removeRecord(categories, call, child);
	},
});

/** The same categories, seen from their products. */
const assignments = collection({
	kind: 'productCategory',
	path: '/v2/productCategories/assignedProducts',
	operations: ['list'],
	list: {
		items: 'assigned_product_categories',
		filters: {
			product_ids: filter.contains('product_ids', { several: true }),
			product_category_ids: filter.recordIds(),
		},
		order: { product_category_id: 'id' },
		where: () => [{ sql: "json_array_length(data, '$.product_ids') > 0", params: [] }],
	},
	show: ({ id, product_ids: products }) => ({
		product_category_id: id ?? '',
		product_ids: products ?? [],
	}),
});

const special: Route[] = [
	{ method: 'POST', path: `${recordPathOf(categories)}:assignProducts`, handle: assignProducts },
	{ method: 'POST', path: `${recordPathOf(categories)}/images`, handle: addImage },
	{ method: 'DELETE', path: `${recordPathOf(categories)}/images`, handle: removeImages },
];

/** Products that are not among those given are no longer assigned. */
function assignProducts(call: Call): RouteResponse {
	const category = find(categories, call);
	required(call.body, 'product_ids');
	const changes = writes(call.body, { product_ids: listOf(recordIn('product')) }, call);
	call.store.put('productCategory', { ...category, ...changes });
	return { status: 204 };
}

function addImage(call: Call): RouteResponse {
	const { id } = find(categories, call);
	const { name, data } = requiredFile(call);
	removeImages(call);
	call.store.insert('productCategoryImage', {
		category_id: id,
		file_name: name,
		data: data.toString('base64'),
	});
	return { status: 201 };
}

function removeImages(call: Call): RouteResponse {
	const where = [equals('category_id', find(categories, call).id)];
	for (const image of call.store.query('productCategoryImage', { where }))
		call.store.remove('productCategoryImage', image.id);
	return { status: 204 };
}

export const productCategoryRoutes = [
	...routesOf(categories),
	...routesOf(assignments),
	...special,
];
