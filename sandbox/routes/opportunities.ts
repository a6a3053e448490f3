import { customFilters, fieldsOf, showCustomFields } from '../custom-fields';
import { COMPARISON, decimal, filters, recordId, recordIds, reference, text } from '../filter';
import { byText, byValue, listPage } from '../paging';
import type { Store } from '../store';
import type { Call, Doc, Json, JsonObject, Route } from '../types';
import { isObject, requestedFields } from '../values';

const OPTIONAL = [
	'custom_fields',
	'created_by',
	'last_updated_by',
	'status_id',
	'monthly_revenue',
	'order_revenue',
	'objection',
	'status',
	'stage_entrance_time',
];
const MAX_IDS = 100;

export function opportunityRoutes(store: Store): Route[] {
	return [
		{
			method: 'GET',
			path: '/v2/opportunities',
			handle: (call) =>
				listPage(store, call, {
					kind: 'opportunity',
					items: 'opportunities',
					filters: filters(
						{
							stage_id: reference('stage_id'),
							user_id: reference('user_id'),
							contact_id: reference('contact_id'),
							affiliate_id: reference('affiliate_id'),
							opportunity_title: text('opportunity_title', { prefix: true }),
							opportunity_id: recordId(COMPARISON),
							ids: recordIds(MAX_IDS),
							projected_revenue_high: decimal('projected_revenue_high'),
							projected_revenue_low: decimal('projected_revenue_low'),
						},
						customFilters(store, 'OPPORTUNITY'),
					),
					order: {
						next_action_time: byValue('next_action_time'),
						opportunity_title: byText('opportunity_title'),
						created_time: byValue('created_time'),
						updated_time: byValue('last_updated_time'),
					},
					show: shower(store, call),
				}),
		},
	];
}

function shower(store: Store, call: Call): (doc: Doc) => JsonObject {
	const asked = requestedFields(call.query, OPTIONAL) ?? new Set<string>();
	const hidden = OPTIONAL.filter((name) => !asked.has(name));
	const customFields = fieldsOf(store, 'OPPORTUNITY');
	return ({ contact_id: contactId, stage_id: stageId, user_id: userId, ...doc }) => {
		const shown: JsonObject = {
			...doc,
			contact: contactOf(store, contactId),
			stage: store.get('stage', String(stageId)) ?? null,
		};
		const user = store.get('user', String(userId));
		if (user !== undefined)
			shown.user = {
				id: user.id,
				first_name: user.given_name ?? '',
				last_name: user.family_name ?? '',
			};
		if (asked.has('custom_fields'))
			shown.custom_fields = showCustomFields(customFields, doc.custom_fields);
		for (const name of hidden) delete shown[name];
		return shown;
	};
}

function contactOf(store: Store, id: Json | undefined): JsonObject {
	const contact = store.get('contact', String(id));
	const [email] = Array.isArray(contact?.email_addresses) ? contact.email_addresses : [];
	return {
		id: String(id),
		first_name: contact?.given_name ?? null,
		last_name: contact?.family_name ?? null,
		email: isObject(email) ? (email.email ?? null) : null,
	};
}
