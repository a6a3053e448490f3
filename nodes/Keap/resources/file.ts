import { binary, boolean, choice, dateTime, record, text, type Choice } from '../descriptor/field';
import { OUTPUT_PROPERTY } from '../descriptor/names';
import { get, getMany, operation, remove, resource } from '../descriptor/operation';

const fileId = record('file', { required: true });

const choicesOf = (values: readonly string[]): Choice[] =>
	values.map((value) => ({
		name: value
			.split('_')
			.map((word) => word.charAt(0) + word.slice(1).toLowerCase())
			.join(' '),
		value,
	}));

const category = choice(
	'category',
	'Category',
	choicesOf([
		'ATTACHMENTS',
		'CART',
		'DOCUMENTS',
		'FUNNEL',
		'HIDDEN',
		'INVOICE',
		'LOGO',
		'TICKETS',
		'WEB_FORM',
	]),
);

const box = choice(
	'fileBoxType',
	'File Box',
	choicesOf([
		'APPLICATION',
		'ATTACHMENT',
		'BRANDING_CENTER_LOGO',
		'CONTACT',
		'DIGITAL_PRODUCT',
		'FAX',
		'FUNNEL',
		'HIDDEN',
		'IMAGE',
		'IMPORT',
		'LOGO_THUMBNAIL',
		'RESAMPLED_IMAGE',
		'STYLED_CART',
		'TEMPLATE_THUMBNAIL',
		'TICKET',
		'UNLAYER',
		'WEB_FORM',
	]),
);

const input = binary('file', 'Input Data Field Name');
const fileName = text('fileName', 'File Name', { placeholder: 'e.g. contract.pdf' });
const isPublic = boolean(
	'isPublic',
	'Public',
	'Whether everybody who has the link may see the file',
);

export const file = resource('file', 'File', [
	operation({
		value: 'upload',
		name: 'Upload',
		action: 'Upload file',
		description: 'Upload a file to a contact, the company or a user',
		method: 'POST',
		path: '/v2/files',
		inputs: [
			{ ...input, required: true },
			choice(
				'fileAssociation',
				'Belongs To',
				[
					{ name: 'Company', value: 'COMPANY', description: 'The files of the whole account' },
					{ name: 'Contact', value: 'CONTACT' },
					{ name: 'User', value: 'USER', description: 'The user whose key it is' },
				],
				{ default: 'CONTACT', required: true },
			),
			record('contact', {
				description: 'The contact that the file belongs to',
				required: true,
				onlyIf: { fileAssociation: ['CONTACT'] },
			}),
		],
		optional: { collection: 'additionalFields', fields: [fileName, isPublic] },
		body: 'multipart',
		output: { kind: 'record' },
	}),
	operation({
		value: 'update',
		name: 'Update',
		action: 'Update file',
		description: 'Rename a file, replace its content or change who may see it',
		method: 'POST',
		path: '/v2/files/{fileId}',
		inputs: [fileId],
		optional: { collection: 'updateFields', fields: [fileName, input, isPublic] },
		body: 'multipart',
		mask: true,
		idempotent: true,
		output: { kind: 'record' },
	}),
	operation({
		value: 'download',
		name: 'Download',
		action: 'Download file',
		description: 'Retrieve the content of a file',
		method: 'GET',
		path: '/v2/files/{fileId}:data',
		inputs: [fileId],
		options: [text(OUTPUT_PROPERTY, 'Output Data Field Name', { placeholder: 'e.g. data' })],
		output: { kind: 'base64File', about: '/v2/files/{fileId}', name: 'file_name' },
	}),
	get({ path: '/v2/files/{fileId}', inputs: [fileId] }),
	getMany({
		path: '/v2/files',
		list: {
			items: 'files',
			pageSize: 1000,
			filters: [
				category,
				record('contact'),
				dateTime('createdTime', 'Create Time'),
				box,
				fileName,
				isPublic,
				dateTime('updatedTime', 'Update Time'),
				record('user'),
			],
			sort: [
				{ name: 'File Name', value: 'file_name' },
				{ name: 'Update Time', value: 'updated_time' },
			],
		},
	}),
	remove({ path: '/v2/files/{fileId}', inputs: [fileId] }),
]);
