import {
	FIELD_TYPES,
	RECORD_TYPES,
	TYPES_WITH_OPTIONS,
	fieldName,
	fieldsOf,
	type RecordKind,
} from '../custom-fields';
import { badRequest, conflict, notFound } from '../errors';
import { field, type Store } from '../store';
import type { Answer, Call, Doc, JsonObject, Method, Route } from '../types';
import {
	integer,
	isObject,
	listOf,
	oneOf,
	record,
	required,
	string,
	updateMask,
	withoutNulls,
	writes,
	written,
} from '../values';
import { OPTIONAL_COMPANY_FIELDS } from './companies';
import { OPTIONAL_CONTACT_FIELDS } from './contacts';

/** What each kind of record shows only when asked. */
const OPTIONAL_PROPERTIES: Record<RecordKind, string[]> = {
	contacts: OPTIONAL_CONTACT_FIELDS,
	companies: OPTIONAL_COMPANY_FIELDS,
	opportunities: [
		'custom_fields',
		'created_by',
		'last_updated_by',
		'status_id',
		'monthly_revenue',
		'order_revenue',
		'objection',
		'status',
		'stage_entrance_time',
	],
	orders: [],
	subscriptions: [],
	affiliates: [],
	tasks: ['custom_fields'],
	notes: ['custom_fields'],
};

/** The model of every kind of record: its custom fields, their groups, and the tabs of the groups. */
export const customFieldRoutes = (store: Store): Route[] =>
	(Object.keys(RECORD_TYPES) as RecordKind[]).flatMap((kind) => modelRoutes(store, kind));

function modelRoutes(store: Store, kind: RecordKind): Route[] {
	const type = RECORD_TYPES[kind];
	const model = `/v2/${kind}/model`;
	const route = (method: Method, path: string, handle: Route['handle']): Route => ({
		method,
		path: model + path,
		handle,
	});
	const one = (call: Call, sort: Sort): Doc => {
		const id = call.params.id ?? '';
		const doc = /^\d+$/.test(id) ? store.get(sort, id) : undefined;
		if (doc?.record_type !== type) throw notFound(TITLES[sort], id);
		return doc;
	};
	const routes = [
		route('GET', '', () => ({
			status: 200,
			body: {
				custom_fields: fieldsOf(store, type).map((entry) => withGroup(store, entry)),
				optional_properties: OPTIONAL_PROPERTIES[kind],
			},
		})),
		route('POST', '/customFields', (call) => {
			const created = createField(store, call, type);
			// Tasks alone wrap the answer.
			return { status: 201, body: kind === 'tasks' ? { custom_field: created } : created };
		}),
		route('DELETE', '/customFields/:id', (call) => {
			store.remove('customField', one(call, 'customField').id);
			return { status: 204 };
		}),
		route('GET', '/customFields/tabs', () => ({
			status: 200,
			body: { tabs: sorted(store, 'customFieldTab', type) },
		})),
		route('POST', '/customFields/tabs', (call) => createTab(store, call, type)),
		route('GET', '/customFields/tabs/:id', (call) => ({
			status: 200,
			body: one(call, 'customFieldTab'),
		})),
		route('PATCH', '/customFields/tabs/:id', (call) =>
			updateTab(store, call, one(call, 'customFieldTab')),
		),
		route('DELETE', '/customFields/tabs/:id', (call) =>
			removeEmpty(
				store,
				one(call, 'customFieldTab'),
				'customFieldTab',
				'customFieldGroup',
				'tab_id',
			),
		),
		route('GET', '/customFields/groups', (call) => {
			const tab = call.query.get('tab_id');
			const groups = sorted(store, 'customFieldGroup', type).filter(
				(group) => tab === null || group.tab_id === tab,
			);
			return { status: 200, body: { groups } };
		}),
		route('POST', '/customFields/groups', (call) => createGroup(store, call, type)),
		route('GET', '/customFields/groups/:id', (call) => ({
			status: 200,
			body: one(call, 'customFieldGroup'),
		})),
		route('PATCH', '/customFields/groups/:id', (call) =>
			updateGroup(store, call, one(call, 'customFieldGroup'), type),
		),
		route('DELETE', '/customFields/groups/:id', (call) =>
			removeEmpty(
				store,
				one(call, 'customFieldGroup'),
				'customFieldGroup',
				'customField',
				'group_id',
			),
		),
	];
	// The fields of contacts can be made and deleted, not changed.
	if (kind !== 'contacts') {
		routes.push(
			route('PATCH', '/customFields/:id', (call) =>
				updateField(store, call, one(call, 'customField'), type),
			),
		);
	}
	return routes;
}

type Sort = 'customField' | 'customFieldGroup' | 'customFieldTab';

const TITLES: Record<Sort, string> = {
	customField: 'Custom field',
	customFieldGroup: 'Custom field group',
	customFieldTab: 'Custom field tab',
};

const ofType = (type: string) => [
	{ sql: `${field('record_type')} = ? COLLATE NOCASE`, params: [type] },
];

const sorted = (store: Store, kind: Sort, type: string) =>
	store.query(kind, { where: ofType(type), orderBy: { sql: field('order'), descending: false } });

const withGroup = (store: Store, entry: Doc): JsonObject => ({
	...entry,
	group_name: store.get('customFieldGroup', String(entry.group_id))?.name ?? '',
});

