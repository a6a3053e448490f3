import { isObject } from './body';
import { badRequest } from './errors';
import type { Call, UploadedFile } from './types';

/** The text parts of a form. @throws ApiError 400 if the request isn't one */
export function formParts(call: Call): Record<string, unknown> {
	if (!isObject(call.body) && call.files.length === 0)
		throw badRequest('A multipart/form-data request is expected');
	return { ...(call.body as Record<string, unknown>) };
}

export const uploadedFile = ({ files }: Call): UploadedFile | undefined =>
	files.find(({ part }) => part === 'file');

/** @throws ApiError 400 if the form has no file */
export function requiredFile(call: Call): UploadedFile {
	const file = uploadedFile(call);
	if (file === undefined) throw badRequest('file is required', 'file');
	return file;
}
