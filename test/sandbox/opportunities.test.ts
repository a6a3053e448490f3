import { first, present } from '../support/present';
import { FakeClock, filter, start, type Harness } from './support';

const OPTIONAL = 'custom_fields,created_by,last_updated_by,status_id,status,stage_entrance_time';

describe('opportunities', () => {
	let keap: Harness;
	const clock = new FakeClock();
	beforeAll(async () => (keap = await start({ contacts: 50, clock })));
	afterAll(async () => await keap.sandbox.close());

	const post = async (path: string, body: unknown) => await keap.call('POST', path, body);
	const patch = async (path: string, body: unknown) => await keap.call('PATCH', path, body);
	const remove = async (path: string) => await keap.call('DELETE', path);
	const now = () => new Date(clock.now()).toISOString();
	const deal = { contact_id: '1', opportunity_title: 'Big deal', stage_id: '2' };

	it('are shown with their contact, stage and user', async () => {
		const { store } = keap.sandbox;
		store.put('contact', {
			...store.get('contact', 1),
			id: '1',
			given_name: 'Ann',
			family_name: 'Bell',
			job_title: 'Buyer',
			company: { id: '3' },
			email_addresses: [{ email: 'ann@example.com', field: 'EMAIL1' }],
			phone_numbers: [{ number: '6025550101', field: 'PHONE1' }],
			addresses: [{ locality: 'Sedona', region_code: 'US-AZ', country_code: 'USA' }],
		});
		const { status, body } = await post('/v2/opportunities', {
			...deal,
			user_id: '3',
			projected_revenue_low: '99.5',
			projected_revenue_high: 1200,
			next_action_time: '2026-04-01T10:00:00+02:00',
			affiliate_id: '5',
		});
		expect(status).toBe(201);
		expect(body).toEqual({
			id: expect.any(String),
			opportunity_title: 'Big deal',
			contact: {
				id: '1',
				first_name: 'Ann',
				last_name: 'Bell',
				email: 'ann@example.com',
				city: 'Sedona',
				state: 'AZ',
				company_name: store.get('company', 3)?.company_name,
				job_title: 'Buyer',
				phone_number: '6025550101',
			},
			stage: {
				id: '2',
				name: 'Contacting',
				details: {
					probability: 25,
					stage_order: 2,
					target_num_days: 14,
					checklist_items: [
						{ id: 1, description: 'Call', required: true, item_order: 1 },
						{ id: 2, description: 'Send information', required: false, item_order: 2 },
					],
				},
			},
			user: { id: '3', first_name: 'Priya', last_name: 'Nair' },
			projected_revenue_low: 99.5,
			projected_revenue_high: 1200,
			next_action_time: '2026-04-01T08:00:00.000Z',
			include_in_forecast: true,
			affiliate_id: '5',
			created_time: now(),
			last_updated_time: now(),
		});
	});

	it.each([
		['no contact', { contact_id: undefined }],
		['no title', { opportunity_title: '' }],
		['no stage', { stage_id: null }],
		['an unknown contact', { contact_id: '999' }],
		['an unknown stage', { stage_id: '99' }],
		['an unknown user', { user_id: '99' }],
		['a date that is none', { estimated_close_time: 'soon' }],
		['a revenue that is no number', { projected_revenue_low: 'much' }],
		['an unknown custom field', { custom_fields: [{ id: '1', content: 'x' }] }],
	])('are refused with %s', async (_, change) => {
		expect((await post('/v2/opportunities', { ...deal, ...change })).status).toBe(400);
	});

	it('have optional properties and custom fields when asked', async () => {
		const { body } = await post(`/v2/opportunities?fields=${OPTIONAL}`, {
			...deal,
			user_id: '4',
			custom_fields: [{ id: '21', content: 'Rival' }],
		});
		expect(body).toMatchObject({
			created_by: '4',
			last_updated_by: '4',
			status: 'Active',
			status_id: '1',
			stage_entrance_time: now(),
			custom_fields: expect.arrayContaining([{ id: '21', content: 'Rival' }]),
		});
		const { body: plain } = await keap.get(`/v2/opportunities/${body.id}`);
		for (const name of OPTIONAL.split(',')) expect(plain).not.toHaveProperty(name);
		expect((await keap.get('/v2/opportunities?fields=opportunity_title')).status).toBe(400);
		const { body: found } = await keap.get(`/v2/opportunities?${filter('Competitor==riv*')}`);
		expect(present(found.opportunities).map(({ id }) => id)).toContain(body.id);
	});

	it('change what a mask names, and keep what they cannot do without', async () => {
		const { body } = await post('/v2/opportunities', { ...deal, opportunity_notes: 'Long' });
		const path = `/v2/opportunities/${body.id}`;
		const change = { opportunity_title: 'Small deal', contact_id: '2', opportunity_notes: null };
		expect(
			(await patch(`${path}?update_mask=opportunity_title,opportunity_notes`, change)).body,
		).toMatchObject({ opportunity_title: 'Small deal', contact: { id: '1' } });
		expect((await keap.get(path)).body).not.toHaveProperty('opportunity_notes');
		expect((await patch(`${path}?update_mask=contact_id`, {})).status).toBe(400);
		expect((await patch(`${path}?update_mask=created_time`, {})).status).toBe(400);
		expect((await remove(path)).status).toBe(204);
		expect((await keap.get(path)).status).toBe(404);
	});

	it('leave a record of every stage that they enter', async () => {
		const { body } = await post('/v2/opportunities', { ...deal, user_id: '3' });
		const moves = async (query = '') =>
			(
				await keap.get(
					`/v2/opportunities/stageMoves?${filter(`opportunity_id==${body.id}`)}${query}`,
				)
			).body.stage_moves;
		const entered = now();
		clock.advance(60_000);
		await patch(`/v2/opportunities/${body.id}`, { opportunity_title: 'Same stage' });
		await patch(`/v2/opportunities/${body.id}`, { stage_id: '2' });
		expect(await moves()).toEqual([
			{
				id: expect.any(String),
				opportunity_id: body.id,
				move_time: entered,
				move_from_stage_id: '0',
				move_to_stage_id: '2',
				user_id: '3',
				created_by: '3',
				create_time: entered,
			},
		]);
		await patch(`/v2/opportunities/${body.id}?update_mask=stage_id`, { stage_id: '3' });
		const move = first((await moves('&order_by=move_date%20desc')) ?? []);
		expect(move).toMatchObject({
			move_from_stage_id: '2',
			move_to_stage_id: '3',
			move_time: now(),
			prev_stage_move_time: entered,
		});
		expect((await keap.get(`/v2/opportunities/stageMoves/${move.id}`)).body).toEqual(move);
		expect((await keap.get(`/v2/opportunities/stageMoves?${filter('user_id==999')}`)).body).toEqual(
			{
				stage_moves: [],
				next_page_token: '',
			},
		);
		await remove(`/v2/opportunities/${body.id}`);
		expect(await moves()).toEqual([]);
	});

	it('are found by their contact, and sorted by its name', async () => {
		const count = async (text: string) =>
			present((await keap.get(`/v2/opportunities?${filter(text)}`)).body.opportunities).length;
		await post('/v2/opportunities', deal);
		expect(await count('contact_phone==602555*;contact_id==1')).toBeGreaterThan(0);
		expect(await count('contact_phone==6025550101')).toBeGreaterThan(0);
		expect(await count('contact_phone==602555')).toBe(0);
		expect(await count('contact_city==sed*')).toBeGreaterThan(0);
		expect(await count('contact_state==AZ;contact_id==1')).toBeGreaterThan(0);
		expect(await count('contact_state==US-AZ')).toBe(0);
		const { body } = await keap.get('/v2/opportunities?order_by=contact_name');
		const names = present(body.opportunities).map(({ contact }) =>
			`${present(contact).first_name} ${present(contact).last_name}`.toLowerCase(),
		);
		expect(names).toEqual([...names].sort());
		expect(new Set(names).size).toBeGreaterThan(5);
	});

	it.each([
		'opportunity_id==1;ids==1',
		`ids==${Array.from({ length: 101 }, (_, id) => id).join(',')}`,
		'projected_revenue_low!=1',
		'created_time==2026-01-01T00:00:00.000Z',
	])('cannot be filtered by %s', async (text) => {
		expect((await keap.get(`/v2/opportunities?${filter(text)}`)).status).toBe(400);
	});

	describe('stages', () => {
		const stage = { name: 'Demo', order: 7, target_number_days: 5, probability: 40 };

		it('are seeded in order', async () => {
			const { body } = await keap.get('/v2/opportunities/stages?order_by=stage_order%20desc');
			expect(present(body.stages).slice(-2)).toMatchObject([
				{ id: '2', name: 'Contacting', order: 2, target_number_days: 14, probability: 25 },
				{ id: '1', name: 'New Opportunity', order: 1, checklist_items: [] },
			]);
			const names = async (text: string) =>
				present((await keap.get(`/v2/opportunities/stages?${filter(text)}`)).body.stages).map(
					({ name }) => String(name),
				);
			expect(await names('opportunity_stage_name==ne*')).toEqual([
				'New Opportunity',
				'Negotiation',
			]);
			expect(await names('opportunity_stage_id>4;opportunity_stage_id<=5')).toEqual(['Won']);
		});

		it('have checklists whose items keep their ids', async () => {
			const item = { description: 'Book a room', required: true, order: 1 };
			const { status, body } = await post('/v2/opportunities/stages', {
				...stage,
				checklist_items: [item, { ...item, description: 'Invite' }],
			});
			expect(status).toBe(201);
			const [first, second] = present(body.checklist_items).map(({ id }) => String(id));
			expect(body).toEqual({
				id: expect.any(String),
				...stage,
				checklist_items: [
					{ id: first, ...item },
					{ id: second, ...item, description: 'Invite' },
				],
				created_time: now(),
				updated_time: now(),
			});
			const path = `/v2/opportunities/stages/${body.id}?update_mask=checklist_items`;
			const { body: changed } = await patch(path, {
				checklist_items: [{ id: second, ...item, order: 3 }, item],
			});
			expect(changed.checklist_items).toEqual([
				{ id: second, ...item, order: 3 },
				{ id: expect.any(String), ...item },
			]);
			expect(present(changed.checklist_items)[1]?.id).not.toBe(first);
			expect((await patch(path, { checklist_items: [{ ...item, id: first }] })).status).toBe(400);
		});

		it.each([
			['no order', { order: undefined }],
			['a probability over 100', { probability: 101 }],
			['a negative number of days', { target_number_days: -1 }],
			['an incomplete checklist', { checklist_items: [{ description: 'Call' }] }],
		])('are refused with %s', async (_, change) => {
			expect((await post('/v2/opportunities/stages', { ...stage, ...change })).status).toBe(400);
		});

		it('stay as long as an opportunity is in them', async () => {
			const { body } = await post('/v2/opportunities/stages', stage);
			const { body: open } = await post('/v2/opportunities', { ...deal, stage_id: body.id });
			const path = `/v2/opportunities/stages/${body.id}`;
			expect((await remove(path)).status).toBe(409);
			await patch(`/v2/opportunities/${open.id}`, { stage_id: '1' });
			expect((await remove(path)).status).toBe(204);
			expect((await keap.get(path)).status).toBe(404);
		});
	});
});
