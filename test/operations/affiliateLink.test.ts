import type { INodeParameters } from 'n8n-workflow';

import { expectInputError } from '../support/errors';
import { useKeap } from '../support/keap';
import { bodies, byId, group, lastSent, output, rows, stored } from './support';

const keap = useKeap({ contacts: 5 });

const link = (operation: string, parameters: INodeParameters = {}) => ({
	resource: 'affiliateLink',
	operation,
	...parameters,
});

const WHOLE = {
	name: 'Summer',
	code: 'summer',
	website_address: 'https://example.com/summer',
	affiliate_id: '1',
	program_ids: ['1'],
};

/** No two links have the same code. */
afterEach(() => {
	const { store } = keap.sandbox;
	const { id } = store.find('affiliateLink', 'code', WHOLE.code) ?? {};
	if (id !== undefined) store.remove('affiliateLink', id);
});

const add = () => keap.sandbox.store.insert('affiliateLink', WHOLE).id;

const update = async (id: string, updateFields: INodeParameters, options: INodeParameters = {}) =>
	await keap.run(link('update', { affiliateLinkId: byId(id), updateFields, options }));

it('creates', async () => {
	const result = await keap.run(
		link('create', {
			name: 'Summer',
			code: 'summer',
			websiteAddress: 'https://example.com/summer',
			additionalFields: {
				affiliateId: byId('CANYON'),
				programs: rows('commissionProgramId', 1, 'Club Program'),
			},
		}),
	);
	expect(lastSent(keap)).toMatchObject({
		call: 'POST /v2/affiliates/redirects',
		body: { ...WHOLE, affiliate_id: '3', program_ids: ['1', '2'] },
	});
	expect(output(result)).toEqual([
		expect.objectContaining({ code: 'summer', program_ids: ['1', '2'] }),
	]);
});

it.each([
	['name', 'Name'],
	['code', 'Code'],
	['websiteAddress', 'Website Address'],
])('creates nothing without %s', async (name, label) => {
	const given = { name: 'Summer', code: 'summer', websiteAddress: 'https://example.com' };
	const run = await keap.run(link('create', { ...given, [name]: '={{ "" }}' }));
	expectInputError(run, 0, 'empty', label);
	expect(keap.calls()).toEqual([]);
});

it('gets one, and lists those of an affiliate', async () => {
	const id = add();
	expect(output(await keap.run(link('get', { affiliateLinkId: byId(id) })))).toEqual([
		expect.objectContaining({ id, ...WHOLE }),
	]);
	const listed = await keap.run(
		link('getMany', {
			filters: { affiliateId: byId(1), name: 'Summer' },
			sort: group({ field: 'date_created', direction: 'desc' }),
		}),
	);
	expect(lastSent(keap).query).toMatchObject({
		filter: 'affiliate_id==1;name==Summer',
		order_by: 'date_created desc',
	});
	expect(output(listed).map((record) => record.id)).toEqual([id]);
});

it('sends all of a link with a change, since Keap replaces it', async () => {
	const id = add();
	const result = await update(id, { websiteAddress: 'https://example.com/autumn' });
	expect(lastSent(keap)).toMatchObject({
		call: `PATCH /v2/affiliates/redirects/${id}`,
		query: {},
		body: { ...WHOLE, website_address: 'https://example.com/autumn' },
	});
	expect(output(result)).toEqual([
		expect.objectContaining({ id, affiliate_id: '1', outcome: 'updated' }),
	]);
});

it('adds programs to those that a link has, or replaces them', async () => {
	const id = add();
	const programs = rows('commissionProgramId', 2);
	await update(id, { programs });
	expect(stored(keap, 'affiliateLink', id)).toMatchObject({ ...WHOLE, program_ids: ['1', '2'] });
	await update(id, { programs }, { existingValues: 'replace' });
	expect(stored(keap, 'affiliateLink', id)).toMatchObject({ ...WHOLE, program_ids: ['2'] });
});

it('clears where that is wanted, and nothing else', async () => {
	const id = add();
	await update(id, { affiliateId: byId('') }, { emptyValues: 'clear' });
	expect(bodies(keap, 'PATCH')).toEqual([{ ...WHOLE, affiliate_id: null }]);
	const left = stored(keap, 'affiliateLink', id);
	expect({ ...left, affiliate_id: left.affiliate_id ?? '1' }).toMatchObject(WHOLE);
	expect(left).not.toHaveProperty('affiliate_id');
});

it('writes nothing that a link has already', async () => {
	const id = add();
	expect(output(await update(id, { name: 'Summer' }))).toEqual([
		expect.objectContaining({ id, outcome: 'unchanged' }),
	]);
	expect(bodies(keap, 'PATCH')).toEqual([]);
});

it('updates nothing without a value', async () => {
	const run = await update(add(), { name: '={{ "" }}' });
	expectInputError(run, 0, 'missing', 'Update Fields');
	expect(keap.calls()).toEqual([]);
});

it('deletes', async () => {
	const id = add();
	const result = await keap.run(link('delete', { affiliateLinkId: byId(id) }));
	expect(lastSent(keap).call).toBe(`DELETE /v2/affiliates/redirects/${id}`);
	expect(output(result)).toEqual([{ deleted: true }]);
});
