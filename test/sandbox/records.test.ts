import { DEFAULT_KEY } from '../../sandbox';
import { present } from '../support/present';
import { filter, start, type Harness } from './support';

describe('records', () => {
	let keap: Harness;
	beforeAll(async () => (keap = await start({ contacts: 300 })));
	afterAll(async () => await keap.sandbox.close());

	const post = async (path: string, body: unknown) => await keap.call('POST', path, body);
	const patch = async (path: string, body: unknown) => await keap.call('PATCH', path, body);
	const base64 = (text: string) => Buffer.from(text).toString('base64');

	describe('tags', () => {
		it('are applied to many contacts, some of which fail', async () => {
			const { body: tag } = await post('/v2/tags', { name: 'Batch', category: { id: '1' } });
			const path = `/v2/tags/${tag.id}/contacts`;
			expect((await post(`${path}:applyTags`, { contact_ids: ['1', '2'] })).status).toBe(200);
			expect((await post(`${path}:applyTags`, { contact_ids: ['2', '3', '999'] })).body).toEqual({
				results: { 2: 'DUPLICATE', 3: 'SUCCESS', 999: 'CONTACT_NOT_FOUND' },
			});
			expect((await keap.get(`${path}?order_by=applied_time`)).body.contacts).toHaveLength(3);
			expect(await post(`${path}:removeTags`, { contact_ids: ['1', '999'] })).toMatchObject({
				status: 204,
				body: '',
			});
			expect(keap.sandbox.store.tagsOf('contact', 2)).toContain(tag.id);
			const { body } = await keap.get(`/v2/contacts/2/tags?${filter('name==Batch')}`);
			expect(body).toMatchObject({
				tags: [{ tag: { id: tag.id, category: { id: '1' } }, applied_time: expect.any(String) }],
			});
			expect((await post('/v2/tags/999/contacts:applyTags', { contact_ids: ['1'] })).status).toBe(
				404,
			);
		});

		it('have a name of their own', async () => {
			expect((await post('/v2/tags', { name: 'newsletter' })).status).toBe(400);
			expect((await post('/v2/tags', {})).status).toBe(400);
			expect((await post('/v2/tags/categories', { name: 'lifecycle' })).status).toBe(400);
		});

		it('can be found without a category', async () => {
			const { body } = await keap.get(
				`/v2/tags?${filter('category_id==NONE')}&order_by=name%20desc`,
			);
			expect(present(body.tags).map(({ name }) => name)).toEqual([
				'Survey Completed',
				'Newsletter',
				'Holiday Card',
				'Birthday Club',
			]);
		});

		it('are put on companies one by one', async () => {
			expect((await post('/v2/companies/1/tags/2', undefined)).status).toBe(204);
			expect(
				(await keap.get(`/v2/tags/2/companies?${filter('company_name==nobody')}`)).body
					.tagged_companies,
			).toEqual([]);
			expect(keap.sandbox.store.tagsOf('company', 1)).toContain('2');
			expect((await keap.call('DELETE', '/v2/companies/1/tags/2')).status).toBe(204);
		});
	});

	it('companies show more when asked, and drop what a mask clears', async () => {
		const { body: company } = await post('/v2/companies', {
			company_name: 'Acme Rockets',
			email_address: { email: 'office@acme.example', field: 'EMAIL1' },
			custom_fields: [{ id: '14', content: 'Retail' }],
		});
		expect((await keap.get(`/v2/companies/${company.id}`)).body).toEqual({
			id: company.id,
			company_name: 'Acme Rockets',
		});
		const { body } = await keap.get(
			`/v2/companies?fields=custom_fields,email_address&${filter('name==acme r*;Industry==Retail')}`,
		);
		expect(body.companies).toMatchObject([
			{ id: company.id, email_address: { email: 'office@acme.example' } },
		]);
		await patch(`/v2/companies/${company.id}?update_mask=email_address`, {});
		expect(keap.sandbox.store.get('company', String(company.id))).not.toHaveProperty(
			'email_address',
		);
	});

	it('notes need a user, and a title or a type', async () => {
		expect((await post('/v2/contacts/1/notes', { title: 'Call' })).status).toBe(400);
		expect((await post('/v2/contacts/1/notes', { user_id: '1' })).status).toBe(400);
		const { body: note } = await post('/v2/contacts/1/notes', {
			user_id: '1',
			type: 'Call',
			is_pinned: true,
		});
		expect(note).toMatchObject({
			contact_id: '1',
			assigned_to_user: { id: '1', given_name: 'Maria' },
			pinned_at: expect.any(String),
		});
		expect((await patch(`/v2/contacts/1/notes/${note.id}`, { title: 'New' })).status).toBe(400);
		expect(
			(await patch(`/v2/contacts/1/notes/${note.id}`, { title: 'New', user_id: '1' })).status,
		).toBe(200);
		expect((await keap.get(`/v2/contacts/2/notes/${note.id}`)).status).toBe(404);
		expect((await keap.get(`/v2/notes?${filter(`ids==${note.id}`)}`)).body.notes).toHaveLength(1);
		expect((await keap.call('DELETE', `/v2/contacts/1/notes/${note.id}`)).status).toBe(204);
	});

	it('tasks need somebody to do them', async () => {
		expect((await post('/v2/tasks', { title: 'Call' })).status).toBe(400);
		expect(
			(await post('/v2/tasks', { assigned_to_user_id: '1', remind_time_mins: 7 })).status,
		).toBe(400);
		expect(
			(await post('/v2/tasks', { assigned_to_user_id: '1', due_time: 'tomorrow' })).status,
		).toBe(400);
		const { body: task } = await post('/v2/tasks', {
			assigned_to_user_id: '1',
			title: 'Unheard of',
			priority: 'CRITICAL',
		});
		await patch(`/v2/tasks/${task.id}?update_mask=completed`, {
			completed: true,
			title: 'ignored',
		});
		const { body } = await keap.get(
			`/v2/tasks?${filter('title==unheard*;is_completed==true;has_due_date==false')}`,
		);
		expect(body.tasks).toMatchObject([
			{ id: task.id, title: 'Unheard of', completion_time: expect.any(String) },
		]);
	});

	describe('custom fields', () => {
		const kinds = [
			'affiliates',
			'companies',
			'contacts',
			'notes',
			'opportunities',
			'orders',
			'subscriptions',
			'tasks',
		];

		it.each(kinds)('of %s have a model with fields, groups and tabs', async (kind) => {
			const model = `/v2/${kind}/model`;
			expect(present((await keap.get(model)).body.custom_fields).length).toBeGreaterThan(0);
			const { body: tab } = await post(`${model}/customFields/tabs`, { name: `Tab of ${kind}` });
			const { body: group } = await post(`${model}/customFields/groups`, {
				name: 'Group',
				tab_id: tab.id,
			});
			const { status, body } = await post(`${model}/customFields`, {
				label: 'Size',
				field_type: 'DROPDOWN',
				options: [{ label: 'S' }, { label: 'L' }],
				group_id: group.id,
			});
			expect(status).toBe(201);
			const field = kind === 'tasks' ? body.custom_field : body;
			expect(field).toMatchObject({
				label: 'Size',
				options: [
					{ id: '1', label: 'S' },
					{ id: '2', label: 'L' },
				],
				group_name: 'Group',
			});
			expect(
				(await keap.get(`${model}/customFields/groups?tab_id=${tab.id}`)).body.groups,
			).toHaveLength(1);
			expect((await patch(`${model}/customFields/tabs/${tab.id}`, { name: 'New' })).status).toBe(
				400,
			);
			expect(
				(await patch(`${model}/customFields/tabs/${tab.id}?update_mask=name`, { name: 'New' })).body
					.name,
			).toBe('New');
			const changed = await patch(`${model}/customFields/${present(field).id}`, {
				group_id: group.id,
				label: 'Width',
			});
			expect(changed.status).toBe(kind === 'contacts' ? 405 : 200);
			expect((await keap.call('DELETE', `${model}/customFields/tabs/${tab.id}`)).status).toBe(409);
			expect((await keap.call('DELETE', `${model}/customFields/groups/${group.id}`)).status).toBe(
				409,
			);
			for (const path of [`${present(field).id}`, `groups/${group.id}`, `tabs/${tab.id}`]) {
				expect((await keap.call('DELETE', `${model}/customFields/${path}`)).status).toBe(204);
			}
		});

		it('are shared by tasks and notes', async () => {
			const fields = async (kind: string) =>
				(await keap.get(`/v2/${kind}/model`)).body.custom_fields;
			expect(await fields('tasks')).toEqual(await fields('notes'));
		});

		it('need options where there is a choice', async () => {
			expect(
				(await post('/v2/contacts/model/customFields', { label: 'Size', field_type: 'RADIO' }))
					.status,
			).toBe(400);
			expect(
				(await post('/v2/contacts/model/customFields', { label: 'Size', field_type: 'SHOE' }))
					.status,
			).toBe(400);
		});
	});

	describe('emails', () => {
		const mail = {
			contacts: ['1'],
			subject: 'Hello',
			user_id: '1',
			html_content: base64('<p>Grüße</p>'),
		};

		it('are sent without an answer, and kept decoded', async () => {
			expect(await post('/v2/emails:send', mail)).toMatchObject({ status: 202, body: '' });
			expect(keap.sandbox.store.list('sentMail').at(-1)).toMatchObject({
				subject: 'Hello',
				html: '<p>Grüße</p>',
				contacts: ['1'],
			});
			expect(
				(
					await post('/v2/emails/templates:send', {
						template_id: '1',
						contact_ids: ['1'],
						user_id: '1',
					})
				).status,
			).toBe(202);
		});

		it.each([
			['two senders', { from_address: 'a@b.co' }],
			['no sender', { user_id: undefined }],
			['content that is not Base64', { html_content: '<p>Hi</p>' }],
			['an unknown contact', { contacts: ['999'] }],
			['a program', { attachments: [{ file_name: 'virus.exe', file_data: base64('x') }] }],
			[
				'a large file',
				{ attachments: [{ file_name: 'a.pdf', file_data: base64('x'.repeat(1_048_577)) }] },
			],
			[
				'eleven files',
				{ attachments: Array(11).fill({ file_name: 'a.pdf', file_data: base64('x') }) },
			],
		])('are refused with %s', async (_, change) => {
			expect((await post('/v2/emails:send', { ...mail, ...change })).status).toBe(400);
		});

		it('are recorded in batches, with errors inside', async () => {
			const good = { sent_to_address: 'x@example.com', contact_id: '1', subject: 'Good' };
			const { status, body } = await post('/v2/emails:batchAdd', {
				emails: [good, { ...good, contact_id: '999' }],
			});
			expect(status).toBe(201);
			expect(body).toMatchObject({
				emails: [{ subject: 'Good' }],
				errors: [{ error_message: 'Contact not found', email: { contact_id: '999' } }],
			});
			expect((await post('/v2/emails:batchAdd', { emails: Array(1_001).fill(good) })).status).toBe(
				400,
			);
			const id = String(present(body.emails)[0]?.id);
			expect((await post('/v2/emails:batchRemove', { email_ids: [id, '999'] })).body).toEqual({
				results: { [id]: 'SUCCESS', 999: 'EMAIL_ID_NOT_FOUND' },
			});
		});

		it('opt in only those who may be', async () => {
			const { store } = keap.sandbox;
			store.insert('emailAddress', {
				email: 'manual@example.com',
				status: 'MANUAL',
				create_time: '2026-01-01T00:00:00.000Z',
			});
			store.insert('emailAddress', {
				email: 'spam@example.com',
				status: 'SPAM',
				create_time: '2026-01-01T00:00:00.000Z',
			});
			const optIn = async (email: string) =>
				(await patch(`/v2/emailAddresses/${email}/status`, { opted_in: true, reason: 'asked' }))
					.body;
			expect(await optIn('manual%40example.com')).toMatchObject({
				status: 'SINGLE_OPT_IN',
				opted_in: true,
			});
			expect(await optIn('spam@example.com')).toMatchObject({ status: 'SPAM', opted_in: false });
			expect(
				(await patch('/v2/emailAddresses/spam@example.com/status', { opted_in: true })).status,
			).toBe(400);
			expect((await keap.get('/v2/emailAddresses/nobody@example.com/status')).status).toBe(404);
			const { body } = await keap.get(
				`/v2/emailAddresses?${filter('emails==spam@example.com,manual@example.com;opted_in==true')}`,
			);
			expect(body.email_addresses).toHaveLength(1);
		});
	});

	it('files go in as forms and come out as Base64', async () => {
		const form = (parts: Record<string, string | Blob>) => {
			const data = new FormData();
			for (const [name, value] of Object.entries(parts)) {
				if (typeof value === 'string') data.set(name, value);
				else data.set(name, value, 'grüße.txt');
			}
			return data;
		};
		const parts = {
			file: new Blob(['Hello']),
			file_name: 'hello.txt',
			is_public: 'true',
			file_association: 'CONTACT',
		};
		expect((await post('/v2/files', form(parts))).status).toBe(400);
		const { status, body } = await post('/v2/files', form({ ...parts, contact_id: '1' }));
		expect({ status, body }).toMatchObject({
			status: 201,
			body: { file_name: 'hello.txt', is_public: true, contact_id: '1', file_size: 5 },
		});
		expect((await keap.get(`/v2/files/${body.id}:data`)).body).toBe(base64('Hello'));
		expect(
			(
				await post(
					`/v2/files/${body.id}?update_mask=file`,
					form({ file: new Blob(['Bye']), file_name: 'no.txt' }),
				)
			).body,
		).toMatchObject({ file_name: 'hello.txt', file_size: 3 });
		expect(
			(await keap.get(`/v2/files?${filter('contact_id==1;is_public==true')}`)).body.files,
		).toHaveLength(1);
		expect((await keap.call('DELETE', `/v2/files/${body.id}`)).status).toBe(204);
		expect(keap.sandbox.log.find(({ body: logged }) => logged !== undefined)).toBeDefined();
	});

	it('users hide those who left, and sign as HTML', async () => {
		const names = async (query: string) =>
			present((await keap.get(`/v2/users?${query}`)).body.users).map(({ given_name: name }) =>
				String(name),
			);
		expect(await names('')).not.toContain('Grace');
		expect(await names(filter('include_inactive==true'))).toContain('Grace');
		expect((await keap.get('/v2/users/1/signature')).body).toContain('<p>Maria Alvarez');
		expect((await keap.get('/v2/userGroups')).body).toMatchObject({
			user_groups: expect.any(Array),
			next_page_token: '',
		});
	});

	it('knows the places of the world', async () => {
		const { body } = await keap.get('/v2/locales/countries');
		expect(body.countries).toHaveLength(249);
		expect(body.next_page_token).toBe('');
		expect((await keap.get('/v2/locales/countries/USA/provinces')).body.provinces).toContainEqual({
			code: 'US-AZ',
			name: 'Arizona',
			country: 'USA',
		});
		expect((await keap.get('/v2/locales/countries/QQQ')).status).toBe(404);
	});

	it('speaks some of the older version', async () => {
		const { body } = await keap.get('/v1/contacts?limit=2&offset=2');
		expect(body).toMatchObject({
			contacts: [{ id: 3 }, { id: 4 }],
			count: keap.sandbox.store.count('contact'),
		});
		expect(body.next).toBe('https://api.infusionsoft.com/crm/rest/v1/contacts?limit=2&offset=4');
		expect((await post('/v1/contacts/1/tags', { tagIds: [40, 999] })).body).toContainEqual({
			999: 'TAG_ID_NOT_FOUND',
		});
		expect((await keap.get('/v1/contacts/999')).body).toEqual({ message: expect.any(String) });
		expect((await keap.get('/v1/account/profile')).body.name).toBe('Desert Bloom Consulting');
		expect(DEFAULT_KEY).toMatch(/^KeapAK-[0-9a-f]{50}$/);
	});
});
