import type { INodeParameters } from 'n8n-workflow';

import type { JsonObject } from '../../sandbox';
import { on, rejected, returned } from '../flows/support';
import { expectInputError, expectKeapError } from '../support/errors';
import { useKeap } from '../support/keap';
import { first } from '../support/present';
import { useBinaryData } from './binary';
import { bodies, byId, lastSent, output, rows, sent, stored } from './support';

const keap = useKeap();
const binary = useBinaryData('default');

const category = (operation: string, more: INodeParameters = {}) => ({
	resource: 'productCategory',
	operation,
	...more,
});

const aCategory = (more: JsonObject = {}): string =>
	keap.sandbox.store.insert('productCategory', {
		name: 'Mugs',
		display_order_index: 0,
		product_ids: [],
		...more,
	}).id;

it('is created below another one, which goes by its name', async () => {
	const run = await keap.run(
		category('create', {
			name: 'Maps',
			additionalFields: { displayOrder: 2, parentCategoryId: 'Goods' },
		}),
	);
	expect(lastSent(keap)).toEqual({
		call: 'POST /v2/productCategories',
		query: {},
		body: { name: 'Maps', display_order_index: 2, parent_category_id: '2' },
	});
	expect(output(run)).toEqual([
		{ id: expect.any(String), name: 'Maps', display_order: 2, parent_category_id: '2' },
	]);
});

it('needs a name', async () => {
	const run = await keap.run(category('create', { name: '={{ "" }}' }));
	expectInputError(run, 0, 'empty', 'Name');
	expect(keap.calls()).toEqual([]);
});

it('is listed with filters and an order', async () => {
	const run = await keap.run(
		category('getMany', {
			filters: { name: 'Boo*', productId: byId(3), idAbove: 1 },
			sort: { value: { field: 'id', direction: 'desc' } },
		}),
	);
	expect(sent(keap)).toMatchObject([
		{
			call: 'GET /v2/productCategories',
			query: {
				filter: 'product_category_id>1;name==Boo*;product_id==3',
				order_by: 'id desc',
			},
		},
	]);
	expect(output(run)).toMatchObject([{ id: '3', name: 'Books', parent_category_id: '2' }]);
});

it('is read, several in one call where their IDs lie close together', async () => {
	const ids = Array.from({ length: 6 }, (_, i) => aCategory({ name: `Shelf ${i}` }));
	const run = await keap.run(category('get', { productCategoryId: byId('={{ $json.id }}') }), {
		items: ids.map((id) => ({ id })),
	});
	expect(keap.calls()).toEqual(['GET /v2/productCategories']);
	expect(output(run).map(({ id }) => id)).toEqual(ids);
});

it('is changed and deleted', async () => {
	const id = aCategory();
	const one = { productCategoryId: byId(id) };
	const run = await keap.run(
		category('update', { ...one, updateFields: { name: 'Cups', parentCategoryId: byId(1) } }),
	);
	expect(lastSent(keap)).toEqual({
		call: `PATCH /v2/productCategories/${id}`,
		query: { update_mask: 'parent_category_id,name' },
		body: { name: 'Cups', parent_category_id: '1' },
	});
	expect(first(output(run))).toMatchObject({ id, name: 'Cups', parent_category_id: '1' });
	expect(output(await keap.run(category('delete', one)))).toEqual([{ deleted: true }]);
	expect(keap.sandbox.store.get('productCategory', id)).toBeUndefined();
});

