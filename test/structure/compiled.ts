import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { compile } from '../../nodes/Keap/descriptor/compile';
import { variantOf, type Operation } from '../../nodes/Keap/descriptor/operation';
import { hookTriggerProperties, pollTriggerProperties } from '../../nodes/Keap/compiled';
import { resources } from '../../nodes/Keap/resources';

/** The properties of the node; that the node has these is a test of its own. */
export const properties = compile(resources);

/** The triggers; that the nodes have these properties is a test of its own. */
export const triggers = [
	{ name: 'keapTrigger', displayName: 'Keap Trigger', properties: hookTriggerProperties },
	{
		name: 'keapPollingTrigger',
		displayName: 'Keap Polling Trigger',
		properties: pollTriggerProperties,
	},
];

export const operations: Operation[] = resources.flatMap((resource) => resource.operations);

/** An operation with the choice among its variants made, where it has some. */
export interface Chosen {
	name: string;
	operation: Operation;
	choice: Record<string, string>;
}

/** The operations, one for each of their variants. */
export const chosen: Chosen[] = operations.flatMap((operation): Chosen[] => {
	const name = `${operation.resource} ${operation.value}`;
	const { variants } = operation;
	if (!variants) return [{ name, operation, choice: {} }];
	return Object.keys(variants.of).map((value) => ({
		name: `${name} (${value})`,
		operation: variantOf(operation, value),
		choice: { [variants.by]: value },
	}));
});

/** The same by the name that a failing test calls them by. */
export const named = chosen.map((one) => [one.name, one] as const);

/** The properties among these that are shown where others have the given values, whatever the rest of them hold. */
export const shownAmong = (
	among: readonly INodeProperties[],
	given: Record<string, string>,
): INodeProperties[] =>
	among.filter(({ displayOptions }) =>
		Object.entries(given).every(([name, value]) => {
			const wanted = displayOptions?.show?.[name];
			return wanted === undefined || (wanted as string[]).includes(value);
		}),
	);

/** The top-level properties that a person sees for an operation. */
export const shownFor = ({ operation: { resource, value }, choice }: Chosen): INodeProperties[] =>
	shownAmong(properties, { resource, operation: value, ...choice });

export interface Located {
	/** As in `filters > email`. */
	path: string;
	property: INodeProperties;
	depth: number;
}

type Inner = INodeProperties | INodePropertyCollection | INodePropertyOptions;

const isProperty = (inner: Inner): inner is INodeProperties => 'type' in inner;

function below(property: INodeProperties, parent: string, depth: number): Located[] {
	const path = parent ? `${parent} > ${property.name}` : property.name;
	const inner = ((property.options ?? []) as Inner[]).flatMap((entry) => {
		if ('values' in entry) return entry.values;
		return isProperty(entry) ? [entry] : [];
	});
	return [{ path, property, depth }, ...inner.flatMap((entry) => below(entry, path, depth + 1))];
}

/** All properties, those inside of collections, too. */
export const allProperties: Located[] = properties.flatMap((property) => below(property, '', 0));

/** A property and all inside of it. */
export const allBelow = (property: INodeProperties): INodeProperties[] =>
	below(property, '', 0).map((one) => one.property);

/** What can be chosen from in a property. */
export const choicesOf = ({ type, options }: INodeProperties): INodePropertyOptions[] =>
	type === 'options' || type === 'multiOptions' ? ((options ?? []) as INodePropertyOptions[]) : [];

/** Complaints about everything that is not as it should be, each under its name. */
export const complaintsAbout = <T>(
	all: readonly T[],
	name: (entry: T) => string,
	complaint: (entry: T) => string | false | undefined,
): string[] =>
	all.flatMap((entry) => {
		const text = complaint(entry);
		return text ? [`${name(entry)}: ${text}`] : [];
	});
