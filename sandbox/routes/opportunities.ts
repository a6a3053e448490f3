import { objects, withoutNulls } from '../body';
import { collection, routesOf } from '../collection';
import * as filter from '../filter';
import { byText, byValue } from '../paging';
import { joined } from '../store';
import type { Call, Doc, Json, JsonObject } from '../types';
import { boolean, decimal, integer, recordIn, string, time } from '../values';

const MAX_IDS = 100;

const stages = collection({
	kind: 'stage',
	path: '/v2/opportunities/stages',
	properties: {
		name: { type: string(255), required: 'create' },
		order: { type: integer(), required: 'create' },
		target_number_days: { type: integer(0), required: 'create' },
		probability: { type: integer(0, 100), required: 'create' },
	},
	times: { created: 'created_time', updated: 'updated_time' },
	dependents: [{ kind: 'opportunity', property: 'stage_id', onDelete: 'refuse' }],
	subRecords: {
		checklist_items: {
			kind: 'checklistItem',
			idName: 'id',
			properties: {
				description: { type: string(), required: 'create' },
				required: { type: boolean, required: 'create' },
				order: { type: integer(), required: 'create' },
			},
			update: 'byIdOrNew',
		},
	},
	list: {
		items: 'stages',
		filters: {
			opportunity_stage_name: filter.text('name', { prefix: true }),
			opportunity_stage_id: filter.recordId(),
		},
		order: { stage_order: byValue('order') },
	},
});

/** Every opportunity that enters a stage leaves a record of it. */
const stageMoves = collection({
	kind: 'stageMove',
	path: '/v2/opportunities/stageMoves',
	operations: ['list', 'get'],
	list: {
		items: 'stage_moves',
		filters: {
			opportunity_id: filter.reference('opportunity_id'),
			user_id: filter.reference('user_id'),
		},
		order: { move_date: byValue('move_time'), id: 'id' },
	},
});

/** SQL for a property of the contact of an opportunity. */
const ofContact = (property: string) =>
	joined('opportunity', 'contact_id', { kind: 'contact', property });

export const opportunities = collection({
	kind: 'opportunity',
	path: '/v2/opportunities',
	properties: {
		opportunity_title: { type: string(255), required: 'create' },
		contact_id: { type: recordIn('contact'), required: 'create', as: 'contact', show: contactOf },
		stage_id: { type: recordIn('stage'), required: 'create', as: 'stage', show: stageOf },
		user_id: { type: recordIn('user'), as: 'user', show: userOf },
		next_action_time: time,
		next_action_notes: string(),
		opportunity_notes: string(),
		estimated_close_time: time,
		include_in_forecast: boolean,
		projected_revenue_low: decimal(),
		projected_revenue_high: decimal(),
		affiliate_id: string(20),
	},
	defaults: { include_in_forecast: true, status: 'Active', status_id: '1' },
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
	times: { created: 'created_time', updated: 'last_updated_time' },
	users: { created: 'created_by', updated: 'last_updated_by', otherwise: 'user_id' },
	dependents: [
		{ kind: 'stageMove', property: 'opportunity_id', onDelete: 'delete' },
		{ kind: 'task', property: 'opportunity_id', onDelete: 'clear' },
	],
	list: {
		items: 'opportunities',
		filters: {
			stage_id: filter.reference('stage_id'),
			user_id: filter.reference('user_id'),
			contact_id: filter.reference('contact_id'),
			opportunity_title: filter.text('opportunity_title', { prefix: true }),
			lead_source_name: filter.text('lead_source', { prefix: true }),
			affiliate_id: filter.reference('affiliate_id'),
			opportunity_id: filter.recordId(),
			ids: filter.recordIds(MAX_IDS),
			contact_phone: filter.textOf(ofContact('phone_numbers[0].number'), { prefix: true }),
			contact_city: filter.textOf(ofContact('addresses[0].locality'), { prefix: true }),
			// Of US-AZ, the part after the country.
			contact_state: filter.textOf(`substr(${ofContact('addresses[0].region_code')}, 4)`, {
				prefix: true,
			}),
			projected_revenue_high: filter.decimal('projected_revenue_high'),
			projected_revenue_low: filter.decimal('projected_revenue_low'),
		},
		exclusive: ['opportunity_id', 'ids'],
		order: {
			next_action_time: byValue('next_action_time'),
			contact_name: `${ofContact('given_name')} || ' ' || ${ofContact('family_name')} COLLATE NOCASE`,
			opportunity_title: byText('opportunity_title'),
			created_time: byValue('created_time'),
			// Keap's document names the first, integrations use the second.
			update_time: byValue('last_updated_time'),
			updated_time: byValue('last_updated_time'),
		},
	},
	prepare: (changes, { time: now }, current) =>
		'stage_id' in changes && changes.stage_id !== current?.stage_id
			? { ...changes, stage_entrance_time: now }
			: changes,
	saved: (opportunity, call, before) => {
		if (opportunity.stage_id !== before?.stage_id) recordStageMove(opportunity, call, before);
	},
});

function recordStageMove(opportunity: Doc, { store, key, time: now }: Call, before?: Doc): void {
	const user = key.userId ?? opportunity.user_id ?? null;
	store.insert(
		'stageMove',
		withoutNulls({
			opportunity_id: opportunity.id,
			move_time: now,
			// Nothing comes before the first move.
			move_from_stage_id: before?.stage_id ?? '0',
			move_to_stage_id: opportunity.stage_id ?? '0',
			prev_stage_move_time: before?.stage_entrance_time ?? null,
			user_id: user,
			created_by: user,
			create_time: now,
		}),
	);
}

function contactOf(id: Json, { store }: Call): Json {
	const contact: JsonObject = store.get('contact', String(id)) ?? {};
	const company = contact.company as JsonObject | undefined;
	const [address] = objects(contact.addresses);
	return withoutNulls({
		id: String(id),
		first_name: contact.given_name ?? null,
		last_name: contact.family_name ?? null,
		email: objects(contact.email_addresses)[0]?.email ?? null,
		city: address?.locality ?? null,
		state: address?.region_code === undefined ? null : String(address.region_code).slice(3),
		company_name:
			(company?.id === undefined ? company : store.get('company', String(company.id)))
				?.company_name ?? null,
		job_title: contact.job_title ?? null,
		phone_number: objects(contact.phone_numbers)[0]?.number ?? null,
	});
}

/** In an opportunity, the properties of its stage have other names, and the ids of checklist items are numbers. */
function stageOf(id: Json, { store }: Call): Json | undefined {
	const stage = store.get('stage', String(id));
	return (
		stage && {
			id: stage.id,
			name: stage.name ?? '',
			details: {
				probability: stage.probability ?? 0,
				stage_order: stage.order ?? 0,
				target_num_days: stage.target_number_days ?? 0,
				checklist_items: objects(stage.checklist_items).map(({ order, ...item }) => ({
					...item,
					id: Number(item.id),
					item_order: order ?? 0,
				})),
			},
		}
	);
}

function userOf(id: Json, { store }: Call): Json | undefined {
	const user = store.get('user', String(id));
	return (
		user && { id: user.id, first_name: user.given_name ?? '', last_name: user.family_name ?? '' }
	);
}

export const opportunityRoutes = [stages, stageMoves, opportunities].flatMap(routesOf);