describe('products', () => {
	const assign = async (
		id: string,
		products: Array<string | number>,
		options: INodeParameters = {},
	) =>
		await keap.run(
			category('assignProducts', {
				productCategoryId: byId(id),
				products: rows('productId', ...products),
				options,
			}),
		);

	const productsIn = (id: string) => stored(keap, 'productCategory', id).product_ids;

	it('are put beside those in a category, by name, SKU or ID', async () => {
		const id = aCategory({ product_ids: ['1', '2'] });
		const run = await assign(id, [2, 'Team Mug', 'DB-003']);
		expect(sent(keap).slice(-2)).toEqual([
			expect.objectContaining({
				call: 'GET /v2/productCategories/assignedProducts',
				query: { filter: `product_category_ids==${id}`, page_size: '1' },
			}),
			{
				call: `POST /v2/productCategories/${id}:assignProducts`,
				query: {},
				body: { product_ids: ['1', '2', '4', '3'] },
			},
		]);
		expect(output(run)).toEqual([{ success: true, outcome: 'updated' }]);
		expect(productsIn(id)).toEqual(['1', '2', '4', '3']);
	});

	it('are the first ones of a category that the list leaves out', async () => {
		const id = aCategory();
		output(await assign(id, [4]));
		expect(productsIn(id)).toEqual(['4']);
	});

	it('take the place of the others where that is wanted', async () => {
		const id = aCategory({ product_ids: ['1', '2'] });
		output(await assign(id, [4], { existingValues: 'replace' }));
		expect(keap.calls()).toEqual([`POST /v2/productCategories/${id}:assignProducts`]);
		expect(productsIn(id)).toEqual(['4']);
	});

	it('that are in the category already are not written again', async () => {
		const id = aCategory({ product_ids: ['1', '2'] });
		const run = await assign(id, [2]);
		expect(output(run)).toEqual([{ success: true, outcome: 'unchanged' }]);
		expect(bodies(keap, 'POST')).toEqual([]);
	});

	it('of several items come together, those of one category after each other', async () => {
		const [one, other] = [aCategory({ product_ids: ['1'] }), aCategory()];
		const run = await keap.run(
			category('assignProducts', {
				productCategoryId: byId('={{ $json.id }}'),
				products: rows('productId', '={{ $json.product }}'),
			}),
			{
				items: [
					{ id: one, product: 2 },
					{ id: other, product: 3 },
					{ id: one, product: 4 },
				],
			},
		);
		expect(output(run)).toHaveLength(3);
		expect(keap.calls().filter((call) => call.startsWith('GET'))).toHaveLength(1);
		expect(productsIn(one)).toEqual(['1', '2', '4']);
		expect(productsIn(other)).toEqual(['3']);
	});

	it.each([
		['rejected', rejected(400, 'Invalid filter')],
		['not all that there is', returned({ assigned_product_categories: [], next_page_token: 'x' })],
		['no list', returned({ message: 'Sorry' })],
	])('are not written where the list of those there is %s', async (_, fault) => {
		const id = aCategory({ product_ids: ['1'] });
		keap.sandbox.setFaults(on(/assignedProducts/, fault));
		expectKeapError(await assign(id, [4]), 0, 'unavailable');
		expect(productsIn(id)).toEqual(['1']);
	});

	it('are listed by their categories', async () => {
		const run = await keap.run(
			category('getAssignedProducts', {
				filters: { productCategories: 'Goods, 3', productIds: '3' },
				sort: { value: { field: 'product_category_id', direction: 'desc' } },
			}),
		);
		expect(lastSent(keap)).toMatchObject({
			call: 'GET /v2/productCategories/assignedProducts',
			query: {
				filter: 'product_category_ids==2,3;product_ids==3',
				order_by: 'product_category_id desc',
			},
		});
		expect(output(run)).toEqual([
			{ product_category_id: '3', product_ids: ['3'] },
			{ product_category_id: '2', product_ids: ['3', '4'] },
		]);
	});
});

describe('image', () => {
	it('is uploaded and deleted', async () => {
		const id = aCategory();
		const one = { productCategoryId: byId(id) };
		const file = await binary.file(Buffer.from('pixels'), 'mugs.png', 'image/png');
		const run = await keap.run(category('uploadImage', { ...one, file: 'data' }), {
			items: [{ json: {}, binary: { data: file } }],
		});
		expect(sent(keap)).toEqual([
			{
				call: `POST /v2/productCategories/${id}/images`,
				query: {},
				body: { file: { name: 'mugs.png', size: 6 } },
			},
		]);
		expect(output(run)).toEqual([{ success: true }]);
		expect(output(await keap.run(category('deleteImage', one)))).toEqual([{ deleted: true }]);
		expect(keap.sandbox.store.count('productCategoryImage')).toBe(0);
	});

	it('needs a file', async () => {
		const run = await keap.run(
			category('uploadImage', { productCategoryId: byId(1), file: 'data' }),
		);
		expectInputError(run, 0, 'missing', 'Input Data Field Name');
		expect(keap.calls()).toEqual([]);
	});
});
