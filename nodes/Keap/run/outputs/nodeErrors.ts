import { NodeOperationError, type INode, type NodeApiError } from 'n8n-workflow';

import { KeapError } from '../../api/errors';
import { toNodeApiError } from '../../api/nodeError';
import type { Operation } from '../../descriptor/operation';
import { InputError } from '../../messages/inputErrors';
import { alreadySo, noSuchValue, type ErrorText } from '../../messages/keapErrors';
import type { PreparedItem } from '../inputs/preparedItem';

/** Which of several items a message is about, as n8n's own nodes say it; a single one needs no number. */
const at = (index: number, items: number) => (items > 1 ? ` [item ${index}]` : '');

/** The records that a request was about, in the person's words: `'Contact' 1042`. */
function subject(operation: Operation, item: PreparedItem | undefined): string {
	const named = operation.inputs
		.filter(({ name, kind }) => kind !== 'choice' && operation.path.includes(`{${name}}`))
		.map(({ name, label }) => ({ label, value: item?.inputs[name] }))
		.filter(({ value }) => typeof value === 'string' || typeof value === 'number')
		.map(({ label, value }) => `'${label}' ${String(value)}`);
	return named.length ? `: ${named.join(', ')}` : '';
}

/** What a refusal means for the operation and the item that it was about. */
function refusal(
	{ kind, message, remedy }: KeapError,
	operation: Operation,
	item: PreparedItem | undefined,
): ErrorText {
	const { refusals = {}, inputs, path } = operation;
	if (kind === 'conflict' && refusals.conflict) return alreadySo(refusals.conflict);
	if (kind === 'notFound' && refusals.notFound) return { message: refusals.notFound, remedy };
	if (kind !== 'notFound' && kind !== 'forbidden') return { message, remedy };
	const named = inputs.filter(({ name }) => path.includes(`{${name}}`));
	const [only] = named;
	// An email address has no ID that could be checked.
	if (kind === 'notFound' && named.length === 1 && only?.kind === 'email')
		return noSuchValue(only.label, item?.inputs[only.name]);
	return { message: message + subject(operation, item), remedy };
}

/** An error that is about an input or comes from elsewhere, as n8n shows it; without an index where it is about all items. */
export function toOperationError(
	node: INode,
	error: unknown,
	index?: number,
	items = 1,
): NodeOperationError {
	if (!(error instanceof InputError)) {
		const cause = error instanceof Error ? error : new Error(String(error));
		return new NodeOperationError(node, cause, { itemIndex: index });
	}
	const { kind, parameter, message, remedy } = error;
	const text = index === undefined ? message : message + at(index, items);
	const nodeError = new NodeOperationError(node, text, {
		description: remedy,
		itemIndex: index,
		type: `input.${kind}`,
	});
	// n8n puts words of its own in place of any message that contains a code of Node's, such as EEXIST in "preexisting".
	nodeError.message = text;
	if (parameter !== undefined) nodeError.context.parameter = parameter;
	return nodeError;
}

/** The error that n8n shows for an item, whatever went wrong with it. */
export function toNodeError(
	node: INode,
	error: unknown,
	operation: Operation,
	index: number,
	items: number,
	item?: PreparedItem,
): NodeApiError | NodeOperationError {
	if (error instanceof KeapError) {
		const { message, remedy } = refusal(error, operation, item);
		return toNodeApiError(node, error, {
			message: message + at(index, items),
			remedy,
			itemIndex: index,
		});
	}
	return toOperationError(node, error, index, items);
}
