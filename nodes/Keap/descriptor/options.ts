import { boolean, choice, choices, number, type Field } from './field';
import { OPTION } from './names';
import { joinsExisting } from './merging';
import { listOf, merges, type Operation } from './operation';

const ACRONYMS: Record<string, string> = { id: 'ID', ids: 'IDs', utm: 'UTM' };

/** What the node's inputs call properties whose names at Keap say it in other words. */
const TITLES: Readonly<Record<string, string>> = {
	family_name: 'Last Name',
	given_name: 'First Name',
	leadsource_id: 'Lead Source ID',
};

const title = (key: string) =>
	TITLES[key] ??
	key
		.split('_')
		.map((word) => ACRONYMS[word] ?? word.charAt(0).toUpperCase() + word.slice(1))
		.join(' ');

const customFieldLabels = boolean(
	OPTION.customFieldLabels,
	'Custom Fields by Label',
	'Whether custom fields come under their labels, as in simplified output; Simplify has to be off',
);

const existingValues = choice(
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
);

const unchangedRecords = choice(
	OPTION.unchanged,
	'Unchanged Records',
	[
		{
			name: 'Skip',
			value: 'skip',
			description:
				'Nothing is written to a record that has all of the input already, and of others only what differs',
		},
		{
			name: 'Write',
			value: 'write',
			description:
				'All of the input is written, which sets the update time at Keap and starts what waits for a change',
		},
	],
	{ default: 'skip', description: 'What happens to what a record at Keap has already' },
);

const emptyFilters = choice(
	OPTION.emptyFilters,
	'Empty Filters',
	[
		{
			name: 'Fail',
			value: 'fail',
			description: 'A filter without a value stops the item, since the list would hold too much',
		},
		{
			name: 'Ignore',
			value: 'ignore',
			description: 'A filter without a value is left out, even if nothing is filtered then',
		},
	],
	{ default: 'fail', description: 'What a filter does whose value turns out to be empty' },
);

const emptyValues = choice(
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
);

/** What of a record to ask Keap for. */
const fieldsToReturn = ({ columns, selectable }: Operation): Field[] =>
	selectable
		? [
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
			]
		: [];

/** Options that follow from what an operation does. */
function impliedOptions(operation: Operation): Field[] {
	const { columns, customFieldsIn, optional, flow, body, queryOptions } = operation;
	const list = listOf(operation);
	const merge = merges(operation);
	const fields = fieldsToReturn(operation);
	if (columns && customFieldsIn) fields.push(customFieldLabels);
	if (merge && joinsExisting(operation)) fields.push(existingValues);
	if (merge) fields.push(unchangedRecords);
	if (list?.filters?.length || list?.filterCustomFields || (list && queryOptions?.length))
		fields.push(emptyFilters);
	// A form holds texts and files: nothing in it clears a value.
	const clears = optional?.collection === 'updateFields' && body !== 'multipart';
	if (clears || flow.kind === 'upsert') fields.push(emptyValues);
	return fields;
}

/** The options of every operation: about its requests, and the same for all items of a run. */
export const requestOptions: readonly Field[] = [
	choice(
		'dailyQuotaTooLow',
		'Daily Quota Too Low',
		[
			{ name: 'Go On', value: 'goOn', description: 'Do today what is possible' },
			{ name: 'Stop', value: 'stop', description: 'Stop before anything is changed' },
		],
		{
			default: 'stop',
			description:
				'What to do when a run needs more calls than Keap grants the key for the rest of the day, as far as both are known',
		},
	),
	number('maxWait', 'Max Wait (Seconds)', {
		min: 0,
		default: 3600,
		description:
			"How long one request may wait at the most for Keap's rate limits, and for its turn behind other executions that use the same key",
	}),
	number('timeout', 'Timeout (Seconds)', {
		min: 1,
		default: 60,
		description: 'How long to wait for the response to one request',
	}),
];

/** The fields of an operation's Options collection, without those of requests. */
export const optionsOf = (operation: Operation): Field[] => [
	...impliedOptions(operation),
	...(operation.queryOptions ?? []),
	...(operation.options ?? []),
];
