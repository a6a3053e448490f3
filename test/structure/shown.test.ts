import type { INodeProperties } from 'n8n-workflow';

import { Keap } from '../../nodes/Keap/Keap.node';
import type { Field } from '../../nodes/Keap/descriptor/field';
import { optionsOf, requestOptions } from '../../nodes/Keap/descriptor/options';
import { listOf, type Operation } from '../../nodes/Keap/descriptor/operation';
import { simplifies } from '../../nodes/Keap/descriptor/recordOutput';
import { byResource, showFor, type Place, type Show } from '../../nodes/Keap/descriptor/show';
import { resources } from '../../nodes/Keap/resources';
import { present } from '../support/present';
import { chosen, named, properties, shownAmong, shownFor, type Chosen } from './compiled';

const names = (entries: readonly { name: string }[]) => entries.map(({ name }) => name);

/** The inputs that an operation has, by its descriptor. */
function inputsOf(operation: Operation): string[] {
	const { inputs, optional, customFields } = operation;
	const list = listOf(operation);
	return [
		...names(inputs),
		...(list ? ['returnAll', 'limit'] : []),
		...(list?.filters?.length || list?.filterCustomFields ? ['filters'] : []),
		...(list?.sort ? ['sort'] : []),
		...(simplifies(operation) ? ['simplify'] : []),
		...(optional ? [optional.collection] : []),
		...(customFields ? ['customFields'] : []),
		'options',
	];
}

const insideOf = (one: Chosen, collection: string) => {
	const found = shownFor(one).find(({ name }) => name === collection);
	const inside = (found?.options ?? []) as INodeProperties[];
	const fromInside: Record<string, string> = {};
	for (const [name, value] of Object.entries(one.choice)) fromInside[`/${name}`] = value;
	return names(shownAmong(inside, fromInside)).sort();
};

