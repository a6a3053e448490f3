import { start, type Harness } from './support';

const TOKEN = 'KeapAK-token-of-user-3';

describe('appointments of REST v1', () => {
	let keap: Harness;
	beforeAll(
		async () =>
			(keap = await start({ contacts: 5, keys: [{ key: TOKEN, kind: 'PAT', userId: '3' }] })),
	);
	afterAll(async () => await keap.sandbox.close());

	const demo = {
		title: 'Demo',
		start_date: '2026-03-01T09:00:00Z',
		end_date: '2026-03-01T10:00:00Z',
	};
	const create = async (more: object) =>
		await keap.call('POST', '/v1/appointments', { ...demo, ...more }, TOKEN);

	it('belong to whoever creates them, and have numbers for IDs', async () => {
		const { status, body } = await create({ contact_id: 1, remind_time: 5 });
		expect(status).toBe(201);
		expect(body).toMatchObject({ contact_id: 1, user: 3, remind_time: 5 });
		expect(typeof body.id).toBe('number');
	});

	it.each([
		['a reminder about nobody', { remind_time: 5 }],
		['an unknown reminder', { remind_time: 7, contact_id: 1 }],
		['an end before the start', { end_date: '2026-02-28T10:00:00Z' }],
		['no title', { title: null }],
		['an unknown contact', { contact_id: 99 }],
	])('are refused with %s', async (_, wrong) => {
		expect((await create(wrong)).status).toBe(400);
	});
});
