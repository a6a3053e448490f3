import { create, get, getMany, remove, resource, update } from '../descriptor/builders';
import { collection } from '../descriptor/collection';
import { boolean, dateTime, ids, longText, record, text, type Field } from '../descriptor/field';
import { day, named, words } from '../descriptor/labels';
import type { Filter, List } from '../descriptor/operation';
import { equals } from '../descriptor/search';
import { users } from '../descriptor/users';
import { contacts } from './contact/collection';
import { idRange } from './shared/filters';

export const notes = collection({
	noun: 'Note',
	id: 'noteId',
	example: '5120',
	path: '/v2/notes',
	one: '/v2/contacts/{contactId}/notes/{noteId}',
	items: 'notes',
	pageSize: 1000,
	fields: 'add',
	parents: { contactId: 'Contact' },
	// Keap states no number of IDs for this filter; see the contacts'.
	byId: { filter: 'ids', max: 100, below: { input: 'contactId', property: 'contact_id' } },
	// Keap doesn't say which date `since_time` compares.
	changes: {
		created: { filter: 'id', order: 'id' },
		updated: { property: 'update_time', order: 'update_time' },
	},
	record: {
		columns: {
			id: 'id',
			contact_id: 'contact_id',
			title: 'title',
			type: 'type',
			text: 'text',
			user_id: 'assigned_to_user.id',
			pinned_at: 'pinned_at',
			create_time: 'create_time',
			update_time: 'update_time',
		},
		customFieldsIn: 'note',
		selectable: { all: ['custom_fields'], simple: [] },
	},
	picker: {
		query: { order_by: 'create_time desc' },
		pageSize: 100,
		within: '/v2/contacts/{contactId}/notes',
		// Keap finds the text anywhere in a title.
		typed: equals('title'),
		id: 'id',
		label: (note) =>
			named(
				words(note.title) || words(note.type) || words(note.text).slice(0, 60),
				day(note.create_time),
			),
	},
});

const contactId = record(contacts, { required: true });
const noteId = record(notes, { required: true });

const author = record(users, {
	required: true,
	label: 'User',
	description: 'On whose behalf the note is written; Keap wants it for every change',
});

const title = text('title', 'Title', { placeholder: 'e.g. Follow-up call' });

const type = text('type', 'Type', {
	placeholder: 'e.g. Call',
	description:
		'Appointment, Call, Email, Fax, Letter or Other, or a type that the account has defined',
});

const body = longText('text', 'Text');
const isPinned = boolean('isPinned', 'Pinned', 'Whether the note stays on top of the others');

const fields: Field[] = [isPinned, body, title, type];

const filters: Filter[] = [
	record(users, { name: 'assignedToUserId', label: 'Assigned To' }),
	...idRange('id'),
	ids(notes, 'noteIds', 'Note IDs', { key: 'ids' }),
	dateTime('sinceTime', 'Since', {
		description: "Keap doesn't document which date of a note it compares",
	}),
	{
		...text('title', 'Title', {
			description: 'Anywhere in the title; with an asterisk at the end, at its beginning',
		}),
		prefix: true,
	},
	dateTime('untilTime', 'Until', {
		description: "Keap doesn't document which date of a note it compares",
	}),
];

const list: Partial<List> = {
	filterCustomFields: 'note',
	sort: [
		{ name: 'Create Time', value: 'create_time' },
		{ name: 'ID', value: 'id' },
		{ name: 'Update Time', value: 'update_time' },
	],
};

const constraints = [
	{ oneOf: ['title', 'type'] as const, message: "A note needs a 'Title' or a 'Type'" },
];

export const note = resource('note', 'Note', [
	create({
		action: 'Create or add a note to a contact',
		of: notes,
		path: '/v2/contacts/{contactId}/notes',
		inputs: [contactId, author, title, body],
		fields: [isPinned, type],
		customFields: 'note',
		constraints,
	}),
	get({
		of: notes,
		inputs: [contactId, noteId],
	}),
	getMany({
		of: notes,
		list: { ...list, filters: [...filters, record(contacts)] },
	}),
	getMany({
		value: 'getManyOfContact',
		name: 'Get Many of Contact',
		action: 'Get many notes of a contact',
		description: 'Retrieve a list of the notes of one contact',
		of: notes,
		path: '/v2/contacts/{contactId}/notes',
		inputs: [contactId],
		list: { ...list, filters },
	}),
	getMany({
		value: 'getTemplates',
		name: 'Get Templates',
		action: 'Get note templates',
		description: 'Retrieve a list of note templates',
		path: '/v2/notes/templates',
		list: { items: 'note_templates', pageSize: 1000 },
	}),
	update({
		of: notes,
		inputs: [contactId, noteId, author],
		fields: [
			...fields,
			record(contacts, { name: 'newContactId', label: 'New Contact', key: 'contact_id' }),
		],
		customFields: 'note',
	}),
	remove({ of: notes, inputs: [contactId, noteId] }),
]);
