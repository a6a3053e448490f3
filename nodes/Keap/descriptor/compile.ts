import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { Field } from './field';
import { customFieldMapper } from './customFields';
import { listProperties } from './lists';
import { OPTION, PARAMETER } from './names';
import { listOf, variantOf, type Operation, type Resource } from './operation';
import { optionsOf, requestOptions } from './options';
import { simplifies } from './recordOutput';
import { collectionScope, firstValue, group, sorted, topScope, toProperty } from './properties';
import { byResource, showFor, type Place } from './show';
import { joinVariants, type Ranked } from './variants';

/** The properties of an operation, of all its variants where it has some. */
function propertiesOf(operation: Operation): Ranked[] {
	const { variants } = operation;
	if (!variants) return propertiesOfOne(operation);
	const byChoice = Object.keys(variants.of).map((value): [string, Ranked[]] => [
		value,
		propertiesOfOne(variantOf(operation, value)),
	]);
	return joinVariants(variants.by, new Map(byChoice));
}

function propertiesOfOne(operation: Operation): Ranked[] {
	const list = listOf(operation);
	const { inputs } = operation;
	const ranked: Ranked[] = inputs.map((field, i) => [i, toProperty(field, topScope(inputs))]);
	const add = (rank: number, property: INodeProperties) => ranked.push([100 + rank, property]);
	if (list) listProperties(list, inputs).forEach((property, i) => add(i, property));
	if (simplifies(operation)) {
		add(12, {
			displayName: 'Simplify',
			name: PARAMETER.simplify,
			type: 'boolean',
			default: true,
			description: 'Whether to return a simplified version of the response instead of the raw data',
		});
	}
	if (operation.optional) {
		const { collection, fields } = operation.optional;
		const name = collection === 'updateFields' ? 'Update Fields' : 'Additional Fields';
		const scope = collectionScope(fields, inputs);
		const properties = fields.map((field) => toProperty(field, scope));
		add(10, group(collection, name, 'Add Field', properties));
	}
	if (operation.customFields) add(11, customFieldMapper(operation.customFields));
	add(20, optionsGroup(operation));
	return ranked;
}

/** The options that are for raw output: simplified output has its own properties, and names custom fields anyway. */
const RAW_OUTPUT: readonly string[] = [OPTION.fields, OPTION.customFieldLabels];

const NOT_SIMPLIFIED = { show: { [`/${PARAMETER.simplify}`]: [false] } };

/** The collection of options, with those of requests, which every operation has. */
function optionsGroup(operation: Operation): INodeProperties {
	const isForRaw = ({ name }: Field) => operation.columns && RAW_OUTPUT.includes(name);
	const options = [...optionsOf(operation), ...requestOptions].map((field) => {
		const option = toProperty(field);
		return isForRaw(field) ? { ...option, displayOptions: NOT_SIMPLIFIED } : option;
	});
	return group(PARAMETER.options, 'Options', 'Add Option', options);
}

interface Compiled {
	rank: number;
	property: INodeProperties;
	places: Place[];
	/** What comes right after it in some operation. */
	next: Set<Compiled>;
}

/** Inputs that are alike become one property, shown for all the operations that have it. */
function collectInputs(resources: readonly Resource[]): Compiled[] {
	const compiled = new Map<string, Compiled>();
	const compiledFrom = ([rank, property]: Ranked): Compiled => {
		const key = JSON.stringify(property);
		const known = compiled.get(key) ?? { rank, property, places: [], next: new Set() };
		compiled.set(key, known);
		known.rank = Math.max(known.rank, rank);
		return known;
	};
	for (const operation of resources.flatMap(({ operations }) => operations)) {
		const ranked = propertiesOf(operation).sort(([a], [b]) => a - b);
		let before: Compiled | undefined;
		for (const one of ranked.map(compiledFrom)) {
			one.places.push({ resource: operation.resource, operation: operation.value });
			before?.next.add(one);
			before = one;
		}
	}
	return inOrder([...compiled.values()]);
}

/** Puts properties in an order in which those of each operation follow each other; of several, the lowest rank is first. */
function inOrder(properties: readonly Compiled[]): Compiled[] {
	const waiting = [...properties].sort((a, b) => a.rank - b.rank);
	const before = new Map<Compiled, number>();
	for (const { next } of waiting)
		for (const one of next) before.set(one, (before.get(one) ?? 0) + 1);
	const ordered: Compiled[] = [];
	while (waiting.length > 0) {
		// Two operations may have the same inputs the other way round: then one of them has to give way.
		const at = waiting.findIndex((one) => !before.get(one));
		const [first] = waiting.splice(Math.max(0, at), 1);
		if (!first) break;
		ordered.push(first);
		for (const one of first.next) before.set(one, (before.get(one) ?? 1) - 1);
	}
	return ordered;
}

function operationMenu({ value, operations }: Resource): INodeProperties {
	const options: INodePropertyOptions[] = operations.map(
		({ name, value, action, description }) => ({
			name,
			value,
			action,
			description,
		}),
	);
	const alphabetical = [...options].sort((a, b) => a.name.localeCompare(b.name));
	const usual =
		options.find((option) => option.value === 'getMany')?.value ?? firstValue(alphabetical);
	return {
		displayName: 'Operation',
		name: PARAMETER.operation,
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { [PARAMETER.resource]: [value] } },
		options: alphabetical,
		default: usual,
	};
}

/** The n8n properties of a node that offers these resources. Called by the build, and by whoever runs the sources. */
export function compile(resources: readonly Resource[]): INodeProperties[] {
	const all = byResource(
		resources.flatMap(({ value, operations }) =>
			operations.map((operation) => ({ resource: value, operation: operation.value })),
		),
	);
	const inputs = collectInputs(resources).flatMap(({ property, places }) =>
		showFor(places, all).map((show) => ({
			...property,
			displayOptions: {
				...property.displayOptions,
				show: { ...show, ...property.displayOptions?.show },
			},
		})),
	);
	return [
		{
			displayName: 'Resource',
			name: PARAMETER.resource,
			type: 'options',
			noDataExpression: true,
			options: sorted(
				resources.map(({ name, value }) => ({ name, value })),
				(option) => option.name,
			),
			default: firstValue(resources),
		},
		...resources.map(operationMenu),
		...inputs,
	];
}
