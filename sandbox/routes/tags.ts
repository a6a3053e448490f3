import { tagFilters, window } from '../applied-tags';
import { idsIn, isObject } from '../body';
import { collection, find, recordPathOf, routesOf, shower } from '../collection';
import { badRequest } from '../errors';
import * as filter from '../filter';
import { byText, byValue, listPage } from '../paging';
import type { Call, JsonObject, Route, RouteResponse } from '../types';
import { record, string } from '../values';
import { companies } from './companies';

const namedOrder = {
	name: byText('name'),
	create_time: byValue('create_time'),
	update_time: byValue('update_time'),
};

const categories = collection({
	kind: 'tagCategory',
	path: '/v2/tags/categories',
	properties: { name: { type: string(255), required: 'create' }, description: string() },
	unique: ['name'],
	times: { created: 'create_time', updated: 'update_time' },
	dependents: [{ kind: 'tag', property: 'category.id', onDelete: 'clear' }],
	list: {
		items: 'tag_categories',
		filters: {
			name: filter.text('name'),
			description: filter.text('description', { none: true }),
			since_create_time: filter.since('create_time'),
			until_create_time: filter.until('create_time'),
			since_update_time: filter.since('update_time'),
			until_update_time: filter.until('update_time'),
		},
		order: namedOrder,
	},
});

const tags = collection({
	kind: 'tag',
	path: '/v2/tags',
	properties: {
		name: {
			// Names that are too long are cut, not refused.
			type: (value, name, call) => String(string()(value, name, call)).slice(0, 255),
			required: 'create',
		},
		description: string(),
		category: record({ id: string() }, (category, name, { store }) => {
			const id = String(category.id ?? '');
			if (!/^\d+$/.test(id) || store.get('tagCategory', id) === undefined)
				throw badRequest(`Tag category with id ${id} does not exist`, name);
			return category;
		}),
	},
	unique: ['name'],
	times: { created: 'create_time', updated: 'update_time' },
	list: {
		items: 'tags',
		filters: { ...tagFilters, tag_ids: filter.recordIds() },
		order: namedOrder,
	},
});

/** The contacts and companies that carry a tag, and what puts it on contacts and takes it off. */
const tagging: Route[] = [
	{ method: 'GET', path: `${recordPathOf(tags)}/contacts`, handle: taggedContacts },
	{ method: 'GET', path: `${recordPathOf(tags)}/companies`, handle: taggedCompanies },
	{ method: 'POST', path: `${recordPathOf(tags)}/contacts:applyTags`, handle: applyTags },
	{ method: 'POST', path: `${recordPathOf(tags)}/contacts:removeTags`, handle: removeTags },
];

function applyTags(call: Call): RouteResponse {
	const { store, time } = call;
	const tag = find(tags, call);
	const results: JsonObject = {};
	store.transaction(() => {
		for (const id of idsIn(call.body, 'contact_ids')) {
			if (!/^\d+$/.test(id) || store.get('contact', id) === undefined)
				results[id] = 'CONTACT_NOT_FOUND';
			else results[id] = store.applyTag('contact', id, tag.id, time) ? 'SUCCESS' : 'DUPLICATE';
		}
	});
	return { status: 200, body: { results } };
}

function removeTags(call: Call): RouteResponse {
	const { store } = call;
	const tag = find(tags, call);
	store.transaction(() => {
		for (const id of idsIn(call.body, 'contact_ids')) store.removeTag('contact', id, tag.id);
	});
	return { status: 204 };
}

/** SQL for the time the tag was applied to the record of a row. */
const appliedTime = (kind: 'contact' | 'company', tagId: string) =>
	`(SELECT applied_time FROM applied_tag WHERE kind = '${kind}' AND tag_id = ${Number(tagId)} AND record_id = doc_${kind}.id)`;

/** What both lists of tagged records have in common. */
function tagged({ store }: Call, kind: 'contact' | 'company', tagId: string) {
	const time = appliedTime(kind, tagId);
	const times = new Map(
		store.carriersOf(kind, tagId).map((entry) => [entry.recordId, entry.appliedTime]),
	);
	return {
		kind,
		where: [
			{
				sql: 'id IN (SELECT record_id FROM applied_tag WHERE kind = ? AND tag_id = ?)',
				params: [kind, Number(tagId)],
			},
		],
		windows: {
			since_applied_time: window(time, '>='),
			until_applied_time: window(time, '<='),
		},
		order: { applied_time: time },
		timeOf: (id: string) => times.get(id),
	};
}

function taggedContacts(call: Call): RouteResponse {
	const firstEmail = 'email_addresses[0].email';
	const { windows, timeOf, ...listing } = tagged(call, 'contact', find(tags, call).id);
	return listPage(call, {
		...listing,
		items: 'contacts',
		filters: filter.filters({
			given_name: filter.text('given_name', { none: true }),
			family_name: filter.text('family_name', { none: true }),
			email: filter.text(firstEmail, { none: true }),
			...windows,
		}),
		order: {
			...listing.order,
			given_name: byText('given_name'),
			family_name: byText('family_name'),
			email: byText(firstEmail),
		},
		show: (contact) => {
			const [first] = Array.isArray(contact.email_addresses) ? contact.email_addresses : [];
			return {
				id: contact.id,
				email: isObject(first) ? first.email : undefined,
				given_name: contact.given_name,
				family_name: contact.family_name,
				applied_time: timeOf(contact.id),
			};
		},
	});
}

function taggedCompanies(call: Call): RouteResponse {
	const { windows, timeOf, ...listing } = tagged(call, 'company', find(tags, call).id);
	const show = shower(companies, call);
	return listPage(call, {
		...listing,
		items: 'tagged_companies',
		filters: filter.filters({
			company_name: filter.text('company_name'),
			email: filter.text('email_address.email'),
			...windows,
		}),
		order: {
			...listing.order,
			company_name: byText('company_name'),
			email: byText('email_address.email'),
		},
		show: (company) => ({ company: show(company), applied_time: timeOf(company.id) }),
	});
}

export const tagRoutes = [...routesOf(categories), ...routesOf(tags), ...tagging];
