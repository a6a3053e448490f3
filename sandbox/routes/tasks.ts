import { collection, routesOf } from '../collection';
import * as filter from '../filter';
import { byValue } from '../paging';
import type { Json, JsonObject } from '../types';
import { badRequest } from '../errors';
import { boolean, oneOf, recordIn, string, time } from '../values';

const PRIORITIES = ['CRITICAL', 'ESSENTIAL', 'NONESSENTIAL'];
const REMINDERS = [5, 10, 15, 30, 60, 120, 240, 480, 1440, 2880];

const tasks = collection({
	kind: 'task',
	path: '/v2/tasks',
	properties: {
		title: string(255),
		description: string(),
		type: string(255),
		priority: oneOf(...PRIORITIES),
		completed: boolean,
		completion_time: time,
		due_time: time,
		remind_time_mins: reminder,
		assigned_to_user_id: { type: recordIn('user'), required: 'create' },
		contact_id: recordIn('contact'),
		opportunity_id: recordIn('opportunity'),
		accepted: boolean,
	},
	defaults: { completed: false, accepted: false },
	mask: [
		'id',
		'title',
		'description',
		'type',
		'priority',
		'completion_time',
		'due_time',
		'remind_time_mins',
		'assigned_to_user_id',
		'last_updated_by_user_id',
		'contact_id',
		'opportunity_id',
		'accepted',
		'completed',
		'custom_fields',
	],
	customFields: 'TASK_NOTE_APPOINTMENT',
	fields: { optional: ['custom_fields'] },
	times: { created: 'create_time', updated: 'modification_time' },
	users: {
		created: 'created_by_user_id',
		updated: 'last_updated_by_user_id',
		otherwise: 'assigned_to_user_id',
	},
	list: {
		items: 'tasks',
		filters: {
			contact_id: filter.reference('contact_id'),
			has_due_date: filter.present('due_time'),
			is_completed: filter.flag('completed'),
			user_id: filter.reference('assigned_to_user_id', 'UNASSIGNED'),
			opportunity_id: filter.reference('opportunity_id'),
			task_ids: filter.recordIds(),
			priority: filter.oneOf('priority', PRIORITIES),
			since_time: filter.since('modification_time'),
			until_time: filter.until('modification_time'),
			id: filter.recordId(),
			title: filter.text('title', { prefix: true }),
		},
		order: {
			id: 'id',
			create_time: byValue('create_time'),
			due_time: byValue('due_time'),
			update_time: byValue('modification_time'),
		},
	},
	prepare: (task, { time: now }) => ({ ...task, ...completion(task, now) }),
});

function reminder(value: Json, name: string): Json {
	const minutes = Number(value);
	if (!REMINDERS.includes(minutes))
		throw badRequest(`${name} must be one of ${REMINDERS.join(', ')}`, name);
	return minutes;
}

/** Whatever is completed has been so since some time. */
function completion({ completed, completion_time: at }: JsonObject, now: string): JsonObject {
	if (completed === true && (at === undefined || at === null)) return { completion_time: now };
	return completed === false ? { completion_time: null } : {};
}

export const taskRoutes = routesOf(tasks);
