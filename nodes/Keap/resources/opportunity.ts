import { collection } from '../descriptor/collection';
import { fullName, named, textAt } from '../descriptor/labels';
import { startsWith } from '../descriptor/search';

export const opportunities = collection({
	noun: 'Opportunity',
	plural: 'Opportunities',
	id: 'opportunityId',
	example: '77',
	path: '/v2/opportunities',
	items: 'opportunities',
	pageSize: 1000,
	fields: 'add',
	byId: { filter: 'ids', max: 100 },
	picker: {
		query: { order_by: 'created_time desc' },
		pageSize: 100,
		typed: startsWith('opportunity_title'),
		id: 'opportunity_id',
		label: (opportunity) =>
			named(
				opportunity.opportunity_title,
				fullName(
					textAt(opportunity, 'contact.first_name'),
					textAt(opportunity, 'contact.last_name'),
				),
			),
	},
});
