import type { IExecuteFunctions, INodeParameters } from 'n8n-workflow';

import { Parameters } from '../nodes/Keap/run/inputs/parameters';
import { useKeap } from './support/keap';

/** What the node reads by itself must be what n8n would have read. */
const keap = useKeap();

const VALUES: Record<string, unknown> = {
	text: 'plain',
	'with blank': 'quoted',
	number: 12.5,
	zero: 0,
	yes: true,
	no: false,
	nothing: null,
	looksLikeCode: '={{ 1 + 1 }}',
	quotes: `it's "so"`,
};

/** Twice the same: as the node reads it, and disguised so that n8n has to. */
const read = (property: string): [own: string, n8n: string] => [
	`={{ $json[${JSON.stringify(property)}] }}`,
	`={{ [$json][0][${JSON.stringify(property)}] }}`,
];

async function bodyOf(name: string, description: string): Promise<unknown> {
	const parameters: INodeParameters = {
		resource: 'tag',
		operation: 'create',
		name,
		additionalFields: { description },
	};
	await keap.run(parameters, { items: [VALUES as never], onError: 'continueRegularOutput' });
	return keap.sandbox.log[0]?.body;
}

it.each(Object.keys(VALUES))('reads %s as n8n does', async (property) => {
	const [own, n8n] = read(property);
	const bodies = [await bodyOf(`=${property} 1`, own), await bodyOf(`=${property} 2`, n8n)];
	const descriptions = bodies.map((body) => (body as Record<string, unknown>).description);
	expect(descriptions[0]).toEqual(descriptions[1]);
});

it.each([
	'={{ $json.text }}',
	'={{$json.text}}',
	"={{ $json['text'] }}",
	'={{ $json.text.toUpperCase() }}',
	'=x {{ $json.text }}',
])('understands %s', async (expression) => {
	const expected = expression.includes('Upper')
		? 'PLAIN'
		: expression.startsWith('=x')
			? 'x plain'
			: 'plain';
	const body = await bodyOf(`tag of ${expression.replace(/=/g, '')}`, expression);
	expect(body).toMatchObject({ description: expected });
});

it('leaves properties that the item does not have to n8n', async () => {
	expect(await bodyOf('no such property', '={{ $json.missing }}')).not.toHaveProperty(
		'description',
	);
});

it('reads every item for itself', async () => {
	await keap.run(
		{ resource: 'tag', operation: 'create', name: '={{ $json.name }}', additionalFields: {} },
		{ items: [{ name: 'first of two' }, { name: 'second of two' }] },
	);
	const names = keap.sandbox.log.map(({ body }) => (body as { name: string }).name);
	expect(names.sort()).toEqual(['first of two', 'second of two']);
});

describe('n8n is asked', () => {
	const json = { text: 'plain', 'with blank': 0, nothing: null, list: [1], 'it"s': 1 };
	const read = (value: unknown) => {
		const context = {
			getNode: () => ({ parameters: { value } }),
			getInputData: () => [{ json }],
			getNodeParameter: () => 'asked',
		};
		return new Parameters(context as unknown as IExecuteFunctions).read('value', 0);
	};

	it.each<[unknown, unknown]>([
		['plain', 'plain'],
		[undefined, undefined],
		['={{ $json.text }}', 'plain'],
		['={{$json["with blank"]}}', 0],
		["={{ $json['nothing'] }}", null],
		[{ a: ['={{ $json.text }}', 1, null, '{{ 1 }}'] }, { a: ['plain', 1, null, '{{ 1 }}'] }],
	])('not for %j', (value, expected) => expect(read(value)).toEqual(expected));

	it.each([
		...['={{ $json.missing }}', '={{ $json.constructor }}', '={{ $json["constructor"] }}'],
		...['={{ $json.list }}', '={{ $json.text.length }}', '={{ $json["it\\"s"] }}', '=plain'],
		...['={{ $json.text }} ', '= {{ $json.text }}', '={{ $json[\'text"] }}', '={{ json.text }}'],
		{ a: 'plain', b: ['={{ $json.text }}', '={{ 1 }}'] },
	])('for %j', (value) => expect(read(value)).toBe('asked'));
});
