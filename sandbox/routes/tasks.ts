import { collection, routesOf } from '../collection';
import * as filter from '../filter';
import { byValue } from '../paging';
import { ApiError, badRequest } from '../errors';
import { equals, field, type Condition } from '../store';
import type { Call, Doc, Json, JsonObject, Route, RouteResponse } from '../types';
import { boolean, oneOf, recordIn, string, time } from '../values';
import { listPageV1, v1Id, v1Period } from '../paging-v1';

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

export function reminder(value: Json, name: string): Json {
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

/** The places of REST v1's priorities. */
const V1_PRIORITY = new Map(PRIORITIES.map((name, i) => [name, i + 1]));

/** A task as REST v1 has it. */
const showV1 = (task: Doc): JsonObject => ({
	id: Number(task.id),
	title: task.title ?? null,
	description: task.description ?? null,
	type: task.type ?? null,
	priority: V1_PRIORITY.get(String(task.priority)) ?? null,
	completed: task.completed ?? false,
	completion_date: task.completion_time ?? null,
	due_date: task.due_time ?? null,
	creation_date: task.create_time ?? null,
	modification_date: task.modification_time ?? null,
	remind_time: task.remind_time_mins ?? null,
	contact: task.contact_id === undefined ? null : { id: v1Id(task.contact_id) },
	user_id: v1Id(task.assigned_to_user_id),
});

/** The tasks of whoever made the token. */
function searchOwn(call: Call): RouteResponse {
	const { key, query } = call;
	if (key.userId === undefined) throw new ApiError(403, 'There is no user behind this key');
	const where = [equals('assigned_to_user_id', key.userId), ...v1Period(call, 'modification_time')];
	const given = (name: string, condition: (value: string) => Condition) => {
		const value = query.get(name);
		if (value !== null) where.push(condition(value));
	};
	given('user_id', (value) => equals('assigned_to_user_id', value));
	given('contact_id', (value) => equals('contact_id', value));
	given('completed', (value) => ({
		sql: `coalesce(${field('completed')}, 0) = ?`,
		params: [value === 'true' ? 1 : 0],
	}));
	given('has_due_date', (value) => ({
		sql: `(${field('due_time')} IS NOT NULL) = ?`,
		params: [value === 'true' ? 1 : 0],
	}));
	return listPageV1(call, { kind: 'task', items: 'tasks', where, show: showV1 });
}

export const taskRoutes: Route[] = [
	...routesOf(tasks),
	{ method: 'GET', path: '/v1/tasks/search', handle: searchOwn },
];
