import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { choice, choices, type Field } from './field';
import {
	CUSTOM_FIELD_FILTERS,
	LIST_ENTRY,
	OPTION,
	PARAMETER,
	customFieldsMethod,
	type Comparison,
} from './names';
import type { List, Operation, Resource } from './operation';
import { sorted, toOptions, toProperty } from './properties';
import type { CustomFieldRecord } from './records';
import { showFor, type Place } from './show';

const ACRONYMS: Record<string, string> = { id: 'ID', ids: 'IDs', utm: 'UTM' };

const title = (key: string) =>
	key
		.split('_')
		.map((word) => ACRONYMS[word] ?? word.charAt(0).toUpperCase() + word.slice(1))
		.join(' ');

/** Options that follow from what an operation does. */
function impliedOptions(operation: Operation): Field[] {
	const { selectable, columns, merge, optional, method, body } = operation;
	const fields: Field[] = [];
	if (selectable) {
		fields.push(
			choices(
				OPTION.fields,
				'Fields to Return',
				selectable.all.map((key) => ({ name: title(key), value: key })),
				{
					description: columns
						? 'The properties to ask Keap for, instead of all of them; Simplify has to be off'
						: 'The properties to ask Keap for, instead of its default choice',
				},
			),
		);
	}
	if (merge) {
		fields.push(
			choice(
				OPTION.existingValues,
				'Existing Values',
				[
					{
						name: 'Keep',
						value: 'keep',
						description: 'What this input does not mention stays as it is at Keap',
					},
					{
						name: 'Replace',
						value: 'replace',
						description:
							'Lists and addresses given here replace those at Keap, without reading them first',
					},
				],
				{
					default: 'keep',
					description:
						'What happens to entries of lists, such as other email addresses, that the input does not mention',
				},
			),
		);
	}
	// A form holds texts and files: nothing in it clears a value.
	const clears = optional?.collection === 'updateFields' && body !== 'multipart';
	if (clears || (merge && method === 'POST')) {
		fields.push(
			choice(
				OPTION.emptyValues,
				'Empty Values',
				[
					{
						name: 'Ignore',
						value: 'ignore',
						description: 'An empty input leaves the value at Keap as it is',
					},
					{ name: 'Clear', value: 'clear', description: 'An empty input clears the value at Keap' },
				],
				{ default: 'ignore', description: 'What an input without a value does' },
			),
		);
	}
	return fields;
}

/** All fields of the Options collection of an operation. */
export const optionsOf = (operation: Operation): Field[] => [
	...impliedOptions(operation),
	...(operation.queryOptions ?? []),
	...(operation.options ?? []),
];

function group(
	name: string,
	displayName: string,
	placeholder: string,
	fields: INodeProperties[],
): INodeProperties {
	return {
		displayName,
		name,
		type: 'collection',
		placeholder,
		default: {},
		options: sorted(fields, (field) => field.displayName),
	};
}

function customFieldFilters(record: CustomFieldRecord): INodeProperties {
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
						displayName: 'Field Name or ID',
						name: 'field',
						type: 'options',
						typeOptions: { loadOptionsMethod: customFieldsMethod(record) },
						default: '',
						description:
							'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
					},
					{
						displayName: 'Comparison',
						name: 'operator',
						type: 'options',
						options: toOptions([
							{ name: 'After or Greater Than', value: 'after' },
							{ name: 'At Least', value: 'atLeast' },
							{ name: 'At Most', value: 'atMost' },
							{ name: 'Before or Less Than', value: 'before' },
							{ name: 'Equals', value: 'equals' },
							{ name: 'Starts With', value: 'startsWith' },
						] satisfies Array<{ name: string; value: Comparison }>),
						default: 'equals',
					},
					{ displayName: 'Value', name: 'value', type: 'string', default: '' },
				],
			},
		],
	};
}

