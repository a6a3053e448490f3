import type { Store } from '../store';
import type { JsonObject } from '../types';

/** Appointments of the first users, two of them with the same contact. */
export function seedAppointments(store: Store): void {
	const contact = (id: string): JsonObject =>
		store.get('contact', id) === undefined ? {} : { contact_id: id };
	store.insertMany('appointment', [
		{
			title: 'First consultation',
			description: 'Bring the offer of last week',
			start_date: '2026-01-20T16:00:00.000Z',
			end_date: '2026-01-20T17:00:00.000Z',
			location: '480 Saguaro Lane, Sedona',
			user: '1',
			...contact('1'),
		},
		{
			title: 'Demo',
			start_date: '2026-02-03T18:00:00.000Z',
			end_date: '2026-02-03T18:30:00.000Z',
			location: 'Online',
			user: '3',
			...contact('1'),
		},
		{
			title: 'Team meeting',
			start_date: '2026-02-05T15:00:00.000Z',
			end_date: '2026-02-05T15:45:00.000Z',
			user: '3',
		},
	]);
}
