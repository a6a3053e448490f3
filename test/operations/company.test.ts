import type { INodeParameters } from 'n8n-workflow';

import { expectInputError, expectKeapError, keapError, outcomes } from '../support/errors';
import { useKeap } from '../support/keap';
import { present, several } from '../support/present';
import {
	byId,
	contentsOf,
	customFields,
	fieldNamed,
	fromList,
	group,
	lastSent,
	list,
	output,
	pairs,
	sent,
	stored,
	tagNamed,
	tagRows,
} from './support';
import type { JsonObject } from '../../sandbox';

const keap = useKeap({ contacts: 0 });

const company = (operation: string, parameters: INodeParameters = {}) => ({
	resource: 'company',
	operation,
	// What is written is looked at as Keap returns it.
	...(['create', 'update', 'merge'].includes(operation) ? { simplify: false } : {}),
	...parameters,
});

const full = () => ({
	company_name: 'Example Corp',
	website: 'https://example.com',
	notes: 'Good people',
	address: {
		field: 'BILLING',
		line1: '1 Maple Street',
		locality: 'Gilbert',
		region_code: 'US-AZ',
		country_code: 'USA',
	},
	email_address: { field: 'EMAIL1', email: 'office@example.com' },
	phone_number: { field: 'PHONE1', number: '6025550100', type: 'Work', extension: '7' },
	custom_fields: [
		{ id: fieldNamed(keap, 'Slogan').id, content: 'We care' },
		{ id: fieldNamed(keap, 'Employees').id, content: 12 },
	],
	create_time: '2026-01-02T03:04:05.000Z',
	update_time: '2026-01-02T03:04:05.000Z',
});

const add = (values: JsonObject = full()) => keap.sandbox.store.insert('company', values).id;

const simple = (id: string) => ({
	id,
	company_name: 'Example Corp',
	email: 'office@example.com',
	phone: '6025550100',
	website: 'https://example.com',
	city: 'Gilbert',
	country_code: 'USA',
	street: '1 Maple Street',
	region: 'Arizona',
	postal_code: null,
	notes: 'Good people',
	create_time: '2026-01-02T03:04:05.000Z',
	update_time: '2026-01-02T03:04:05.000Z',
	custom_fields: expect.objectContaining({ Slogan: 'We care', Employees: 12, Partner: null }),
});

it('creates', async () => {
	const result = await keap.run(
		company('create', {
			companyName: 'Example Corp',
			additionalFields: {
				address: group({ line1: '1 Maple Street', regionCode: 'Arizona', countryCode: 'usa' }),
				emailAddress: group({ email: 'office@example.com', optInReason: 'Asked' }),
				phoneNumber: group({ number: '', type: 'Work' }),
				faxNumber: group({ number: '6025550101' }),
				ownerId: fromList(2),
				anniversaryDate: '2020-02-29T00:00:00',
			},
			customFields: customFields({ Industry: 'software', Markets: 'Local, National' }),
		}),
	);
	expect(lastSent(keap)).toEqual({
		call: 'POST /v2/companies',
		query: {},
		body: {
			company_name: 'Example Corp',
			address: { line1: '1 Maple Street', region_code: 'US-AZ', country_code: 'USA' },
			email_address: { email: 'office@example.com', opt_in_reason: 'Asked' },
			fax_number: { number: '6025550101' },
			owner_id: '2',
			anniversary_date: '2020-02-29',
			custom_fields: [
				{ id: fieldNamed(keap, 'Industry').id, content: 'Software' },
				{ id: fieldNamed(keap, 'Markets').id, content: ['Local', 'National'] },
			],
		},
	});
	expect(output(result)).toEqual([expect.objectContaining({ company_name: 'Example Corp' })]);
	expect(pairs(result.items)).toEqual([0]);
});

it('gets one, simplified and raw', async () => {
	const id = add();
	const result = await keap.run(company('get', { companyId: fromList(id) }));
	expect(sent(keap)[0]).toMatchObject({
		call: `GET /v2/companies/${id}`,
		query: { fields: 'address,email_address,notes,phone_number,website,custom_fields' },
	});
	// Keap gives the times of companies in lists only.
	const { create_time, update_time, ...known } = simple(id);
	expect([create_time, update_time]).not.toContain(undefined);
	expect(output(result)).toStrictEqual([known]);
	const raw = await keap.run(company('get', { companyId: byId(id), simplify: false }));
	expect(output(raw)[0]).toMatchObject({
		address: { line1: '1 Maple Street', region: 'Arizona' },
		custom_fields: expect.arrayContaining([
			{ id: fieldNamed(keap, 'Slogan').id, content: 'We care' },
		]),
	});
});

