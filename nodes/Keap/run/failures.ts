import {
	NodeApiError,
	NodeOperationError,
	type Failure,
	type INode,
	type JsonObject,
} from 'n8n-workflow';

import { KeapError, type KeapErrorKind } from '../api/errors';
import type { Operation } from '../descriptor/operation';
import { InputError, show } from './inputError';
import type { Prepared } from './prepare';

const at = (index: number) => ` [item ${index}]`;

/** The records that a request was about, in the person's words: `'Contact' 1042`. */
function subject(operation: Operation, item: Prepared | undefined): string {
	const named = operation.inputs
		.filter(({ name, kind }) => kind !== 'choice' && operation.path.includes(`{${name}}`))
		.map(({ name, label }) => ({ label, value: item?.inputs[name] }))
		.filter(({ value }) => typeof value === 'string' || typeof value === 'number')
		.map(({ label, value }) => `'${label}' ${show(value)}`);
	return named.length ? `: ${named.join(', ')}` : '';
}

const CAUSES: Partial<Record<KeapErrorKind, Failure['cause']>> = {
	rateLimited: 'rate-limited',
	dayExhausted: 'quota-exhausted',
	unavailable: 'temporarily-unavailable',
	unauthorized: 'credential-invalid',
};

function failureOf({ kind, resetsAt }: KeapError): Failure | undefined {
	const cause = CAUSES[kind];
	if (!cause) return undefined;
	return cause === 'quota-exhausted'
		? { cause, resetsAtEpochMs: resetsAt }
		: ({ cause } as Failure);
}

function ofKeap(
	node: INode,
	error: KeapError,
	operation: Operation,
	index: number,
	item?: Prepared,
): NodeApiError {
	const about =
		error.kind === 'notFound' || error.kind === 'forbidden' ? subject(operation, item) : '';
	const detail =
		error.detail && !error.message.includes(error.detail) ? `Keap says: ${error.detail}` : '';
	const response: JsonObject = {
		message: error.message,
		method: error.method,
		path: error.path,
		...(error.status ? { statusCode: error.status } : {}),
		...(error.detail ? { detail: error.detail } : {}),
	};
	return new NodeApiError(node, response, {
		message: error.message + about + at(index),
		description: [error.remedy, detail].filter(Boolean).join(' '),
		itemIndex: index,
		...(error.status ? { httpCode: String(error.status) } : {}),
		failure: failureOf(error),
	});
}

/** The error that n8n shows for an item, whatever went wrong with it. */
export function toNodeError(
	node: INode,
	error: unknown,
	operation: Operation,
	index: number,
	item?: Prepared,
): NodeApiError | NodeOperationError {
	if (error instanceof KeapError) return ofKeap(node, error, operation, index, item);
	if (error instanceof InputError) {
		return new NodeOperationError(node, error.message + at(index), {
			description: error.remedy,
			itemIndex: index,
		});
	}
	const cause = error instanceof Error ? error : new Error(String(error));
	return new NodeOperationError(node, cause, { itemIndex: index });
}
