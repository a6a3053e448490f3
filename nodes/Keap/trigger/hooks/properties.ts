import type { INodeProperties } from 'n8n-workflow';

import { records } from '../../descriptor/field';
import { narrowedBy, type HookCatalog, type Narrowing } from '../../descriptor/hookEvent';
import { PARAMETER } from '../../descriptor/names';
import { group, toProperty } from '../../descriptor/properties';
import { customFieldLabels, OUTPUT_PARAMETER, outputProperty, type OutputKind } from '../output';

/** The names of the trigger's parameters, beside those of the output. */
export const EVENTS = 'events';

/** The editor's method that gives the account's events. */
export const EVENTS_METHOD = 'getEvents';

/** What the Keap Trigger asks for. */
export function hookProperties(catalog: HookCatalog): INodeProperties[] {
	const narrowing = Object.entries(catalog.narrowing).map(
		([by, { name, label, of, description }]): INodeProperties => ({
			...toProperty(records(of, name, label, { description })),
			displayOptions: { show: { [EVENTS]: narrowedBy(catalog, by as Narrowing) } },
		}),
	);
	return [
		{
			displayName: 'Event Names or IDs',
			name: EVENTS,
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: EVENTS_METHOD },
			required: true,
			default: [],
			description:
				'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		},
		...narrowing,
		outputProperty([
			{
				name: 'IDs Only',
				value: 'ids' satisfies OutputKind,
				description: 'What Keap delivers, without a call to Keap',
			},
		]),
		{
			...group(PARAMETER.options, 'Options', 'Add Option', [customFieldLabels]),
			displayOptions: { show: { [OUTPUT_PARAMETER]: ['raw'] } },
		},
	];
}
