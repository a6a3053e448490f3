import type { IExecuteFunctions } from 'n8n-workflow';

import { inputsOf, type Operation } from '../../descriptor/operation';
import { Attachments } from '../inputs/attachments';
import { fileNameOf } from '../inputs/fileName';
import type { PreparedItem } from '../inputs/preparedItem';

/** The part that holds the file; Keap's forms have one. */
const FILE = 'file';

/** The part that names a file, beside the name that every file in a form has: sent where an input can replace it. */
const NAME = 'file_name';

/**
 * The multipart form of an upload: the file, and the other inputs as text parts. Returns a maker, since a form can be sent
 * only once.
 */
export async function formFor(
	context: IExecuteFunctions,
	operation: Operation,
	item: PreparedItem,
): Promise<() => FormData> {
	const takesName = inputsOf(operation).some(({ key }) => key === NAME);
	const { [FILE]: property, ...texts } = item.body;
	if (typeof property !== 'string') return () => textForm(texts);
	const data = context.helpers.assertBinaryData(item.index, property);
	const buffer = await context.helpers.getBinaryDataBuffer(item.index, property);
	const name = String(texts[NAME] ?? fileNameOf(data, 'file'));
	return () => {
		const form = textForm(takesName ? { [NAME]: name, ...texts } : texts);
		form.append(FILE, new Blob([new Uint8Array(buffer)], { type: data.mimeType }), name);
		return form;
	};
}

function textForm(texts: Record<string, unknown>): FormData {
	const form = new FormData();
	for (const [key, value] of Object.entries(texts)) form.append(key, String(value));
	return form;
}

/** A body with its attachments read. */
export async function withFiles(
	context: IExecuteFunctions,
	body: Record<string, unknown>,
): Promise<Record<string, unknown>> {
	const [found] = Object.entries(body).filter(([, value]) => value instanceof Attachments);
	if (!found) return body;
	const [key, attachments] = found as [string, Attachments];
	return { ...body, [key]: await attachments.read(context) };
}
