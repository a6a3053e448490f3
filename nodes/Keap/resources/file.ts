import { get, getMany, operation, remove, resource } from '../descriptor/builders';
import { collection } from '../descriptor/collection';
import {
	boolean,
	choice,
	dateTime,
	record,
	required,
	text,
	when,
	type Choice,
} from '../descriptor/field';
import { day, named } from '../descriptor/labels';
import { users } from '../descriptor/users';
import { contacts } from './contact/collection';
import { inputFile, outputProperty } from './shared/files';

export const files = collection({
	noun: 'File',
	id: 'fileId',
	example: '402',
	path: '/v2/files',
	items: 'files',
	pageSize: 1000,
	picker: {
		query: { order_by: 'updated_time desc' },
		pageSize: 500,
		label: ({ file_name, updated_time }) => named(file_name, day(updated_time)),
	},
});

const fileId = record(files, { required: true });

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

const fileName = text('fileName', 'File Name', { placeholder: 'e.g. contract.pdf' });
const isPublic = boolean(
	'isPublic',
	'Public',
	'Whether everybody who has the link may see the file',
);

const belongsTo = choice(
	'fileAssociation',
	'Belongs To',
	[
		{ name: 'Company', value: 'COMPANY', description: 'The files of the whole account' },
		{ name: 'Contact', value: 'CONTACT' },
		{ name: 'User', value: 'USER', description: 'The user whose key it is' },
	],
	{ default: 'CONTACT', required: true },
);

export const file = resource('file', 'File', [
	operation({
		value: 'upload',
		name: 'Upload',
		action: 'Upload a file',
		description: 'Upload a file to a contact, the company or a user',
		method: 'POST',
		path: '/v2/files',
		inputs: [
			required(inputFile),
			belongsTo,
			record(contacts, {
				description: 'The contact that the file belongs to',
				required: true,
				onlyIf: when(belongsTo, 'CONTACT'),
			}),
		],
		fields: [fileName, isPublic],
		body: 'multipart',
		output: { kind: 'record' },
	}),
	operation({
		value: 'update',
		name: 'Update',
		action: 'Update a file',
		description: 'Rename a file, replace its content or change who may see it',
		method: 'POST',
		path: '/v2/files/{fileId}',
		inputs: [fileId],
		collection: 'updateFields',
		fields: [fileName, inputFile, isPublic],
		body: 'multipart',
		mask: true,
		idempotent: true,
		output: { kind: 'record' },
	}),
	operation({
		value: 'download',
		name: 'Download',
		action: 'Download a file',
		description: 'Retrieve the content of a file',
		method: 'GET',
		path: '/v2/files/{fileId}:data',
		inputs: [fileId],
		options: [outputProperty],
		output: { kind: 'base64File', about: '/v2/files/{fileId}', name: 'file_name' },
	}),
	get({ of: files }),
	getMany({
		of: files,
		list: {
			filters: [
				category,
				record(contacts),
				dateTime('createdTime', 'Create Time'),
				box,
				fileName,
				isPublic,
				dateTime('updatedTime', 'Update Time'),
				record(users),
			],
			sort: [
				{ name: 'File Name', value: 'file_name' },
				{ name: 'Update Time', value: 'updated_time' },
			],
		},
	}),
	remove({ of: files }),
]);
