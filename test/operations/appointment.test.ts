import type { INodeParameters } from 'n8n-workflow';

import { expectInputError, expectKeapError } from '../support/errors';
import { DEFAULT_KEY, useKeap } from '../support/keap';
import { addContact, byEmail, byId, emails, lastSent, output, sent, stored, TIME } from './support';

const TOKEN = 'KeapAK-token-of-user-3';

const keap = useKeap({
	keys: [
		{ key: DEFAULT_KEY, kind: 'SAK' },
		{ key: TOKEN, kind: 'PAT', userId: '3' },
	],
});

const appointment = (operation: string, parameters: INodeParameters = {}) => ({
	resource: 'appointment',
	operation,
	...parameters,
});

const START = '2026-03-01T09:00:00.000Z';
const END = '2026-03-01T10:00:00.000Z';

const demo = { title: 'Demo', startDate: START, endDate: END };

const add = (more: object = {}) =>
	keap.sandbox.store.insert('appointment', {
		title: 'Demo',
		start_date: START,
		end_date: END,
		...more,
	}).id;

describe('create', () => {
	it('sends IDs as the numbers that REST v1 takes, also those of emails', async () => {
		const contact = addContact(keap, { email_addresses: emails('ada@example.org') });
		const run = await keap.run(
			appointment('create', {
				...demo,
				contactId: byEmail('ada@example.org'),
				additionalFields: {
					description: 'Bring the offer',
					location: 'Online',
					remindTime: 30,
					userId: byId('Priya Nair'),
				},
			}),
		);
		expect(lastSent(keap)).toEqual({
			call: 'POST /v1/appointments',
			query: {},
			body: {
				title: 'Demo',
				start_date: START,
				end_date: END,
				contact_id: Number(contact),
				description: 'Bring the offer',
				location: 'Online',
				remind_time: 30,
				user: 3,
			},
		});
		expect(output(run)).toEqual([
			{
				id: expect.any(Number),
				title: 'Demo',
				description: 'Bring the offer',
				start_date: START,
				end_date: END,
				location: 'Online',
				contact_id: Number(contact),
				user_id: 3,
				remind_time: 30,
			},
		]);
	});

	it('reads times in the time zone of the workflow', async () => {
		await keap.run(appointment('create', { ...demo, startDate: '2026-03-01T08:00:00' }), {
			timezone: 'Europe/Berlin',
		});
		expect(lastSent(keap).body).toMatchObject({ start_date: '2026-03-01T07:00:00.000Z' });
	});

	it.each([
		['title', 'Title'],
		['startDate', 'Start'],
		['endDate', 'End'],
	])('creates nothing without %s', async (name, label) => {
		const run = await keap.run(appointment('create', { ...demo, [name]: '={{ "" }}' }));
		expectInputError(run, 0, 'empty', label);
		expect(keap.calls()).toEqual([]);
	});

	it('is not repeated when it may have been carried out', async () => {
		keap.sandbox.setFaults(() => ({ kind: 'resetAfter' }));
		await keap.run(appointment('create', demo), { onError: 'continueRegularOutput' });
		expect(keap.calls()).toEqual(['POST /v1/appointments']);
	});
});

it('gets one', async () => {
	const id = add({ contact_id: '1' });
	const run = await keap.run(appointment('get', { appointmentId: byId(id) }));
	expect(keap.calls()).toEqual([`GET /v1/appointments/${id}`]);
	expect(output(run)).toEqual([
		expect.objectContaining({ id: Number(id), title: 'Demo', contact_id: 1, user_id: null }),
	]);
});

