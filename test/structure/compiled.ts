import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { compile } from '../../nodes/Keap/descriptor/compile';
import type { Operation } from '../../nodes/Keap/descriptor/operation';
import { resources } from '../../nodes/Keap/resources';

/** The properties of the node; that the node has these is a test of its own. */
export const properties = compile(resources);

export const operations: Operation[] = resources.flatMap((resource) => resource.operations);

/** The operations by the name that a failing test calls them by. */
export const named = operations.map(
	(operation) => [`${operation.resource} ${operation.value}`, operation] as const,
);

/** The top-level properties that a person sees for an operation, whatever the other inputs hold. */
export function shownFor({ resource, value }: Operation): INodeProperties[] {
	const has = (wanted: unknown, given: string) =>
		wanted === undefined || (wanted as string[]).includes(given);
	return properties.filter(({ displayOptions }) => {
		const { resource: forResource, operation: forOperation } = displayOptions?.show ?? {};
		return has(forResource, resource) && has(forOperation, value);
	});
}

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
