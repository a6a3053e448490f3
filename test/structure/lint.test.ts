import type { INodeProperties } from 'n8n-workflow';

import { Keap } from '../../nodes/Keap/Keap.node';
import { triggers } from './compiled';
import { lintProperties } from './compiledLint';

const ANIMALS = ['Zebra', 'Yak', 'Xerus', 'Wolf', 'Vole'];

/** Properties that break rules of several kinds. */
const WRONG: INodeProperties[] = [
	{ displayName: 'first name', name: 'firstName', type: 'string', default: '' },
	{ displayName: 'Email', name: 'email', type: 'string', default: '' },
	{ displayName: 'Tame', name: 'tame', type: 'boolean', default: false, description: 'Is it.' },
	{
		displayName: 'Animal',
		name: 'animal',
		type: 'options',
		options: ANIMALS.map((name) => ({ name, value: name.toLowerCase() })),
		default: 'wolf',
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		default: {},
		options: ANIMALS.map((animal) => ({
			displayName: animal,
			name: animal.toLowerCase(),
			type: 'string',
			default: '',
		})),
	},
];

describe("n8n's rules for parameters", () => {
	it('hold for what the descriptors are compiled to', () => {
		expect(lintProperties(new Keap().description.properties)).toEqual([]);
	});

	it.each(triggers.map(({ name, properties }) => [name, properties] as const))(
		'hold for %s',
		(_, inputs) => {
			expect(lintProperties(inputs)).toEqual([]);
		},
	);

	it('are explained where they go by a word in a name', () => {
		const [broken] = lintProperties([
			{ displayName: 'Color Code', name: 'colorCode', type: 'string', default: '' },
		]);
		expect(broken).toContain('has "color" in it');
	});

	it('are really checked', () => {
		const broken = lintProperties(WRONG).map((text) => text.slice(0, text.indexOf(':')));
		expect(broken.sort()).toEqual([
			'node-param-collection-type-unsorted-items',
			'node-param-description-boolean-without-whether',
			'node-param-description-excess-final-period',
			'node-param-display-name-miscased',
			'node-param-options-type-unsorted-items',
			'node-param-placeholder-missing-email',
		]);
	});
});