function createField(store: Store, call: Call, type: string): JsonObject {
	required(call.body, 'label', 'field_type');
	const given = writes(call.body, {
		label: string(255),
		field_type: oneOf(...FIELD_TYPES),
		group_id: (value, name) => groupId(store, type, String(value), name),
		options: listOf(record({ label: string(255) })),
		user_group_id: string(),
	});
	const needsOptions = TYPES_WITH_OPTIONS.includes(String(given.field_type));
	const options = (Array.isArray(given.options) ? given.options : []).flatMap((option) =>
		isObject(option) ? [String(option.label)] : [],
	);
	if (needsOptions && options.length === 0)
		throw badRequest(
			`options are required for a field of type ${String(given.field_type)}`,
			'options',
		);
	return withGroup(
		store,
		store.insert('customField', {
			label: given.label ?? '',
			field_type: given.field_type ?? '',
			record_type: type,
			field_name: fieldName(store, type, String(given.label)),
			group_id: given.group_id ?? defaultGroup(store, type),
			options: options.map((label, index) => ({ id: String(index + 1), label })),
		}),
	);
}

function updateField(store: Store, call: Call, entry: Doc, type: string): Answer {
	required(call.body, 'group_id');
	const mask = updateMask(call.query, ['group_id', 'label', 'options']);
	const changes = writes(
		call.body,
		{
			label: string(255),
			group_id: (value, name) => groupId(store, type, String(value), name),
			options: listOf(record({ id: string(), label: string(255) })),
		},
		mask,
	);
	if (Array.isArray(changes.options)) {
		changes.options = changes.options.map((option, index) =>
			isObject(option) ? { id: option.id ?? String(index + 1), label: option.label ?? '' } : option,
		);
	}
	if (changes.label === null) throw badRequest('label is required', 'label');
	return { status: 200, body: withGroup(store, store.put('customField', written(entry, changes))) };
}

function groupId(store: Store, type: string, id: string, name: string): string {
	const group = /^\d+$/.test(id) ? store.get('customFieldGroup', id) : undefined;
	if (group?.record_type !== type)
		throw badRequest(`Custom field group with id ${id} does not exist`, name);
	return id;
}

function tabId(store: Store, type: string, id: string, name: string): string {
	const tab = /^\d+$/.test(id) ? store.get('customFieldTab', id) : undefined;
	if (tab?.record_type !== type)
		throw badRequest(`Custom field tab with id ${id} does not exist`, name);
	return id;
}

/** The first group of the record kind, made if there is none. */
export function defaultGroup(store: Store, type: string): string {
	const [first] = store.query('customFieldGroup', { where: ofType(type), limit: 1 });
	if (first !== undefined) return first.id;
	const tab = store.insert('customFieldTab', {
		name: 'Custom Fields',
		order: 1,
		record_type: type,
	});
	return store.insert('customFieldGroup', {
		name: 'General',
		order: 1,
		tab_id: tab.id,
		record_type: type,
	}).id;
}

function createTab(store: Store, call: Call, type: string): Answer {
	required(call.body, 'name');
	const given = withoutNulls(writes(call.body, { name: string(255) }));
	const order = store.count('customFieldTab', ofType(type)) + 1;
	return {
		status: 201,
		body: store.insert('customFieldTab', { ...given, order, record_type: type }),
	};
}

function createGroup(store: Store, call: Call, type: string): Answer {
	required(call.body, 'name', 'tab_id');
	const given = withoutNulls(
		writes(call.body, {
			name: string(255),
			tab_id: (value, name) => tabId(store, type, String(value), name),
		}),
	);
	const order = store.count('customFieldGroup', ofType(type)) + 1;
	return {
		status: 201,
		body: store.insert('customFieldGroup', { ...given, order, record_type: type }),
	};
}

function updateTab(store: Store, call: Call, tab: Doc): Answer {
	const mask = updateMask(call.query, ['name', 'order'], { obligatory: true });
	const changes = writes(call.body, { name: string(255), order: integer(0) }, mask);
	return { status: 200, body: store.put('customFieldTab', named(tab, changes)) };
}

function updateGroup(store: Store, call: Call, group: Doc, type: string): Answer {
	const mask = updateMask(call.query, ['name', 'tab_id', 'order'], { obligatory: true });
	const changes = writes(
		call.body,
		{
			name: string(255),
			order: integer(0),
			tab_id: (value, name) => tabId(store, type, String(value), name),
		},
		mask,
	);
	return { status: 200, body: store.put('customFieldGroup', named(group, changes)) };
}

/** Nothing here can do without its properties. */
function named(doc: Doc, changes: JsonObject): Doc {
	for (const [name, value] of Object.entries(changes)) {
		if (value === null || value === '') throw badRequest(`${name} is required`, name);
	}
	return written(doc, changes);
}

function removeEmpty(store: Store, doc: Doc, kind: Sort, children: Sort, parent: string): Answer {
	if (store.count(children, [{ sql: `${field(parent)} = ?`, params: [doc.id] }]) > 0) {
		throw conflict(`${TITLES[kind]} ${doc.id} is not empty`);
	}
	store.remove(kind, doc.id);
	return { status: 204 };
}
