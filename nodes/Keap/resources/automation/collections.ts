import { calledBy, collection } from '../../descriptor/collection';
import { named } from '../../descriptor/labels';
import { equals, startsWith } from '../../descriptor/search';
import { goal, sequence } from '../campaign/flow';

export const automations = collection({
	noun: 'Automation',
	id: 'automationId',
	example: '15',
	path: '/v2/automations',
	items: 'automations',
	pageSize: 25,
	record: {
		columns: {
			id: 'id',
			title: 'title',
			status: 'status',
			active_contacts: 'active_contacts',
			categories: 'categories',
			locked: 'locked',
			published_date: 'published_date',
			published_by: 'published_by',
			error_message: 'error_message',
		},
	},
	// Without an asterisk, Keap finds all whose names contain the text: one that is called so might not be on the first page,
	// of 25. Of those that begin with it, it comes first.
	byName: { ...calledBy('Name', 'Welcome New Leads', 'title'), typed: startsWith('name') },
	picker: {
		query: { order_by: 'name asc' },
		typed: equals('name'),
		id: 'id',
		label: ({ title, status }) => named(title, status === 'DRAFT' ? 'draft' : ''),
	},
});

const parents = { automationId: 'Automation' };

/**
 * The sequences and goals of an automation. Keap lists them for campaigns only, which is what it called automations before:
 * both have the same IDs.
 */
export const automationSequences = collection({
	...sequence,
	plural: 'Automation Sequences',
	path: '/v2/campaigns/{automationId}/sequences',
	parents,
});

export const automationGoals = collection({
	...goal,
	plural: 'Automation Goals',
	path: '/v2/campaigns/{automationId}/goals',
	parents,
});