it.each(['Example', 'Example*', ' Example '])(
	'lists those whose name starts with "%s"',
	async (name) => {
		await keap.run(company('getMany', { filters: { name } }));
		expect(sent(keap)[0]).toMatchObject({ query: { filter: 'name==Example*' } });
	},
);

it('lists, filtered and sorted, simplified and raw', async () => {
	const id = add();
	const parameters = {
		returnAll: true,
		filters: {
			name: 'Example*',
			city: 'Gilbert',
			idAbove: String(Number(id) - 1),
			sinceTime: '2026-01-01T00:00:00.000Z',
			customFieldFilters: list({ field: 'Employees', operator: 'atLeast', value: '12' }),
		},
		sort: group({ field: 'name', direction: 'desc' }),
	};
	const result = await keap.run(company('getMany', parameters));
	expect(lastSent(keap)).toMatchObject({
		call: 'GET /v2/companies',
		query: {
			filter: `city==Gilbert;company_id>${Number(id) - 1};name==Example*;since_time==2026-01-01T00:00:00.000Z;Employees>=12`,
			order_by: 'name desc',
			page_size: '1000',
		},
	});
	expect(output(result)).toEqual([simple(id)]);
	const raw = await keap.run(company('getMany', { ...parameters, simplify: false }));
	expect(output(raw)[0]).toMatchObject({
		id,
		update_time: expect.any(String),
	});
});

it('updates and keeps the parts of an address that it does not mention', async () => {
	const id = add();
	const result = await keap.run(
		company('update', {
			companyId: byId(id),
			updateFields: {
				companyName: 'Example & Co',
				address: group({ locality: 'Mesa' }),
				phoneNumber: group({ number: '6025550199' }),
				emailAddress: group({ optInReason: 'Signed' }),
			},
			customFields: customFields({ Employees: 13 }),
		}),
	);
	const [, read, write] = several(sent(keap), 3);
	expect(read).toMatchObject({ call: `GET /v2/companies/${id}` });
	expect(present(read.query.fields).split(',').sort()).toEqual([
		'address',
		'custom_fields',
		'email_address',
		'phone_number',
	]);
	expect(present(write.query.update_mask).split(',').sort()).toEqual([
		'address',
		'company_name',
		'custom_fields',
		'email_address',
		'phone_number',
	]);
	expect(write.body).toMatchObject({
		address: {
			line1: '1 Maple Street',
			locality: 'Mesa',
			region_code: 'US-AZ',
			country_code: 'USA',
		},
		email_address: { email: 'office@example.com', opt_in_reason: 'Signed' },
		phone_number: { number: '6025550199', type: 'Work' },
	});
	expect(output(result)).toEqual([expect.objectContaining({ company_name: 'Example & Co' })]);
	const after = stored(keap, 'company', id);
	expect(after).toMatchObject({ notes: 'Good people', website: 'https://example.com' });
	expect(contentsOf(keap, after)).toEqual({ Slogan: 'We care', Employees: 13 });
});

it('replaces and clears where that is wanted', async () => {
	const id = add();
	const updateFields = { address: group({ line1: '2 Oak Street' }), notes: '' };
	const options = { existingValues: 'replace', emptyValues: 'clear' };
	await keap.run(company('update', { companyId: byId(id), updateFields, options }));
	expect(keap.calls()).toEqual([`PATCH /v2/companies/${id}`]);
	const { address, notes } = stored(keap, 'company', id);
	expect(address).toEqual({ field: 'BILLING', line1: '2 Oak Street' });
	expect(notes).toBeUndefined();
});

