import { create, get, getMany, remove, resource, subRecord, update } from '../descriptor/builders';
import { calledBy, collection } from '../descriptor/collection';
import { CUSTOM_FIELD_RECORDS } from '../descriptor/customFieldRecords';
import {
	choice,
	id,
	number,
	objects,
	record,
	required,
	text,
	type Choice,
	type Field,
} from '../descriptor/field';
import { named, words } from '../descriptor/labels';
import { userGroups } from './user';

/** All record types are administered through the same endpoints below their own path. */
const recordTypes: Choice[] = Object.values(CUSTOM_FIELD_RECORDS).map(({ label, path }) => ({
	name: label,
	value: path,
}));

const recordType = choice('recordType', 'Record Type', recordTypes, {
	required: true,
	default: 'contacts',
	description:
		'The kind of record that the custom field belongs to; tasks, notes and appointments share theirs',
});

/** Keap changes the custom fields of every record type but the contact's. */
const changeableType = choice(
	'recordType',
	'Record Type',
	recordTypes.filter(({ value }) => value !== 'contacts'),
	{
		required: true,
		default: 'companies',
		description:
			"The kind of record that the custom field belongs to; Keap's API cannot change those of contacts",
	},
);

const MODEL = '/v2/{recordType}/model';
const FIELDS = `${MODEL}/customFields` as const;
const GROUPS = `${FIELDS}/groups` as const;
const TABS = `${FIELDS}/tabs` as const;

const parents = { recordType: 'Record Type' };

const customFields = collection({
	noun: 'Custom Field',
	id: 'customFieldId',
	example: '15',
	path: MODEL,
	one: `${FIELDS}/{customFieldId}`,
	items: 'custom_fields',
	parents,
	byName: calledBy('Label or Field Name', 'Favorite Color', 'label', 'field_name'),
	picker: {
		remembered: true,
		label: ({ label, field_name, group_name }) => named(label || field_name, words(group_name)),
	},
});

const groups = collection({
	noun: 'Group',
	plural: 'Custom Field Groups',
	id: 'groupId',
	example: '6',
	path: GROUPS,
	items: 'groups',
	parents,
	byName: calledBy('Name', 'General', 'name'),
	picker: { label: ({ name }) => words(name) },
});

const tabs = collection({
	noun: 'Tab',
	plural: 'Custom Field Tabs',
	id: 'tabId',
	example: '3',
	path: TABS,
	items: 'tabs',
	parents,
	byName: calledBy('Name', 'General', 'name'),
	picker: { label: ({ name }) => words(name) },
});

const customFieldId = record(customFields, { required: true });
const groupId = record(groups, { required: true });
const tabId = record(tabs, { required: true });
const optionalTab = record(tabs);
const label = text('label', 'Label', { placeholder: 'e.g. Favorite Color' });
const name = text('name', 'Name', { placeholder: 'e.g. Personal Info' });
const order = number('order', 'Order', {
	integer: true,
	min: 0,
	description: 'The place among the others',
});

const FIELD_TYPES = [
	'CURRENCY',
	'DATE',
	'DATE_TIME',
	'DAY_OF_WEEK',
	'DECIMAL_NUMBER',
	'DRILLDOWN',
	'DROPDOWN',
	'EMAIL',
	'LIST_BOX',
	'MONTH',
	'NAME',
	'PERCENT',
	'PHONE_NUMBER',
	'RADIO',
	'SOCIAL_SECURITY_NUMBER',
	'STATE',
	'TEXT',
	'TEXT_AREA',
	'USER',
	'USER_LIST_BOX',
	'WEBSITE',
	'WHOLE_NUMBER',
	'YEAR',
	'YES_NO',
];

const capitalized = (word: string) => word.charAt(0) + word.slice(1).toLowerCase();

const fieldType = choice(
	'fieldType',
	'Field Type',
	FIELD_TYPES.map((value) => ({ name: value.split('_').map(capitalized).join(' '), value })),
	{ default: 'TEXT', required: true },
);

const optionLabel = text('label', 'Label');

const newOptions = objects('options', 'Options', 'Option', [optionLabel], {
	description: 'What can be chosen, for fields that offer a choice',
});

const changedOptions: Field = objects(
	'options',
	'Options',
	'Option',
	[
		id('id', 'ID', { description: 'The ID of an option that exists; none for a new one' }),
		optionLabel,
	],
	// Leaving one out is how it is removed.
	{ description: 'All options of the field: those left out are removed', merge: 'whole' },
);

export const customField = resource('customField', 'Custom Field', [
	create({
		path: FIELDS,
		inputs: [recordType, required(label), fieldType],
		fields: [
			record(groups),
			newOptions,
			record(userGroups, {
				description: 'The users to choose from, for fields that offer users',
			}),
		],
		// Tasks alone wrap it.
		output: { kind: 'record', within: 'custom_field' },
	}),
	update({
		path: `${FIELDS}/{customFieldId}`,
		inputs: [changeableType, customFieldId, groupId],
		fields: [label, changedOptions],
	}),
	remove({ of: customFields, inputs: [recordType, customFieldId] }),
	getMany({
		of: customFields,
		description: 'Retrieve the custom fields of a record type',
		inputs: [recordType],
	}),
	get({
		value: 'getModel',
		name: 'Get Model',
		action: 'Get a custom field model',
		description: 'Retrieve the custom fields and optional properties of a record type in one item',
		path: MODEL,
		inputs: [recordType],
	}),
	...subRecord('Group', [
		create({
			of: groups,
			description: 'Create a group, a headed section of a tab',
			inputs: [recordType, required(name), tabId],
		}),
		get({ of: groups, inputs: [recordType, groupId] }),
		getMany({
			of: groups,
			description: 'Retrieve the groups of custom fields of a record type',
			inputs: [recordType],
			queryOptions: [optionalTab],
		}),
		update({
			of: groups,
			description: 'Rename a group, or move it',
			inputs: [recordType, groupId],
			fields: [name, order, optionalTab],
		}),
		remove({ of: groups, inputs: [recordType, groupId] }),
	]),
	...subRecord('Tab', [
		create({
			of: tabs,
			description: 'Create a tab for custom fields',
			inputs: [recordType, required(name)],
		}),
		get({ of: tabs, inputs: [recordType, tabId] }),
		getMany({
			of: tabs,
			description: 'Retrieve the tabs of custom fields of a record type',
			inputs: [recordType],
		}),
		update({
			of: tabs,
			description: 'Rename a tab, or move it',
			inputs: [recordType, tabId],
			fields: [name, order],
		}),
		remove({ of: tabs, inputs: [recordType, tabId] }),
	]),
]);