describe('what is shown', () => {
	it.each(named)('for %s are its own inputs and nothing else', (_, one) => {
		const { operation } = one;
		const shown = names(shownFor(one));
		expect(new Set(shown).size).toBe(shown.length);
		expect(shown.slice(0, 2)).toEqual(['resource', 'operation']);
		expect(shown[shown.length - 1]).toBe('options');
		expect(shown.slice(2).sort()).toEqual(inputsOf(operation).sort());
	});

	it.each(named)('for %s are the collections with its own fields', (_, one) => {
		const { operation } = one;
		const { optional } = operation;
		const list = listOf(operation);
		if (optional) expect(insideOf(one, optional.collection)).toEqual(names(optional.fields).sort());
		expect(insideOf(one, 'options')).toEqual(
			names([...optionsOf(operation), ...requestOptions]).sort(),
		);
		const filters = [
			...names(list?.filters ?? []),
			...(list?.filterCustomFields ? ['customFieldFilters'] : []),
		];
		expect(insideOf(one, 'filters')).toEqual(filters.sort());
	});

	const dependent = named.flatMap(([name, { operation, choice }]) => {
		const isTop = (input: string) => operation.inputs.some((field) => field.name === input);
		const list = listOf(operation);
		const among = (fields: readonly Field[], record: boolean): string[] =>
			fields.flatMap((field) => [
				...Object.keys(field.onlyIf ?? {}).filter(
					(input) => !record && !isTop(input) && !fields.some((other) => other.name === input),
				),
				...('fields' in field
					? among(field.fields, field.kind === 'objects' && typeof field.merge === 'object')
					: []),
			]);
		return [operation.inputs, operation.optional?.fields ?? [], list?.filters ?? []].flatMap(
			(fields) =>
				among(fields, false).map((input) => `${name} ${JSON.stringify(choice)}: ${input}`),
		);
	});

	it('depends on choices that are made beside it, at the top, or in the record at Keap', () => {
		expect(dependent).toEqual([]);
	});

	it('inside of a collection is hidden by a choice at the top', () => {
		const [option] = properties.filter(
			({ name, displayOptions }) =>
				name === 'additionalFields' && displayOptions?.show?.operation?.includes('createOption'),
		);
		const hidden = (present(option).options as INodeProperties[]).map(
			({ name, displayOptions }) => [name, displayOptions?.hide],
		);
		expect(Object.fromEntries(hidden)).toMatchObject({
			listItems: { '/optionType': ['TEXT'] },
			textRules: { '/optionType': ['LIST'] },
		});
	});

	it.each(named)('for %s is in the order of its descriptor, collections last', (_, one) => {
		const { operation } = one;
		const shown = names(shownFor(one));
		const own = names(operation.inputs);
		expect(shown.filter((name) => own.includes(name))).toEqual(own);
		const last = Math.max(...own.map((name) => shown.indexOf(name)));
		const rest = ['returnAll', 'limit', 'simplify', 'filters', 'sort', 'updateFields'];
		for (const name of [...rest, 'additionalFields', 'customFields', 'options'])
			if (shown.includes(name)) expect(shown.indexOf(name)).toBeGreaterThan(last);
		const order = ['returnAll', 'limit', 'additionalFields', 'customFields', 'simplify', 'options'];
		expect(order.filter((name) => shown.includes(name))).toEqual(
			shown.filter((name) => order.includes(name)),
		);
	});

	it.each(named)('for %s has what is required first', (_, { operation }) => {
		const { inputs } = operation;
		// An input that narrows the records of another one stands before it: its choice comes first.
		const narrowing = inputs.flatMap((input) =>
			input.kind === 'record' ? Object.keys(input.of.parents ?? {}) : [],
		);
		const required = inputs
			.filter((input) => input.required || !narrowing.includes(input.name))
			.map((input) => input.required === true);
		expect(required).toEqual([...required].sort((a, b) => Number(b) - Number(a)));
	});

	it('is conditional, and required by nobody else, where only some variants have it', () => {
		for (const { operation, choice } of chosen) {
			const { resource, value } = operation;
			for (const name of Object.keys(choice)) {
				expect(operation.inputs.map((input) => input.name)).toContain(name);
				const all = shownAmong(properties, { resource, operation: value });
				const dependent = all.filter(({ displayOptions }) => displayOptions?.show?.[name]);
				expect(dependent.filter(({ required }) => required)).toEqual([]);
				// n8n shows all of these while the choice is an expression, and keeps the last of several collections.
				const collections = names(all.filter(({ type }) => type === 'collection'));
				expect(new Set(collections).size).toBe(collections.length);
			}
		}
	});

	it('is an operation menu for each resource, with the default among its options', () => {
		for (const { value, operations: own } of resources) {
			const [menu, ...more] = properties.filter(
				({ name, displayOptions }) =>
					name === 'operation' && displayOptions?.show?.resource?.includes(value),
			);
			expect(more).toEqual([]);
			const values = (present(menu).options as Array<{ value: string }>).map(
				(option) => option.value,
			);
			expect([...values].sort()).toEqual(own.map((operation) => operation.value).sort());
			expect(values).toContain(present(menu).default);
		}
	});

	it('is little enough for the editor', () => {
		expect(properties.length).toBeLessThan(1_500);
	});

	it('is the same each time the node is loaded, and shared by none', () => {
		const [one, other] = [new Keap().description, new Keap().description];
		expect(one).toEqual(other);
		expect(one.properties).toEqual(properties);
		expect(one.properties).not.toBe(other.properties);
		one.properties.length = 0;
		expect(new Keap().description).toEqual(other);
	});

	it('depends on nothing but parameters that are shown, too', () => {
		for (const one of chosen) {
			const shown = names(shownFor(one));
			for (const { displayOptions } of shownFor(one))
				for (const name of Object.keys(displayOptions?.show ?? {})) expect(shown).toContain(name);
		}
	});
});

/** A small generator of numbers, the same in every run. */
function* numbers(seed: number): Generator<number, never> {
	for (let state = seed; ;) {
		state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
		yield state / 2_147_483_648;
	}
}

const covers = (rules: Show[], { resource, operation }: Place) =>
	rules.some((rule) => rule.resource.includes(resource) && rule.operation.includes(operation));

const text = ({ resource, operation }: Place) => `${resource} ${operation}`;

describe('display rules', () => {
	it.each(Array.from({ length: 200 }, (_, i) => i + 1))(
		'show a property where it belongs and nowhere else (%i)',
		(seed) => {
			const random = numbers(seed);
			const upTo = (most: number) => Math.floor(random.next().value * most);
			const grid = Array.from({ length: 1 + upTo(8) }, (_r, r) =>
				Array.from({ length: 1 + upTo(7) }, (_o, o) => ({
					resource: `r${r}`,
					operation: `o${o}`,
				})),
			).flat();
			const all = grid.filter(() => random.next().value < 0.8);
			const places = all.filter(() => random.next().value < 0.5);
			const rules = showFor(places, byResource(all));
			expect(all.filter((place) => covers(rules, place)).map(text)).toEqual(places.map(text));
			expect(rules.length).toBeLessThanOrEqual(places.length);
		},
	);

	it('are one where all operations of a kind have the property', () => {
		const all = ['contact', 'company', 'tag'].flatMap((resource) =>
			['get', 'getMany', 'delete'].map((operation) => ({ resource, operation })),
		);
		const places = all.filter(({ operation }) => operation === 'getMany');
		expect(showFor(places, byResource(all))).toEqual([
			{ resource: ['contact', 'company', 'tag'], operation: ['getMany'] },
		]);
	});
});
