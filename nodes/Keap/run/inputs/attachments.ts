import type { IExecuteFunctions } from 'n8n-workflow';

import { attachmentTooLarge, tooManyAttachments } from '../../messages/inputErrors';
import { fileNameOf } from './fileName';

/** Keap's limits for the attachments of one email. */
const MOST_ATTACHMENTS = 10;
const LARGEST_ATTACHMENT = 1024 * 1024;

/** The files that an email carries along, by the names of an item's binary properties. They are read when it is sent. */
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
			throw tooManyAttachments('Attachments', this.properties.length, MOST_ATTACHMENTS);
		}
		for (const property of this.properties) {
			const { length } = await context.helpers.getBinaryDataBuffer(this.index, property);
			if (length > LARGEST_ATTACHMENT) {
				throw attachmentTooLarge('Attachments', property, length / LARGEST_ATTACHMENT);
			}
		}
	}

	/** As Keap takes them. */
	async read(context: IExecuteFunctions): Promise<Array<{ file_name: string; file_data: string }>> {
		const files = [];
		for (const property of this.properties) {
			const data = context.helpers.assertBinaryData(this.index, property);
			const buffer = await context.helpers.getBinaryDataBuffer(this.index, property);
			files.push({ file_name: fileNameOf(data, property), file_data: buffer.toString('base64') });
		}
		return files;
	}
}
