import { present } from '../support/present';
import { FakeClock, filter, start, type Harness } from './support';

describe('lead sources', () => {
	let keap: Harness;
	const clock = new FakeClock();
	beforeAll(async () => (keap = await start({ contacts: 5, clock })));
	afterAll(async () => await keap.sandbox.close());

	const post = async (path: string, body: unknown) => await keap.call('POST', path, body);
	const patch = async (path: string, body: unknown) => await keap.call('PATCH', path, body);
	const remove = async (path: string) => await keap.call('DELETE', path);
	const now = () => new Date(clock.now()).toISOString();
	const usd = (amount: number, formatted_amount: string) => ({
		amount,
		currency_code: 'USD',
		formatted_amount,
	});
	const aSource = async (more = {}) =>
		String((await post('/v2/leadSources', { name: 'Podcast', ...more })).body.id);
	const ids = async (path: string, items: string) =>
		present((await keap.get(path)).body[items]).map(({ id }) => String(id));

	it('are shown as they were written, with times and a status', async () => {
		const { status, body } = await post('/v2/leadSources', {
			name: 'Radio',
			vendor: 'KJZZ',
			medium: 'radio',
			lead_source_category_id: 1,
			start_time: '2026-01-01T00:00:00+01:00',
		});
		expect(status).toBe(201);
		expect(body).toEqual({
			id: expect.any(String),
			name: 'Radio',
			vendor: 'KJZZ',
			medium: 'radio',
			status: 'ACTIVE',
			lead_source_category_id: '1',
			start_time: '2025-12-31T23:00:00.000Z',
			create_time: now(),
			update_time: now(),
		});
		expect((await keap.get(`/v2/leadSources/${body.id}`)).body).toEqual(body);
	});

	it.each([
		['no name', { name: '' }],
		['an unknown category', { lead_source_category_id: '999' }],
		['an unknown status', { status: 'PAUSED' }],
		[
			'an end before its start',
			{ start_time: '2026-02-01T00:00:00Z', end_time: '2026-01-01T00:00:00Z' },
		],
	])('are refused with %s', async (_, wrong) => {
		expect((await post('/v2/leadSources', { name: 'X', ...wrong })).status).toBe(400);
	});

	it('are filtered by each key, and sorted', async () => {
		const time = '2027-05-01T00:00:00.000Z';
		const id = await aSource({
			description: 'Audio ads',
			vendor: 'Acast',
			medium: 'audio',
			message: 'Listen now',
			lead_source_category_id: '2',
			status: 'INACTIVE',
			start_time: time,
			end_time: time,
		});
		for (const text of [
			'name==pod*',
			'description==Audio*',
			'vendor==acast',
			'medium==aud*;status==INACTIVE',
			'message==Listen*',
			'lead_source_category_id==2;name==Podcast',
			`start_time==${time}`,
			`end_time==${time}`,
			`id>=${id}`,
		])
			expect([text, await ids(`/v2/leadSources?${filter(text)}`, 'lead_sources')]).toEqual([
				text,
				[id],
			]);
		expect(
			await ids(`/v2/leadSources?${filter('id<=4')}&order_by=name%20desc`, 'lead_sources'),
		).toEqual(['3', '4', '2', '1']);
		expect((await keap.get(`/v2/leadSources?${filter('vendor>=A')}`)).status).toBe(400);
		await remove(`/v2/leadSources/${id}`);
	});

	it('lose their category, and take their expenses with them', async () => {
		const { body: category } = await post('/v2/leadSourceCategories', { name: 'Audio' });
		expect((await post('/v2/leadSourceCategories', { name: 'audio' })).status).toBe(400);
		const id = await aSource({ lead_source_category_id: category.id });
		expect((await remove(`/v2/leadSourceCategories/${category.id}`)).status).toBe(204);
		expect((await keap.get(`/v2/leadSources/${id}`)).body).not.toHaveProperty(
			'lead_source_category_id',
		);
		const { store } = keap.sandbox;
		const count = () =>
			store.count('leadSourceExpense') + store.count('leadSourceRecurringExpense');
		const before = count();
		await post(`/v2/leadSources/${id}/expenses`, { amount: 1 });
		await post(`/v2/leadSources/${id}/recurringExpenses`, { amount: 1 });
		expect((await patch('/v2/contacts/1', { leadsource_id: '999' })).status).toBe(400);
		expect((await patch('/v2/contacts/1', { leadsource_id: id })).status).toBe(200);
		expect(await ids(`/v2/contacts?${filter('lead_source_name==Podc*')}`, 'contacts')).toEqual([
			'1',
		]);
		expect((await remove(`/v2/leadSources/${id}`)).status).toBe(204);
		expect(count()).toBe(before);
		expect(store.get('contact', 1)).not.toHaveProperty('leadsource_id');
	});

	it('have categories that are found by the beginning of both texts', async () => {
		const found = async (query: string) =>
			await ids(`/v2/leadSourceCategories?${query}`, 'lead_source_categories');
		expect(await found(filter('name==paid*;description==What*'))).toEqual(['1']);
		expect(await found('order_by=name')).toEqual(['3', '1', '2']);
		expect((await keap.get('/v2/leadSourceCategories?order_by=description')).status).toBe(400);
		expect(
			(await patch('/v2/leadSourceCategories/3?update_mask=description', { name: 'No' })).body,
		).toEqual({
			id: '3',
			name: 'Events',
			create_time: expect.any(String),
			update_time: now(),
		});
	});

	describe('expenses', () => {
		it('are written in cents, and shown with their currency', async () => {
			const id = await aSource();
			const { status, body } = await post(`/v2/leadSources/${id}/expenses`, {
				title: 'Spot',
				amount: 22550,
			});
			expect(status).toBe(201);
			expect(body).toEqual({
				id: expect.any(String),
				lead_source_id: id,
				title: 'Spot',
				amount: usd(22550, '$225.50'),
				incurred_time: now(),
				create_time: now(),
				update_time: now(),
			});
			const path = `/v2/leadSources/${id}/expenses/${body.id}`;
			expect((await patch(`${path}?update_mask=amount`, { amount: 5, title: 'No' })).body).toEqual({
				...body,
				amount: usd(5, '$0.05'),
			});
			expect((await keap.get(`/v2/leadSources/2/expenses/${body.id}`)).status).toBe(404);
			expect((await remove(path)).status).toBe(204);
			for (const wrong of [{ title: 'Free' }, { amount: 1.5 }, { amount: -1 }])
				expect((await post(`/v2/leadSources/${id}/expenses`, wrong)).status).toBe(400);
		});

		it('are listed for one lead source, for all, and for what they recur for', async () => {
			const found = async (below: string) =>
				await ids(`/v2/leadSources/${below}`, 'lead_source_expenses');
			expect(await found('4/expenses')).toEqual(['3']);
			expect(await found('-/expenses?order_by=amount%20desc&page_size=1')).toEqual(['3']);
			expect(
				await found(`-/expenses?${filter('incurred_time==2026-01-01T00:00:00.000Z')}`),
			).toEqual(['2']);
			expect(await found(`-/expenses?${filter('amount==180000;title==booth')}`)).toEqual(['3']);
			expect(await found('1/recurringExpenses/1/expenses?order_by=incurred_time%20desc')).toEqual([
				'2',
				'1',
			]);
			expect((await keap.get('/v2/leadSources/2/recurringExpenses/1/expenses')).status).toBe(404);
			expect((await post('/v2/leadSources/-/expenses', { amount: 1 })).status).toBe(400);
			expect((await keap.get(`/v2/leadSources/1/expenses?${filter('title==Go*')}`)).body).toEqual({
				lead_source_expenses: [],
				next_page_token: '',
			});
		});

		it('recur, and fall due at their start', async () => {
			const id = await aSource();
			const path = `/v2/leadSources/${id}/recurringExpenses`;
			const start_time = '2026-06-01T00:00:00.000Z';
			const { body } = await post(path, { title: 'Show', amount: 100, start_time });
			expect(body).toEqual({
				id: expect.any(String),
				lead_source_id: id,
				title: 'Show',
				amount: usd(100, '$1.00'),
				start_time,
				next_expense_time: start_time,
				create_time: now(),
				update_time: now(),
			});
			const found = async (query: string) =>
				await ids(`${path}?${query}`, 'lead_source_recurring_expenses');
			for (const key of ['start_time', 'next_expense_time'])
				expect(await found(filter(`${key}==${start_time}`))).toEqual([body.id]);
			expect(await found('order_by=next_expense_time%20desc')).toEqual([body.id]);
			expect((await patch(`${path}/${body.id}`, { end_time: '2026-05-01T00:00:00Z' })).status).toBe(
				400,
			);
			const { store } = keap.sandbox;
			const expense = store.insert('leadSourceExpense', {
				lead_source_id: id,
				lead_source_recurring_expense_id: String(body.id),
				amount: 100,
			});
			expect((await remove(`${path}/${body.id}`)).status).toBe(204);
			expect(store.get('leadSourceExpense', expense.id)).not.toHaveProperty(
				'lead_source_recurring_expense_id',
			);
		});
	});
});
