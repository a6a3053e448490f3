import type { IExecuteFunctions } from 'n8n-workflow';

import { OUTPUT_PROPERTY } from '../descriptor/names';
import type { Operation } from '../descriptor/operation';
import { InputError } from './inputError';
import { pathFor, type Job } from './job';
import type { Prepared } from './prepare';

/**
 * The multipart form of an upload: the file, and the other inputs as text parts. Returns a maker, since a form can be sent
 * only once.
 */
export async function formFor(
	context: IExecuteFunctions,
	operation: Operation,
	item: Prepared,
): Promise<() => FormData> {
	const field = [...operation.inputs, ...(operation.optional?.fields ?? [])].find(
		({ kind }) => kind === 'binary',
	);
	const { [field?.key ?? '']: property, ...texts } = item.body;
	if (typeof property !== 'string') return () => textForm(texts);
	const data = context.helpers.assertBinaryData(item.index, property);
	const buffer = await context.helpers.getBinaryDataBuffer(item.index, property);
	const name = String(texts.file_name ?? data.fileName ?? 'file');
	return () => {
		const form = textForm({ file_name: name, ...texts });
		form.append(
			field?.key ?? 'file',
			new Blob([new Uint8Array(buffer)], { type: data.mimeType }),
			name,
		);
		return form;
	};
}

function textForm(texts: Record<string, unknown>): FormData {
	const form = new FormData();
	for (const [key, value] of Object.entries(texts)) form.append(key, String(value));
	return form;
}

/** Makes binary data of a downloaded file, under the name that Keap has for it. */
export async function toFile(job: Job, item: Prepared, base64: string): Promise<void> {
	const { operation, client, context, results } = job;
	if (operation.output.kind !== 'base64File') return;
	const { about, name } = operation.output;
	const { body } = await client.send({ method: 'GET', path: pathFor({ path: about }, item) });
	const record = (body ?? {}) as Record<string, unknown>;
	const buffer = Buffer.from(base64, 'base64');
	const binary = await context.helpers.prepareBinaryData(buffer, String(record[name] ?? 'file'));
	const property = String(item.options[OUTPUT_PROPERTY] ?? 'data');
	results.add(item.index, record, { [property]: binary });
}

/** Keap's limits for the attachments of one e-mail. */
const MOST_ATTACHMENTS = 10;
const LARGEST_ATTACHMENT = 1024 * 1024;

/** The files that an e-mail carries along, by the names of an item's binary properties. They are read when it is sent. */
export class Attachments {
	constructor(
		private readonly index: number,
		private readonly properties: readonly string[],
	) {}

	/**
	 * Looks at the files without keeping them: a run may have many items with megabytes each.
	 * @throws InputError when Keap would refuse them
	 */
	async check(context: IExecuteFunctions): Promise<void> {
		if (this.properties.length > MOST_ATTACHMENTS) {
			throw new InputError(
				`'Attachments' names ${this.properties.length} files`,
				`Keap takes ${MOST_ATTACHMENTS} at the most`,
			);
		}
		for (const property of this.properties) {
			const { length } = await context.helpers.getBinaryDataBuffer(this.index, property);
			if (length > LARGEST_ATTACHMENT) {
				throw new InputError(
					`'Attachments': the file in '${property}' has ${(length / LARGEST_ATTACHMENT).toFixed(1)} MB`,
					'Keap takes attachments of up to 1 MB: upload the file with the File resource and link to it',
				);
			}
		}
	}

	/** As Keap takes them. */
	async read(context: IExecuteFunctions): Promise<Array<{ file_name: string; file_data: string }>> {
		const files = [];
		for (const property of this.properties) {
			const { fileName } = context.helpers.assertBinaryData(this.index, property);
			const buffer = await context.helpers.getBinaryDataBuffer(this.index, property);
			files.push({ file_name: fileName ?? property, file_data: buffer.toString('base64') });
		}
		return files;
	}
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
