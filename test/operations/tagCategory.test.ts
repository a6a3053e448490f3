import type { INodeParameters } from 'n8n-workflow';

import { useKeap } from '../support/keap';
import { byId, fromList, group, lastSent, output, pairs, stored } from './support';

const keap = useKeap();

const category = (operation: string, parameters: INodeParameters = {}) => ({
	resource: 'tagCategory',
	operation,
	...parameters,
});

const add = (name: string) => keap.sandbox.store.insert('tagCategory', { name }).id;

it('creates', async () => {
	const result = await keap.run(
		category('create', { name: 'Courses', additionalFields: { description: 'What they took' } }),
	);
	expect(lastSent(keap)).toEqual({
		call: 'POST /v2/tags/categories',
		query: {},
		body: { name: 'Courses', description: 'What they took' },
	});
	expect(output(result)).toEqual([expect.objectContaining({ name: 'Courses' })]);
});

it('gets each of several, paired', async () => {
	const result = await keap.run(category('get', { tagCategoryId: byId('={{ $json.id }}') }), {
		items: [{ id: 2 }, { id: 1 }],
	});
	expect(keap.calls().sort()).toEqual(['GET /v2/tags/categories/1', 'GET /v2/tags/categories/2']);
	expect(output(result).map(({ name }) => name)).toEqual(['Interests', 'Lifecycle']);
	expect(pairs(result.items)).toEqual([0, 1]);
});

it('lists, filtered and sorted', async () => {
	const result = await keap.run(
		category('getMany', {
			returnAll: true,
			filters: { name: 'Events', sinceCreateTime: '2020-01-01' },
			sort: group({ field: 'update_time', direction: 'desc' }),
		}),
	);
	expect(lastSent(keap)).toMatchObject({
		call: 'GET /v2/tags/categories',
		query: {
			filter: 'name==Events;since_create_time==2020-01-01T00:00:00.000Z',
			order_by: 'update_time desc',
			page_size: '1000',
		},
	});
	expect(output(result)).toEqual([expect.objectContaining({ name: 'Events' })]);
});

it('updates', async () => {
	const id = add('Old');
	const result = await keap.run(
		category('update', { tagCategoryId: fromList(id), updateFields: { name: 'New' } }),
	);
	expect(lastSent(keap)).toEqual({
		call: `PATCH /v2/tags/categories/${id}`,
		query: { update_mask: 'name' },
		body: { name: 'New' },
	});
	expect(output(result)).toEqual([expect.objectContaining({ id, name: 'New' })]);
	expect(stored(keap, 'tagCategory', id).name).toBe('New');
});

it('deletes', async () => {
	const id = add('Gone');
	const result = await keap.run(category('delete', { tagCategoryId: byId(id) }));
	expect(lastSent(keap).call).toBe(`DELETE /v2/tags/categories/${id}`);
	expect(output(result)).toEqual([{ deleted: true }]);
});
