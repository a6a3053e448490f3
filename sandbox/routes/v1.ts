import { bodyObject, isObject, objects, without } from '../body';
import { badRequest } from '../errors';
import { listPageV1 } from '../paging-v1';
import { equals, field, type Condition } from '../store';
import type { Call, Route, RouteResponse } from '../types';
import { existing } from '../records';
import { profile } from './settings';

const MAX_TAGS = 100;

/** As much of the older API as is needed to see that it is another one: numbers for ids, offsets, absolute links. */
export const v1Routes: Route[] = [
	{ method: 'GET', path: '/v1/contacts', handle: listContacts },
	{
		method: 'GET',
		path: '/v1/contacts/{contactId}/tags',
		handle: contactTags,
	},
	{
		method: 'POST',
		path: '/v1/contacts/{contactId}/tags',
		handle: applyTags,
	},
	{ method: 'GET', path: '/v1/tags', handle: listTags },
	{
		method: 'GET',
		path: '/v1/account/profile',
		handle: ({ store }) => ({ status: 200, body: without(profile(store), 'id') }),
	},
	{
		method: 'GET',
		path: '/v1/setting/application/enabled',
		handle: () => ({ status: 200, body: { value: 'true' } }),
	},
];

function listContacts(call: Call): RouteResponse {
	const where: Condition[] = [];
	const email = call.query.get('email');
	if (email !== null) {
		where.push({
			sql: 'id IN (SELECT contact_id FROM contact_email WHERE email = ?)',
			params: [email],
		});
	}
	for (const name of ['given_name', 'family_name']) {
		const value = call.query.get(name);
		if (value !== null) where.push(equals(name, value));
	}
	return listPageV1(call, {
		kind: 'contact',
		items: 'contacts',
		where,
		show: (contact) => ({
			id: Number(contact.id),
			given_name: contact.given_name ?? null,
			family_name: contact.family_name ?? null,
			middle_name: contact.middle_name ?? null,
			email_addresses: objects(contact.email_addresses),
			phone_numbers: objects(contact.phone_numbers),
			addresses: objects(contact.addresses),
			company: isObject(contact.company)
				? { ...contact.company, id: Number(contact.company.id) }
				: null,
			owner_id: contact.owner_id === undefined ? null : Number(contact.owner_id),
			date_created: contact.create_time ?? null,
			last_updated: contact.update_time ?? null,
			ScoreValue: contact.score_value ?? null,
		}),
	});
}

function listTags(call: Call): RouteResponse {
	const { store } = call;
	const where: Condition[] = [];
	const name = call.query.get('name');
	if (name !== null) where.push(equals('name', name));
	const category = call.query.get('category');
	if (category !== null) where.push({ sql: `${field('category.id')} = ?`, params: [category] });
	return listPageV1(call, {
		kind: 'tag',
		items: 'tags',
		where,
		show: (tag) => {
			const found = isObject(tag.category)
				? store.get('tagCategory', String(tag.category.id))
				: undefined;
			return {
				id: Number(tag.id),
				name: tag.name ?? '',
				description: tag.description ?? '',
				category:
					found === undefined
						? null
						: {
								id: Number(found.id),
								name: found.name ?? '',
								description: found.description ?? null,
							},
			};
		},
	});
}

function contactTags(call: Call): RouteResponse {
	const { store } = call;
	const { id } = existing(store, 'contact', call.params.contactId);
	const times = new Map(
		store.appliedTo('contact', id).map((entry) => [entry.tagId, entry.appliedTime]),
	);
	const where = [
		{
			sql: 'id IN (SELECT tag_id FROM applied_tag WHERE kind = ? AND record_id = ?)',
			params: ['contact', Number(id)],
		},
	];
	return listPageV1(call, {
		kind: 'tag',
		items: 'tags',
		where,
		show: (tag) => ({
			tag: { id: Number(tag.id), name: tag.name ?? '' },
			date_applied: times.get(tag.id) ?? null,
		}),
	});
}

/** Many tags on one contact. */
function applyTags(call: Call): RouteResponse {
	const { store } = call;
	const { id } = existing(store, 'contact', call.params.contactId);
	const { tagIds } = bodyObject(call.body);
	if (!Array.isArray(tagIds) || tagIds.length === 0) throw badRequest('tagIds is required');
	if (tagIds.length > MAX_TAGS)
		throw badRequest(`No more than ${MAX_TAGS} tags can be applied at once`);
	const results = tagIds.map((tagId) => {
		const tag = /^\d+$/.test(String(tagId)) ? store.get('tag', String(tagId)) : undefined;
		if (tag === undefined) return { [String(tagId)]: 'TAG_ID_NOT_FOUND' };
		return { [tag.id]: store.applyTag('contact', id, tag.id, call.time) ? 'SUCCESS' : 'DUPLICATE' };
	});
	return { status: 200, body: results };
}
