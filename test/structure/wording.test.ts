import type { INodeProperties } from 'n8n-workflow';

import { resources } from '../../nodes/Keap/resources';
import { present } from '../support/present';
import { allProperties, choicesOf, complaintsAbout, operations, properties } from './compiled';

/** Words that stay small in a title. */
const SMALL = new Set(
	'a an and as at but by for from if in into nor of on or per so the to via with'.split(' '),
);

/** In Title Case: each word but small ones begins with a capital, a digit or a sign. */
const isTitle = (title: string) =>
	title
		.split(/[\s/]+/)
		.every((word, i) => (i > 0 && SMALL.has(word)) || !/^[("']?[a-z]/.test(word));

const MISCASED = /\b(Id|Ids|Url|Urls|Json|Api|Html|Iso|Utm|Zip|Xml|id|ids|url|json|api|html)\b/;

/** The acronyms that a sentence may hold in capitals. */
const ACRONYMS = /\b(API|HTML|ID|IDs|ISO|JSON|REST|URL|URLs|UTC|UTM|ZIP|BCC|CC|US|E\.164)\b/g;

const isSentence = (text: string) => /^[A-Z'"0-9]/.test(text);

const sentences = (text: string) => text.split(/[.!?]\s+(?=[A-Z])/).length;

const nameOf = ({ path, property }: { path: string; property: INodeProperties }) =>
	`${path} (${property.displayName})`;

const operationName = ({ resource, value }: { resource: string; value: string }) =>
	`${resource} ${value}`;

/** What the words of a description say beyond those of a name. */
const adds = (description: string, name: string) =>
	description.toLowerCase().replace(/\W/g, '') !== name.toLowerCase().replace(/\W/g, '');

/** Everything that is called something: properties, and what can be chosen in them. */
const titles = allProperties.flatMap(({ path, property }) => [
	{ path, title: property.displayName, description: property.description },
	...choicesOf(property).map(({ name, description }) => ({
		path: `${path} = ${name}`,
		title: name,
		description,
	})),
]);

describe('operations', () => {
	it('have actions in sentence case', () => {
		expect(
			complaintsAbout(operations, operationName, ({ action }) => {
				const [first, ...rest] = action.replace(ACRONYMS, 'x').split(' ');
				return (!isSentence(present(first)) || rest.some((word) => /[A-Z]/.test(word))) && action;
			}),
		).toEqual([]);
	});

	it('of one record have actions with articles, with and without which n8n finds them', () => {
		const ofOne = operations.filter(({ value }) =>
			['create', 'upsert', 'get', 'update', 'delete'].includes(value),
		);
		expect(
			complaintsAbout(
				ofOne,
				operationName,
				({ action }) => !/\b(a|an|the)\b/i.test(action) && action,
			),
		).toEqual([]);
	});

	it('have actions that begin with the verb of their names', () => {
		expect(
			complaintsAbout(operations, operationName, ({ action, name, resource }) => {
				// "Request" is what the resource API does to nothing.
				if (resource === 'api') return false;
				return action.split(' ')[0] !== name.split(' ')[0] && `${name}: ${action}`;
			}),
		).toEqual([]);
	});

	it('have actions that say what they are about', () => {
		// In brackets stands another word for it.
		const nouns = new Map(
			resources.map(({ value, name }) => [value, name.toLowerCase().replace(/ \(.*\)$/, '')]),
		);
		expect(
			complaintsAbout(operations, operationName, ({ action, resource }) => {
				const noun = (nouns.get(resource) ?? '').replace(/y$/, '(y|ies)');
				return !new RegExp(noun).test(action.toLowerCase()) && action;
			}),
		).toEqual([]);
	});

	it('have actions of their own', () => {
		const actions = operations.map(({ action }) => action);
		expect(actions.filter((action, i) => actions.indexOf(action) < i)).toEqual([]);
	});

	it('have names that do not repeat the resource', () => {
		expect(
			complaintsAbout(operations, operationName, ({ name, resource }) => {
				const own = resources.find(({ value }) => value === resource)?.name ?? '';
				return new RegExp(`^\\w+ (a )?${own}s?$`, 'i').test(name) && name;
			}),
		).toEqual([]);
	});

	it('have descriptions that say more than their names and actions', () => {
		expect(
			complaintsAbout(operations, operationName, ({ description, name, action }) => {
				if (!isSentence(description)) return description;
				return (!adds(description, name) || !adds(description, action)) && description;
			}),
		).toEqual([]);
	});
});

describe('words', () => {
	it('of names are in Title Case', () => {
		const wrong = titles.filter(({ title }) => !isTitle(title) || MISCASED.test(title));
		expect(wrong.map(({ path, title }) => `${path}: ${title}`)).toEqual([]);
	});

	it('of descriptions are sentences, with a full stop only between two', () => {
		expect(
			complaintsAbout(
				titles,
				({ path }) => path,
				({ description }) => {
					if (description === undefined) return false;
					const ends = description.endsWith('.');
					const good = isSentence(description) && ends === sentences(description) > 1;
					return (!good || description !== description.trim()) && description;
				},
			),
		).toEqual([]);
	});

	it('of descriptions add something to the name', () => {
		expect(
			complaintsAbout(
				titles,
				({ path }) => path,
				({ title, description }) =>
					description !== undefined && !adds(description, title) && description,
			),
		).toEqual([]);
	});

	it('of booleans begin with Whether', () => {
		const booleans = allProperties.filter(({ property }) => property.type === 'boolean');
		expect(
			complaintsAbout(
				booleans,
				nameOf,
				({ property }) =>
					!property.description?.startsWith('Whether ') && String(property.description),
			),
		).toEqual([]);
	});

	it('of placeholders are examples, or say what is added', () => {
		const wanted = ({ type }: INodeProperties) =>
			type === 'collection' || type === 'fixedCollection' ? /^Add [A-Z]/ : /^e\.g\. \S/;
		expect(
			complaintsAbout(
				allProperties,
				nameOf,
				({ property }) =>
					property.placeholder !== undefined &&
					!wanted(property).test(property.placeholder) &&
					property.placeholder,
			),
		).toEqual([]);
	});

	it('of placeholders in locators are examples, or invite to choose', () => {
		const modes = allProperties.flatMap(({ path, property }) =>
			(property.modes ?? []).map((mode) => ({ path, mode })),
		);
		expect(
			complaintsAbout(
				modes,
				({ path, mode }) => `${path} ${mode.name}`,
				({ mode }) => {
					const wanted = mode.type === 'list' ? /^Select an? .*\.\.\.$/ : /^e\.g\. \S/;
					return !wanted.test(mode.placeholder ?? '') && `${mode.placeholder}`;
				},
			),
		).toEqual([]);
	});

	it('of hints are sentences without a full stop', () => {
		expect(
			complaintsAbout(
				allProperties,
				nameOf,
				({ property: { hint } }) =>
					hint !== undefined && (!isSentence(hint) || hint.endsWith('.')) && hint,
			),
		).toEqual([]);
	});

	it('that n8n has fixed are as it wants them', () => {
		const fixed: Record<string, Partial<INodeProperties>> = {
			returnAll: {
				displayName: 'Return All',
				type: 'boolean',
				default: false,
				description: 'Whether to return all results or only up to a given limit',
			},
			limit: {
				displayName: 'Limit',
				type: 'number',
				default: 50,
				typeOptions: { minValue: 1 },
				description: 'Max number of results to return',
			},
			simplify: {
				displayName: 'Simplify',
				type: 'boolean',
				default: true,
				description:
					'Whether to return a simplified version of the response instead of the raw data',
			},
		};
		for (const [name, wanted] of Object.entries(fixed)) {
			const found = properties.filter((property) => property.name === name);
			expect(found.length).toBeGreaterThan(0);
			for (const property of found) expect(property).toMatchObject(wanted);
		}
		for (const { name, description } of operations.filter(({ value }) => value === 'upsert'))
			expect([name, description]).toEqual([
				'Create or Update',
				'Create a new record, or update the current one if it already exists (upsert)',
			]);
		for (const { name, action } of operations.filter(({ value }) => value === 'getMany')) {
			expect(name).toMatch(/^Get Many/);
			expect(action).toMatch(/^Get many /);
		}
	});

	it('of choices may be given by expressions, without a mark in the editor', () => {
		const choices = allProperties.filter(
			({ property: { type, noDataExpression } }) =>
				['options', 'multiOptions'].includes(type) && !noDataExpression,
		);
		expect(choices.length).toBeGreaterThan(0);
		expect(
			complaintsAbout(choices, nameOf, ({ property }) =>
				property.allowArbitraryValues ? false : property.name,
			),
		).toEqual([]);
	});
});
