import { badRequest, conflict } from '../errors';
import { filters, text } from '../filter';
import { byText, byValue, listPage, unpagedList } from '../paging';
import { field, type Condition, type Store } from '../store';
import type { Answer, Call, Doc, JsonObject, Route } from '../types';
import { integer, required, string, updateMask, writes, written, type Parsers } from '../values';
import { existing, knownId } from '../records';

export function linkRoutes(store: Store): Route[] {
	return [
		{
			method: 'GET',
			path: '/v2/contacts/links/types',
			handle: (call) =>
				listPage(store, call, {
					kind: 'linkType',
					items: 'contact_link_types',
					filters: filters({ name: text('name') }),
					order: {
						name: byText('name'),
						max_links: byValue('max_links'),
						create_time: byValue('create_time'),
					},
					show: (type) => type,
				}),
		},
		{ method: 'POST', path: '/v2/contacts/links/types', handle: (call) => createType(store, call) },
		{
			method: 'PATCH',
			path: '/v2/contacts/links/types/:typeId',
			handle: (call) => updateType(store, call, existing(store, 'linkType', call.params.typeId)),
		},
		{
			method: 'DELETE',
			path: '/v2/contacts/links/types/:typeId',
			handle: (call) => deleteType(store, existing(store, 'linkType', call.params.typeId)),
		},
		{ method: 'POST', path: '/v2/contacts\\:link', handle: (call) => link(store, call) },
		{ method: 'POST', path: '/v2/contacts\\:unlink', handle: (call) => unlink(store, call) },
		{
			method: 'GET',
			path: '/v2/contacts/:contactId/links',
			handle: (call) => {
				const { id } = existing(store, 'contact', call.params.contactId);
				return unpagedList(
					'links',
					store.query('link', { where: [involves(id)] }).map((entry) => show(store, entry)),
				);
			},
		},
	];
}

const parsers: Parsers = { name: string(255), max_links: integer(1) };

function createType(store: Store, call: Call): Answer {
	required(call.body, 'name', 'max_links');
	const type = writes(call.body, parsers);
	refuseTwin(store, String(type.name));
	return {
		status: 201,
		body: store.insert('linkType', { ...type, create_time: new Date(call.now).toISOString() }),
	};
}

function updateType(store: Store, call: Call, type: Doc): Answer {
	const mask = updateMask(call.query, Object.keys(parsers), { obligatory: true });
	const changes = writes(call.body, parsers, mask);
	for (const [name, value] of Object.entries(changes)) {
		if (value === null || value === '') throw badRequest(`${name} is required`, name);
	}
	if ('name' in changes) refuseTwin(store, String(changes.name), type.id);
	return { status: 200, body: store.put('linkType', written(type, changes)) };
}

function refuseTwin(store: Store, name: string, except?: string): void {
	const twin = store.find('linkType', 'name', name);
	if (twin !== undefined && twin.id !== except)
		throw badRequest(`A link type with the name ${name} already exists`, 'name');
}

function deleteType(store: Store, type: Doc): Answer {
	if (store.count('link', [{ sql: `${field('link_type_id')} = ?`, params: [type.id] }]) > 0) {
		throw conflict(`Link type ${type.id} is in use`);
	}
	store.remove('linkType', type.id);
	return { status: 204 };
}

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
function couple(store: Store, call: Call) {
	required(call.body, 'contact1_id', 'contact2_id', 'link_type_id');
	const ids = writes(call.body, {
		contact1_id: (value, name) => knownId(store, 'contact', 'Contact', value, name),
		contact2_id: (value, name) => knownId(store, 'contact', 'Contact', value, name),
		link_type_id: (value, name) => knownId(store, 'linkType', 'Link type', value, name),
	});
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

function link(store: Store, call: Call): Answer {
	const { ids, first, second, type, ofType, found } = couple(store, call);
	if (found !== undefined) throw conflict('The contacts are already linked');
	const max = Number(store.get('linkType', type)?.max_links);
	for (const contact of [first, second]) {
		if (store.count('link', [involves(contact), ofType]) >= max) {
			throw badRequest(`Contact ${contact} already has ${max} links of this type`, 'link_type_id');
		}
	}
	return { status: 201, body: show(store, store.insert('link', ids)) };
}

function unlink(store: Store, call: Call): Answer {
	const { found } = couple(store, call);
	if (found === undefined) throw badRequest('The contacts are not linked', 'contact2_id');
	store.remove('link', found.id);
	return { status: 204 };
}