describe('many', () => {
	const each = { companyId: byId('={{ $json.id }}') };

	it('are read as a range when they lie close together', async () => {
		const ids = Array.from({ length: 6 }, () => add());
		const gone = String(Number(ids[2]));
		keap.sandbox.store.remove('company', gone);
		const run = await keap.run(company('get', each), {
			items: ids.map((id) => ({ id })),
			onError: 'continueRegularOutput',
		});
		const [range, ...others] = sent(keap).filter(({ call }) => !call.includes('model'));
		expect([present(range).call, present(range).query.filter]).toEqual([
			'GET /v2/companies',
			`company_id>=${ids[0]};company_id<=${ids[5]}`,
		]);
		expect(others.map(({ call }) => call)).toEqual([`GET /v2/companies/${gone}`]);
		expect(outcomes(run, 'id')).toEqual(
			ids.map((id, i) => (id === gone ? keapError(i, 'notFound', `'Company' ${gone}`) : id)),
		);
		expect(pairs(run.items)).toEqual([0, 1, 2, 3, 4, 5]);
	});

	it('are read one by one when they are few or far apart', async () => {
		const ids = [add(), add(), add()];
		await keap.run(company('get', each), { items: ids.map((id) => ({ id })) });
		const calls = keap.calls().filter((call) => !call.includes('model'));
		expect(calls.sort()).toEqual(ids.map((id) => `GET /v2/companies/${id}`).sort());
	});

	it('are read together before they are updated', async () => {
		const ids = Array.from({ length: 8 }, () => add());
		const run = await keap.run(
			company('update', {
				...each,
				updateFields: { address: { value: { line2: 'Suite 9' } } },
			}),
			{ items: ids.map((id) => ({ id })) },
		);
		expect(run.error).toBeUndefined();
		expect(keap.calls().filter((call) => call.startsWith('GET'))).toEqual(['GET /v2/companies']);
		for (const id of ids) {
			expect(stored(keap, 'company', id)).toMatchObject({
				address: { line1: '1 Maple Street', line2: 'Suite 9', country_code: 'USA' },
			});
		}
	});
});

it('deletes', async () => {
	const id = add();
	const result = await keap.run(company('delete', { companyId: byId(id) }));
	expect(lastSent(keap).call).toBe(`DELETE /v2/companies/${id}`);
	expect(output(result)).toEqual([{ deleted: true }]);
	const again = await keap.run(company('delete', { companyId: byId(id) }));
	expectKeapError(again, 0, 'notFound', `'Company' ${id}`);
});

describe('tags', () => {
	const tags = (id: string, more: INodeParameters) => ({ companyId: byId(id), ...more });

	it('are added and removed one by one, by name or ID', async () => {
		const id = add();
		const vip = tagNamed(keap, 'VIP');
		const added = await keap.run(
			company(
				'addTags',
				tags(id, { tags: tagRows('VIP, Fresh Tag'), options: { createMissingTags: true } }),
			),
		);
		const fresh = tagNamed(keap, 'Fresh Tag');
		expect(keap.calls()).toEqual([
			'GET /v2/tags',
			'POST /v2/tags',
			`POST /v2/companies/${id}/tags/${vip}`,
			`POST /v2/companies/${id}/tags/${fresh}`,
		]);
		expect(lastSent(keap).body).toBeUndefined();
		expect(output(added)).toMatchObject([
			{
				company_id: id,
				result: 'added',
				tags: [
					{ tag_id: vip, result: 'added' },
					{ tag_id: fresh, result: 'added' },
				],
			},
		]);

		const removed = await keap.run(company('removeTags', tags(id, { tags: tagRows(fresh) })));
		expect(keap.calls()).toEqual([`DELETE /v2/companies/${id}/tags/${fresh}`]);
		expect(output(removed)).toMatchObject([
			{ result: 'removed', tags: [{ tag_id: fresh, result: 'removed' }] },
		]);
		expect(keap.sandbox.store.tagsOf('company', id)).toEqual([vip]);
	});

	it('that do not exist are told', async () => {
		const run = await keap.run(company('addTags', tags(add(), { tags: tagRows('999') })));
		expectInputError(run, 0, 'notFound', 'Tags', '999');
	});

	it('are listed, simplified and raw', async () => {
		const id = add();
		keap.sandbox.store.applyTag('company', id, tagNamed(keap, 'VIP'), '2026-02-01T00:00:00.000Z');
		const result = await keap.run(
			company('getTags', tags(id, { filters: { name: 'VIP' }, sort: group({ field: 'name' }) })),
		);
		expect(lastSent(keap)).toMatchObject({
			call: `GET /v2/companies/${id}/tags`,
			query: { filter: 'name==VIP', order_by: 'name asc', page_size: '50' },
		});
		expect(output(result)).toEqual([
			expect.objectContaining({ name: 'VIP', applied_time: '2026-02-01T00:00:00.000Z' }),
		]);
		const raw = await keap.run(company('getTags', tags(id, { simplify: false })));
		expect(output(raw)).toEqual([
			{ tag: expect.objectContaining({ name: 'VIP' }), applied_time: expect.any(String) },
		]);
	});
});
