import { collection } from './collection';
import { firstEmail, fullName, named, words } from './labels';

type Json = Readonly<Record<string, unknown>>;

const emailsOf = ({ email_addresses: addresses }: Json): string[] =>
	Array.isArray(addresses) ? (addresses as Json[]).map(({ email }) => words(email)) : [];

/** The account's users. Custom fields may hold one, whatever record they belong to, so the language itself knows them. */
export const users = collection({
	noun: 'User',
	id: 'userId',
	example: '4',
	path: '/v2/users',
	items: 'users',
	pageSize: 100,
	byId: {
		filter: 'user_ids',
		max: 100,
		// Without it, the list leaves out users that can be read one by one.
		always: 'include_inactive==true;include_partners==true',
	},
	record: {
		columns: {
			id: 'id',
			given_name: 'given_name',
			family_name: 'family_name',
			email: 'email_addresses[0].email',
			phone: 'phone_numbers[0].number',
			title: 'title',
			status: 'status',
			admin: 'admin',
			partner: 'partner',
			create_time: 'create_time',
		},
	},
	byName: {
		as: 'Name or Email',
		example: 'Jane Doe',
		names: (user) => [fullName(user.given_name, user.family_name), ...emailsOf(user)],
	},
	picker: {
		query: { order_by: 'name asc' },
		remembered: true,
		label: (user) => named(fullName(user.given_name, user.family_name), firstEmail(user)),
	},
});