describe('getMany', () => {
	it('filters by parameters of their own', async () => {
		const contact = addContact(keap, { email_addresses: emails('grace@example.org') });
		const [, within] = ['2026-04-01', '2026-04-10', '2026-05-01'].map((day) =>
			add({ contact_id: contact, start_date: `${day}T09:00:00.000Z` }),
		);
		const run = await keap.run(
			appointment('getMany', {
				filters: {
					contactId: byEmail('grace@example.org'),
					sinceTime: '2026-04-05T00:00:00Z',
					untilTime: '2026-04-30T00:00:00Z',
				},
			}),
		);
		expect(sent(keap)[1]).toEqual({
			call: 'GET /v1/appointments',
			query: {
				contact_id: contact,
				since: '2026-04-05T00:00:00.000Z',
				until: '2026-04-30T00:00:00.000Z',
				limit: '50',
				offset: '0',
			},
			body: undefined,
		});
		expect(output(run).map(({ id }) => id)).toEqual([Number(within)]);
	});

	it('asks for nothing when a filter is empty', async () => {
		const filters = { contactId: '={{ "" }}' };
		const run = await keap.run(appointment('getMany', { filters }));
		expectInputError(run, 0, 'empty', 'Contact');
		expect(keap.calls()).toEqual([]);
	});

	it('follows the pages to the last one, or to the limit', async () => {
		const contact = addContact(keap);
		keap.sandbox.store.insertMany(
			'appointment',
			Array.from({ length: 1_001 }, (_, i) => ({
				title: `Call ${i}`,
				start_date: TIME,
				end_date: TIME,
				contact_id: contact,
			})),
		);
		const filters = { contactId: byId(contact) };
		const all = await keap.run(appointment('getMany', { returnAll: true, filters }));
		expect(new Set(output(all).map(({ id }) => id)).size).toBe(1_001);
		const places = sent(keap).map(({ query }) => [query.limit, query.offset]);
		expect(places.slice(0, 2)).toEqual([
			['1000', '0'],
			['1000', '1000'],
		]);
		const some = await keap.run(appointment('getMany', { limit: 3, filters }));
		expect(output(some)).toHaveLength(3);
		expect(sent(keap).map(({ query }) => query.limit)).toEqual(['3']);
	});

	it('lists those of the user behind a Personal Access Token', async () => {
		const mine = add({ user: '3' });
		add({ user: '4' });
		const run = await keap.run(appointment('getMany', { returnAll: true }), { key: TOKEN });
		expect(output(run).map(({ user_id: user }) => user)).not.toContain(4);
		expect(output(run).map(({ id }) => id)).toContain(Number(mine));
	});
});

describe('update', () => {
	it('sends what changes, and no mask', async () => {
		const id = add({ location: 'Online' });
		const run = await keap.run(
			appointment('update', { appointmentId: byId(id), updateFields: { title: 'Long Demo' } }),
		);
		expect(sent(keap)).toEqual([
			{ call: `PATCH /v1/appointments/${id}`, query: {}, body: { title: 'Long Demo' } },
		]);
		expect(output(run)).toEqual([
			expect.objectContaining({ title: 'Long Demo', location: 'Online' }),
		]);
		expect(stored(keap, 'appointment', id)).toMatchObject({ title: 'Long Demo' });
	});

	it('sends nothing when nothing is to be changed', async () => {
		const run = await keap.run(appointment('update', { appointmentId: byId(add()) }));
		expectInputError(run, 0, 'missing', 'Update Fields');
		expect(keap.calls()).toEqual([]);
	});

	it('clears what is empty where that is wanted', async () => {
		const id = add({ location: 'Online' });
		await keap.run(
			appointment('update', {
				appointmentId: byId(id),
				updateFields: { location: '' },
				options: { emptyValues: 'clear' },
			}),
		);
		expect(lastSent(keap).body).toEqual({ location: null });
		expect(stored(keap, 'appointment', id)).not.toHaveProperty('location');
	});
});

it('deletes', async () => {
	const id = add();
	const run = await keap.run(appointment('delete', { appointmentId: byId(id) }));
	expect(keap.calls()).toEqual([`DELETE /v1/appointments/${id}`]);
	expect(output(run)).toEqual([{ deleted: true }]);
	const again = await keap.run(appointment('get', { appointmentId: byId(id) }));
	expectKeapError(again, 0, 'notFound', 'Appointment');
});
