import type { KeapRequest } from '../../api/request';
import { inputsOf, type Operation } from '../../descriptor/operation';
import { pathFor } from '../inputs/path';
import type { PreparedItem } from '../inputs/preparedItem';

/** The first segments of the body's properties, under the names that `update_mask` has for them. */
function maskOf(operation: Operation, body: Record<string, unknown>): string[] {
	const fields = inputsOf(operation);
	return Object.keys(body).map(
		(key) => fields.find((field) => field.key === key && field.mask)?.mask ?? key,
	);
}

/** Outputs whose endpoints send one text instead of an object. */
const isBareText = ({ kind }: Operation['output']) => kind === 'text' || kind === 'base64File';

/** Whether a request has a body. Endpoints that read one want it also where nothing of it is given. */
function hasBody({ method, optional, customFields }: Operation, body: object): boolean {
	if (method === 'GET' || method === 'DELETE') return false;
	const readsOne = optional?.fields.some((field) => field.in === undefined) || customFields;
	return Boolean(readsOne) || Object.keys(body).length > 0;
}

/** The request for an item, as its operation describes it. */
export function requestFor(
	operation: Operation,
	item: PreparedItem,
	body = item.body,
): KeapRequest {
	const { method, mask, bodyList, idempotent, alreadyDoneOn, output } = operation;
	const query = { ...item.query } as KeapRequest['query'] & object;
	if (mask) query.update_mask = maskOf(operation, body);
	return {
		method,
		path: pathFor(operation, item),
		query,
		...(hasBody(operation, body) ? { body: bodyList ? [body] : body } : {}),
		...(idempotent ? { idempotency: 'idempotent' } : {}),
		...(alreadyDoneOn === undefined ? {} : { alreadyDoneOn: [alreadyDoneOn] }),
		...(isBareText(output) ? { expects: 'text' } : {}),
	};
}
