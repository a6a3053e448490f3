import { collection, routesOf } from '../collection';
import { badRequest } from '../errors';
import * as filter from '../filter';
import { byText, byValue } from '../paging';
import type { Call, Json } from '../types';
import { boolean, recordIn, string } from '../values';
import { contacts } from './contacts';

/** Notes are written below their contact. */
const notes = collection({
	kind: 'note',
	path: '/notes',
	parent: { of: contacts, property: 'contact_id' },
	properties: {
		title: string(255),
		text: string(),
		type: string(255),
		user_id: { type: recordIn('user'), required: 'both', as: 'assigned_to_user', show: userName },
		is_pinned: boolean,
		contact_id: { type: recordIn('contact'), only: 'update', clearable: false },
	},
	mask: ['contact_id', 'title', 'text', 'type', 'user_id', 'is_pinned', 'custom_fields'],
	customFields: 'TASK_NOTE_APPOINTMENT',
	fields: { optional: ['custom_fields'] },
	times: { created: 'create_time', updated: 'update_time' },
	users: {
		created: 'created_by_user_id',
		updated: 'last_updated_by_user_id',
		otherwise: 'user_id',
	},
	list: {
		items: 'notes',
		filters: {
			id: filter.recordId(filter.ANY_COMPARISON),
			ids: filter.recordIds(),
			title: filter.text('title'),
			contact_id: filter.reference('contact_id'),
			assigned_to_user_id: filter.reference('user_id'),
			since_time: filter.since('update_time'),
			until_time: filter.until('update_time'),
		},
		exclusive: ['id', 'ids'],
		order: { id: 'id', create_time: byValue('create_time'), update_time: byValue('update_time') },
	},
	/** A note is pinned at a time. */
	prepare: ({ is_pinned: pin, ...changes }, { time }) =>
		pin === undefined ? changes : { ...changes, pinned_at: pin === true ? time : null },
	check: (note) => {
		if (!note.title && !note.type) throw badRequest('A note needs a title or a type', 'title');
	},
});

/** All notes, whosever they are. */
const allNotes = collection({
	...notes,
	path: '/v2/notes',
	parent: undefined,
	operations: ['list'],
});

const templates = collection({
	kind: 'noteTemplate',
	path: '/v2/notes/templates',
	operations: ['list'],
	list: {
		items: 'note_templates',
		filters: { title: filter.text('title', { prefix: true }) },
		order: { id: 'id', title: byText('title') },
	},
});

function userName(id: Json, { store }: Call): Json | undefined {
	const user = store.get('user', String(id));
	return (
		user && {
			id: user.id,
			given_name: user.given_name ?? '',
			family_name: user.family_name ?? '',
		}
	);
}

export const noteRoutes = [notes, allNotes, templates].flatMap(routesOf);
