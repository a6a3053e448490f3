import { tagFilters, window } from '../applied-tags';
import { badRequest } from '../errors';
import { filters, matchText, recordIds, since, special, text, until } from '../filter';
import { byText, byValue, listPage } from '../paging';
import { field, type Store } from '../store';
import type { Answer, Call, Doc, JsonObject, Route } from '../types';
import {
	bodyObject,
	isObject,
	record,
	required,
	string,
	updateMask,
	withoutNulls,
	writes,
	written,
	type Parsers,
} from '../values';
import { companyShower } from './companies';
import { existing } from '../records';

export function tagRoutes(store: Store): Route[] {
	return [
		{
			method: 'GET',
			path: '/v2/tags',
			handle: (call) =>
				listPage(store, call, {
					kind: 'tag',
					items: 'tags',
					filters: filters({ ...tagFilters.keys, tag_ids: recordIds() }),
					order: namedOrder,
					show: (tag) => tag,
				}),
		},
		{
			method: 'POST',
			path: '/v2/tags',
			handle: (call) => create(store, call, 'tag', tagParsers(store)),
		},
		{
			method: 'GET',
			path: '/v2/tags/categories',
			handle: (call) =>
				listPage(store, call, {
					kind: 'tagCategory',
					items: 'tag_categories',
					filters: filters({
						name: text('name'),
						description: text('description', { none: true }),
						since_create_time: since('create_time'),
						until_create_time: until('create_time'),
						since_update_time: since('update_time'),
						until_update_time: until('update_time'),
					}),
					order: namedOrder,
					show: (category) => category,
				}),
		},
		{
			method: 'POST',
			path: '/v2/tags/categories',
			handle: (call) => create(store, call, 'tagCategory', categoryParsers),
		},
		{
			method: 'GET',
			path: '/v2/tags/categories/:categoryId',
			handle: (call) => ({
				status: 200,
				body: existing(store, 'tagCategory', call.params.categoryId),
			}),
		},
		{
			method: 'PATCH',
			path: '/v2/tags/categories/:categoryId',
			handle: (call) =>
				update(
					store,
					call,
					existing(store, 'tagCategory', call.params.categoryId),
					'tagCategory',
					categoryParsers,
				),
		},
		{
			method: 'DELETE',
			path: '/v2/tags/categories/:categoryId',
			handle: (call) =>
				deleteCategory(store, existing(store, 'tagCategory', call.params.categoryId)),
		},
		{
			method: 'GET',
			path: '/v2/tags/:tagId',
			handle: (call) => ({ status: 200, body: existing(store, 'tag', call.params.tagId) }),
		},
		{
			method: 'PATCH',
			path: '/v2/tags/:tagId',
			handle: (call) =>
				update(store, call, existing(store, 'tag', call.params.tagId), 'tag', tagParsers(store)),
		},
		{
			method: 'DELETE',
			path: '/v2/tags/:tagId',
			handle: (call) => {
				store.remove('tag', existing(store, 'tag', call.params.tagId).id);
				return { status: 204 };
			},
		},
		{
			method: 'GET',
			path: '/v2/tags/:tagId/contacts',
			handle: (call) => taggedContacts(store, call),
		},
		{
			method: 'GET',
			path: '/v2/tags/:tagId/companies',
			handle: (call) => taggedCompanies(store, call),
		},
		{
			method: 'POST',
			path: '/v2/tags/:tagId/contacts\\:applyTags',
			handle: (call) => applyTags(store, call),
		},
		{
			method: 'POST',
			path: '/v2/tags/:tagId/contacts\\:removeTags',
			handle: (call) => removeTags(store, call),
		},
	];
}

const namedOrder = {
	name: byText('name'),
	create_time: byValue('create_time'),
	update_time: byValue('update_time'),
};

const categoryParsers: Parsers = { name: string(255), description: string() };

const tagParsers = (store: Store): Parsers => ({
	...categoryParsers,
	// Names that are too long are cut, not refused.
	name: (value, name) => String(string()(value, name)).slice(0, 255),
	category: record({ id: string() }, (category, name) => {
		if (
			category.id === undefined ||
			store.get('tagCategory', Number(category.id) || 0) === undefined
		) {
			throw badRequest(`Tag category with id ${String(category.id)} does not exist`, name);
		}
		return category;
	}),
});

function create(store: Store, call: Call, kind: string, parsers: Parsers): Answer {
	required(call.body, 'name');
	const doc = withoutNulls(writes(call.body, parsers));
	refuseTwin(store, kind, String(doc.name));
	const time = new Date(call.now).toISOString();
	return {
		status: 201,
		body: store.insert(kind, { ...doc, create_time: time, update_time: time }),
	};
}

