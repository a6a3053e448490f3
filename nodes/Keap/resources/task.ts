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
import { byPrefix, idRange, v1Period } from './shared/filters';
import { reminder } from './shared/reminders';

export const tasks = collection({
	noun: 'Task',
	id: 'taskId',
	example: '611',
	path: '/v2/tasks',
	items: 'tasks',
	pageSize: 1000,
	fields: 'add',
	// Keap states no number of IDs for this filter; see the contacts'.
	byId: { filter: 'task_ids', max: 100 },
	// Keap doesn't say which date `since_time` compares.
	changes: {
		created: { filter: 'id', order: 'id' },
		updated: { property: 'modification_time', order: 'update_time' },
	},
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

const fields: Field[] = [
	boolean('accepted', 'Accepted', 'Whether the assigned user has accepted the task'),
	boolean('completed', 'Completed', 'Whether the task is done'),
	dateTime('completionTime', 'Completion Time'),
	record(contacts),
	longText('description', 'Description'),
	dateTime('dueTime', 'Due Time'),
	record(opportunities),
	priority,
	reminder('remindTimeMins', 'When to remind the user that the task is due'),
	text('type', 'Type', { placeholder: 'e.g. Call' }),
];

const isCompleted = (key: string) =>
	boolean(
		'isCompleted',
		'Completed',
		'Whether to return tasks that are done, or those that are not',
		{ key },
	);

const hasDueDate = boolean(
	'hasDueDate',
	'Has Due Date',
	'Whether to return tasks with a due date, or those without',
);

const WHICH_DATE = "Keap doesn't document which date of a task it compares";

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
				isCompleted('is_completed'),
				record(contacts),
				hasDueDate,
				...idRange('id'),
				record(opportunities),
				priority,
				dateTime('sinceTime', 'Since', { description: WHICH_DATE }),
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
				dateTime('untilTime', 'Until', { description: WHICH_DATE }),
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
	getMany({
		value: 'getManyOfCurrentUser',
		name: 'Get Many of Current User',
		action: 'Get many tasks of the current user',
		description:
			'Retrieve a list of the tasks of the user that a Personal Access Token belongs to; a Service Account Key has none',
		path: '/v1/tasks/search',
		columns: {
			id: 'id',
			title: 'title',
			description: 'description',
			contact_id: 'contact.id',
			assigned_to_user_id: 'user_id',
			type: 'type',
			priority: 'priority',
			due_time: 'due_date',
			completed: 'completed',
			completion_time: 'completion_date',
			create_time: 'creation_date',
		},
		list: {
			items: 'tasks',
			offsets: true,
			filters: [
				{ ...assignee, key: 'user_id' },
				isCompleted('completed'),
				record(contacts),
				hasDueDate,
				...v1Period({ description: WHICH_DATE }),
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
