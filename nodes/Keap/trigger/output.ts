import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { OPTION } from '../descriptor/names';
import { sorted } from '../descriptor/properties';

/** The parameter that says what comes out. */
export const OUTPUT_PARAMETER = 'output';

export type OutputKind = 'ids' | 'raw' | 'simplified';

/** The choice between kinds of output. `more` are kinds that only one trigger has. */
export const outputProperty = (
	more: readonly INodePropertyOptions[] = [],
	display: Pick<INodeProperties, 'displayOptions'> = {},
): INodeProperties => ({
	displayName: 'Output',
	name: OUTPUT_PARAMETER,
	type: 'options',
	options: sorted(
		[
			...more,
			{
				name: 'Raw Record',
				value: 'raw' satisfies OutputKind,
				description: 'The whole record, as Keap has it',
			},
			{
				name: 'Simplified Record',
				value: 'simplified' satisfies OutputKind,
				description: 'The most used properties of the record, with custom fields by name',
			},
		],
		({ name }) => name,
	),
	default: 'simplified',
	description: 'What comes out for each record',
	...display,
});

/** The option for raw records. */
export const customFieldLabels: INodeProperties = {
	displayName: 'Custom Fields by Label',
	name: OPTION.customFieldLabels,
	type: 'boolean',
	default: true,
	displayOptions: { show: { [`/${OUTPUT_PARAMETER}`]: ['raw'] } },
	description:
		'Whether custom fields of raw records come under their labels instead of as a list of IDs',
};