function update(store: Store, call: Call, doc: Doc, kind: string, parsers: Parsers): Answer {
	const mask = updateMask(call.query, Object.keys(parsers));
	const changes = writes(call.body, parsers, mask);
	if ('name' in changes) {
		if (changes.name === null || changes.name === '') throw badRequest('name is required', 'name');
		refuseTwin(store, kind, String(changes.name), doc.id);
	}
	const changed = { ...written(doc, changes), update_time: new Date(call.now).toISOString() };
	return { status: 200, body: store.put(kind, changed) };
}

function refuseTwin(store: Store, kind: string, name: string, except?: string): void {
	const twin = store.find(kind, 'name', name);
	if (twin !== undefined && twin.id !== except) {
		throw badRequest(
			`A ${kind === 'tag' ? 'tag' : 'tag category'} with the name ${name} already exists`,
			'name',
		);
	}
}

function deleteCategory(store: Store, category: Doc): Answer {
	store.transaction(() => {
		const where = [{ sql: `${field('category.id')} = ?`, params: [category.id] }];
		for (const tag of store.query('tag', { where }))
			store.put('tag', written(tag, { category: null }));
		store.remove('tagCategory', category.id);
	});
	return { status: 204 };
}

function contactIds(body: unknown): string[] {
	const { contact_ids: ids } = bodyObject(body);
	if (!Array.isArray(ids) || ids.length === 0)
		throw badRequest('contact_ids is required', 'contact_ids');
	return ids.map(String);
}

function applyTags(store: Store, call: Call): Answer {
	const tag = existing(store, 'tag', call.params.tagId);
	const time = new Date(call.now).toISOString();
	const results: JsonObject = {};
	store.transaction(() => {
		for (const id of contactIds(call.body)) {
			if (!/^\d+$/.test(id) || store.get('contact', id) === undefined)
				results[id] = 'CONTACT_NOT_FOUND';
			else results[id] = store.applyTag('contact', id, tag.id, time) ? 'SUCCESS' : 'DUPLICATE';
		}
	});
	return { status: 200, body: { results } };
}

function removeTags(store: Store, call: Call): Answer {
	const tag = existing(store, 'tag', call.params.tagId);
	store.transaction(() => {
		for (const id of contactIds(call.body)) store.removeTag('contact', id, tag.id);
	});
	return { status: 204 };
}

/** SQL for the time the tag was applied to the record of a row. */
const appliedTime = (kind: 'contact' | 'company', tagId: string) =>
	`(SELECT applied_time FROM applied_tag WHERE kind = '${kind}' AND tag_id = ${Number(tagId)} AND record_id = doc_${kind}.id)`;

const carries = (kind: 'contact' | 'company', tagId: string) => ({
	sql: 'id IN (SELECT record_id FROM applied_tag WHERE kind = ? AND tag_id = ?)',
	params: [kind, Number(tagId)],
});

function taggedContacts(store: Store, call: Call): Answer {
	const { id } = existing(store, 'tag', call.params.tagId);
	const time = appliedTime('contact', id);
	const times = new Map(
		store.carriersOf('contact', id).map((entry) => [entry.recordId, entry.appliedTime]),
	);
	const firstEmail = 'email_addresses[0].email';
	return listPage(store, call, {
		kind: 'contact',
		items: 'contacts',
		where: [carries('contact', id)],
		filters: filters({
			given_name: text('given_name', { none: true }),
			family_name: text('family_name', { none: true }),
			email: special((_, value) =>
				value === 'NONE'
					? { sql: `${field(firstEmail)} IS NULL`, params: [] }
					: matchText(field(firstEmail), value, false),
			),
			since_applied_time: window(time, '>='),
			until_applied_time: window(time, '<='),
		}),
		order: {
			given_name: byText('given_name'),
			family_name: byText('family_name'),
			email: byText(firstEmail),
			applied_time: time,
		},
		show: (contact) => {
			const [first] = Array.isArray(contact.email_addresses) ? contact.email_addresses : [];
			return {
				id: contact.id,
				email: isObject(first) ? first.email : undefined,
				given_name: contact.given_name,
				family_name: contact.family_name,
				applied_time: times.get(contact.id),
			};
		},
	});
}

function taggedCompanies(store: Store, call: Call): Answer {
	const { id } = existing(store, 'tag', call.params.tagId);
	const time = appliedTime('company', id);
	const times = new Map(
		store.carriersOf('company', id).map((entry) => [entry.recordId, entry.appliedTime]),
	);
	const show = companyShower(store);
	return listPage(store, call, {
		kind: 'company',
		items: 'tagged_companies',
		where: [carries('company', id)],
		filters: filters({
			company_name: text('company_name'),
			email: text('email_address.email'),
			since_applied_time: window(time, '>='),
			until_applied_time: window(time, '<='),
		}),
		order: {
			company_name: byText('company_name'),
			email: byText('email_address.email'),
			applied_time: time,
		},
		show: (company) => ({ company: show(company), applied_time: times.get(company.id) }),
	});
}
