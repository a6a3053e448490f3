import { calledBy, collection } from '../../descriptor/collection';
import { named } from '../../descriptor/labels';
import { equals } from '../../descriptor/search';
import { goal, sequence } from './flow';

export const campaigns = collection({
	noun: 'Campaign',
	id: 'campaignId',
	example: '15',
	path: '/v2/campaigns',
	items: 'campaigns',
	pageSize: 1000,
	record: {
		columns: {
			id: 'id',
			name: 'name',
			published: 'published_status',
			active_contacts: 'active_contact_count',
			completed_contacts: 'completed_contact_count',
			locked: 'locked',
			time_zone: 'time_zone',
			date_created: 'date_created',
			published_date: 'published_date',
			error_message: 'error_message',
		},
	},
	// Keap finds all whose names contain the text.
	byName: { ...calledBy('Name', 'Welcome New Leads', 'name'), typed: equals('name') },
	picker: {
		query: { order_by: 'name asc' },
		pageSize: 100,
		typed: equals('name'),
		label: ({ name, published_status: published }) =>
			named(name, published === false ? 'draft' : ''),
	},
});

const parents = { campaignId: 'Campaign' };

export const campaignSequences = collection({
	...sequence,
	plural: 'Campaign Sequences',
	path: '/v2/campaigns/{campaignId}/sequences',
	parents,
});

export const campaignGoals = collection({
	...goal,
	plural: 'Campaign Goals',
	path: '/v2/campaigns/{campaignId}/goals',
	parents,
});
