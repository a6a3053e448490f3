import { keapError } from '../../api/errors';
import { isObject, objectsOf } from '../../api/json';
import type { KeapResponse } from '../../api/request';
import { words } from '../../descriptor/labels';
import type { Outcome } from '../../descriptor/operation';
import { nothingDone } from '../../messages/inputErrors';
import { incompleteResponse, notReported } from '../../messages/keapErrors';
import { columnValue } from '../inputs/columns';
import type { PreparedItem } from '../inputs/preparedItem';
import { onlyChosen } from './chosenFields';
import { toFile } from './download';
import type { OutputContext } from './outputContext';

/**
 * Hands a response on as the item's output.
 * @throws KeapError when a read returns nothing that could be the record
 */
export async function deliver(
	run: OutputContext,
	item: PreparedItem,
	{ body }: KeapResponse,
): Promise<void> {
	const { operation, results } = run;
	const { output } = operation;
	switch (output.kind) {
		case 'deleted':
			return results.add(item.index, { deleted: true });
		case 'done':
			return results.add(item.index, { success: true });
		case 'text':
			return results.add(item.index, { [output.as]: body ?? '' });
		case 'base64File':
			return await toFile(run, item, body);
		case 'record':
			if (output.outcome) checkOutcome(run, output.outcome, body);
			return await record(run, item, inside(body, output.within));
		case 'list':
			return await record(run, item, body);
	}
}

/**
 * @throws InputError when the response says that nothing was done
 * @throws KeapError when it says nothing: done again, what was done could start emails twice
 */
function checkOutcome(
	{ operation: { method, path } }: OutputContext,
	{ list, good, reason, message }: Outcome,
	body: unknown,
): void {
	if (!isObject(body)) throw keapError('unknownOutcome', { method, path }, notReported('item'));
	const results = list === undefined ? objectsOf([body]) : objectsOf(inside(body, list));
	if (results.some((result) => result[good] === true)) return;
	const reasons = reason === undefined ? [] : results.map((result) => words(result[reason]));
	throw nothingDone(message, [...new Set(reasons.filter(Boolean))].join('; '));
}

const inside = (body: unknown, property: string | undefined): unknown =>
	property && isObject(body) && property in body ? body[property] : body;

async function record(
	{ operation, results, simplifier }: OutputContext,
	item: PreparedItem,
	body: unknown,
): Promise<void> {
	const { method, path, columns = {} } = operation;
	const isNothing = body === undefined || body === null;
	// Some writes return no body where the documents promise one.
	if (isNothing && method !== 'GET') return results.add(item.index, { success: true });
	// Columns of what isn't a record would all be empty, as if the record were.
	const holdsNone =
		item.simplify &&
		(!isObject(body) ||
			Object.values(columns).every((column) => columnValue(body, column) === undefined));
	if (isNothing || (holdsNone && method === 'GET'))
		throw keapError('unavailable', { method, path }, incompleteResponse('no record'));
	const record = isObject(body) ? onlyChosen(operation, item, body) : body;
	results.add(
		item.index,
		await simplifier.simplify(record, holdsNone ? { ...item, simplify: false } : item),
	);
}
