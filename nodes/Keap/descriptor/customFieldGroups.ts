import { collection, type Collection } from './collection';
import { CUSTOM_FIELD_RECORDS, type CustomFieldRecord } from './customFieldRecords';
import { boolean, record, type Field } from './field';
import { words } from './labels';
import { CREATE_CUSTOM_FIELDS, NEW_CUSTOM_FIELD_GROUP } from './names';

const groups = new Map<CustomFieldRecord, Collection>();

/** The headed sections in which Keap shows the custom fields of a record type. */
function groupsOf(type: CustomFieldRecord): Collection {
	const { label, path } = CUSTOM_FIELD_RECORDS[type];
	const known =
		groups.get(type) ??
		collection({
			noun: `${label} Custom Field Group`,
			id: NEW_CUSTOM_FIELD_GROUP,
			example: '6',
			path: `/v2/${path}/model/customFields/groups`,
			items: 'groups',
			picker: { label: ({ name }) => words(name) },
		});
	groups.set(type, known);
	return known;
}

/** Options of writes for making custom fields that don't exist. */
export const createCustomFields = (type: CustomFieldRecord): Field[] => [
	boolean(
		CREATE_CUSTOM_FIELDS,
		'Create Missing Custom Fields',
		'Whether to create custom fields that Keap does not have yet, for columns that nothing else in this node uses. They hold text, unless all values of the run are dates, numbers, or yes and no.',
	),
	record(groupsOf(type), {
		name: NEW_CUSTOM_FIELD_GROUP,
		label: 'Group of Created Custom Fields',
	}),
];
