import { updateMask, withoutNulls, writes, written } from '../body';
import { collection, find, recordPathOf, routesOf } from '../collection';
import { badRequest } from '../errors';
import * as filter from '../filter';
import { formParts, requiredFile, uploadedFile } from '../form';
import { byText, byValue } from '../paging';
import { field } from '../store';
import type { Call, Doc, Route, RouteResponse } from '../types';
import { boolean, recordIn, string } from '../values';

const CATEGORIES = [
	'ATTACHMENTS',
	'CART',
	'DOCUMENTS',
	'HIDDEN',
	'INVOICE',
	'LOGO',
	'TICKETS',
	'WEB_FORM',
	'FUNNEL',
];
const BOXES = [
	'APPLICATION',
	'IMAGE',
	'FAX',
	'ATTACHMENT',
	'TICKET',
	'CONTACT',
	'DIGITAL_PRODUCT',
	'IMPORT',
	'HIDDEN',
	'WEB_FORM',
	'STYLED_CART',
	'RESAMPLED_IMAGE',
	'TEMPLATE_THUMBNAIL',
	'FUNNEL',
	'LOGO_THUMBNAIL',
	'UNLAYER',
	'BRANDING_CENTER_LOGO',
];
/** What a file can be uploaded for. */
const ASSOCIATIONS = ['CONTACT', 'USER', 'COMPANY'];

const onDay = (property: string) =>
	filter.special((_, value) => ({
		sql: `${field(property)} = ?`,
		params: [filter.instant(value)],
	}));

const files = collection({
	kind: 'file',
	path: '/v2/files',
	operations: ['list', 'get', 'delete'],
	list: {
		items: 'files',
		filters: {
			is_public: filter.flag('is_public'),
			contact_id: filter.reference('contact_id'),
			user_id: filter.reference('created_by_id'),
			category: filter.oneOf('category', CATEGORIES),
			file_box_type: filter.oneOf('file_box_type', BOXES),
			file_name: filter.text('file_name'),
			created_time: onDay('created_time'),
			updated_time: onDay('updated_time'),
		},
		order: { file_name: byText('file_name'), updated_time: byValue('updated_time') },
	},
	deleted: ({ id }, { store }) => void store.remove('fileContent', id),
});

/** Contents come in as multipart forms, and go out as a JSON string of Base64. */
const contents: Route[] = [
	{ method: 'POST', path: '/v2/files', handle: upload },
	{ method: 'POST', path: recordPathOf(files), handle: replace },
	{
		method: 'GET',
		path: `${recordPathOf(files)}:data`,
		handle: (call) => ({
			status: 200,
			body: call.store.get('fileContent', find(files, call).id)?.data ?? '',
		}),
	},
];

function upload(call: Call): RouteResponse {
	const { store, time } = call;
	const parts = formParts(call);
	const file = requiredFile(call);
	for (const name of ['file_name', 'file_association']) {
		if (typeof parts[name] !== 'string' || parts[name] === '')
			throw badRequest(`${name} is required`, name);
	}
	const association = String(parts.file_association);
	if (!ASSOCIATIONS.includes(association))
		throw badRequest(
			`file_association must be one of ${ASSOCIATIONS.join(', ')}`,
			'file_association',
		);
	if (association === 'CONTACT' && !parts.contact_id)
		throw badRequest('contact_id is required', 'contact_id');
	const given = withoutNulls(
		writes(
			parts,
			{ file_name: string(255), is_public: boolean, contact_id: recordIn('contact') },
			call,
		),
	);
	return store.transaction(() => {
		const stored = store.insert('file', {
			is_public: false,
			...given,
			category: 'DOCUMENTS',
			file_box_type: association === 'CONTACT' ? 'CONTACT' : 'APPLICATION',
			created_by_id: call.key.userId ?? '1',
			file_size: file.data.length,
			created_time: time,
			updated_time: time,
		});
		const described = store.put('file', {
			...stored,
			remote_file_key: `files/${stored.id}/${String(stored.file_name)}`,
		});
		store.insert('fileContent', { id: stored.id, data: file.data.toString('base64') });
		return { status: 201, body: described };
	});
}

function replace(call: Call): RouteResponse {
	const { store, time } = call;
	const current = find(files, call);
	const mask = updateMask(call.query, ['file', 'file_name', 'is_public']);
	const changes = writes(
		formParts(call),
		{ file_name: string(255), is_public: boolean },
		call,
		mask,
	);
	if (changes.file_name === null || changes.file_name === '')
		throw badRequest('file_name is required', 'file_name');
	const file = mask === undefined || mask.has('file') ? uploadedFile(call) : undefined;
	if (mask?.has('file') && file === undefined) throw badRequest('file is required', 'file');
	const changed: Doc = {
		...written(current, changes),
		updated_time: time,
	};
	if (file !== undefined) {
		changed.file_size = file.data.length;
		store.put('fileContent', { id: current.id, data: file.data.toString('base64') });
	}
	return { status: 200, body: store.put('file', changed) };
}

export const fileRoutes = [...routesOf(files), ...contents];
