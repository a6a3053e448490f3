import { create, getMany, remove, resource, update } from '../descriptor/builders';
import { calledBy, collection } from '../descriptor/collection';
import { number, required, text } from '../descriptor/field';
import { words } from '../descriptor/labels';

export const contactLinkTypes = collection({
	noun: 'Link Type',
	plural: 'Contact Link Types',
	id: 'contactLinkTypeId',
	example: '3',
	path: '/v2/contacts/links/types',
	items: 'contact_link_types',
	pageSize: 1000,
	byName: calledBy('Name', 'Spouse', 'name'),
	picker: { query: { order_by: 'name asc' }, label: ({ name }) => words(name) },
});

const maxLinks = number('maxLinks', 'Max Links', {
	integer: true,
	min: 1,
	description: 'How many links of this type one contact may have',
});

export const contactLinkType = resource('contactLinkType', 'Contact Link Type', [
	create({
		of: contactLinkTypes,
		inputs: [
			text('name', 'Name', { required: true, placeholder: 'e.g. Spouse' }),
			required(maxLinks),
		],
	}),
	getMany({
		of: contactLinkTypes,
		list: {
			filters: [text('name', 'Name')],
			sort: [
				{ name: 'Name', value: 'name' },
				{ name: 'Max Links', value: 'max_links' },
				{ name: 'Create Time', value: 'create_time' },
			],
		},
	}),
	update({
		of: contactLinkTypes,
		fields: [maxLinks, text('name', 'Name')],
	}),
	remove({ of: contactLinkTypes }),
]);
