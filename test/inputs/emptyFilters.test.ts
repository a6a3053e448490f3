import type { INodeParameters } from 'n8n-workflow';

import { customFieldRecords } from '../../nodes/Keap/descriptor/names';
import { listOf, variantsOf, type Operation } from '../../nodes/Keap/descriptor/operation';
import { resources } from '../../nodes/Keap/resources';
import { expectInputError } from '../support/errors';
import { DEFAULT_KEY, useKeap } from '../support/keap';
import { first } from '../support/present';

/**
 * A filter whose value turns out to be empty must never return the whole account: what comes next may be a Delete. This
 * goes over all filters of all lists, and so over those that are still to be written.
 */

/** Some lists are those of the user behind the key. */
const keap = useKeap({ contacts: 3, keys: [{ key: DEFAULT_KEY, kind: 'PAT', userId: '1' }] });

const lists: Operation[] = resources
	.flatMap(({ operations }) => operations)
	.filter((operation) => listOf(operation));

const filters = lists.flatMap((operation) =>
	(listOf(operation)?.filters ?? []).map(({ name, label, kind }) => ({
		operation,
		name,
		label,
		kind,
	})),
);

const named = ({ operation, name }: { operation: Operation; name: string }) =>
	`${operation.resource} ${operation.value}: ${name}`;

const EMPTY = ['', '   ', null, undefined, [], [''], {}];

const locator = (value: string) => ({ __rl: true as const, mode: 'id', value });

/** What the operation needs besides. */
function parametersOf(operation: Operation): INodeParameters {
	const { resource, value, inputs } = first(variantsOf(operation));
	const required = inputs.map((field) => [
		field.name,
		field.kind === 'record' ? locator('1') : field.kind === 'choice' ? field.default : '1',
	]);
	return { resource, operation: value, ...Object.fromEntries(required) } as INodeParameters;
}

it('finds lists and filters to try', () => {
	expect(lists.length).toBeGreaterThan(20);
	expect(filters.length).toBeGreaterThan(100);
});

describe.each(filters.map((filter) => [named(filter), filter] as const))(
	'%s',
	(_, { operation, name, label, kind }) => {
		const parameters = (value: unknown, options: INodeParameters = {}): INodeParameters => ({
			...parametersOf(operation),
			filters: { [name]: value } as INodeParameters,
			options,
		});

		it('is refused when its expression gives nothing', async () => {
			for (const value of EMPTY) {
				const run = await keap.run(parameters('={{ $json.value }}'), {
					items: [{ json: value === undefined ? {} : { value } }],
				});
				expectInputError(run, 0, 'empty', label);
			}
			expect(keap.calls()).toEqual([]);
		});

		it('is refused when it is empty itself', async () => {
			const values = kind === 'record' ? [locator(''), locator('={{ $json.nope }}')] : ['', []];
			for (const value of values)
				expectInputError(await keap.run(parameters(value)), 0, 'empty', label);
			expect(keap.calls()).toEqual([]);
		});

		it('is left out when the options say so', async () => {
			const run = await keap.run(parameters('', { emptyFilters: 'ignore' }));
			expect(run.error).toBeUndefined();
			for (const { query } of keap.sandbox.log)
				expect(new URLSearchParams(query).get('filter')).toBeNull();
		});
	},
);

const byCustomFields = lists.filter((operation) => listOf(operation)?.filterCustomFields);

describe.each(
	byCustomFields.map(
		(operation) => [named({ operation, name: 'custom fields' }), operation] as const,
	),
)('%s', (_, operation) => {
	it.each<[string, INodeParameters]>([
		['no entry', {}],
		['an empty list of entries', { values: [] }],
		['an entry without a field', { values: [{ field: '', operator: 'equals', value: 'x' }] }],
		['an entry without a value', { values: [{ field: 'Any', operator: 'equals', value: '' }] }],
		[
			'a second entry whose expression gives nothing',
			{
				values: [
					{ field: 'Any', operator: 'equals', value: 'x' },
					{ field: 'Other', operator: 'equals', value: '={{ $json.nope }}' },
				],
			},
		],
	])('are refused with %s', async (_, customFieldFilters) => {
		const run = await keap.run({ ...parametersOf(operation), filters: { customFieldFilters } });
		expectInputError(run, 0, 'empty', 'Custom Fields');
		expect(keap.calls()).toEqual([]);
	});
});

it('knows all record types with custom fields', () => {
	expect(customFieldRecords).toEqual(
		expect.arrayContaining(
			byCustomFields.map((operation) => listOf(operation)?.filterCustomFields),
		),
	);
});

it('refuses one empty filter among others', async () => {
	const run = await keap.run(
		{
			resource: 'contact',
			operation: 'getMany',
			filters: { givenName: 'Ada', email: '={{ $json.email }}' },
		},
		{ items: [{ email: 'a@example.com' }, {}], onError: 'continueErrorOutput' },
	);
	expect(run.errors.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 1 }]);
	expect(keap.calls()).toHaveLength(1);
});

it('refuses a filter that only says where another one looks', async () => {
	const run = await keap.run({
		resource: 'contact',
		operation: 'getMany',
		filters: { phoneFields: ['PHONE1'] },
	});
	expectInputError(run, 0, 'missing', 'Phone Slots', 'Phone Number');
	expect(keap.calls()).toEqual([]);
});

it('refuses an empty option that narrows a list as a filter does', async () => {
	const groups = { resource: 'customField', operation: 'getGroups', recordType: 'contacts' };
	const run = await keap.run({ ...groups, options: { tabId: locator('={{ $json.nope }}') } });
	expectInputError(run, 0, 'empty', 'Tab');
	const ignoring = { tabId: locator(''), emptyFilters: 'ignore' } as INodeParameters;
	expect((await keap.run({ ...groups, options: ignoring })).error).toBeUndefined();
});

it('takes false for a value', async () => {
	const run = await keap.run({
		resource: 'task',
		operation: 'getMany',
		filters: { isCompleted: false, unassigned: false },
	});
	expect(run.error).toBeUndefined();
	expect(new URLSearchParams(first(keap.sandbox.log).query).get('filter')).toBe(
		'is_completed==false',
	);
});
