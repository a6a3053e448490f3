import type { KeapRequest } from '../../api/request';
import { fanOutOf, inputsOf, type Operation } from '../../descriptor/operation';
import { pathFor } from '../inputs/path';
import type { PreparedItem } from '../inputs/preparedItem';

/** The first segments of the body's properties, under the names that `update_mask` has for them. */
function maskOf(operation: Operation, body: Record<string, unknown>): string[] {
	const fields = inputsOf(operation);
	return Object.keys(body).flatMap((key) => {
		const { mask = key } =
			fields.find((field) => field.key === key && field.mask !== undefined) ?? {};
		return mask === false ? [] : [mask];
	});
}

/** What nobody may read in a message, although Keap may quote it. */
const secretsIn = (operation: Operation, body: Record<string, unknown>): string[] =>
	inputsOf(operation)
		.filter((field) => field.kind === 'text' && field.secret)
		.map(({ key }) => body[key])
		.filter((value) => typeof value === 'string');

/** Whether the body of an update says more than what is to be changed. */
export const changesAnything = (operation: Operation, body: Record<string, unknown>): boolean =>
	maskOf(operation, body).length > 0;

/** Outputs whose endpoints send one text instead of an object. */
const isBareText = ({ kind }: Operation['output']) => kind === 'text' || kind === 'base64File';

const isPage = (output: Operation['output']) => output.kind === 'text' && output.page === true;

/** Whether a request has a body. Endpoints that read one want it also where nothing of it is given. */
function hasBody(operation: Operation): boolean {
	const { method, path } = operation;
	if (method === 'GET' || method === 'DELETE') return false;
	const fanOut = fanOutOf(operation)?.input;
	return inputsOf(operation).some(
		(field) => !field.in && field.name !== fanOut && !path.includes(`{${field.name}}`),
	);
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
		...(hasBody(operation) ? { body: bodyList ? [body] : body } : {}),
		...(idempotent ? { idempotency: 'idempotent' } : {}),
		...(alreadyDoneOn === undefined ? {} : { alreadyDoneOn: [alreadyDoneOn] }),
		...(isBareText(output) ? { expects: isPage(output) ? 'page' : 'text' } : {}),
		secrets: secretsIn(operation, body),
	};
}
