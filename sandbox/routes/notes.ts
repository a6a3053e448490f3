import { customFieldValues, customFilters, fieldsOf, showCustomFields } from '../custom-fields';
import { badRequest, notFound } from '../errors';
import {
	ANY_COMPARISON,
	filters,
	recordId,
	recordIds,
	reference,
	since,
	text,
	until,
} from '../filter';
import { byText, byValue, listPage } from '../paging';
import { field, type Condition, type Store } from '../store';
import type { Answer, Call, Doc, JsonObject, Route } from '../types';
import {
	boolean,
	requestedFields,
	required,
	string,
	updateMask,
	withoutNulls,
	writes,
	written,
	type Parsers,
} from '../values';
import { existing, knownId } from '../records';

const TYPE = 'TASK_NOTE_APPOINTMENT';
const MASK = ['contact_id', 'title', 'text', 'type', 'user_id', 'is_pinned', 'custom_fields'];

/** Notes are written under their contact, and read there or all together. */
export function noteRoutes(store: Store): Route[] {
	return [
		{
			method: 'GET',
			path: '/v2/notes/templates',
			handle: (call) =>
				listPage(store, call, {
					kind: 'noteTemplate',
					items: 'note_templates',
					filters: filters({ title: text('title', { prefix: true }) }),
					order: { id: 'id', title: byText('title') },
					show: (template) => template,
				}),
		},
		{ method: 'GET', path: '/v2/notes', handle: (call) => listNotes(store, call, []) },
		{
			method: 'GET',
			path: '/v2/contacts/:contactId/notes',
			handle: (call) => {
				const { id } = existing(store, 'contact', call.params.contactId);
				return listNotes(store, call, [
					{ sql: `${field('contact_id')} = ? COLLATE NOCASE`, params: [id] },
				]);
			},
		},
		{
			method: 'POST',
			path: '/v2/contacts/:contactId/notes',
			handle: (call) => createNote(store, call),
		},
		{
			method: 'GET',
			path: '/v2/contacts/:contactId/notes/:noteId',
			handle: (call) => ({ status: 200, body: noteShower(store, call)(noteOf(store, call)) }),
		},
		{
			method: 'PATCH',
			path: '/v2/contacts/:contactId/notes/:noteId',
			handle: (call) => updateNote(store, call),
		},
		{
			method: 'DELETE',
			path: '/v2/contacts/:contactId/notes/:noteId',
			handle: (call) => {
				store.remove('note', noteOf(store, call).id);
				return { status: 204 };
			},
		},
	];
}

function noteOf(store: Store, call: Call): Doc {
	const contact = existing(store, 'contact', call.params.contactId);
	const note = existing(store, 'note', call.params.noteId);
	if (note.contact_id !== contact.id) throw notFound('Note', note.id);
	return note;
}

const listNotes = (store: Store, call: Call, where: Condition[]): Answer =>
	listPage(store, call, {
		kind: 'note',
		items: 'notes',
		where,
		filters: filters(
			{
				id: recordId(ANY_COMPARISON),
				ids: recordIds(),
				title: text('title'),
				contact_id: reference('contact_id'),
				assigned_to_user_id: reference('user_id'),
				since_time: since('update_time'),
				until_time: until('update_time'),
			},
			customFilters(store, TYPE),
		),
		order: { id: 'id', create_time: byValue('create_time'), update_time: byValue('update_time') },
		show: noteShower(store, call),
	});

function noteShower(store: Store, call: Call): (doc: Doc) => JsonObject {
	const customFields = requestedFields(call.query, ['custom_fields'])?.has('custom_fields')
		? fieldsOf(store, TYPE)
		: undefined;
	return ({ user_id: userId, custom_fields: values, ...note }) => {
		const user = store.get('user', String(userId));
		return {
			...note,
			...(user === undefined
				? {}
				: {
						assigned_to_user: {
							id: user.id,
							given_name: user.given_name ?? '',
							family_name: user.family_name ?? '',
						},
					}),
			...(customFields === undefined
				? {}
				: { custom_fields: showCustomFields(customFields, values) }),
		};
	};
}

const noteParsers = (store: Store): Parsers => ({
	title: string(255),
	text: string(),
	type: string(255),
	user_id: (value, name) => knownId(store, 'user', 'User', value, name),
	is_pinned: boolean,
	custom_fields: customFieldValues(store, TYPE),
});

/** A note is pinned at a time. */
const pinned = ({ is_pinned: pin, ...changes }: JsonObject, time: string): JsonObject =>
	pin === undefined ? changes : { ...changes, pinned_at: pin === true ? time : null };

function createNote(store: Store, call: Call): Answer {
	const contact = existing(store, 'contact', call.params.contactId);
	required(call.body, 'user_id');
	const show = noteShower(store, call);
	const note = withoutNulls(writes(call.body, noteParsers(store)));
	if (!note.title && !note.type) throw badRequest('A note needs a title or a type', 'title');
	const time = new Date(call.now).toISOString();
	const stored = store.insert('note', {
		...withoutNulls(pinned(note, time)),
		contact_id: contact.id,
		created_by_user_id: call.key.userId ?? note.user_id ?? '',
		last_updated_by_user_id: call.key.userId ?? note.user_id ?? '',
		create_time: time,
		update_time: time,
	});
	return { status: 201, body: show(stored) };
}

function updateNote(store: Store, call: Call): Answer {
	const note = noteOf(store, call);
	required(call.body, 'user_id');
	const show = noteShower(store, call);
	const time = new Date(call.now).toISOString();
	const changes = writes(
		call.body,
		{
			...noteParsers(store),
			contact_id: (value, name) => knownId(store, 'contact', 'Contact', value, name),
		},
		updateMask(call.query, MASK),
	);
	if (changes.user_id === null || changes.contact_id === null)
		throw badRequest('A note needs its user and its contact');
	const changed = written(note, pinned(changes, time));
	if (!changed.title && !changed.type) throw badRequest('A note needs a title or a type', 'title');
	changed.update_time = time;
	changed.last_updated_by_user_id = call.key.userId ?? changed.user_id ?? '';
	return { status: 200, body: show(store.put('note', changed)) };
}
