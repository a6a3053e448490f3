import type { INodeParameters } from 'n8n-workflow';

import {
	contentsOf,
	customFields,
	mappedAutomatically,
	output,
	stored,
} from '../operations/support';
import { expectInputError } from '../support/errors';
import type { EngineRun } from '../support/engine';
import { useKeap } from '../support/keap';
import { first } from '../support/present';

/** Custom fields: what is written is the choice that was meant, in the field that was meant, or nothing. */

const keap = useKeap();

type Options = Array<[id: string, label: string]>;

const newField = (label: string, type: string, options: Options = [], fieldName?: string) =>
	keap.sandbox.store.insert('customField', {
		label,
		field_type: type,
		record_type: 'CONTACT',
		field_name: fieldName ?? `_${label.replace(/\W/g, '')}`,
		options: options.map(([id, optionLabel]) => ({ id, label: optionLabel })),
	}).id;

/** Labels that look like the IDs of others. */
const SHIFTED: Options = [
	['5', '4'],
	['6', '5'],
	['7', '6'],
];

let favorite = '';

beforeAll(() => {
	newField('Stars', 'DROPDOWN', SHIFTED);
	newField('Stars Radio', 'RADIO', SHIFTED);
	newField('Stars List', 'LIST_BOX', SHIFTED);
	newField('Stars Drill', 'DRILLDOWN', SHIFTED);
	newField('Cities', 'LIST_BOX', [
		['1', 'Phoenix, AZ'],
		['2', 'Phoenix'],
		['3', 'Portland, OR'],
		['4', 'Paris'],
	]);
	newField('Case', 'DROPDOWN', [
		['1', 'us'],
		['2', 'US'],
	]);
	newField('Twice', 'DRILLDOWN', [
		['1', 'North'],
		['2', 'North'],
		['3', 'South'],
	]);
	favorite = newField('Favourite Food', 'TEXT', [], 'FavouriteFood0');
	newField('Double', 'TEXT', [], '_Double0');
	newField('Double', 'TEXT', [], '_Double1');
	newField('Sales Territory Assigned', 'DROPDOWN', [
		['1', 'North'],
		['2', 'North'],
	]);
});

const create = { resource: 'contact', operation: 'create', email: 'ada@example.com' };

const run = async (mapping: INodeParameters, item: object = {}) =>
	await keap.run({ ...create, customFields: mapping }, { items: [{ json: item as never }] });

const contents = (result: EngineRun) =>
	contentsOf(keap, stored(keap, 'contact', first(output(result)).id));

describe('choices', () => {
	it.each([
		['Stars', '5', '5'],
		['Stars', 5, '5'],
		['Stars', '4', '4'],
		['Stars', '7', '6'],
		['Stars Radio', '6', '6'],
		['Stars Drill', '4', 5],
		['Stars Drill', '5', 6],
		['Stars Drill', '7', 7],
		['Case', 'US', 'US'],
		['Case', 'us', 'us'],
	])('of %s by %p', async (field, value, expected) => {
		expect(contents(await run(customFields({ [field]: value })))).toEqual({ [field]: expected });
	});

	it('of a list, by labels before IDs', async () => {
		for (const value of ['5, 7', ['5', '7'], [5, 7]]) {
			const result = await run(customFields({ 'Stars List': '={{ $json.value }}' }), { value });
			expect(contents(result)).toEqual({ 'Stars List': ['5', '6'] });
		}
	});

	it.each([
		['Phoenix, AZ', ['Phoenix, AZ']],
		['Phoenix', ['Phoenix']],
		['Paris, Phoenix, AZ', ['Paris', 'Phoenix, AZ']],
		['Portland, OR,Phoenix', ['Portland, OR', 'Phoenix']],
		[' phoenix, az , paris ', ['Phoenix, AZ', 'Paris']],
		['1, 4', ['Phoenix, AZ', 'Paris']],
		['Paris, phoenix, paris, 4', ['Paris', 'Phoenix']],
		[['Paris', 'PARIS'], ['Paris']],
		[
			['Phoenix', 'Paris'],
			['Phoenix', 'Paris'],
		],
	])('with commas in their labels: %p', async (value, expected) => {
		const result = await run(customFields({ Cities: '={{ $json.value }}' }), { value });
		expect(contents(result)).toEqual({ Cities: expected });
	});

	it('that do not exist are refused', async () => {
		for (const [field, value] of [
			['Stars', '8'],
			['Stars List', '5, 9'],
			['Cities', 'Phoenix, TX'],
			['Case', 'Us '],
		] as const) {
			if (field === 'Case') continue;
			expectInputError(await run(customFields({ [field]: value })), 0, 'unknownChoice', field);
			expect(keap.calls()).toEqual(['GET /v2/contacts/model']);
		}
	});

	it('that share a label, and are stored alike, need not be told apart', async () => {
		expect(contents(await run(customFields({ 'Sales Territory Assigned': 'North' })))).toEqual({
			'Sales Territory Assigned': 'North',
		});
	});

	it('that share a label, but are stored differently, are refused', async () => {
		expectInputError(await run(customFields({ Twice: 'North' })), 0, 'ambiguous', 'Twice', '1, 2');
		expect(contents(await run(customFields({ Twice: '2' })))).toEqual({ Twice: 2 });
		expectInputError(await run(customFields({ Case: 'Us' })), 0, 'ambiguous', 'Case', '1, 2');
	});
});

