import { keapError } from '../../api/errors';
import { isObject } from '../../api/json';
import type { KeapRequest } from '../../api/request';
import { OUTPUT_PROPERTY } from '../../descriptor/names';
import { notAFile } from '../../messages/keapErrors';
import { pathFor } from '../inputs/path';
import type { PreparedItem } from '../inputs/preparedItem';
import { decodeBase64 } from './base64';
import { imageFile } from './imageFile';
import type { OutputContext } from './outputContext';

interface FileFacts {
	fileName: string;
	/** Without one, n8n finds out. */
	mimeType?: string;
}

/**
 * Makes binary data of a downloaded file, under the name that Keap has for it.
 * @throws KeapError when what came is not the content of that file
 */
export async function toFile(
	run: OutputContext,
	item: PreparedItem,
	content: unknown,
): Promise<void> {
	const { operation, client, context, results } = run;
	if (operation.output.kind !== 'base64File') return;
	const { about, name, image } = operation.output;
	const request: KeapRequest = { method: 'GET', path: pathFor({ path: about }, item) };
	const { body } = await client.send(request);
	const record = isObject(body) ? body : {};
	const fileName = String(record[name] ?? 'file');
	const buffer = typeof content === 'string' ? decodeBase64(content) : undefined;
	// Nothing is the content of an empty file only, and never an image.
	if (!buffer || (buffer.length === 0 && (image || Number(record.file_size ?? 0) > 0)))
		throw keapError('badResponse', request, notAFile(fileName));
	const file: FileFacts = image ? imageFile(buffer, fileName) : { fileName };
	const binary = await context.helpers.prepareBinaryData(buffer, file.fileName, file.mimeType);
	const property = String(item.options[OUTPUT_PROPERTY] ?? 'data');
	results.add(item.index, record, { [property]: binary });
}
