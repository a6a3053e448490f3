import { calledBy } from '../../descriptor/collection';
import { named, words } from '../../descriptor/labels';
import type { Columns } from '../../descriptor/recordOutput';

/** What campaigns and automations consist of: sequences of steps, and the goals that contacts achieve between them. */

const historical = (counts: string): Columns => ({
	contacts_24_hours: `${counts}.24_hours`,
	contacts_30_days: `${counts}.30_days`,
});

type Json = Readonly<Record<string, unknown>>;

export const sequence = {
	noun: 'Sequence',
	id: 'sequenceId',
	example: '7',
	items: 'sequences',
	listOnly: true,
	record: {
		columns: {
			id: 'id',
			name: 'name',
			active_contacts: 'active_contact_count',
			completed_contacts: 'active_contact_count_completed',
			...historical('historical_contact_count'),
		},
	},
	byName: calledBy('Name', 'Welcome Emails', 'name'),
	picker: { label: ({ name }: Json) => words(name) },
} as const;

export const goal = {
	noun: 'Goal',
	id: 'goalId',
	example: '12',
	items: 'goals',
	listOnly: true,
	record: {
		columns: {
			id: 'id',
			name: 'name',
			type: 'type',
			previous_sequence_ids: 'previous_sequence_ids',
			next_sequence_ids: 'next_sequence_ids',
			...historical('historical_contact_counts'),
		},
	},
	byName: calledBy('Name', 'Form Submitted', 'name'),
	picker: { label: ({ name, type }: Json) => named(name, words(type)) },
} as const;