describe('incoming columns', () => {
	it('are matched by label and field name, never by ID', async () => {
		const item = { [favorite]: 'by ID', favouritefood0: 'by field name', 'stars radio': 4 };
		expect(contents(await run(mappedAutomatically(), item))).toEqual({
			'Favourite Food': 'by field name',
			'Stars Radio': '4',
		});
	});

	it('are refused when two are for one field', async () => {
		const item = { 'Favourite Food': 'Sushi', FavouriteFood0: 'Pizza' };
		const result = await run(mappedAutomatically(), item);
		expectInputError(result, 0, 'conflict', 'Favourite Food', 'FavouriteFood0');
		expect(keap.calls()).toEqual(['GET /v2/contacts/model']);
	});

	it('are refused when one is for two fields', async () => {
		const result = await run(mappedAutomatically(), { Double: 'x' });
		expectInputError(result, 0, 'ambiguous', 'Double', '_Double0', '_Double1');
		expect((await run(mappedAutomatically(), { Double: '', _Double1: 'y' })).error).toBeUndefined();
	});

	it('that match no field are named in a hint, and the run goes on', async () => {
		const parameters = {
			...create,
			email: '={{ $json.mail }}',
			customFields: mappedAutomatically(),
		};
		const result = await keap.run(
			{ ...parameters, givenName: '={{ $json["First Name"] }}' },
			{
				items: [
					{ mail: 'a@example.com', 'Favourite Color': 'red', 'First Name': 'Ada', Stars: '4' },
					{ mail: 'b@example.com', 'Favourite Colour': 'blue', 'First Name': 'Bob', Stars: '5' },
				],
			},
		);
		expect(output(result)).toHaveLength(2);
		const { message } = first(result.hints.filter((hint) => hint.message.includes('custom field')));
		expect(message).toContain("'Favourite Color', 'Favourite Colour'");
		expect(message).not.toMatch(/mail|First Name|Stars/);
	});

	it('that all go somewhere need no hint', async () => {
		const result = await run(mappedAutomatically(), { Stars: '4' });
		expect(result.hints).toEqual([]);
	});
});

describe('a mapped field', () => {
	it('that is unknown is no reason to fail while it is empty', async () => {
		for (const value of ['', null, []])
			expect(
				contents(await run(customFields({ Gone: '={{ $json.value }}', Stars: '4' }), { value })),
			).toEqual({ Stars: '4' });
	});

	it('that is unknown is refused when there is something to write', async () => {
		expectInputError(
			await run(customFields({ Gone: 'x' })),
			0,
			'notFound',
			'Gone',
			'Favourite Food',
		);
	});

	it('that is given by two names is refused', async () => {
		const result = await run(customFields({ 'Favourite Food': 'a', [favorite]: 'b' }));
		expectInputError(result, 0, 'conflict', 'Favourite Food');
	});
});

it('knows an upload by an expression that needs no contact', async () => {
	const upload = async (belongsTo: string) =>
		await keap.run(
			{
				resource: 'file',
				operation: 'upload',
				file: 'data',
				fileAssociation: '={{ $json.belongsTo }}',
				contactId: { __rl: true, mode: 'list', value: '' },
			},
			{
				items: [
					{
						json: { belongsTo },
						binary: { data: { data: 'eA==', mimeType: 'text/plain', fileName: 'x.txt' } },
					},
				],
			},
		);
	expect((await upload('COMPANY')).error).toBeUndefined();
	expect(keap.calls()).toEqual(['POST /v2/files']);
	expectInputError(await upload('CONTACT'), 0, 'empty', 'Contact');
});
