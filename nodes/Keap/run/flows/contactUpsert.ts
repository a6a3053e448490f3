import type { Json } from '../../api/json';
import { folded } from '../../api/lookups/keyed';
import type { PreparedItem } from '../inputs/preparedItem';
import { changesTo, isMeant, newContact } from './contactBody';
import type { RunContext } from './runContext';
import { fieldsOf } from './unchanged';
import type { UpsertSubject } from './upsertSubject';

const emailOf = ({ inputs }: PreparedItem) => String(inputs.email);

/**
 * Contacts, by one of their email addresses. Keap's own upsert would replace whole lists; it is used only for contacts that
 * don't exist, where it also settles races with other programs.
 */
export const contactUpsert = (run: RunContext): UpsertSubject => ({
	keyOf: emailOf,
	keysOf: (item) => {
		const others = (item.body.email_addresses ?? []) as Json[];
		const all = [emailOf(item), ...others.map(({ email }) => String(email ?? ''))];
		return [...new Set(all.map(folded))].filter(Boolean);
	},
	fieldsFor: (items) => {
		const toMatch = ['id', 'email_addresses', 'given_name', 'family_name', 'company'];
		return [...new Set([...toMatch, ...items.flatMap((item) => fieldsOf(run.operation, item))])];
	},
	isMeant: (contact, { body, inputs }) => isMeant(contact, body, inputs.matchBy),
	newBody: (item) => newContact(run, item),
	createQuery: ({ inputs }) => ({ duplicate_option: String(inputs.matchBy) }),
	changesTo: (item, existing) => changesTo(run, item, existing),
	mayUpdateOnCreate: true,
});
