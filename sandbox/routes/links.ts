import { required, writes } from '../body';
import { collection, find, recordPathOf, routesOf } from '../collection';
import { badRequest, conflict } from '../errors';
import * as filter from '../filter';
import { byText, byValue, unpagedList } from '../paging';
import { field, type Condition, type Store } from '../store';
import type { Call, Doc, JsonObject, Route, RouteResponse } from '../types';
import { integer, recordIn, string } from '../values';
import { contacts } from './contacts';

const types = collection({
	kind: 'linkType',
	path: '/v2/contacts/links/types',
	operations: ['list', 'create', 'update', 'delete'],
	properties: {
		name: { type: string(255), required: 'create' },
		max_links: { type: integer(1), required: 'create' },
	},
	unique: ['name'],
	maskRequired: true,
	times: { created: 'create_time' },
	dependents: [{ kind: 'link', property: 'link_type_id', onDelete: 'refuse' }],
	list: {
		items: 'contact_link_types',
		filters: { name: filter.text('name') },
		order: {
			name: byText('name'),
			max_links: byValue('max_links'),
			create_time: byValue('create_time'),
		},
	},
});

const links: Route[] = [
	{ method: 'POST', path: '/v2/contacts:link', handle: link },
	{ method: 'POST', path: '/v2/contacts:unlink', handle: unlink },
	{
		method: 'GET',
		path: `${recordPathOf(contacts)}/links`,
		handle: (call) => {
			const { id } = find(contacts, call);
			const found = call.store.query('link', { where: [involves(id)] });
			return unpagedList(
				'links',
				found.map((entry) => show(call.store, entry)),
			);
		},
	},
];

const involves = (contactId: string): Condition => ({
	sql: `${field('contact1_id')} = ? OR ${field('contact2_id')} = ?`,
	params: [contactId, contactId],
});

const show = (
	store: Store,
	{ contact1_id: first, contact2_id: second, link_type_id: type }: Doc,
): JsonObject => ({
	contact1_id: first ?? null,
	contact2_id: second ?? null,
	link_type_id: type ?? null,
	link_type_name: store.get('linkType', String(type))?.name ?? null,
});

/** Both contacts, the type, and the link there is between them. */
function couple(call: Call) {
	const { store } = call;
	required(call.body, 'contact1_id', 'contact2_id', 'link_type_id');
	const ids = writes(
		call.body,
		{
			contact1_id: recordIn('contact'),
			contact2_id: recordIn('contact'),
			link_type_id: recordIn('linkType'),
		},
		call,
	);
	const [first, second, type] = [
		String(ids.contact1_id),
		String(ids.contact2_id),
		String(ids.link_type_id),
	];
	if (first === second) throw badRequest('A contact cannot be linked with itself', 'contact2_id');
	const ofType: Condition = { sql: `${field('link_type_id')} = ?`, params: [type] };
	const [found] = store.query('link', { where: [involves(first), involves(second), ofType] });
	return { ids, first, second, type, ofType, found };
}

function link(call: Call): RouteResponse {
	const { store } = call;
	const { ids, first, second, type, ofType, found } = couple(call);
	if (found !== undefined) throw conflict('The contacts are already linked');
	const max = Number(store.get('linkType', type)?.max_links);
	for (const contact of [first, second]) {
		if (store.count('link', [involves(contact), ofType]) >= max) {
			throw badRequest(`Contact ${contact} already has ${max} links of this type`, 'link_type_id');
		}
	}
	return { status: 201, body: show(store, store.insert('link', ids)) };
}

function unlink(call: Call): RouteResponse {
	const { found } = couple(call);
	if (found === undefined) throw badRequest('The contacts are not linked', 'contact2_id');
	call.store.remove('link', found.id);
	return { status: 204 };
}

export const linkRoutes = [...routesOf(types), ...links];
