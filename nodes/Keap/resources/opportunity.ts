import {
	create,
	get,
	getMany,
	remove,
	resource,
	subRecord,
	update,
	upsert,
} from '../descriptor/builders';
import { calledBy, collection } from '../descriptor/collection';
import {
	boolean,
	dateTime,
	id,
	ids,
	longText,
	money,
	number,
	objects,
	record,
	required,
	text,
	type Field,
} from '../descriptor/field';
import { fullName, named, textAt, words } from '../descriptor/labels';
import { equals, startsWith } from '../descriptor/search';
import { users } from '../descriptor/users';
import { affiliates } from './affiliate';
import { contacts } from './contact/collection';
import { amountBetween, byPrefix, idRange } from './shared/filters';

export const opportunities = collection({
	noun: 'Opportunity',
	plural: 'Opportunities',
	id: 'opportunityId',
	example: '77',
	path: '/v2/opportunities',
	items: 'opportunities',
	pageSize: 1000,
	fields: 'add',
	held: { contact_id: 'contact.id', stage_id: 'stage.id', user_id: 'user.id' },
	// Keap's own maximum for this filter.
	byId: { filter: 'ids', max: 100 },
	changes: {
		created: { filter: 'opportunity_id', order: 'created_time' },
		updated: { property: 'last_updated_time', order: 'update_time' },
	},
	record: {
		columns: {
			id: 'id',
			opportunity_title: 'opportunity_title',
			contact_id: 'contact.id',
			contact_name: 'contact.first_name',
			stage_id: 'stage.id',
			stage_name: 'stage.name',
			user_id: 'user.id',
			status: 'status',
			projected_revenue_low: 'projected_revenue_low',
			projected_revenue_high: 'projected_revenue_high',
			estimated_close_time: 'estimated_close_time',
			next_action_time: 'next_action_time',
			stage_entrance_time: 'stage_entrance_time',
			created_time: 'created_time',
			last_updated_time: 'last_updated_time',
		},
		customFieldsIn: 'opportunity',
		selectable: {
			all: [
				'created_by',
				'custom_fields',
				'last_updated_by',
				'monthly_revenue',
				'objection',
				'order_revenue',
				'stage_entrance_time',
				'status',
				'status_id',
			],
			simple: ['status', 'stage_entrance_time'],
		},
	},
	key: {
		parts: [{ filter: 'contact_id' }, { filter: 'opportunity_title', prefix: 'opportunity_title' }],
		fields: [],
		of: (opportunity) => [
			[textAt(opportunity, 'contact.id'), textAt(opportunity, 'opportunity_title')],
		],
	},
	byName: {
		...calledBy('Title', 'Website relaunch', 'opportunity_title'),
		typed: equals('opportunity_title'),
	},
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

export const stages = collection({
	noun: 'Stage',
	plural: 'Opportunity Stages',
	id: 'stageId',
	example: '11',
	path: '/v2/opportunities/stages',
	items: 'stages',
	pageSize: 1000,
	byName: calledBy('Name', 'Qualified', 'name'),
	picker: {
		query: { order_by: 'stage_order asc' },
		remembered: true,
		label: ({ name }) => words(name),
	},
});

const stageMoves = collection({
	noun: 'Stage Move',
	id: 'stageMoveId',
	example: '340',
	path: '/v2/opportunities/stageMoves',
	items: 'stage_moves',
	pageSize: 1000,
	picker: {
		query: { order_by: 'move_date desc' },
		label: ({ opportunity_id, move_time }) =>
			named(`Opportunity ${words(opportunity_id)}`, words(move_time).slice(0, 10)),
	},
});

const contact = record(contacts);
const stage = record(stages);
const title = text('opportunityTitle', 'Title', { placeholder: 'e.g. Website relaunch' });

const fields: Field[] = [
	record(affiliates, { description: 'The affiliate (referral partner) who brought it in' }),
	dateTime('estimatedCloseTime', 'Estimated Close Time'),
	boolean(
		'includeInForecast',
		'Include in Forecast',
		"Whether the opportunity counts in Keap's sales forecast",
		{ default: true },
	),
	longText('nextActionNotes', 'Next Action Notes'),
	dateTime('nextActionTime', 'Next Action Time'),
	longText('opportunityNotes', 'Notes'),
	money('projectedRevenueHigh', 'Projected Revenue (High)', 'decimal'),
	money('projectedRevenueLow', 'Projected Revenue (Low)', 'decimal'),
	record(users),
];

/** What has to be done while an opportunity is in a stage. */
const checklist = (...more: Field[]): Field =>
	objects(
		'checklistItems',
		'Checklist Items',
		'Checklist Item',
		[
			...more,
			text('description', 'Description', { required: true, placeholder: 'e.g. Send the offer' }),
			number('order', 'Order', { integer: true, required: true }),
			boolean('required', 'Required', 'Whether it must be done before the next stage', {
				required: true,
			}),
		],
		more.length > 0 ? { merge: { by: 'id' } } : { numbered: 'order' },
	);

const stageName = text('name', 'Name', { placeholder: 'e.g. Qualifying' });
const stageOrder = number('order', 'Order', {
	integer: true,
	description: 'The place among the other stages',
});
const probability = number('probability', 'Probability', {
	integer: true,
	min: 0,
	max: 100,
	description: 'How probable it is in percent that an opportunity in this stage is won',
});
const targetDays = number('targetNumberDays', 'Target Number of Days', {
	integer: true,
	min: 0,
	description: 'How many days an opportunity should stay in this stage at the most',
});

export const opportunity = resource(
	'opportunity',
	'Opportunity',
	[
		create({
			of: opportunities,
			inputs: [required(title), required(contact), required(stage)],
			fields,
			customFields: 'opportunity',
		}),
		upsert({
			of: opportunities,
			by: ['contactId', 'opportunityTitle'],
			inputs: [required(title), required(contact), required(stage)],
			fields,
			customFields: 'opportunity',
		}),
		get({ of: opportunities }),
		getMany({
			of: opportunities,
			list: {
				filters: [
					record(affiliates),
					contact,
					byPrefix(text('contactCity', 'Contact City'), 'Chan'),
					byPrefix(text('contactPhone', 'Contact Phone'), '480'),
					byPrefix(text('contactState', 'Contact State'), 'A'),
					...idRange('opportunity_id'),
					byPrefix(text('leadSourceName', 'Lead Source Name'), 'Web'),
					ids(opportunities, 'opportunityIds', 'Opportunities', { key: 'ids' }),
					...amountBetween('projected_revenue_high', 'projectedRevenueHigh', 'High Revenue'),
					...amountBetween('projected_revenue_low', 'projectedRevenueLow', 'Low Revenue'),
					stage,
					byPrefix(title, 'Website'),
					record(users),
				],
				filterCustomFields: 'opportunity',
				sort: [
					{ name: 'Contact Name', value: 'contact_name' },
					{ name: 'Create Time', value: 'created_time' },
					{ name: 'Next Action Time', value: 'next_action_time' },
					{ name: 'Title', value: 'opportunity_title' },
					{ name: 'Update Time', value: 'update_time' },
				],
			},
		}),
		update({
			of: opportunities,
			fields: [...fields, contact, stage, title],
			customFields: 'opportunity',
		}),
		remove({ of: opportunities }),
		...subRecord('Stage', [
			create({
				of: stages,
				description: 'Create a stage of the sales pipeline',
				inputs: [
					required(stageName),
					required(stageOrder),
					required(probability),
					required(targetDays),
				],
				fields: [checklist()],
			}),
			get({ of: stages }),
			getMany({
				of: stages,
				description: 'Retrieve the stages of the sales pipeline',
				list: {
					filters: [
						...idRange('opportunity_stage_id'),
						byPrefix(text('name', 'Name', { key: 'opportunity_stage_name' }), 'Qual'),
					],
					sort: [{ name: 'Order', value: 'stage_order' }],
				},
			}),
			update({
				of: stages,
				fields: [
					checklist(
						id('id', 'ID', { description: 'The ID of an item to change; none for a new one' }),
					),
					stageName,
					stageOrder,
					probability,
					targetDays,
				],
			}),
			remove({ of: stages }),
		]),
		...subRecord('Stage Move', [
			get({ of: stageMoves }),
			getMany({
				of: stageMoves,
				description: 'Retrieve which opportunities were moved from one stage to another, and when',
				list: {
					filters: [record(opportunities), record(users)],
					sort: [
						{ name: 'ID', value: 'id' },
						{ name: 'Move Time', value: 'move_date' },
					],
				},
			}),
		]),
	],
	'Opportunities',
);
