import {
	boolean,
	choice,
	dateTime,
	ids,
	longText,
	record,
	text,
	type Field,
} from '../descriptor/field';
import {
	create,
	get,
	getMany,
	remove,
	resource,
	update,
	type Merge,
	type Selectable,
} from '../descriptor/operation';
import { byPrefix, idRange } from './filters';

const taskId = record('task', { required: true });
const assignee = record('user', { name: 'assignedToUserId', label: 'Assigned To' });
const title = text('title', 'Title', { placeholder: 'e.g. Follow up on the proposal' });

const priority = choice('priority', 'Priority', [
	{ name: 'Critical', value: 'CRITICAL' },
	{ name: 'Essential', value: 'ESSENTIAL' },
	{ name: 'Nonessential', value: 'NONESSENTIAL' },
]);

/** The only reminders that Keap knows, in minutes. */
const reminder = choice(
	'remindTimeMins',
	'Reminder',
	[
		{ name: '1 Day Before', value: 1440 },
		{ name: '1 Hour Before', value: 60 },
		{ name: '10 Minutes Before', value: 10 },
		{ name: '15 Minutes Before', value: 15 },
		{ name: '2 Days Before', value: 2880 },
		{ name: '2 Hours Before', value: 120 },
		{ name: '30 Minutes Before', value: 30 },
		{ name: '4 Hours Before', value: 240 },
		{ name: '5 Minutes Before', value: 5 },
		{ name: '8 Hours Before', value: 480 },
	],
	{ description: 'When to remind the user that the task is due' },
);

const fields: Field[] = [
	boolean('accepted', 'Accepted', 'Whether the assigned user has accepted the task'),
	boolean('completed', 'Completed', 'Whether the task is done'),
	dateTime('completionTime', 'Completion Time'),
	record('contact'),
	longText('description', 'Description'),
	dateTime('dueTime', 'Due Time'),
	record('opportunity'),
	priority,
	reminder,
	text('type', 'Type', { placeholder: 'e.g. Call' }),
];

const selectable: Selectable = { all: ['custom_fields'], simple: [] };

const columns = {
	id: 'id',
	title: 'title',
	description: 'description',
	contact_id: 'contact_id',
	assigned_to_user_id: 'assigned_to_user_id',
	type: 'type',
	priority: 'priority',
	due_time: 'due_time',
	completed: 'completed',
	completion_time: 'completion_time',
	create_time: 'create_time',
};

/** Keap states no number of IDs for this filter; see CONTACTS_BY_ID. */
const TASKS_BY_ID = { path: '/v2/tasks', items: 'tasks', filter: 'task_ids', chunk: 100 };

const merge: Merge = {
	read: { path: '/v2/tasks/{taskId}', many: TASKS_BY_ID, fields: true },
	id: 'taskId',
};

export const task = resource('task', 'Task', [
	create({
		path: '/v2/tasks',
		inputs: [{ ...assignee, required: true }, title],
		fields,
		customFields: 'task',
		selectable,
	}),
	get({
		path: '/v2/tasks/{taskId}',
		inputs: [taskId],
		selectable,
		columns,
		customFieldsIn: 'task',
		batch: { kind: 'read', ...TASKS_BY_ID, id: 'taskId' },
	}),
	getMany({
		path: '/v2/tasks',
		selectable,
		columns,
		customFieldsIn: 'task',
		list: {
			items: 'tasks',
			pageSize: 1000,
			filters: [
				{ ...assignee, key: 'user_id' },
				boolean(
					'isCompleted',
					'Completed',
					'Whether to return tasks that are done, or those that are not',
				),
				record('contact'),
				boolean(
					'hasDueDate',
					'Has Due Date',
					'Whether to return tasks with a due date, or those without',
				),
				...idRange('id'),
				record('opportunity'),
				priority,
				dateTime('sinceTime', 'Since'),
				ids('task', 'taskIds', 'Task IDs'),
				byPrefix(text('title', 'Title'), 'Follow'),
				boolean(
					'unassigned',
					'Unassigned Only',
					'Whether to return only tasks that nobody is assigned to',
					{
						key: 'user_id',
						default: true,
						sentWhenTrue: 'UNASSIGNED',
					},
				),
				dateTime('untilTime', 'Until'),
			],
			filterCustomFields: 'task',
			sort: [
				{ name: 'Create Time', value: 'create_time' },
				{ name: 'Due Time', value: 'due_time' },
				{ name: 'ID', value: 'id' },
				{ name: 'Update Time', value: 'update_time' },
			],
		},
	}),
	update({
		path: '/v2/tasks/{taskId}',
		inputs: [taskId],
		fields: [...fields, assignee, title],
		customFields: 'task',
		selectable,
		merge,
	}),
	remove({ path: '/v2/tasks/{taskId}', inputs: [taskId] }),
]);