function listProperties(list: List): INodeProperties[] {
	const filters = (list.filters ?? []).map(toProperty);
	if (list.filterCustomFields) filters.push(customFieldFilters(list.filterCustomFields));
	const properties: INodeProperties[] = [
		{
			displayName: 'Return All',
			name: PARAMETER.returnAll,
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		{
			displayName: 'Limit',
			name: PARAMETER.limit,
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			description: 'Max number of results to return',
			displayOptions: { show: { [PARAMETER.returnAll]: [false] } },
		},
	];
	if (filters.length) properties.push(group(PARAMETER.filters, 'Filters', 'Add Filter', filters));
	if (list.sort) {
		const by = toOptions(list.sort);
		const firstBy = by[0].value;
		properties.push({
			displayName: 'Sort',
			name: PARAMETER.sort,
			type: 'fixedCollection',
			placeholder: 'Add Sort',
			default: {},
			options: [
				{
					displayName: 'Sort',
					name: 'value',
					values: [
						{
							displayName: 'By',
							name: 'field',
							type: 'options',
							options: by,
							default: firstBy,
						},
						{
							displayName: 'Direction',
							name: 'direction',
							type: 'options',
							options: [
								{ name: 'Ascending', value: 'asc' },
								{ name: 'Descending', value: 'desc' },
							],
							default: 'asc',
						},
					],
				},
			],
		});
	}
	return properties;
}

function customFieldMapper(record: CustomFieldRecord): INodeProperties {
	return {
		displayName: 'Custom Fields',
		name: PARAMETER.customFields,
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		typeOptions: {
			resourceMapper: {
				resourceMapperMethod: customFieldsMethod(record),
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

/** Where a property stands among those of one operation, whatever operation first brought it. */
type Ranked = [rank: number, property: INodeProperties];

function propertiesOf(operation: Operation): Ranked[] {
	const ranked: Ranked[] = operation.inputs.map((field, i) => [i, toProperty(field)]);
	const add = (rank: number, property: INodeProperties) => ranked.push([100 + rank, property]);
	if (operation.list) listProperties(operation.list).forEach((property, i) => add(i, property));
	if (operation.columns) {
		add(2, {
			displayName: 'Simplify',
			name: PARAMETER.simplify,
			type: 'boolean',
			default: true,
			description: 'Whether to return a simplified version of the response instead of the raw data',
		});
	}
	if (operation.optional) {
		const { collection, fields } = operation.optional;
		const name = collection === 'updateFields' ? 'Update Fields' : 'Additional Fields';
		add(10, group(collection, name, 'Add Field', fields.map(toProperty)));
	}
	if (operation.customFields) add(11, customFieldMapper(operation.customFields));
	const options = optionsOf(operation).map(toProperty);
	if (operation.columns) {
		for (const option of options) {
			if (option.name === OPTION.fields) {
				option.displayOptions = { show: { [`/${PARAMETER.simplify}`]: [false] } };
			}
		}
	}
	if (options.length) add(20, group(PARAMETER.options, 'Options', 'Add Option', options));
	return ranked;
}

interface Compiled {
	rank: number;
	property: INodeProperties;
	places: Place[];
}

/** Inputs that are alike become one property, shown for all the operations that have it. */
function gather(resources: readonly Resource[]): Compiled[] {
	const compiled = new Map<string, Compiled>();
	for (const { operations } of resources) {
		for (const operation of operations) {
			for (const [rank, property] of propertiesOf(operation)) {
				const key = JSON.stringify(property);
				const known = compiled.get(key);
				const place = { resource: operation.resource, operation: operation.value };
				if (!known) compiled.set(key, { rank, property, places: [place] });
				else {
					known.places.push(place);
					known.rank = Math.max(known.rank, rank);
				}
			}
		}
	}
	return [...compiled.values()].sort((a, b) => a.rank - b.rank);
}

function operationMenu({ value, operations }: Resource): INodeProperties {
	const options: INodePropertyOptions[] = operations.map(
		({ name, value, action, description }) => ({
			name,
			value,
			action,
			description,
		}),
	);
	const alphabetical = [...options].sort((a, b) => a.name.localeCompare(b.name));
	const usual = (options.find((option) => option.value === 'getMany') ?? alphabetical[0]).value;
	return {
		displayName: 'Operation',
		name: PARAMETER.operation,
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { [PARAMETER.resource]: [value] } },
		options: alphabetical,
		default: usual,
	};
}

const REQUEST_OPTIONS: INodeProperties = {
	displayName: 'Request Options',
	name: PARAMETER.requestOptions,
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [
		{
			displayName: 'Max Wait (Seconds)',
			name: 'maxWait',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: 3600,
			description:
				"How long one request may wait at the most for Keap's rate limits to let it through",
		},
		{
			displayName: 'Timeout (Seconds)',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 60,
			description: 'How long to wait for the answer to one request',
		},
	],
};

/** The n8n properties of a node that offers these resources. Called once, when the node is loaded. */
export function compile(resources: readonly Resource[]): INodeProperties[] {
	const all = resources.flatMap(({ value, operations }) =>
		operations.map((operation) => ({ resource: value, operation: operation.value })),
	);
	const inputs = gather(resources).flatMap(({ property, places }) =>
		showFor(places, all).map((show) => ({
			...property,
			displayOptions: { show: { ...show, ...property.displayOptions?.show } },
		})),
	);
	const firstResource = resources[0].value;
	return [
		{
			displayName: 'Resource',
			name: PARAMETER.resource,
			type: 'options',
			noDataExpression: true,
			options: sorted(
				resources.map(({ name, value }) => ({ name, value })),
				(option) => option.name,
			),
			default: firstResource,
		},
		...resources.map(operationMenu),
		...inputs,
		REQUEST_OPTIONS,
	];
}
