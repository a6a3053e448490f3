import { present } from '../support/present';
import { filter, start, type Harness } from './support';

describe('contacts', () => {
	let keap: Harness;
	beforeAll(async () => (keap = await start({ contacts: 250 })));
	afterAll(async () => await keap.sandbox.close());

	const create = async (body: object, query = '') =>
		await keap.call('POST', `/v2/contacts${query}`, body);
	const ann = (email: string) => ({
		given_name: 'Ann',
		family_name: 'Bell',
		email_addresses: [
			{ email, field: 'EMAIL1', opt_in_reason: 'asked for it' },
			{ email: `second.${email}`, field: 'EMAIL2' },
		],
	});

	it('starts with the same contacts every time', async () => {
		const twin = await start({ contacts: 250 });
		expect(twin.sandbox.store.list('contact')).toEqual(keap.sandbox.store.list('contact'));
		await twin.sandbox.close();
	});

	describe('paging', () => {
		it('reaches every contact once and ends with an empty token', async () => {
			const ids: unknown[] = [];
			let token = '';
			do {
				const { body } = await keap.get(`/v2/contacts?page_size=60&page_token=${token}`);
				ids.push(...present(body.contacts).map((contact) => contact.id));
				token = String(body.next_page_token);
			} while (token);
			expect(new Set(ids).size).toBe(ids.length);
			expect(ids).toHaveLength(keap.sandbox.store.count('contact'));
		});

		it.each([
			['page_size=1001', 'page_size'],
			['page_size=x', 'page_size'],
			['page_token=nonsense', 'page_token'],
			['order_by=shoe_size', 'order_by'],
			['fields=shoe_size', 'fields'],
		])('refuses %s', async (query, resource) => {
			const { status, body } = await keap.get(`/v2/contacts?${query}`);
			expect(status).toBe(400);
			expect(body).toMatchObject({ code: 400, status: 'BAD_REQUEST', details: [{ resource }] });
		});

		it('allows users 1 to 100 a page', async () => {
			expect((await keap.get('/v2/users?page_size=101')).status).toBe(400);
			expect((await keap.get('/v2/users?page_size=0')).status).toBe(400);
		});

		it('sorts', async () => {
			const { body } = await keap.get('/v2/contacts?order_by=update_time%20desc&page_size=250');
			const times = present(body.contacts).map((contact) => String(contact.update_time));
			expect(times).toEqual([...times].sort().reverse());
		});
	});

	describe('filters', () => {
		it('ignores parameters it does not know', async () => {
			const { body } = await keap.get('/v2/contacts?email=nobody@example.com&page_size=5');
			expect(body.contacts).toHaveLength(5);
		});

		it('finds any of the addresses whatever their case', async () => {
			await create(ann('find.me@example.com'));
			const { body } = await keap.get(
				`/v2/contacts?${filter('email==SECOND.find.me@example.com')}`,
			);
			expect(body.contacts).toHaveLength(1);
		});

		it.each([
			['ids==1,2,3', 3],
			['contact_id<=4', 4],
			['given_name==An*;family_name==Bell', 1],
			['ids==1,2;contact_id>1', 1],
			['start_update_time==2090-01-01T00:00:00.000Z', 0],
		])('%s', async (text, count) => {
			expect((await keap.get(`/v2/contacts?${filter(text)}`)).body.contacts).toHaveLength(count);
		});

		it('finds values of custom fields by the name of the field', async () => {
			const { body: contact } = await create({
				...ann('gold@example.com'),
				custom_fields: [
					{ id: '2', content: 'Gold' },
					{ id: '3', content: ['Sales', 'Events'] },
					{ id: '5', content: 4711 },
				],
			});
			for (const text of [
				'TeamSize>4000',
				'teamsize==4711;MembershipLevel==Go*',
				'Interests==Sales;TeamSize==4711',
			]) {
				const { body } = await keap.get(`/v2/contacts?${filter(text)}`);
				expect(present(body.contacts).map(({ id }) => id)).toEqual([contact.id]);
			}
		});

		it.each([
			'shoe_size==44',
			'given_name>Ann',
			'given_name==*nn',
			'MembershipLevel>Gold',
			'start_update_time==2026-01-01',
			'end_update_time==2026-01-01T00:00:00Z',
			'phone_number==6025550000',
			'ids==1,x',
			'given_name=Ann',
		])('refuses %s', async (text) => {
			expect((await keap.get(`/v2/contacts?${filter(text)}`)).status).toBe(400);
		});
	});

	describe('what is shown', () => {
		it('leaves out custom fields and the like unless asked', async () => {
			const { body } = await keap.get('/v2/contacts/1');
			expect(body).toHaveProperty('email_addresses');
			for (const name of [
				'custom_fields',
				'social_accounts',
				'fax_numbers',
				'tag_ids',
				'birth_date',
				'links',
			]) {
				expect(body).not.toHaveProperty(name);
			}
		});

		it('shows what is asked for and the id, nothing else', async () => {
			const { body } = await keap.get('/v2/contacts/1?fields=given_name,custom_fields');
			expect(Object.keys(body).sort()).toEqual(['custom_fields', 'given_name', 'id']);
		});
	});

	describe('writing', () => {
		it('needs a way to reach the contact', async () => {
			expect((await create({ given_name: 'Ann' })).status).toBe(400);
		});

		it('replaces the arrays it is given and leaves the rest', async () => {
			const { body: contact } = await create({
				...ann('replace@example.com'),
				phone_numbers: [{ number: '6025550001', field: 'PHONE1' }],
			});
			const { status, body } = await keap.call('PATCH', `/v2/contacts/${contact.id}`, {
				email_addresses: [{ email: 'only@example.com', field: 'EMAIL1' }],
			});
			expect(status).toBe(200);
			expect(body.email_addresses).toHaveLength(1);
			expect(body).toMatchObject({ given_name: 'Ann', phone_numbers: [{ number: '6025550001' }] });
		});

		it.each(['update_mask=given_name,job_title', 'update_mask=given_name&update_mask=job_title'])(
			'writes, and clears, what %s names',
			async (mask) => {
				const { body: contact } = await create({ ...ann('mask@example.com'), job_title: 'Baker' });
				const { body } = await keap.call('PATCH', `/v2/contacts/${contact.id}?${mask}`, {
					given_name: 'Eve',
					family_name: 'No',
				});
				expect(body).toMatchObject({ given_name: 'Eve', family_name: 'Bell' });
				expect(body).not.toHaveProperty('job_title');
			},
		);

		it('does not see a mask in square brackets, and refuses unknown names in one', async () => {
			const { body } = await keap.call('PATCH', '/v2/contacts/1?update_mask%5B0%5D=given_name', {
				family_name: 'Written',
			});
			expect(body.family_name).toBe('Written');
			expect((await keap.call('PATCH', '/v2/contacts/1?update_mask=shoe_size', {})).status).toBe(
				400,
			);
		});

		it.each([
			['an address that is none', { email_addresses: [{ email: 'nonsense', field: 'EMAIL1' }] }],
			[
				'a slot used twice',
				{
					email_addresses: [
						{ email: 'a@b.co', field: 'EMAIL1' },
						{ email: 'c@d.co', field: 'EMAIL1' },
					],
				},
			],
			['a country of two letters', { addresses: [{ country_code: 'US' }] }],
			['a region without a country', { addresses: [{ region_code: 'US-AZ' }] }],
			[
				'a region of another country',
				{ addresses: [{ region_code: 'CA-ON', country_code: 'USA' }] },
			],
			['a date with a time', { birth_date: '2000-01-01T00:00:00Z' }],
			['a day that is none', { birth_date: '2001-02-29' }],
			['an unknown type', { social_accounts: [{ type: 'ORKUT', name: 'x' }] }],
			['an unknown owner', { owner_id: '999' }],
			['an unknown custom field', { custom_fields: [{ id: '999', content: 'x' }] }],
			['an option that is none', { custom_fields: [{ id: '2', content: 'Platinum' }] }],
			['text as a number', { custom_fields: [{ id: '5', content: 'many' }] }],
			['a name that is too long', { given_name: 'A'.repeat(41) }],
		])('refuses %s', async (_, change) => {
			const { status, body } = await keap.call('PATCH', '/v2/contacts/1', change);
			expect(status).toBe(400);
			expect(body).toMatchObject({ code: 400, message: expect.any(String) });
		});

		it('creates or updates', async () => {
			expect((await create(ann('twin@example.com'), '?duplicate_option=Email')).status).toBe(201);
			const { status, body } = await create(
				{
					given_name: 'Zoe',
					email_addresses: [{ email: 'SECOND.twin@example.com', field: 'EMAIL1' }],
				},
				'?duplicate_option=Email',
			);
			expect(status).toBe(200);
			expect(body).toMatchObject({ given_name: 'Zoe', family_name: 'Bell' });
			expect(body.email_addresses).toHaveLength(1);
			expect(
				(await create(ann('SECOND.twin@example.com'), '?duplicate_option=EmailAndName')).status,
			).toBe(201);
			expect((await create(ann('x@example.com'), '?duplicate_option=email')).status).toBe(400);
		});

		it('never matches a company that is a mere name', async () => {
			const option = '?duplicate_option=EmailAndNameAndCompany';
			const named = { ...ann('company@example.com'), company: { company_name: 'Acme' } };
			expect((await create(named, option)).status).toBe(201);
			expect((await create(named, option)).status).toBe(201);
			const formal = { ...ann('formal@example.com'), company: { id: '1' } };
			expect((await create(formal, option)).status).toBe(201);
			expect((await create(formal, option)).status).toBe(200);
		});

		it('merges and deletes', async () => {
			const { body: first } = await create(ann('first@example.com'));
			const { body: second } = await create({ ...ann('other@example.com'), job_title: 'Baker' });
			keap.sandbox.store.applyTag('contact', String(second.id), 3, '2026-01-01T00:00:00.000Z');
			const { status, body } = await keap.call('POST', '/v2/contacts:merge', {
				contact_id: first.id,
				duplicate_contact_id: second.id,
			});
			expect(status).toBe(200);
			expect(body).toMatchObject({ id: first.id, job_title: 'Baker' });
			expect(keap.sandbox.store.tagsOf('contact', String(first.id))).toEqual(['3']);
			expect((await keap.get(`/v2/contacts/${second.id}`)).status).toBe(404);
			expect(await keap.call('DELETE', `/v2/contacts/${first.id}`)).toMatchObject({
				status: 204,
				body: '',
			});
			expect((await keap.call('DELETE', `/v2/contacts/${first.id}`)).status).toBe(404);
		});
	});

	describe('links', () => {
		it('counts them, refuses too many, and keeps types in use', async () => {
			const { body: type } = await keap.call('POST', '/v2/contacts/links/types', {
				name: 'Twin',
				max_links: 1,
			});
			const couple = { contact1_id: '1', contact2_id: '2', link_type_id: type.id };
			expect((await keap.call('POST', '/v2/contacts:link', couple)).status).toBe(201);
			expect(
				(await keap.call('POST', '/v2/contacts:link', { ...couple, contact2_id: '3' })).status,
			).toBe(400);
			expect((await keap.get('/v2/contacts/2/links')).body).toMatchObject({
				links: [{ link_type_name: 'Twin' }],
				next_page_token: '',
			});
			expect((await keap.call('DELETE', `/v2/contacts/links/types/${type.id}`)).status).toBe(409);
			expect((await keap.call('POST', '/v2/contacts:unlink', couple)).status).toBe(204);
			expect(
				(await keap.call('PATCH', `/v2/contacts/links/types/${type.id}`, { name: 'Pair' })).status,
			).toBe(400);
			expect(
				(
					await keap.call('PATCH', `/v2/contacts/links/types/${type.id}?update_mask=name`, {
						name: 'Pair',
					})
				).status,
			).toBe(200);
		});
	});
});
