import { calledBy, collection } from '../descriptor/collection';
import { named, words } from '../descriptor/labels';
import { startsWith } from '../descriptor/search';

export const leadSources = collection({
	noun: 'Lead Source',
	id: 'leadSourceId',
	example: '12',
	path: '/v2/leadSources',
	items: 'lead_sources',
	pageSize: 1000,
	byName: calledBy('Name', 'Newsletter', 'name'),
	picker: {
		query: { order_by: 'name asc' },
		pageSize: 100,
		typed: startsWith('name'),
		id: 'id',
		label: ({ name, vendor }) => named(name, words(vendor)),
	},
});
