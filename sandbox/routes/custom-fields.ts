import { objects } from '../body';
import { collection, routesOf, shower } from '../collection';
import {
	FIELD_TYPES,
	RECORD_TYPES,
	TYPES_WITH_OPTIONS,
	fieldName,
	fieldsOf,
	type RecordKind,
} from '../custom-fields';
import { badRequest } from '../errors';
import { equals, field, type Store } from '../store';
import type { Doc, JsonObject, Route } from '../types';
import { integer, listOf, oneOf, record, recordIn, string } from '../values';
import { companies } from './companies';
import { contacts } from './contacts';
import { opportunities } from './opportunities';

/** What each kind of record shows only when asked. */
const OPTIONAL_PROPERTIES: Record<RecordKind, readonly string[]> = {
	contacts: contacts.fields?.optional ?? [],
	companies: companies.fields?.optional ?? [],
	opportunities: opportunities.fields?.optional ?? [],
	orders: [],
	subscriptions: [],
	affiliates: [],
	tasks: ['custom_fields'],
	notes: ['custom_fields'],
};

/** The model of a kind of record: its custom fields, their groups, and the tabs of the groups. */
function modelRoutes(kind: RecordKind): Route[] {
	const type = RECORD_TYPES[kind];
	const scope = { record_type: type };
	const model = `/v2/${kind}/model`;
	const byOrder = { sql: field('order'), descending: false };

	const tabs = collection({
		kind: 'customFieldTab',
		path: `${model}/customFields/tabs`,
		scope,
		properties: {
			name: { type: string(255), required: 'create' },
			order: { type: integer(0), only: 'update', clearable: false },
		},
		maskRequired: true,
		dependents: [
			{ kind: 'customFieldGroup', property: 'tab_id', onDelete: 'refuse', why: 'is not empty' },
		],
		list: { items: 'tabs', paging: 'none', defaultOrder: byOrder },
		prepare: (changes, { store }, current) =>
			numbered(store, 'customFieldTab', type, changes, current),
	});

	const groups = collection({
		kind: 'customFieldGroup',
		path: `${model}/customFields/groups`,
		scope,
		properties: {
			name: { type: string(255), required: 'create' },
			tab_id: {
				type: recordIn('customFieldTab', scope),
				required: 'create',
			},
			order: { type: integer(0), only: 'update', clearable: false },
		},
		maskRequired: true,
		dependents: [
			{ kind: 'customField', property: 'group_id', onDelete: 'refuse', why: 'is not empty' },
		],
		list: {
			items: 'groups',
			paging: 'none',
			defaultOrder: byOrder,
			where: ({ query }) => {
				const tab = query.get('tab_id');
				return tab === null ? [] : [equals('tab_id', tab)];
			},
		},
		prepare: (changes, { store }, current) =>
			numbered(store, 'customFieldGroup', type, changes, current),
	});

	const fields = collection({
		kind: 'customField',
		path: `${model}/customFields`,
		scope,
		// The fields of contacts can be made and deleted, not changed.
		operations: kind === 'contacts' ? ['create', 'delete'] : ['create', 'update', 'delete'],
		properties: {
			label: { type: string(255), required: 'create' },
			field_type: { type: oneOf(...FIELD_TYPES), required: 'create', only: 'create' },
			group_id: {
				type: recordIn('customFieldGroup', scope),
				required: 'update',
			},
			options: listOf(record({ id: string(), label: string(255) })),
			user_group_id: { type: string(), only: 'create' },
		},
		hidden: ['user_group_id'],
		computed: {
			group_name: ({ group_id: id }, { store }) =>
				store.get('customFieldGroup', String(id))?.name ?? '',
		},
		// Tasks alone wrap the response.
		createdWithin: kind === 'tasks' ? 'custom_field' : undefined,
		prepare: (changes, { store }, current) => {
			const options = objects(changes.options).map(({ id, label }, index) => ({
				id: (current === undefined ? undefined : id) ?? String(index + 1),
				label: label ?? '',
			}));
			if (current !== undefined) return 'options' in changes ? { ...changes, options } : changes;
			const { field_type: fieldType } = changes;
			if (TYPES_WITH_OPTIONS.includes(String(fieldType)) && options.length === 0)
				throw badRequest(
					`options are required for a field of type ${String(fieldType)}`,
					'options',
				);
			return {
				...changes,
				field_name: fieldName(store, type, String(changes.label)),
				group_id: changes.group_id ?? defaultGroup(store, type),
				options,
			};
		},
	});

	const whole: Route = {
		method: 'GET',
		path: model,
		handle: (call) => ({
			status: 200,
			body: {
				custom_fields: fieldsOf(call.store, type).map(shower(fields, call)),
				optional_properties: OPTIONAL_PROPERTIES[kind],
			},
		}),
	};

	return [whole, ...[tabs, groups, fields].flatMap(routesOf)];
}

const ofType = (type: string) => [equals('record_type', type)];

/** New tabs and groups come last. */
const numbered = (
	store: Store,
	kind: string,
	type: string,
	changes: JsonObject,
	current: Doc | undefined,
): JsonObject =>
	current === undefined ? { ...changes, order: store.count(kind, ofType(type)) + 1 } : changes;

/** The first group of the record kind, made if there is none. */
function defaultGroup(store: Store, type: string): string {
	const [first] = store.query('customFieldGroup', { where: ofType(type), limit: 1 });
	if (first !== undefined) return first.id;
	const own = { order: 1, record_type: type };
	const tab = store.insert('customFieldTab', { name: 'Custom Fields', ...own });
	return store.insert('customFieldGroup', { name: 'General', tab_id: tab.id, ...own }).id;
}

export const customFieldRoutes = (Object.keys(RECORD_TYPES) as RecordKind[]).flatMap(modelRoutes);
