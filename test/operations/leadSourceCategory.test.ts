import type { INodeParameters } from 'n8n-workflow';

import { expectInputError } from '../support/errors';
import { useKeap } from '../support/keap';
import { byId, fromList, group, lastSent, output, stored } from './support';

const keap = useKeap();

const category = (operation: string, parameters: INodeParameters = {}) => ({
	resource: 'leadSourceCategory',
	operation,
	...parameters,
});

const add = (name: string) => keap.sandbox.store.insert('leadSourceCategory', { name }).id;

it('creates', async () => {
	const run = await keap.run(
		category('create', { name: 'Print', additionalFields: { description: 'Papers' } }),
	);
	expect(lastSent(keap)).toEqual({
		call: 'POST /v2/leadSourceCategories',
		query: {},
		body: { name: 'Print', description: 'Papers' },
	});
	expect(output(run)).toEqual([expect.objectContaining({ name: 'Print' })]);
});

it('creates nothing without a name', async () => {
	const run = await keap.run(category('create', { name: '={{ "" }}' }));
	expectInputError(run, 0, 'empty', 'Name');
	expect(keap.calls()).toEqual([]);
});

it('gets by ID and by name', async () => {
	const run = await keap.run(
		category('get', { leadSourceCategoryId: byId('={{ $json.which }}') }),
		{
			items: [{ which: 1 }, { which: 'word of mouth' }],
		},
	);
	expect(output(run).map(({ id }) => id)).toEqual(['1', '2']);
});

it('lists, filtered and sorted', async () => {
	const run = await keap.run(
		category('getMany', {
			returnAll: true,
			filters: { name: 'Paid*', description: 'What is*' },
			sort: group({ field: 'name', direction: 'desc' }),
		}),
	);
	expect(lastSent(keap)).toMatchObject({
		call: 'GET /v2/leadSourceCategories',
		query: { order_by: 'name desc', page_size: '1000' },
	});
	expect(lastSent(keap).query.filter?.split(';').sort()).toEqual([
		'description==What is*',
		'name==Paid*',
	]);
	expect(output(run).map(({ id }) => id)).toEqual(['1']);
});

it('updates', async () => {
	const id = add('Old');
	const run = await keap.run(
		category('update', { leadSourceCategoryId: fromList(id), updateFields: { name: 'New' } }),
	);
	expect(lastSent(keap)).toEqual({
		call: `PATCH /v2/leadSourceCategories/${id}`,
		query: { update_mask: 'name' },
		body: { name: 'New' },
	});
	expect(output(run)).toEqual([expect.objectContaining({ id, name: 'New' })]);
	expect(stored(keap, 'leadSourceCategory', id).name).toBe('New');
});

it('deletes', async () => {
	const id = add('Gone');
	const run = await keap.run(category('delete', { leadSourceCategoryId: byId(id) }));
	expect(lastSent(keap).call).toBe(`DELETE /v2/leadSourceCategories/${id}`);
	expect(output(run)).toEqual([{ deleted: true }]);
});
