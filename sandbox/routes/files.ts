import { badRequest } from '../errors';
import { filters, flag, oneOf, reference, special, text, instant } from '../filter';
import { byText, byValue, listPage } from '../paging';
import { field, type Store } from '../store';
import type { Answer, Call, Doc, Route, UploadedFile } from '../types';
import { boolean, isObject, string, updateMask, withoutNulls, writes, written } from '../values';
import { existing, knownId } from '../records';

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

/** Files come in as multipart forms, and go out as a JSON string of Base64. */
export function fileRoutes(store: Store): Route[] {
	const one = (call: Call) => existing(store, 'file', call.params.fileId);
	return [
		{ method: 'GET', path: '/v2/files', handle: (call) => listFiles(store, call) },
		{ method: 'POST', path: '/v2/files', handle: (call) => upload(store, call) },
		{
			method: 'GET',
			path: '/v2/files/:fileId\\:data',
			handle: (call) => ({ status: 200, body: store.get('fileContent', one(call).id)?.data ?? '' }),
		},
		{
			method: 'GET',
			path: '/v2/files/:fileId',
			handle: (call) => ({ status: 200, body: one(call) }),
		},
		{
			method: 'POST',
			path: '/v2/files/:fileId',
			handle: (call) => replace(store, call, one(call)),
		},
		{
			method: 'DELETE',
			path: '/v2/files/:fileId',
			handle: (call) => {
				const { id } = one(call);
				store.remove('fileContent', id);
				store.remove('file', id);
				return { status: 204 };
			},
		},
	];
}

const onDay = (property: string) =>
	special((_, value) => ({ sql: `${field(property)} = ?`, params: [instant(value)] }));

const listFiles = (store: Store, call: Call): Answer =>
	listPage(store, call, {
		kind: 'file',
		items: 'files',
		filters: filters({
			is_public: flag(field('is_public')),
			contact_id: reference('contact_id'),
			user_id: reference('created_by_id'),
			category: oneOf('category', CATEGORIES),
			file_box_type: oneOf('file_box_type', BOXES),
			file_name: text('file_name'),
			created_time: onDay('created_time'),
			updated_time: onDay('updated_time'),
		}),
		order: { file_name: byText('file_name'), updated_time: byValue('updated_time') },
		show: (file) => file,
	});

const theFile = (call: Call): UploadedFile | undefined =>
	call.files.find(({ part }) => part === 'file');

function form(call: Call): Record<string, unknown> {
	if (!isObject(call.body) && call.files.length === 0)
		throw badRequest('A multipart/form-data request is expected');
	return { ...(call.body as Record<string, unknown>) };
}

function upload(store: Store, call: Call): Answer {
	const parts = form(call);
	const file = theFile(call);
	if (file === undefined) throw badRequest('file is required', 'file');
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
		writes(parts, {
			file_name: string(255),
			is_public: boolean,
			contact_id: (value, name) => knownId(store, 'contact', 'Contact', value, name),
		}),
	);
	const now = new Date(call.now).toISOString();
	return store.transaction(() => {
		const stored = store.insert('file', {
			is_public: false,
			...given,
			category: 'DOCUMENTS',
			file_box_type: association === 'CONTACT' ? 'CONTACT' : 'APPLICATION',
			created_by_id: call.key.userId ?? '1',
			file_size: file.data.length,
			created_time: now,
			updated_time: now,
		});
		const described = store.put('file', {
			...stored,
			remote_file_key: `files/${stored.id}/${String(stored.file_name)}`,
		});
		store.insert('fileContent', { id: stored.id, data: file.data.toString('base64') });
		return { status: 201, body: described };
	});
}

function replace(store: Store, call: Call, current: Doc): Answer {
	const mask = updateMask(call.query, ['file', 'file_name', 'is_public']);
	const changes = writes(form(call), { file_name: string(255), is_public: boolean }, mask);
	if (changes.file_name === null || changes.file_name === '')
		throw badRequest('file_name is required', 'file_name');
	const file = mask === undefined || mask.has('file') ? theFile(call) : undefined;
	if (mask?.has('file') && file === undefined) throw badRequest('file is required', 'file');
	const changed: Doc = {
		...written(current, changes),
		updated_time: new Date(call.now).toISOString(),
	};
	if (file !== undefined) {
		changed.file_size = file.data.length;
		store.put('fileContent', { id: current.id, data: file.data.toString('base64') });
	}
	return { status: 200, body: store.put('file', changed) };
}
