import { choice, email, record, text, type Field } from '../../descriptor/field';
import {
	create,
	get,
	getMany,
	operation,
	remove,
	resource,
	update,
	type BatchWrite,
} from '../../descriptor/operation';
import { appliedTags, createTags, tagFanOut, tags } from '../tagging';
import {
	contactColumns,
	contactFields,
	contactMerge,
	CONTACTS_BY_ID,
	contactSelectable,
} from './fields';
import { contactFilters } from './filters';

const firstPlace = 'email_addresses[field=EMAIL1]';

const contactId = record('contact', { required: true });

const linkedPair: Field[] = [
	{ ...contactId, key: 'contact1_id' },
	record('contact', {
		name: 'linkedContactId',
		label: 'Linked Contact',
		required: true,
		key: 'contact2_id',
	}),
	record('contactLinkType', { key: 'link_type_id', required: true }),
];

/**
 * Keap states no limit for these calls; REST v1 took a hundred tags in one. Two hundred contacts make a small body and keep
 * a refused call cheap.
 */
const taggingChunk: BatchWrite = {
	kind: 'write',
	collect: 'contactId',
	into: 'contact_ids',
	chunk: 200,
};

export const contact = resource('contact', 'Contact', [
	create({
		path: '/v2/contacts',
		inputs: [
			email('email', 'Email', { key: `${firstPlace}.email` }),
			text('optInReason', 'Opt-In Reason', { key: `${firstPlace}.opt_in_reason` }),
		],
		fields: contactFields,
		customFields: 'contact',
		selectable: contactSelectable,
		constraints: [
			{
				oneOf: ['email_addresses', 'phone_numbers', 'addresses'],
				message: "A contact needs an 'Email', a phone number or an address",
			},
		],
	}),
	operation({
		value: 'upsert',
		name: 'Create or Update',
		action: 'Create or update contact',
		description: 'Create a new record, or update the current one if it already exists (upsert)',
		method: 'POST',
		path: '/v2/contacts',
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
					description: 'What makes a contact at Keap the same as this one',
				},
			),
			text('optInReason', 'Opt-In Reason', { in: 'nowhere' }),
		],
		optional: { collection: 'additionalFields', fields: contactFields },
		customFields: 'contact',
		selectable: contactSelectable,
		merge: contactMerge,
		output: { kind: 'record' },
		flow: 'upsert',
	}),
	get({
		path: '/v2/contacts/{contactId}',
		inputs: [contactId],
		selectable: contactSelectable,
		columns: contactColumns,
		customFieldsIn: 'contact',
		batch: { kind: 'read', ...CONTACTS_BY_ID, id: 'contactId' },
	}),
	getMany({
		path: '/v2/contacts',
		selectable: contactSelectable,
		columns: contactColumns,
		customFieldsIn: 'contact',
		list: {
			items: 'contacts',
			pageSize: 1000,
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
		path: '/v2/contacts/{contactId}',
		inputs: [contactId],
		fields: contactFields,
		customFields: 'contact',
		selectable: contactSelectable,
		merge: contactMerge,
	}),
	remove({ path: '/v2/contacts/{contactId}', inputs: [contactId] }),
	operation({
		value: 'merge',
		name: 'Merge',
		action: 'Merge contacts',
		description: 'Merge a duplicate into a contact; the duplicate is gone afterwards',
		method: 'POST',
		path: '/v2/contacts:merge',
		inputs: [
			record('contact', { required: true, label: 'Contact to Keep', key: 'contact_id' }),
			record('contact', {
				name: 'duplicateContactId',
				label: 'Duplicate to Merge Into It',
				required: true,
			}),
		],
		selectable: contactSelectable,
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
	}),
	getMany({
		value: 'getLinks',
		name: 'Get Links',
		action: 'Get links of contact',
		description: 'Retrieve the links of a contact to others',
		path: '/v2/contacts/{contactId}/links',
		inputs: [contactId],
		list: { items: 'links' },
	}),
	get({
		value: 'getLeadScore',
		name: 'Get Lead Score',
		action: 'Get lead score of contact',
		description: "Retrieve a contact's lead score",
		path: '/v2/contacts/{contactId}/leadScore',
		inputs: [contactId],
	}),
	operation({
		value: 'addTags',
		name: 'Add Tags',
		action: 'Add tags to contact',
		description: 'Apply tags to contacts; contacts with the same tag go out in one call',
		method: 'POST',
		path: '/v2/tags/{tagId}/contacts:applyTags',
		inputs: [contactId, tags],
		options: createTags,
		fanOut: tagFanOut,
		batch: {
			...taggingChunk,
			results: {
				property: 'results',
				good: ['SUCCESS', 'DUPLICATE'],
				words: {
					CONTACT_NOT_FOUND:
						"'Contact': Keap has no contact with this ID, so the tag was not applied",
					TAG_ID_NOT_FOUND: 'Keap has no such tag',
					NO_PERMISSION: 'The key may not tag this contact',
					FAILURE: 'Keap did not apply the tag',
				},
			},
		},
		output: { kind: 'done' },
		idempotent: true,
	}),
	operation({
		value: 'removeTags',
		name: 'Remove Tags',
		action: 'Remove tags from contact',
		description: 'Remove tags from contacts; contacts with the same tag go out in one call',
		method: 'POST',
		path: '/v2/tags/{tagId}/contacts:removeTags',
		inputs: [contactId, tags],
		fanOut: tagFanOut,
		batch: taggingChunk,
		output: { kind: 'done' },
		idempotent: true,
	}),
	getMany({
		value: 'getTags',
		name: 'Get Tags',
		action: 'Get tags of contact',
		description: 'Retrieve the tags that a contact has',
		path: '/v2/contacts/{contactId}/tags',
		inputs: [contactId],
		...appliedTags,
	}),
]);
