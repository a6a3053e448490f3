import type { INodeProperties } from 'n8n-workflow';

import { joinVariants, type Ranked } from '../../nodes/Keap/descriptor/variants';
import { first, several } from '../support/present';

const property = (name: string, more: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName: name,
	name,
	type: 'string',
	default: '',
	...more,
});
const ranked = (...properties: INodeProperties[]): Ranked[] =>
	properties.map((each, i) => [i, each]);
const join = (variants: Record<string, INodeProperties[]>) =>
	joinVariants(
		'kind',
		new Map(Object.entries(variants).map(([value, own]) => [value, ranked(...own)])),
	).map(([, joined]) => joined);

const onlyFor = (...kinds: string[]) => ({ displayOptions: { show: { kind: kinds } } });
const group = (...options: INodeProperties[]) =>
	property('fields', { type: 'collection', default: {}, options });

describe('the properties of variants', () => {
	it('are shown whatever is chosen where all have them', () => {
		const all = property('all', { required: true });
		expect(join({ a: [all], b: [all], c: [all] })).toEqual([all]);
	});

	it('are shown for those that have them, and required for none', () => {
		const some = property('some', { required: true });
		const own = property('own');
		expect(join({ a: [some], b: [some, own], c: [] })).toEqual([
			property('some', onlyFor('a', 'b')),
			property('own', onlyFor('b')),
		]);
	});

	it('that differ under one name are each shown for their own', () => {
		const other = property('one', { type: 'number', default: 0 });
		expect(join({ a: [property('one')], b: [other] })).toEqual([
			property('one', onlyFor('a')),
			{ ...other, ...onlyFor('b') },
		]);
	});

	it('keep the conditions that they have besides', () => {
		const shown = property('x', { displayOptions: { show: { all: [false] } } });
		expect(first(join({ a: [shown], b: [] })).displayOptions).toEqual({
			show: { all: [false], kind: ['a'] },
		});
	});

	it('that are collections become one, whose fields are conditional', () => {
		const [x, y, z] = several(
			['x', 'y', 'z'].map((name) => property(name)),
			3,
		);
		const inside = (...kinds: string[]) => ({ displayOptions: { show: { '/kind': kinds } } });
		expect(join({ a: [group(x, y)], b: [group(x, z)] })).toEqual([
			group(x, { ...y, ...inside('a') }, { ...z, ...inside('b') }),
		]);
		expect(join({ a: [group(x, y)], b: [group(x)], c: [] })).toEqual([
			{ ...group(x, { ...y, ...inside('a') }), ...onlyFor('a', 'b') },
		]);
	});

	it('stand behind those that stand before them in any variant', () => {
		const [x, y] = several(
			['x', 'y'].map((name) => property(name)),
			2,
		);
		const found = joinVariants(
			'kind',
			new Map([
				['a', ranked(y)],
				['b', ranked(x, y)],
			]),
		);
		expect(found.map(([rank, { name }]) => [name, rank])).toEqual([
			['y', 1],
			['x', 0],
		]);
	});
});
