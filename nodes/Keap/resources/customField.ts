import {
	choice,
	number,
	objects,
	record,
	text,
	type Choice,
	type Field,
} from '../descriptor/field';
import { create, get, getMany, remove, resource, update } from '../descriptor/operation';
import { CUSTOM_FIELD_RECORDS } from '../descriptor/records';

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

const customFieldId = record('customField', { required: true });
const groupId = record('customFieldGroup', { name: 'groupId', label: 'Group', required: true });
const tabId = record('customFieldTab', { name: 'tabId', label: 'Tab', required: true });
const optionalTab = record('customFieldTab', { name: 'tabId', label: 'Tab' });
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
		text('id', 'ID', { description: 'The ID of an option that exists; none for a new one' }),
		optionLabel,
	],
	// Leaving one out is how it is removed.
	{ description: 'All options of the field: those left out are removed', merge: 'whole' },
);

const MODEL = '/v2/{recordType}/model';
const FIELDS = `${MODEL}/customFields`;
const GROUPS = `${FIELDS}/groups`;
const TABS = `${FIELDS}/tabs`;

export const customField = resource('customField', 'Custom Field', [
	create({
		path: FIELDS,
		inputs: [recordType, { ...label, required: true }, fieldType],
		fields: [
			record('customFieldGroup', { name: 'groupId', label: 'Group' }),
			newOptions,
			record('userGroup', { description: 'The users to choose from, for fields that offer users' }),
		],
		// Tasks alone wrap it.
		output: { kind: 'record', within: 'custom_field' },
	}),
	update({
		path: `${FIELDS}/{customFieldId}`,
		inputs: [changeableType, customFieldId, groupId],
		fields: [label, changedOptions],
	}),
	remove({ path: `${FIELDS}/{customFieldId}`, inputs: [recordType, customFieldId] }),
	getMany({
		name: 'Get Many',
		description: 'Retrieve the custom fields of a record type',
		path: MODEL,
		inputs: [recordType],
		list: { items: 'custom_fields' },
	}),
	get({
		value: 'getModel',
		name: 'Get Model',
		action: 'Get custom field model',
		description: 'Retrieve the custom fields and optional properties of a record type in one item',
		path: MODEL,
		inputs: [recordType],
	}),

	create({
		value: 'createGroup',
		name: 'Create Group',
		action: 'Create custom field group',
		description: 'Create a group, a headed section of a tab',
		path: GROUPS,
		inputs: [recordType, { ...name, required: true }, tabId],
	}),
	get({
		value: 'getGroup',
		name: 'Get Group',
		action: 'Get custom field group',
		description: 'Retrieve one group of custom fields',
		path: `${GROUPS}/{groupId}`,
		inputs: [recordType, groupId],
	}),
	getMany({
		value: 'getGroups',
		name: 'Get Groups',
		action: 'Get custom field groups',
		description: 'Retrieve the groups of custom fields of a record type',
		path: GROUPS,
		inputs: [recordType],
		list: { items: 'groups' },
		queryOptions: [optionalTab],
	}),
	update({
		value: 'updateGroup',
		name: 'Update Group',
		action: 'Update custom field group',
		description: 'Rename a group, or move it',
		path: `${GROUPS}/{groupId}`,
		inputs: [recordType, groupId],
		fields: [name, order, optionalTab],
	}),
	remove({
		value: 'deleteGroup',
		name: 'Delete Group',
		action: 'Delete custom field group',
		description: 'Delete a group of custom fields',
		path: `${GROUPS}/{groupId}`,
		inputs: [recordType, groupId],
	}),

	create({
		value: 'createTab',
		name: 'Create Tab',
		action: 'Create custom field tab',
		description: 'Create a tab for custom fields',
		path: TABS,
		inputs: [recordType, { ...name, required: true }],
	}),
	get({
		value: 'getTab',
		name: 'Get Tab',
		action: 'Get custom field tab',
		description: 'Retrieve one tab of custom fields',
		path: `${TABS}/{tabId}`,
		inputs: [recordType, tabId],
	}),
	getMany({
		value: 'getTabs',
		name: 'Get Tabs',
		action: 'Get custom field tabs',
		description: 'Retrieve the tabs of custom fields of a record type',
		path: TABS,
		inputs: [recordType],
		list: { items: 'tabs' },
	}),
	update({
		value: 'updateTab',
		name: 'Update Tab',
		action: 'Update custom field tab',
		description: 'Rename a tab, or move it',
		path: `${TABS}/{tabId}`,
		inputs: [recordType, tabId],
		fields: [name, order],
	}),
	remove({
		value: 'deleteTab',
		name: 'Delete Tab',
		action: 'Delete custom field tab',
		description: 'Delete a tab of custom fields',
		path: `${TABS}/{tabId}`,
		inputs: [recordType, tabId],
	}),
]);
