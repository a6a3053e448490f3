import type { INodeProperties } from 'n8n-workflow';

import type { CustomFieldRecord } from './customFieldRecords';
import {
	COMPARISONS,
	CUSTOM_FIELD_FILTERS,
	customFieldInputsMethod,
	customFieldSearchMethod,
	LIST_ENTRY,
	PARAMETER,
} from './names';
import { ANY_SPELLING, listMode, textMode, toOptions } from './properties';

/** Filters on the custom fields of a record type, chosen from the account's own. */
export function customFieldFilters(record: CustomFieldRecord): INodeProperties {
	return {
		displayName: 'Custom Fields',
		name: CUSTOM_FIELD_FILTERS,
		type: 'fixedCollection',
		placeholder: 'Add Custom Field',
		typeOptions: { multipleValues: true },
		default: {},
		options: [
			{
				displayName: 'Custom Field',
				name: LIST_ENTRY,
				values: [
					{
						displayName: 'Field',
						name: 'field',
						type: 'resourceLocator',
						default: { mode: 'list', value: '' },
						modes: [
							listMode('Custom Field', customFieldSearchMethod(record)),
							textMode('name', 'By Name or ID', 'e.g. Favorite Color'),
						],
					},
					{
						displayName: 'Comparison',
						name: 'operator',
						type: 'options',
						...ANY_SPELLING,
						options: toOptions(
							Object.entries(COMPARISONS).map(([value, { name }]) => ({ name, value })),
						),
						default: 'equals',
					},
					{ displayName: 'Value', name: 'value', type: 'string', default: '' },
				],
			},
		],
	};
}

/** The custom fields of a record type, to be filled in one by one or from incoming columns. */
export function customFieldMapper(record: CustomFieldRecord): INodeProperties {
	return {
		displayName: 'Custom Fields',
		name: PARAMETER.customFields,
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		typeOptions: {
			resourceMapper: {
				resourceMapperMethod: customFieldInputsMethod(record),
				mode: 'add',
				fieldWords: { singular: 'custom field', plural: 'custom fields' },
				addAllFields: false,
				multiKeyMatch: false,
				supportAutoMap: true,
				valuesLabel: 'Custom Fields',
			},
		},
	};
}
