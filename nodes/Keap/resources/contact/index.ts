import {
	create,
	get,
	getMany,
	operation,
	remove,
	resource,
	update,
	upsert,
} from '../../descriptor/builders';
import { choice, email, record } from '../../descriptor/field';
import { contactLinkTypes } from '../contactLinkType';
import { optInReason } from '../shared/people';
import { contactsTogether } from '../shared/contactBatch';
import { sequenceOperations } from '../shared/sequences';
import { appliedTags, createTags, tagFanOut, tags } from '../shared/tagging';
import { contacts } from './collection';
import { company, contactFields, firstName, lastName } from './fields';
import { contactFilters } from './filters';

const firstSlot = 'email_addresses[field=EMAIL1]';

const contactId = record(contacts, { required: true });

const linkedPair = [
	{ ...contactId, key: 'contact1_id' },
	record(contacts, {
		name: 'linkedContactId',
		label: 'Linked Contact',
		required: true,
		key: 'contact2_id',
	}),
	record(contactLinkTypes, { key: 'link_type_id', required: true }),
];

export const contact = resource('contact', 'Contact', [
	create({
		of: contacts,
		inputs: [
			email('email', 'Email', { key: `${firstSlot}.email` }),
			firstName,
			lastName,
			company,
			{ ...optInReason, key: `${firstSlot}.opt_in_reason` },
		],
		fields: contactFields,
		customFields: 'contact',
		constraints: [
			{
				oneOf: ['email', 'emailAddresses', 'phoneNumbers', 'addresses'],
				message: "A contact needs an 'Email', a phone number or an address",
			},
		],
	}),
	upsert({
		of: contacts,
		by: ['email'],
		subject: 'contact',
		inputs: [
			email('email', 'Email', { in: 'nowhere', required: true }),
			choice(
				'matchBy',
				'Match By',
				[
					{ name: 'Email', value: 'Email' },
					{ name: 'Email and Name', value: 'EmailAndName' },
					{ name: 'Email, Name and Company', value: 'EmailAndNameAndCompany' },
				],
				{
					default: 'Email',
					in: 'nowhere',
					required: true,
					description: 'How to find an existing contact',
				},
			),
			firstName,
			lastName,
			company,
			{ ...optInReason, in: 'nowhere' },
		],
		fields: contactFields,
		customFields: 'contact',
	}),
	get({ of: contacts }),
	getMany({
		of: contacts,
		description: 'Retrieve a list of contacts; for those that have a tag, see Get Contacts of Tag',
		list: {
			filters: contactFilters,
			filterCustomFields: 'contact',
			sort: [
				{ name: 'Create Time', value: 'create_time' },
				{ name: 'Email', value: 'email' },
				{ name: 'ID', value: 'id' },
				{ name: 'Update Time', value: 'update_time' },
			],
		},
	}),
	update({
		of: contacts,
		fields: [...contactFields, company, firstName, lastName],
		customFields: 'contact',
	}),
	remove({ of: contacts }),
	operation({
		of: contacts,
		value: 'merge',
		name: 'Merge',
		action: 'Merge contacts',
		description: 'Merge a duplicate into a contact; the duplicate is gone afterwards',
		method: 'POST',
		path: '/v2/contacts:merge',
		inputs: [
			record(contacts, { required: true, label: 'Contact to Keep', key: 'contact_id' }),
			record(contacts, {
				name: 'duplicateContactId',
				label: 'Duplicate Contact',
				required: true,
			}),
		],
		output: { kind: 'record' },
	}),
	operation({
		value: 'link',
		name: 'Link',
		action: 'Link contacts',
		description: 'Link two contacts, such as spouses',
		method: 'POST',
		path: '/v2/contacts:link',
		inputs: linkedPair,
		refusals: { conflict: 'These contacts are linked by this link type already' },
		output: { kind: 'record' },
	}),
	operation({
		value: 'unlink',
		name: 'Unlink',
		action: 'Unlink contacts',
		description: 'Remove a link between two contacts',
		method: 'POST',
		path: '/v2/contacts:unlink',
		inputs: linkedPair,
		output: { kind: 'done' },
		idempotent: true,
		// A link that is no longer there.
		alreadyDoneOn: 404,
		refusals: { notFound: 'These contacts are not linked by this link type' },
	}),
	getMany({
		value: 'getLinks',
		name: 'Get Links',
		action: 'Get links of a contact',
		description: 'Retrieve the links of a contact to others',
		path: '/v2/contacts/{contactId}/links',
		inputs: [contactId],
		list: { items: 'links' },
	}),
	get({
		value: 'getLeadScore',
		name: 'Get Lead Score',
		action: 'Get the lead score of a contact',
		description: "Retrieve a contact's lead score",
		path: '/v2/contacts/{contactId}/leadScore',
		inputs: [contactId],
	}),
	operation({
		value: 'addTags',
		name: 'Add Tags',
		action: 'Add or apply tags to a contact',
		description: 'Apply tags to contacts; contacts with the same tag go out in one call',
		method: 'POST',
		path: '/v2/tags/{tagId}/contacts:applyTags',
		inputs: [contactId, tags],
		options: createTags,
		flow: {
			...contactsTogether,
			fanOut: tagFanOut('added'),
			results: {
				property: 'results',
				good: { SUCCESS: 'added', DUPLICATE: 'already_had_it' },
				words: {
					CONTACT_NOT_FOUND:
						"'Contact': Keap has no contact with the ID {id}, so tag {value} was not applied",
					TAG_ID_NOT_FOUND: 'Keap has no tag with the ID {value}',
					NO_PERMISSION: "This API key doesn't have permission to tag contact {id}",
					FAILURE: "Keap didn't apply tag {value} to contact {id}",
				},
			},
		},
		output: { kind: 'done' },
		idempotent: true,
	}),
	operation({
		value: 'removeTags',
		name: 'Remove Tags',
		action: 'Remove tags from a contact',
		description: 'Remove tags from contacts; contacts with the same tag go out in one call',
		method: 'POST',
		path: '/v2/tags/{tagId}/contacts:removeTags',
		inputs: [contactId, tags],
		flow: { ...contactsTogether, fanOut: tagFanOut('removed') },
		output: { kind: 'done' },
		idempotent: true,
	}),
	getMany({
		value: 'getTags',
		name: 'Get Tags',
		action: 'Get tags of a contact',
		description: 'Retrieve the tags that a contact has',
		path: '/v2/contacts/{contactId}/tags',
		inputs: [contactId],
		...appliedTags,
	}),
	...sequenceOperations,
]);
