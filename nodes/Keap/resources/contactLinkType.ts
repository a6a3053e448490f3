import { number, record, text } from '../descriptor/field';
import { create, getMany, remove, resource, update } from '../descriptor/operation';

const contactLinkTypeId = record('contactLinkType', { required: true });

const maxLinks = number('maxLinks', 'Max Links', {
	integer: true,
	min: 1,
	description: 'How many links of this type one contact may have',
});

export const contactLinkType = resource('contactLinkType', 'Contact Link Type', [
	create({
		path: '/v2/contacts/links/types',
		inputs: [
			text('name', 'Name', { required: true, placeholder: 'e.g. Spouse' }),
			{ ...maxLinks, required: true },
		],
	}),
	getMany({
		path: '/v2/contacts/links/types',
		list: {
			items: 'contact_link_types',
			pageSize: 1000,
			filters: [text('name', 'Name')],
			sort: [
				{ name: 'Name', value: 'name' },
				{ name: 'Max Links', value: 'max_links' },
				{ name: 'Create Time', value: 'create_time' },
			],
		},
	}),
	update({
		path: '/v2/contacts/links/types/{contactLinkTypeId}',
		inputs: [contactLinkTypeId],
		fields: [maxLinks, text('name', 'Name')],
	}),
	remove({ path: '/v2/contacts/links/types/{contactLinkTypeId}', inputs: [contactLinkTypeId] }),
]);
