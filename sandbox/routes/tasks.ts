import { customFieldValues, customFilters, fieldsOf, showCustomFields } from '../custom-fields';
import { badRequest } from '../errors';
import {
	COMPARISON,
	filters,
	flag,
	oneOf as oneOfFilter,
	recordId,
	recordIds,
	reference,
	since,
	special,
	text,
	until,
} from '../filter';
import { byValue, listPage } from '../paging';
import { field, type Store } from '../store';
import type { Answer, Call, Doc, JsonObject, Route } from '../types';
import {
	boolean,
	integer,
	oneOf,
	requestedFields,
	required,
	string,
	time,
	updateMask,
	withoutNulls,
	writes,
	written,
	type Parsers,
} from '../values';
import { existing, knownId } from '../records';

const TYPE = 'TASK_NOTE_APPOINTMENT';
const PRIORITIES = ['CRITICAL', 'ESSENTIAL', 'NONESSENTIAL'];
const REMINDERS = [5, 10, 15, 30, 60, 120, 240, 480, 1440, 2880];
const MASK = [
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
];

export function taskRoutes(store: Store): Route[] {
	const one = (call: Call) => existing(store, 'task', call.params.taskId);
	return [
		{
			method: 'GET',
			path: '/v2/tasks',
			handle: (call) =>
				listPage(store, call, {
					kind: 'task',
					items: 'tasks',
					filters: taskFilters(store),
					order: {
						id: 'id',
						create_time: byValue('create_time'),
						due_time: byValue('due_time'),
						update_time: byValue('modification_time'),
					},
					show: taskShower(store, call),
				}),
		},
		{ method: 'POST', path: '/v2/tasks', handle: (call) => createTask(store, call) },
		{
			method: 'GET',
			path: '/v2/tasks/:taskId',
			handle: (call) => ({ status: 200, body: taskShower(store, call)(one(call)) }),
		},
		{
			method: 'PATCH',
			path: '/v2/tasks/:taskId',
			handle: (call) => updateTask(store, call, one(call)),
		},
		{
			method: 'DELETE',
			path: '/v2/tasks/:taskId',
			handle: (call) => {
				store.remove('task', one(call).id);
				return { status: 204 };
			},
		},
	];
}

const taskFilters = (store: Store) =>
	filters(
		{
			contact_id: reference('contact_id'),
			has_due_date: special((_, value) => {
				if (value !== 'true' && value !== 'false')
					throw badRequest(`${value} is not true or false`, 'has_due_date');
				return { sql: `${field('due_time')} IS ${value === 'true' ? 'NOT ' : ''}NULL`, params: [] };
			}),
			is_completed: flag(field('completed')),
			user_id: reference('assigned_to_user_id', 'UNASSIGNED'),
			opportunity_id: reference('opportunity_id'),
			task_ids: recordIds(),
			priority: oneOfFilter('priority', PRIORITIES),
			since_time: since('modification_time'),
			until_time: until('modification_time'),
			id: recordId(COMPARISON),
			title: text('title', { prefix: true }),
		},
		customFilters(store, TYPE),
	);

function taskShower(store: Store, call: Call): (doc: Doc) => JsonObject {
	const customFields = requestedFields(call.query, ['custom_fields'])?.has('custom_fields')
		? fieldsOf(store, TYPE)
		: undefined;
	return ({ custom_fields: values, ...task }) =>
		customFields === undefined
			? task
			: { ...task, custom_fields: showCustomFields(customFields, values) };
}

const taskParsers = (store: Store): Parsers => ({
	title: string(255),
	description: string(),
	type: string(255),
	priority: oneOf(...PRIORITIES),
	completed: boolean,
	completion_time: time,
	due_time: time,
	remind_time_mins: (value, name) => {
		const minutes = Number(integer(0)(value, name));
		if (!REMINDERS.includes(minutes))
			throw badRequest(`${name} must be one of ${REMINDERS.join(', ')}`, name);
		return minutes;
	},
	assigned_to_user_id: (value, name) => knownId(store, 'user', 'User', value, name),
	contact_id: (value, name) => knownId(store, 'contact', 'Contact', value, name),
	opportunity_id: (value, name) => knownId(store, 'opportunity', 'Opportunity', value, name),
	accepted: boolean,
	custom_fields: customFieldValues(store, TYPE),
});

function createTask(store: Store, call: Call): Answer {
	required(call.body, 'assigned_to_user_id');
	const show = taskShower(store, call);
	const task = withoutNulls(writes(call.body, taskParsers(store)));
	const now = new Date(call.now).toISOString();
	const user = call.key.userId ?? task.assigned_to_user_id ?? '';
	const stored = store.insert('task', {
		completed: false,
		accepted: false,
		...withoutNulls({ ...task, ...completion(task, now) }),
		created_by_user_id: user,
		last_updated_by_user_id: user,
		create_time: now,
		modification_time: now,
	});
	return { status: 201, body: show(stored) };
}

function updateTask(store: Store, call: Call, task: Doc): Answer {
	const show = taskShower(store, call);
	const changes = writes(call.body, taskParsers(store), updateMask(call.query, MASK));
	const now = new Date(call.now).toISOString();
	const changed = written(task, { ...changes, ...completion(changes, now) });
	changed.modification_time = now;
	changed.last_updated_by_user_id = call.key.userId ?? changed.assigned_to_user_id ?? '';
	return { status: 200, body: show(store.put('task', changed)) };
}

/** Whatever is completed has been so since some time. */
function completion({ completed, completion_time: at }: JsonObject, now: string): JsonObject {
	if (completed === true && (at === undefined || at === null)) return { completion_time: now };
	return completed === false ? { completion_time: null } : {};
}
