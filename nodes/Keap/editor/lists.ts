import { NodeOperationError } from 'n8n-workflow';

import { fullName } from '../api/lookups';
import { CUSTOM_FIELD_RECORDS, type RecordName } from '../descriptor/records';
import type { Json, Session, Source } from './session';
import { address, equals, person, startsWith, type TypedText } from './typed';

/** How records of one kind are found and shown. */
export interface List extends Omit<Source, 'path'> {
	path: string | ((session: Session) => string);
	/** Keap's filters for typed text. Without any, the list is read and searched here. */
	typed?: TypedText;
	/** The filter by which Keap finds one record. */
	id?: string;
	/** How people call a record; empty where nothing is known but its ID. */
	label(record: Json, session: Session): string | Promise<string>;
}

const text = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : '';

const part = (record: Json, property: string): Json => (record[property] ?? {}) as Json;

const day = (time: unknown): string => text(time).slice(0, 10);

const email = ({ email_addresses }: Json): string => {
	const [first] = Array.isArray(email_addresses) ? (email_addresses as Json[]) : [];
	return text(first?.email);
};

/** `Jane Doe (jane@example.com)`, or one of both. */
function named(name: unknown, ...details: string[]): string {
	const known = details.filter(Boolean).join(', ');
	return text(name) && known ? `${text(name)} (${known})` : text(name) || known;
}

const tagCategories = {
	path: '/v2/tags/categories',
	items: 'tag_categories',
	pageSize: 1000,
	query: { order_by: 'name asc' },
	remembered: true,
} satisfies Source;

export const tags = {
	path: '/v2/tags',
	items: 'tags',
	pageSize: 1000,
	query: { order_by: 'name asc' },
	remembered: true,
} satisfies Source;

export const users = {
	path: '/v2/users',
	items: 'users',
	pageSize: 100,
	query: { order_by: 'name asc' },
	remembered: true,
} satisfies Source;

/** The custom fields of a record type, by the first segment of its endpoints. */
export const model = (path: string) =>
	({ path: `/v2/${path}/model`, items: 'custom_fields', remembered: true }) satisfies Source;

/** Asks for the categories once, and only if a tag has one. */
export async function categoryOf(tag: Json, session: Session): Promise<string> {
	const id = text(part(tag, 'category').id);
	if (!id) return '';
	const categories = await session.all(tagCategories);
	return text(categories.find((category) => text(category.id) === id)?.name);
}

const userName = (user: Json): string => named(fullName(user), email(user));

const PATHS: string[] = Object.values(CUSTOM_FIELD_RECORDS).map(({ path }) => path);

/** The record type that the node is set to; the editor hands on no value where an expression has none yet. */
function recordType(session: Session): string {
	const chosen = text(session.parameter('recordType'));
	if (PATHS.includes(chosen)) return chosen;
	throw new NodeOperationError(
		session.node,
		"Choose a 'Record Type' first. If an expression sets it, enter the ID here instead of choosing from the list.",
	);
}

/** The contact that the node is set to, where it is known while editing. */
function chosenContact(session: Session): string {
	const chosen = session.parameter('contactId');
	const value = text(typeof chosen === 'object' ? (chosen as Json | null)?.value : chosen);
	return /^\d+$/.test(value) ? value : '';
}

export const LISTS: Partial<Record<RecordName, List>> = {
	contact: {
		path: '/v2/contacts',
		items: 'contacts',
		pageSize: 100,
		query: {
			fields: ['id', 'given_name', 'family_name', 'email_addresses'],
			order_by: 'update_time desc',
		},
		typed: person,
		id: 'ids',
		label: (contact) => named(fullName(contact), email(contact)),
	},
	company: {
		path: '/v2/companies',
		items: 'companies',
		pageSize: 100,
		query: { fields: ['email_address'], order_by: 'name asc' },
		typed: startsWith('name'),
		id: 'company_id',
		label: (company) => named(company.company_name, text(part(company, 'email_address').email)),
	},
	tag: { ...tags, label: async (tag, session) => named(tag.name, await categoryOf(tag, session)) },
	tagCategory: { ...tagCategories, label: ({ name }) => text(name) },
	contactLinkType: {
		path: '/v2/contacts/links/types',
		items: 'contact_link_types',
		pageSize: 1000,
		query: { order_by: 'name asc' },
		label: ({ name }) => text(name),
	},
	note: {
		path: (session) => {
			const contact = chosenContact(session);
			return contact ? `/v2/contacts/${contact}/notes` : '/v2/notes';
		},
		items: 'notes',
		pageSize: 100,
		query: { order_by: 'create_time desc' },
		// Keap finds the text anywhere in a title.
		typed: equals('title'),
		id: 'id',
		label: (note) =>
			named(
				text(note.title) || text(note.type) || text(note.text).slice(0, 60),
				day(note.create_time),
			),
	},
	task: {
		path: '/v2/tasks',
		items: 'tasks',
		pageSize: 100,
		query: { order_by: 'create_time desc' },
		typed: startsWith('title'),
		id: 'id',
		label: ({ title, due_time }) => named(title, day(due_time) && `due ${day(due_time)}`),
	},
	user: { ...users, label: userName },
	userGroup: {
		path: '/v2/userGroups',
		items: 'user_groups',
		label: ({ name }) => text(name),
	},
	email: {
		path: '/v2/emails',
		items: 'emails',
		pageSize: 200,
		query: { order_by: 'created_time desc' },
		typed: address,
		label: ({ subject, sent_to_address, sent_time }) =>
			named(subject, text(sent_to_address), day(sent_time)),
	},
	emailTemplate: {
		path: '/v2/emails/templates',
		items: 'email_templates',
		pageSize: 1000,
		label: ({ piece_title, subject }) =>
			named(piece_title, text(subject) === text(piece_title) ? '' : text(subject)),
	},
	file: {
		path: '/v2/files',
		items: 'files',
		pageSize: 500,
		query: { order_by: 'updated_time desc' },
		label: ({ file_name, updated_time }) => named(file_name, day(updated_time)),
	},
	opportunity: {
		path: '/v2/opportunities',
		items: 'opportunities',
		pageSize: 100,
		query: { order_by: 'created_time desc' },
		typed: startsWith('opportunity_title'),
		id: 'opportunity_id',
		label: (opportunity) => {
			const { first_name, last_name } = part(opportunity, 'contact');
			const contact = fullName({ given_name: first_name, family_name: last_name });
			return named(opportunity.opportunity_title, contact);
		},
	},
	leadSource: {
		path: '/v2/leadSources',
		items: 'lead_sources',
		pageSize: 100,
		query: { order_by: 'name asc' },
		typed: startsWith('name'),
		id: 'id',
		label: ({ name, vendor }) => named(name, text(vendor)),
	},
	customField: {
		path: (session) => model(recordType(session)).path,
		items: 'custom_fields',
		remembered: true,
		label: ({ label, field_name, group_name }) => named(label || field_name, text(group_name)),
	},
	customFieldGroup: {
		path: (session) => `${model(recordType(session)).path}/customFields/groups`,
		items: 'groups',
		label: ({ name }) => text(name),
	},
	customFieldTab: {
		path: (session) => `${model(recordType(session)).path}/customFields/tabs`,
		items: 'tabs',
		label: ({ name }) => text(name),
	},
};
