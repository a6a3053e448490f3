import { calledBy, collection } from '../../descriptor/collection';
import { named, words } from '../../descriptor/labels';
import { startsWith } from '../../descriptor/search';

export const leadSources = collection({
	noun: 'Lead Source',
	id: 'leadSourceId',
	example: '12',
	path: '/v2/leadSources',
	items: 'lead_sources',
	pageSize: 1000,
	record: {
		columns: {
			id: 'id',
			name: 'name',
			description: 'description',
			vendor: 'vendor',
			medium: 'medium',
			message: 'message',
			status: 'status',
			lead_source_category_id: 'lead_source_category_id',
			start_time: 'start_time',
			end_time: 'end_time',
			create_time: 'create_time',
			update_time: 'update_time',
		},
	},
	key: {
		parts: [{ filter: 'name', prefix: 'name' }],
		fields: [],
		of: ({ name }) => [words(name)],
	},
	byName: calledBy('Name', 'Newsletter', 'name'),
	picker: {
		query: { order_by: 'name asc' },
		pageSize: 100,
		typed: startsWith('name'),
		id: 'id',
		label: ({ name, vendor }) => named(name, words(vendor)),
	},
});
