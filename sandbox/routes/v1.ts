import { bodyObject, isObject, objects, without } from '../body';
import { badRequest } from '../errors';
import { equals, field, type Condition } from '../store';
import type { Call, Doc, Json, JsonObject, Route, RouteResponse } from '../types';
import { isTime } from '../values';
import { existing } from '../records';
import { profile } from './settings';

const ORIGIN = 'https://api.infusionsoft.com/crm/rest';
const MAX_LIMIT = 1_000;
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

export function v1List(
	call: Call,
	kind: string,
	items: string,
	where: Condition[],
	show: (doc: Doc) => JsonObject,
): RouteResponse {
	const { store } = call;
	const limit = natural(call, 'limit', MAX_LIMIT);
	const offset = natural(call, 'offset', 0);
	if (limit > MAX_LIMIT) throw badRequest(`limit must not exceed ${MAX_LIMIT}`);
	const count = store.count(kind, where);
	const link = (at: number) => {
		const query = new URLSearchParams(call.query);
		query.set('limit', String(limit));
		query.set('offset', String(at));
		return `${ORIGIN}${call.path}?${query}`;
	};
	return {
		status: 200,
		body: {
			[items]: store.query(kind, { where, limit, offset }).map(show),
			count,
			// There is always a next page, even after the last.
			next: link(offset + limit),
			previous: link(Math.max(0, offset - limit)),
		},
	};
}

/** Records from `since` on and up to `until`, by one of their times. */
export const v1Period = ({ query }: Call, time: string): Condition[] =>
	[
		['since', '>='],
		['until', '<='],
	].flatMap(([name = '', operator]) => {
		const given = query.get(name);
		if (given === null) return [];
		if (!isTime(given)) throw badRequest(`${name} is invalid`);
		return [{ sql: `${field(time)} ${operator} ?`, params: [new Date(given).toISOString()] }];
	});

/** What REST v1 shows of an ID. */
export const v1Id = (id: Json | undefined): number | null =>
	id === undefined || id === null ? null : Number(id);

function natural(call: Call, name: string, fallback: number): number {
	const value = call.query.get(name);
	if (value === null) return fallback;
	if (!/^\d+$/.test(value)) throw badRequest(`${name} is invalid`);
	return Number(value);
}

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
	return v1List(call, 'contact', 'contacts', where, (contact) => ({
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
	}));
}

function listTags(call: Call): RouteResponse {
	const { store } = call;
	const where: Condition[] = [];
	const name = call.query.get('name');
	if (name !== null) where.push(equals('name', name));
	const category = call.query.get('category');
	if (category !== null) where.push({ sql: `${field('category.id')} = ?`, params: [category] });
	return v1List(call, 'tag', 'tags', where, (tag) => {
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
	return v1List(call, 'tag', 'tags', where, (tag) => ({
		tag: { id: Number(tag.id), name: tag.name ?? '' },
		date_applied: times.get(tag.id) ?? null,
	}));
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
