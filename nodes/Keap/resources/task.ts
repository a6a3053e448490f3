import { create, get, getMany, remove, resource, update } from '../descriptor/builders';
import { collection } from '../descriptor/collection';
import {
	boolean,
	choice,
	dateTime,
	ids,
	longText,
	record,
	required,
	text,
	type Field,
} from '../descriptor/field';
import { day, named } from '../descriptor/labels';
import { startsWith } from '../descriptor/search';
import { users } from '../descriptor/users';
import { contacts } from './contact/collection';
import { opportunities } from './opportunity';
import { byPrefix, idRange } from './shared/filters';

const tasks = collection({
	noun: 'Task',
	id: 'taskId',
	example: '611',
	path: '/v2/tasks',
	items: 'tasks',
	pageSize: 1000,
	fields: 'add',
	// Keap states no number of IDs for this filter; see the contacts'.
	byId: { filter: 'task_ids', max: 100 },
	record: {
		columns: {
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
		},
		customFieldsIn: 'task',
		selectable: { all: ['custom_fields'], simple: [] },
	},
	picker: {
		query: { order_by: 'create_time desc' },
		pageSize: 100,
		typed: startsWith('title'),
		id: 'id',
		label: ({ title, due_time }) => named(title, day(due_time) && `due ${day(due_time)}`),
	},
});

const assignee = record(users, { name: 'assignedToUserId', label: 'Assigned To' });
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
	record(contacts),
	longText('description', 'Description'),
	dateTime('dueTime', 'Due Time'),
	record(opportunities),
	priority,
	reminder,
	text('type', 'Type', { placeholder: 'e.g. Call' }),
];

export const task = resource('task', 'Task', [
	create({
		of: tasks,
		inputs: [required(assignee), title],
		fields,
		customFields: 'task',
	}),
	get({
		of: tasks,
	}),
	getMany({
		of: tasks,
		list: {
			filters: [
				{ ...assignee, key: 'user_id' },
				boolean(
					'isCompleted',
					'Completed',
					'Whether to return tasks that are done, or those that are not',
				),
				record(contacts),
				boolean(
					'hasDueDate',
					'Has Due Date',
					'Whether to return tasks with a due date, or those without',
				),
				...idRange('id'),
				record(opportunities),
				priority,
				dateTime('sinceTime', 'Since', {
					description: "Keap doesn't document which date of a task it compares",
				}),
				ids(tasks, 'taskIds', 'Task IDs'),
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
				dateTime('untilTime', 'Until', {
					description: "Keap doesn't document which date of a task it compares",
				}),
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
		of: tasks,
		fields: [...fields, assignee, title],
		customFields: 'task',
	}),
	remove({ of: tasks }),
]);
