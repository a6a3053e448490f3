import { filter, start, type Harness } from './support';

describe('automations', () => {
	let keap: Harness;
	beforeAll(async () => (keap = await start({ contacts: 2 })));
	beforeEach(() => keap.sandbox.reset());
	afterAll(async () => await keap.sandbox.close());

	const titles = async (query: string) =>
		(await keap.get(`/v2/automations?${query}`)).body.automations?.map(({ title }) => title);
	const post = async (path: string, body: unknown) => await keap.call('POST', path, body);

	it('are found by a part of the name, by the beginning, and by state, category and ID', async () => {
		expect(await titles(filter('name==up'))).toEqual(['Webinar Follow-Up']);
		expect(await titles(filter('name==up*'))).toEqual([]);
		expect(await titles(filter('name==we*;status==published'))).toHaveLength(2);
		expect(await titles(filter('categories==2,3;id!=3'))).toEqual([
			'Webinar Follow-Up',
			'Win Back',
		]);
		expect((await keap.get(`/v2/automations?${filter('status==PUBLISHED')}`)).status).toBe(400);
		expect((await keap.get('/v2/automations?page_size=26')).status).toBe(400);
	});

	it('are sorted by the contacts in them, also where only IDs are listed', async () => {
		await post('/v2/automations/3/sequences/4:addContacts', { contact_ids: ['1', '2'] });
		await post('/v2/automations/2/sequences/3:addContacts', { contact_ids: ['1'] });
		const { body } = await keap.get('/v2/automations/ids?order_by=activeContacts%20desc');
		expect(body).toEqual({
			automation_ids: ['3', '2', '4', '1'],
			locked_automation_ids: ['2'],
			next_page_token: '',
		});
		expect((await keap.get('/v2/automations/3')).body.active_contacts).toBe(2);
		expect((await keap.get('/v2/campaigns/3')).body.active_contact_count).toBe(2);
	});

	it('show sequences and goals while they are published', async () => {
		const named = async (what: string) => (await keap.get(`/v2/campaigns/1/${what}`)).body;
		expect(await named('sequences')).toMatchObject({ campaign_id: '1', next_page_token: '' });
		expect((await named('goals')).goals).toHaveLength(3);
		const { status } = await keap.call('PUT', '/v2/automations/1/unpublish', {});
		expect(status).toBe(200);
		expect([(await named('sequences')).sequences, (await named('goals')).goals]).toEqual([[], []]);
	});

	it('change none of several where one is not there', async () => {
		const batch = { automation_ids: ['1', '99'] };
		expect((await post('/v2/automations/batch-unpublish', batch)).status).toBe(404);
		expect((await keap.call('DELETE', '/v2/automations?automation_ids=1,99')).status).toBe(404);
		expect((await keap.call('DELETE', '/v2/automations')).status).toBe(400);
		expect((await keap.get('/v2/automations/1')).body.status).toBe('PUBLISHED');
	});

	it('are given categories, all of them by the ID 0', async () => {
		const assign = { category_ids: ['3'], automation_ids: ['0'], apply_category: true };
		expect((await post('/v2/automations/categories/batchAssign', assign)).status).toBe(200);
		const { body } = await keap.get('/v2/automationCategory');
		expect(body.automation_categories?.[2]).toEqual({
			id: '3',
			name: 'Sales',
			automation_count: 4,
		});
	});

	it('go with their sequences and goals', async () => {
		expect((await keap.call('DELETE', '/v2/automations?automation_ids=1')).status).toBe(204);
		const { store } = keap.sandbox;
		const left = ['sequence', 'goal'].flatMap((kind) =>
			store.list(kind).map(({ automation_id }) => automation_id),
		);
		expect(left).not.toContain('1');
	});

	describe('goals', () => {
		const achieve = async (body: object) =>
			await post('/v2/automations/goals/achieve', { contact_id: 1, ...body });

		it('stop what comes before, and start what comes after', async () => {
			await achieve({ automation_id: 1, goal_id: 1 });
			const { body } = await achieve({ automation_id: 1, goal_id: 2 });
			expect(body.results?.[0]).toMatchObject({
				flow_start_results: [{ flow_id: 2 }],
				flow_stop_results: [{ flow_id: 1 }],
			});
		});

		it.each([
			['neither', {}],
			['both', { automation_id: 1, goal_id: 1, integration: 'myShop', call_name: 'orderPaid' }],
			['half', { automation_id: 1 }],
			['a text for an ID', { automation_id: '1', goal_id: 1 }],
			['no contact', { contact_id: undefined, automation_id: 1, goal_id: 1 }],
		])('are refused with %s', async (_, body) => {
			expect((await achieve(body)).status).toBe(400);
		});

		it('of another automation are not there', async () => {
			expect((await achieve({ automation_id: 2, goal_id: 1 })).status).toBe(404);
		});
	});

	it.each([
		['WordPress options with spaces in their key', '/v2/integrations/wordpress/options'],
		[
			'WordPress options with a key that is taken',
			'/v2/integrations/wordpress/options',
			'Blog2026',
		],
	])('refuses %s', async (_, path, key = 'a b') => {
		expect((await post(path, { key, name: 'Any' })).status).toBe(400);
	});

	it('has web forms as pages', async () => {
		const { headers, body } = await keap.get('/v2/webforms/1:data');
		expect(headers.get('content-type')).toContain('text/html');
		expect(body).toContain('<form');
	});
});
