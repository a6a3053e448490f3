import type { Field } from '../../nodes/Keap/descriptor/field';
import {
	fanOutOf,
	inputsOf,
	variantOf,
	type Operation,
} from '../../nodes/Keap/descriptor/operation';
import { resources } from '../../nodes/Keap/resources';

/** An operation at one of its paths: those whose path begins with a choice have one for each option. */
export interface Reached {
	/** As in `contact create` or `customField create (notes)`. */
	name: string;
	operation: Operation;
	/** With the choices in it made; the other inputs are still `{contactId}`. */
	path: string;
	/** The choices made, by input. */
	chosen: Record<string, string>;
}

/** All operations of the node but the one that reaches everything. */
export const operations: Operation[] = resources
	.filter(({ value }) => value !== 'api')
	.flatMap((resource) => resource.operations);

const nameOf = ({ resource, value }: Operation) => `${resource} ${value}`;

/** An operation at each of its paths. */
export function pathsOf(operation: Operation): Reached[] {
	const name = nameOf(operation);
	const { variants } = operation;
	if (variants)
		return Object.keys(variants.of).map((value) => {
			const variant = variantOf(operation, value);
			const chosen = { [variants.by]: value };
			return { name: `${name} (${value})`, operation: variant, path: variant.path, chosen };
		});
	const choice = operation.inputs.find(
		(input) => input.kind === 'choice' && operation.path.includes(`{${input.name}}`),
	);
	if (choice?.kind !== 'choice') return [{ name, operation, path: operation.path, chosen: {} }];
	return choice.options.map(({ value }) => ({
		name: `${name} (${value})`,
		operation,
		path: operation.path.replace(`{${choice.name}}`, String(value)),
		chosen: { [choice.name]: String(value) },
	}));
}

export const reached: Reached[] = operations.flatMap(pathsOf);

/** Other endpoints that an operation calls in the course of its work. */
export function alsoCalled({ flow, output }: Operation): string[] {
	const about = output.kind === 'base64File' ? [`GET ${output.about}`] : [];
	switch (flow.kind) {
		case 'batchRead':
			return [`GET ${flow.of.path}`, ...about];
		case 'mergedWrite':
			return [...(flow.of.sparse ? [] : [`GET ${flow.of.one}`]), `GET ${flow.of.path}`, ...about];
		case 'upsert':
			// An upsert writes to the record that it has found.
			return [`PATCH ${flow.of.one}`, `GET ${flow.of.path}`, `GET ${flow.of.one}`, ...about];
		default:
			return about;
	}
}

/** A request that operations make. */
export interface Call {
	/** The operation, as in `contact create`. */
	name: string;
	/** As in `POST /v2/contacts`. */
	request: string;
}

/** All requests that these operations make: their own, and those in the course of their work. */
export const callsOf = (some: readonly Operation[]): Call[] =>
	some.flatMap((operation) => [
		...pathsOf(operation).map((at) => ({
			name: at.name,
			request: `${at.operation.method} ${at.path}`,
		})),
		...alsoCalled(operation).map((request) => ({ name: nameOf(operation), request })),
	]);

/** Where an input goes. */
export interface Place {
	in: 'path' | 'query' | 'body' | 'nowhere';
	/** The parameter, or the path inside the body. */
	at: string;
	/** Another request than the operation's own, as in `POST /v2/tags`. */
	of?: string;
}

/** Where the upsert of contacts places inputs itself. */
const PLACED_IN_CONTACTS: Record<string, Place> = {
	email: { in: 'body', at: 'email_addresses[field=EMAIL1].email' },
	matchBy: { in: 'query', at: 'duplicate_option' },
	optInReason: { in: 'body', at: 'email_addresses[field=EMAIL1].opt_in_reason' },
};

/** Where one of the inputs at the top, or in the optional collection, goes. */
export function placeOf(operation: Operation, field: Field): Place {
	const { flow, path } = operation;
	const fanOut = fanOutOf(operation);
	const subject = flow.kind === 'upsert' ? flow.subject : undefined;
	const special = subject === 'contact' ? PLACED_IN_CONTACTS[field.name] : undefined;
	if (special) return special;
	if (fanOut?.input === field.name) return { in: 'path', at: fanOut.of.id };
	if (flow.kind === 'batchWrite' && flow.collect === field.name)
		return flow.in === 'query'
			? { in: 'query', at: flow.into }
			: { in: 'body', at: `${flow.into}[]` };
	if (path.includes(`{${field.name}}`)) return { in: 'path', at: field.name };
	if (field.in) return { in: field.in, at: field.key };
	if (flow.kind === 'upsert') return { in: 'body', at: flow.createdAs?.[field.key] ?? field.key };
	const prefix = flow.kind === 'batchCreate' ? `${flow.into}[].` : '';
	return { in: 'body', at: prefix + field.key };
}

/** Options whose values are for the node, or end in another request. */
const PLACED_OPTIONS: Record<string, Place> = {
	newTagCategoryId: { in: 'body', at: 'category.id', of: 'POST /v2/tags' },
};

export const placeOfOption = (field: Field): Place =>
	PLACED_OPTIONS[field.name] ?? { in: 'nowhere', at: '' };

export interface BodyInput {
	path: string;
	field: Field;
}

const sentParts = ({ fields }: { fields: readonly Field[] }) =>
	fields.filter((part) => part.in !== 'nowhere');

function below(field: Field, path: string): BodyInput[] {
	const own = { path, field };
	if (field.kind === 'object')
		return [own, ...sentParts(field).flatMap((part) => below(part, `${path}.${part.key}`))];
	if (field.kind === 'objects')
		return [own, ...sentParts(field).flatMap((part) => below(part, `${path}[].${part.key}`))];
	if (field.kind === 'attachments') {
		const parts = ['file_name', 'file_data'].map((key) => ({ path: `${path}[].${key}`, field }));
		return [own, ...parts];
	}
	return [own];
}

/** Every value that an operation's inputs can put into the body. */
export const bodyInputs = (operation: Operation): BodyInput[] =>
	inputsOf(operation).flatMap((field) => {
		const place = placeOf(operation, field);
		return place.in === 'body' ? below(field, place.at) : [];
	});
