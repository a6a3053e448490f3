import { expectKeapError } from '../support/errors';
import { DEFAULT_KEY, useKeap } from '../support/keap';
import { first } from '../support/present';
import { byId, output, sent, TIME } from './support';

const token = 'KeapAK-token-of-user-2';

const keap = useKeap({
	contacts: 5,
	keys: [
		{ key: DEFAULT_KEY, kind: 'SAK' },
		{ key: token, kind: 'PAT', userId: '2' },
	],
});

const own = { resource: 'task', operation: 'getManyOfCurrentUser' };

it('returns the columns of other tasks, filtered by parameters of their own', async () => {
	const { store } = keap.sandbox;
	const due = { title: 'Call', assigned_to_user_id: '2', contact_id: '3', due_time: TIME };
	const task = store.insert('task', {
		...due,
		priority: 'ESSENTIAL',
		completed: false,
		create_time: TIME,
		modification_time: '2030-01-02T00:00:00.000Z',
	});
	store.insert('task', { ...due, modification_time: '2031-01-02T00:00:00.000Z' });
	const run = await keap.run(
		{
			...own,
			filters: {
				assignedToUserId: byId(2),
				contactId: byId(3),
				hasDueDate: true,
				isCompleted: false,
				sinceTime: '2030-01-01T00:00:00Z',
				untilTime: '2030-12-31T00:00:00Z',
			},
		},
		{ key: token },
	);
	expect(first(sent(keap))).toEqual({
		call: 'GET /v1/tasks/search',
		query: {
			user_id: '2',
			contact_id: '3',
			has_due_date: 'true',
			completed: 'false',
			since: '2030-01-01T00:00:00.000Z',
			until: '2030-12-31T00:00:00.000Z',
			limit: '50',
			offset: '0',
		},
		body: undefined,
	});
	expect(output(run)).toEqual([
		{
			id: Number(task.id),
			title: 'Call',
			description: null,
			contact_id: 3,
			assigned_to_user_id: 2,
			type: null,
			priority: 2,
			due_time: TIME,
			completed: false,
			completion_time: null,
			create_time: TIME,
		},
	]);
});

it('says that a Service Account Key is nobody', async () => {
	expectKeapError(await keap.run(own), 0, 'forbidden', 'There is no user behind this key');
});
