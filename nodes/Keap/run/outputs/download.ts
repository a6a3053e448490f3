import { KeapError } from '../../api/errors';
import { isObject } from '../../api/json';
import { OUTPUT_PROPERTY } from '../../descriptor/names';
import { incompleteResponse } from '../../messages/keapErrors';
import { pathFor } from '../inputs/path';
import type { PreparedItem } from '../inputs/prepare';
import type { OutputContext } from './outputContext';

/** Base64 of either alphabet, which may come in lines. */
const BASE64 = /^[\w+/\s-]*=*\s*$/;

/**
 * Makes binary data of a downloaded file, under the name that Keap has for it.
 * @throws KeapError when the response isn't a file in Base64: decoded all the same, it would be a broken one
 */
export async function toFile(
	run: OutputContext,
	item: PreparedItem,
	content: unknown,
): Promise<void> {
	const { operation, client, context, results } = run;
	if (operation.output.kind !== 'base64File') return;
	const { about, name } = operation.output;
	if (typeof content !== 'string' || !BASE64.test(content)) {
		const { message, remedy } = incompleteResponse('no file');
		const { method, path } = operation;
		throw new KeapError('unavailable', message, { remedy, method, path });
	}
	const { body } = await client.send({ method: 'GET', path: pathFor({ path: about }, item) });
	const record = isObject(body) ? body : {};
	const buffer = Buffer.from(content, 'base64');
	const binary = await context.helpers.prepareBinaryData(buffer, String(record[name] ?? 'file'));
	const property = String(item.options[OUTPUT_PROPERTY] ?? 'data');
	results.add(item.index, record, { [property]: binary });
}
