import { collection } from '../../descriptor/collection';
import { emailsOf, firstEmail, fullName, named } from '../../descriptor/labels';
import { person, wholeName } from '../../descriptor/search';
import { contactRecord } from './record';

export const contacts = collection({
	noun: 'Contact',
	id: 'contactId',
	example: '1042',
	path: '/v2/contacts',
	items: 'contacts',
	pageSize: 1000,
	fields: 'limit',
	byEmail: true,
	key: {
		// It finds the address in any of the three slots (https://integration.keap.com/t/rest-v2/85756).
		parts: [{ filter: 'email' }],
		idFilter: 'contact_id',
		fields: ['email_addresses'],
		of: emailsOf,
	},
	// Keap states no number of IDs for this filter; a hundred keep the address well below what servers accept.
	byId: { filter: 'ids', max: 100 },
	changes: {
		created: { filter: 'contact_id', order: 'id' },
		updated: { property: 'update_time', since: 'start_update_time', order: 'update_time' },
	},
	record: contactRecord,
	byName: {
		example: 'Jane Doe',
		names: ({ given_name, family_name }) => [fullName(given_name, family_name)],
		typed: wholeName,
		// One word alone is more likely a mistake than somebody's whole name.
		like: /\p{L}\S*\s+\S*\p{L}/u,
	},
	picker: {
		query: {
			fields: ['id', 'given_name', 'family_name', 'email_addresses'],
			order_by: 'update_time desc',
		},
		pageSize: 100,
		typed: person,
		id: 'ids',
		label: (contact) =>
			named(fullName(contact.given_name, contact.family_name), firstEmail(contact)),
	},
});
