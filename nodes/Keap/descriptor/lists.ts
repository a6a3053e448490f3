import type { INodeProperties } from 'n8n-workflow';

import { customFieldFilters } from './customFields';
import type { Field } from './field';
import { PARAMETER, SORT_DIRECTIONS } from './names';
import type { List } from './operation';
import {
	ANY_SPELLING,
	collectionScope,
	firstValue,
	group,
	toOptions,
	toProperty,
} from './properties';

/** The inputs of a list: how much of it, which records, in what order. */
export function listProperties(list: List, inputs: readonly Field[]): INodeProperties[] {
	const filters = (list.filters ?? []).map((filter) =>
		toProperty(filter, collectionScope(list.filters ?? [], inputs)),
	);
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
							...ANY_SPELLING,
							options: by,
							default: firstValue(by),
						},
						{
							displayName: 'Direction',
							name: 'direction',
							type: 'options',
							...ANY_SPELLING,
							options: SORT_DIRECTIONS,
							default: 'asc',
						},
					],
				},
			],
		});
	}
	return properties;
}
