import type { INodePropertyCollection } from 'n8n-workflow';

import { fieldsOf } from '../../nodes/Keap/descriptor/collections';
import { toProperty } from '../../nodes/Keap/descriptor/properties';
import { Keap } from '../../nodes/Keap/Keap.node';
import { resources } from '../../nodes/Keap/resources';
import { present } from '../support/present';
import { allProperties, choicesOf, complaintsAbout, operations, properties } from './compiled';

const nameOf = ({ path }: { path: string }) => path;

const alphabetical = (names: readonly string[]) =>
	names.length < 5 ||
	names.every((name, i) => i === 0 || present(names[i - 1]).localeCompare(name) <= 0);

describe('values', () => {
	it('have names that saved workflows can keep', () => {
		const wrong = allProperties.filter(
			({ property }) => !/^[a-z][A-Za-z0-9]*$/.test(property.name),
		);
		expect(wrong.map(nameOf)).toEqual([]);
	});

	it('of resources and operations are camelCase, and of resources singular', () => {
		for (const { value, name } of resources) {
			expect(value).toMatch(/^[a-z][A-Za-z]*$/);
			expect(value).not.toMatch(/[^s]s$/);
			expect(name).not.toMatch(/[^s]s$/);
		}
		for (const { value } of operations) expect(value).toMatch(/^[a-z][A-Za-z]*$/);
	});

	it('by default are of the type of their property', () => {
		const isObject = (value: unknown) =>
			typeof value === 'object' && value !== null && !Array.isArray(value);
		const fits: Record<string, (value: unknown) => boolean> = {
			boolean: (value) => typeof value === 'boolean',
			collection: isObject,
			dateTime: (value) => value === '',
			color: (value) => value === '',
			fixedCollection: isObject,
			multiOptions: Array.isArray,
			number: (value) => typeof value === 'number',
			options: (value) => typeof value === 'string' || typeof value === 'number',
			resourceLocator: (value) => isObject(value) && (value as { value: unknown }).value === '',
			resourceMapper: isObject,
			string: (value) => typeof value === 'string',
		};
		expect(
			complaintsAbout(
				allProperties,
				nameOf,
				({ property: { type, default: value } }) =>
					!fits[type]?.(value) && `${type} ${JSON.stringify(value)}`,
			),
		).toEqual([]);
	});

	it('by default are among those that can be chosen', () => {
		const fixed = allProperties.filter(
			({ property }) => property.type === 'options' && !property.typeOptions?.loadOptionsMethod,
		);
		expect(
			complaintsAbout(
				fixed,
				nameOf,
				({ property }) =>
					!choicesOf(property).some(({ value }) => value === property.default) &&
					String(property.default),
			),
		).toEqual([]);
		const locators = allProperties.filter(({ property }) => property.modes);
		expect(
			complaintsAbout(locators, nameOf, ({ property }) => {
				const { mode } = property.default as { mode: string };
				return present(property.modes?.[0]).name !== mode && mode;
			}),
		).toEqual([]);
	});

	it('that can be chosen differ, and do not begin like an expression', () => {
		expect(
			complaintsAbout(allProperties, nameOf, ({ property }) => {
				const values = choicesOf(property).map(({ value }) => value);
				if (new Set(values).size < values.length) return 'two options have one value';
				return values.some((value) => String(value).startsWith('=')) && 'an option begins with =';
			}),
		).toEqual([]);
	});

	it('inside of collections have names that differ', () => {
		expect(
			complaintsAbout(allProperties, nameOf, ({ property }) => {
				if (property.type !== 'collection' && property.type !== 'fixedCollection') return false;
				const groups = property.options as INodePropertyCollection[];
				const lists = [groups, ...groups.map((group) => group.values ?? [])];
				const names = lists.map((list) => list.map(({ name }) => name));
				return names.some((list) => new Set(list).size < list.length) && names.join('; ');
			}),
		).toEqual([]);
	});

	it('are listed alphabetically, five and more', () => {
		expect(
			complaintsAbout(allProperties, nameOf, ({ property }) => {
				const { type, options = [] } = property;
				// The inputs of an entry are all shown, in the order in which people fill them in.
				const list =
					type === 'collection'
						? (options as INodePropertyCollection[]).map(({ displayName }) => displayName)
						: choicesOf(property).map(({ name }) => name);
				return !alphabetical(list) && list.join(', ');
			}),
		).toEqual([]);
	});

	it('that are optional are in collections with the names that people know', () => {
		const known: Record<string, string> = {
			additionalFields: 'Additional Fields',
			updateFields: 'Update Fields',
			filters: 'Filters',
			options: 'Options',
		};
		for (const { name, displayName, type } of properties)
			if (type === 'collection') expect([name, displayName]).toEqual([name, known[name]]);
		for (const { optional, method, value } of operations)
			if (optional?.collection === 'updateFields')
				expect([method === 'PATCH' || value === 'update', value]).toEqual([true, value]);
	});

	it('that choose an operation or a resource are no expressions', () => {
		for (const { name, noDataExpression } of properties)
			if (name === 'resource' || name === 'operation') expect(noDataExpression).toBe(true);
	});

	it('that are email addresses have an example beside them', () => {
		const inputs = operations.flatMap(fieldsOf);
		const emails = inputs.filter(({ kind }) => kind === 'email');
		expect(emails.length).toBeGreaterThan(0);
		for (const field of emails) expect(toProperty(field).placeholder).toContain('@');
	});

	it('name one record with a locator, from a list where Keap has one', () => {
		const { methods } = new Keap();
		const searches = Object.keys(methods.listSearch ?? {});
		const loads = Object.keys(methods.loadOptions ?? {});
		const mappings = Object.keys(methods.resourceMapping ?? {});
		const missing = allProperties.flatMap(({ property: { modes = [], typeOptions } }) => [
			...modes
				.map((mode) => mode.typeOptions?.searchListMethod)
				.filter((name) => name && !searches.includes(name)),
			...[typeOptions?.loadOptionsMethod].filter((name) => name && !loads.includes(name)),
			...[typeOptions?.resourceMapper?.resourceMapperMethod].filter(
				(name) => name && !mappings.includes(name),
			),
		]);
		expect([...new Set(missing)]).toEqual([]);
	});
});
