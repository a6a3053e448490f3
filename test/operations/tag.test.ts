import type { INodeParameters } from 'n8n-workflow';

import { inputError, keapError, outcomes } from '../support/errors';
import { useKeap } from '../support/keap';
import { first } from '../support/present';
import {
	addContact,
	byId,
	emails,
	fromList,
	group,
	lastSent,
	output,
	pairs,
	sent,
	stored,
	tagNamed,
} from './support';

const keap = useKeap();

const tag = (operation: string, parameters: INodeParameters = {}) => ({
	resource: 'tag',
	operation,
	...parameters,
});

const SIMPLE = ['id', 'name', 'description', 'category_id', 'create_time', 'update_time'];

it('creates', async () => {
	const result = await keap.run(
		tag('create', {
			name: '={{ $json.name }}',
			additionalFields: { categoryId: fromList(2), description: 'About it' },
		}),
		{ items: [{ name: 'First' }, { name: 'VIP' }, { name: '' }], onError: 'continueRegularOutput' },
	);
	expect(keap.calls()).toEqual([
		'POST /v2/tags',
		'POST /v2/tags',
		// Whether the refusal is about the category.
		'GET /v2/tags/categories/2',
	]);
	expect(sent(keap)[0]).toEqual({
		call: 'POST /v2/tags',
		query: {},
		body: { name: 'First', category: { id: '2' }, description: 'About it' },
	});
	expect(pairs(result.items)).toEqual([0, 1, 2]);
	expect(outcomes(result, 'name')).toEqual([
		'First',
		keapError(1, 'badRequest', 'A tag with the name VIP already exists'),
		inputError(2, 'empty', 'Name'),
	]);
});

it('gets several in one call, simplified, and one raw', async () => {
	const ids = ['VIP', 'Newsletter'].map((name) => tagNamed(keap, name));
	const result = await keap.run(tag('get', { tagId: byId('={{ $json.id }}') }), {
		items: ids.map((id) => ({ id })),
	});
	expect(sent(keap)).toMatchObject([
		{ call: 'GET /v2/tags', query: { filter: `tag_ids==${ids.join(',')}`, page_size: '2' } },
	]);
	expect(output(result)).toMatchObject([
		{ id: ids[0], name: 'VIP', category_id: '1' },
		{ id: ids[1], name: 'Newsletter', category_id: null },
	]);
	expect(Object.keys(first(output(result)))).toEqual(SIMPLE);
	const raw = await keap.run(tag('get', { tagId: fromList(first(ids)), simplify: false }));
	expect(keap.calls()).toEqual([`GET /v2/tags/${ids[0]}`]);
	expect(output(raw)[0]).toMatchObject({ category: { id: '1' } });
});

it('lists, filtered and sorted, simplified and raw', async () => {
	const parameters = {
		limit: 2,
		filters: { categoryId: fromList(3), tagIds: '16, 17, 18' },
		sort: group({ field: 'name', direction: 'asc' }),
	};
	const result = await keap.run(tag('getMany', parameters));
	expect(lastSent(keap)).toMatchObject({
		call: 'GET /v2/tags',
		query: { filter: 'category_id==3;tag_ids==16,17,18', order_by: 'name asc', page_size: '2' },
	});
	expect(output(result).map(({ name }) => name)).toEqual(['Trade Show', 'Webinar Autumn']);
	expect(Object.keys(first(output(result)))).toEqual(SIMPLE);
	const raw = await keap.run(tag('getMany', { ...parameters, simplify: false }));
	expect(output(raw)[0]).toMatchObject({ category: { id: '3' } });
});

it('updates', async () => {
	const { id } = keap.sandbox.store.insert('tag', {
		name: 'Old',
		description: 'Old',
		category: { id: '1' },
	});
	const result = await keap.run(
		tag('update', { tagId: byId(id), updateFields: { name: 'New', categoryId: fromList(2) } }),
	);
	expect(lastSent(keap)).toEqual({
		call: `PATCH /v2/tags/${id}`,
		query: { update_mask: 'category,name' },
		body: { name: 'New', category: { id: '2' } },
	});
	expect(output(result)).toEqual([expect.objectContaining({ id, name: 'New' })]);
	const options = { emptyValues: 'clear' };
	await keap.run(
		tag('update', {
			tagId: byId(id),
			updateFields: { description: '', categoryId: byId('') },
			options,
		}),
	);
	expect(stored(keap, 'tag', id)).not.toHaveProperty('description');
	expect(stored(keap, 'tag', id)).not.toHaveProperty('category');
});

it('deletes', async () => {
	const { id } = keap.sandbox.store.insert('tag', { name: 'Gone' });
	const result = await keap.run(tag('delete', { tagId: byId(id) }));
	expect(lastSent(keap).call).toBe(`DELETE /v2/tags/${id}`);
	expect(output(result)).toEqual([{ deleted: true }]);
});

it('lists the contacts that have one', async () => {
	const id = addContact(keap, { email_addresses: emails('ada@example.com') });
	keap.sandbox.store.applyTag('contact', id, '5', '2026-02-01T00:00:00.000Z');
	const result = await keap.run(
		tag('getContacts', {
			tagId: fromList(5),
			returnAll: true,
			filters: { email: 'ada@example.com', sinceAppliedTime: '2026-01-31' },
			sort: group({ field: 'applied_time', direction: 'desc' }),
		}),
	);
	expect(lastSent(keap)).toMatchObject({
		call: 'GET /v2/tags/5/contacts',
		query: {
			filter: 'since_applied_time==2026-01-31T00:00:00.000Z;email==ada@example.com',
			order_by: 'applied_time desc',
			page_size: '1000',
		},
	});
	expect(output(result)).toEqual([
		{
			id,
			email: 'ada@example.com',
			given_name: 'Ada',
			family_name: 'Abbott',
			applied_time: '2026-02-01T00:00:00.000Z',
		},
	]);
});

it('lists the companies that have one, simplified and raw', async () => {
	const { id: tagId } = keap.sandbox.store.insert('tag', { name: 'Rare' });
	keap.sandbox.store.applyTag('company', '7', tagId, '2026-02-01T00:00:00.000Z');
	const companyName = String(stored(keap, 'company', 7).company_name);
	const parameters = {
		tagId: byId(tagId),
		filters: { companyName },
		sort: group({ field: 'company_name' }),
	};
	const result = await keap.run(tag('getCompanies', parameters));
	expect(lastSent(keap)).toMatchObject({
		call: `GET /v2/tags/${tagId}/companies`,
		query: { filter: `company_name==${companyName}`, order_by: 'company_name asc' },
	});
	expect(output(result)).toEqual([
		expect.objectContaining({
			id: '7',
			company_name: companyName,
			applied_time: '2026-02-01T00:00:00.000Z',
		}),
	]);
	const raw = await keap.run(tag('getCompanies', { ...parameters, simplify: false }));
	expect(output(raw)).toEqual([
		{ company: expect.objectContaining({ id: '7' }), applied_time: expect.any(String) },
	]);
});
