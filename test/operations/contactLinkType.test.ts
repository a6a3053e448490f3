import type { INodeParameters } from 'n8n-workflow';

import { expectInputError } from '../support/errors';
import { useKeap } from '../support/keap';
import { byId, fromList, group, lastSent, output, stored } from './support';

const keap = useKeap();

const linkType = (operation: string, parameters: INodeParameters = {}) => ({
	resource: 'contactLinkType',
	operation,
	...parameters,
});

it('creates', async () => {
	const result = await keap.run(linkType('create', { name: 'Mentor', maxLinks: 3 }));
	expect(lastSent(keap)).toEqual({
		call: 'POST /v2/contacts/links/types',
		query: {},
		body: { name: 'Mentor', max_links: 3 },
	});
	expect(output(result)).toEqual([expect.objectContaining({ name: 'Mentor', max_links: 3 })]);
	const run = await keap.run(linkType('create', { name: 'Mentor', maxLinks: '={{ 0 }}' }));
	expectInputError(run, 0, 'outOfRange', 'Max Links', 'at least 1', 'got 0');
});

it('lists, filtered and sorted', async () => {
	const result = await keap.run(
		linkType('getMany', {
			filters: { name: 'Spouse' },
			sort: group({ field: 'max_links', direction: 'desc' }),
		}),
	);
	expect(lastSent(keap)).toMatchObject({
		call: 'GET /v2/contacts/links/types',
		query: { filter: 'name==Spouse', order_by: 'max_links desc', page_size: '50' },
	});
	expect(output(result)).toEqual([expect.objectContaining({ name: 'Spouse', max_links: 1 })]);
});

it('updates', async () => {
	const { id } = keap.sandbox.store.insert('linkType', { name: 'Old', max_links: 1 });
	const result = await keap.run(
		linkType('update', {
			contactLinkTypeId: fromList(id),
			updateFields: { maxLinks: 5, name: '' },
		}),
	);
	expect(lastSent(keap)).toEqual({
		call: `PATCH /v2/contacts/links/types/${id}`,
		query: { update_mask: 'max_links' },
		body: { max_links: 5 },
	});
	expect(output(result)).toEqual([expect.objectContaining({ id, name: 'Old', max_links: 5 })]);
	expect(stored(keap, 'linkType', id).max_links).toBe(5);
});

it('deletes', async () => {
	const { id } = keap.sandbox.store.insert('linkType', { name: 'Gone', max_links: 1 });
	const result = await keap.run(linkType('delete', { contactLinkTypeId: byId(id) }));
	expect(lastSent(keap).call).toBe(`DELETE /v2/contacts/links/types/${id}`);
	expect(output(result)).toEqual([{ deleted: true }]);
});
