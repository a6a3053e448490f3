import { collection, routesOf } from '../collection';
import { objects } from '../body';
import * as filter from '../filter';
import { byText, byValue } from '../paging';
import type { Call, Json } from '../types';
import { recordIn } from '../values';

const MAX_IDS = 100;

export const opportunities = collection({
	kind: 'opportunity',
	path: '/v2/opportunities',
	operations: ['list'],
	properties: {
		contact_id: { type: recordIn('contact'), as: 'contact', show: contactOf },
		stage_id: {
			type: recordIn('stage'),
			as: 'stage',
			show: (id, { store }) => store.get('stage', String(id)),
		},
		user_id: { type: recordIn('user'), as: 'user', show: userName },
	},
	customFields: 'OPPORTUNITY',
	fields: {
		optional: [
			'custom_fields',
			'created_by',
			'last_updated_by',
			'status_id',
			'monthly_revenue',
			'order_revenue',
			'objection',
			'status',
			'stage_entrance_time',
		],
	},
	list: {
		items: 'opportunities',
		filters: {
			stage_id: filter.reference('stage_id'),
			user_id: filter.reference('user_id'),
			contact_id: filter.reference('contact_id'),
			affiliate_id: filter.reference('affiliate_id'),
			opportunity_title: filter.text('opportunity_title', { prefix: true }),
			opportunity_id: filter.recordId(),
			ids: filter.recordIds(MAX_IDS),
			projected_revenue_high: filter.decimal('projected_revenue_high'),
			projected_revenue_low: filter.decimal('projected_revenue_low'),
		},
		exclusive: ['opportunity_id', 'ids'],
		order: {
			next_action_time: byValue('next_action_time'),
			opportunity_title: byText('opportunity_title'),
			created_time: byValue('created_time'),
			updated_time: byValue('last_updated_time'),
		},
	},
});

function contactOf(id: Json, { store }: Call): Json {
	const contact = store.get('contact', String(id));
	return {
		id: String(id),
		first_name: contact?.given_name ?? null,
		last_name: contact?.family_name ?? null,
		email: objects(contact?.email_addresses)[0]?.email ?? null,
	};
}

function userName(id: Json, { store }: Call): Json | undefined {
	const user = store.get('user', String(id));
	return (
		user && { id: user.id, first_name: user.given_name ?? '', last_name: user.family_name ?? '' }
	);
}

export const opportunityRoutes = routesOf(opportunities);
