import { contentsOf, customFields, output, stored } from '../operations/support';
import { expectInputError } from '../support/errors';
import { useKeap } from '../support/keap';
import { first } from '../support/present';

/** A number is sent as it was given, or not at all. */

const keap = useKeap({ contacts: 1 });

const create = async (field: string, value: unknown) =>
	await keap.run(
		{
			resource: 'contact',
			operation: 'create',
			email: 'ada@example.com',
			customFields: customFields({ [field]: '={{ $json.value }}' }),
		},
		{ items: [{ json: { value } as never }] },
	);

it.each([
	['Team Size', '12', 12],
	['Team Size', ' 12 ', 12],
	['Team Size', '+12', 12],
	['Team Size', '-3', -3],
	['Team Size', '007', 7],
	['Team Size', '12.0', 12],
	['Team Size', '1e3', 1000],
	['Team Size', 0, 0],
	['Team Size', '9007199254740991', 9_007_199_254_740_991],
	['Lifetime Value', '12.50', 12.5],
	['Lifetime Value', '.5', 0.5],
	['Lifetime Value', '5.', 5],
	['Satisfaction', '0.1', 0.1],
])('%s %p', async (field, value, expected) => {
	const contact = first(output(await create(field, value)));
	expect(contentsOf(keap, stored(keap, 'contact', contact.id))).toEqual({ [field]: expected });
});

it.each([
	['digits that would become others', '12345678901234567890'],
	['one more than is exact', '9007199254740993'],
	['negative digits that would become others', '-12345678901234567'],
	['a number that has lost digits already', 12_345_678_901_234_567_000],
	['a huge power', '1e30'],
	['a number without end', '1e400'],
	['a hexadecimal code', '0x10'],
	['a binary code', '0b11'],
	['an octal code', '0o17'],
	['a thousands separator', '1,000'],
	['a decimal comma', '12,5'],
	['a currency sign', '$12'],
	['underscores', '1_000'],
	['two dots', '1.2.3'],
	['Infinity', 'Infinity'],
	['true', true],
])('%s is refused', async (_, value) => {
	for (const field of ['Team Size', 'Lifetime Value', 'Satisfaction'])
		expectInputError(await create(field, value), 0, 'invalid', field);
});

it('is no code in filters and limits either', async () => {
	const getMany = async (parameters: object) =>
		await keap.run({ resource: 'contact', operation: 'getMany', ...parameters });
	for (const value of ['0x10', '12345678901234567890']) {
		expectInputError(await getMany({ filters: { idAbove: value } }), 0, 'invalid', 'ID Above');
		expectInputError(await getMany({ limit: value }), 0, 'invalid', 'Limit');
	}
	expect(keap.calls()).toEqual([]);
});
