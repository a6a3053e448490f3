import type { INodeProperties } from 'n8n-workflow';

import { records } from '../../descriptor/field';
import { PARAMETER } from '../../descriptor/names';
import type { PollCatalog, PollEvent } from '../../descriptor/pollEvent';
import { group, sorted, toProperty } from '../../descriptor/properties';
import { customFieldLabels, outputProperty } from '../output';

/** The names of the trigger's parameters, beside those of the output. */
export const EVENT = 'event';
export const POLL_OPTION = { most: 'maxItems', existing: 'existingRecords' } as const;

/** In n8n, what a poll finds is one execution: so many items are a comfortable size, and ten to thirty calls a minute. */
export const MOST_ITEMS = 1000;

const DESCRIPTIONS: Record<PollEvent['kind'], string> = {
	created: 'Each new record, once',
	updated: 'Each new record, and each change; several changes between two polls count as one',
	tagged: 'Each contact that gets one of the chosen tags',
	optedOut: 'Each address that is opted out, or complains; not those that bounce',
};

/** What the Keap Polling Trigger asks for, beside the times of its polls. */
export function pollProperties({ events, tags }: PollCatalog): INodeProperties[] {
	const valuesOf = (kind: PollEvent['kind']) =>
		events.filter((event) => event.kind === kind).map(({ value }) => value);
	const { name, label, of, description } = tags;
	const options: INodeProperties[] = [
		customFieldLabels,
		{
			displayName: 'Existing Records',
			name: POLL_OPTION.existing,
			type: 'boolean',
			default: false,
			description:
				'Whether what is there already comes first, from the oldest on, instead of only what happens after the workflow was activated for the first time',
		},
		{
			displayName: 'Max Items per Poll',
			name: POLL_OPTION.most,
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: MOST_ITEMS,
			description: 'What is beyond that comes with the next poll; nothing is skipped',
		},
	];
	return [
		{
			displayName: 'Event',
			name: EVENT,
			type: 'options',
			noDataExpression: true,
			options: sorted(
				events.map((event) => ({
					name: event.name,
					value: event.value,
					description: DESCRIPTIONS[event.kind],
				})),
				(event) => event.name,
			),
			default: 'contactCreatedOrUpdated',
		},
		{
			...toProperty(records(of, name, label, { description, required: true })),
			displayOptions: { show: { [EVENT]: valuesOf('tagged') } },
		},
		outputProperty([], { displayOptions: { hide: { [EVENT]: valuesOf('optedOut') } } }),
		group(PARAMETER.options, 'Options', 'Add Option', options),
	];
}
