import { boolean, dateTime, ids, longText, record, text, type Field } from '../descriptor/field';
import {
	create,
	get,
	getMany,
	remove,
	resource,
	update,
	type Filter,
	type List,
	type Merge,
	type Selectable,
} from '../descriptor/operation';
import { idRange } from './filters';

const contactId = record('contact', { required: true });
const noteId = record('note', { required: true });

const author = record('user', {
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

const selectable: Selectable = { all: ['custom_fields'], simple: [] };

const columns = {
	id: 'id',
	contact_id: 'contact_id',
	title: 'title',
	type: 'type',
	text: 'text',
	user_id: 'assigned_to_user.id',
	pinned_at: 'pinned_at',
	create_time: 'create_time',
	update_time: 'update_time',
};

/** Keap states no number of IDs for this filter; see CONTACTS_BY_ID. */
const NOTES_BY_ID = { path: '/v2/notes', items: 'notes', filter: 'ids', chunk: 100 };

const merge: Merge = {
	read: { path: '/v2/contacts/{contactId}/notes/{noteId}', many: NOTES_BY_ID, fields: true },
	id: 'noteId',
};

const filters: Filter[] = [
	record('user', { name: 'assignedToUserId', label: 'Assigned To' }),
	...idRange('id'),
	ids('note', 'noteIds', 'Note IDs', { key: 'ids' }),
	dateTime('sinceTime', 'Since'),
	{
		...text('title', 'Title', {
			description: 'Anywhere in the title; with an asterisk at the end, at its beginning',
		}),
		prefix: true,
	},
	dateTime('untilTime', 'Until'),
];

const list: List = {
	items: 'notes',
	pageSize: 1000,
	filterCustomFields: 'note',
	sort: [
		{ name: 'Create Time', value: 'create_time' },
		{ name: 'ID', value: 'id' },
		{ name: 'Update Time', value: 'update_time' },
	],
};

const constraints = [{ oneOf: ['title', 'type'], message: "A note needs a 'Title' or a 'Type'" }];

export const note = resource('note', 'Note', [
	create({
		path: '/v2/contacts/{contactId}/notes',
		inputs: [contactId, author, title, body],
		fields: [isPinned, type],
		customFields: 'note',
		selectable,
		constraints,
	}),
	get({
		path: '/v2/contacts/{contactId}/notes/{noteId}',
		inputs: [contactId, noteId],
		selectable,
		columns,
		customFieldsIn: 'note',
		batch: {
			kind: 'read',
			...NOTES_BY_ID,
			id: 'noteId',
			below: { input: 'contactId', property: 'contact_id' },
		},
	}),
	getMany({
		path: '/v2/notes',
		selectable,
		columns,
		customFieldsIn: 'note',
		list: { ...list, filters: [...filters, record('contact')] },
	}),
	getMany({
		value: 'getManyOfContact',
		name: 'Get Many of Contact',
		action: 'Get many notes of contact',
		description: 'Retrieve a list of the notes of one contact',
		path: '/v2/contacts/{contactId}/notes',
		inputs: [contactId],
		selectable,
		columns,
		customFieldsIn: 'note',
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
		path: '/v2/contacts/{contactId}/notes/{noteId}',
		inputs: [contactId, noteId, author],
		fields: [
			...fields,
			record('contact', { name: 'newContactId', label: 'New Contact', key: 'contact_id' }),
		],
		customFields: 'note',
		selectable,
		merge,
	}),
	remove({ path: '/v2/contacts/{contactId}/notes/{noteId}', inputs: [contactId, noteId] }),
]);
