import { bodyObject, idsIn, required, withoutNulls, writes, type Parser } from '../body';
import { collection, created, insertRecord, routesOf, shower } from '../collection';
import { ApiError, badRequest } from '../errors';
import * as filter from '../filter';
import { byText } from '../paging';
import type { Call, Json, JsonObject, Route, RouteResponse } from '../types';
import { base64, email, listOf, oneOf, record, recordIn, string, time } from '../values';

const MAX_RECORDS = 1_000;
const MAX_ATTACHMENTS = 10;
const MAX_ATTACHMENT = 1024 * 1024;
const EXTENSIONS = new Set(
	`bmp cdr fpx gif jif jiff jp2 jpeg jpg jpx j2k pcd pdf png psd pspimage thm tif tiff yuv
	doc docx err log msg notes pages pwd rtf text txt vcf wp wp4 wp5 wp7 wpd wps wsd xdl
	mid mp3 mp4 wav wma avi divx f4p flv gvi hdmov hdv m2ts m4v mnv mov movie mp4v mpeg mpeg1 mpeg4 mpg qt rm vob wm wmv
	csv ics key pps ppt pptx xlr xls xlsx xml zip`.split(/\s+/),
);

/** Records of emails that were sent. */
const emails = collection({
	kind: 'email',
	path: '/v2/emails',
	operations: ['list', 'create', 'get', 'delete'],
	properties: {
		subject: string(),
		headers: string(),
		contact_id: string(20),
		sent_to_address: { type: email(), required: 'create' },
		sent_to_cc_address_list: listOf(email()),
		sent_to_bcc_address_list: listOf(email()),
		sent_from_address: email(),
		sent_from_reply_address: email(),
		sent_time: time,
		received_time: time,
		opened_time: time,
		clicked_time: time,
		plain_content: base64,
		html_content: base64,
		original_provider: oneOf('UNKNOWN', 'INFUSIONSOFT', 'MICROSOFT', 'GOOGLE'),
		original_provider_id: string(255),
		provider_source_id: string(255),
	},
	hidden: ['created_time'],
	times: { created: 'created_time' },
	list: {
		items: 'emails',
		filters: {
			contact_id: filter.reference('contact_id'),
			email: filter.text('sent_to_address'),
			start_created_time: filter.since('created_time'),
			end_created_time: filter.until('created_time'),
		},
		order: { created_time: byText('created_time') },
		omits: ['plain_content', 'html_content'],
	},
	prepare: (given, { store }) => ({
		original_provider: 'UNKNOWN',
		original_provider_id: crypto.randomUUID().replaceAll('-', ''),
		...given,
		// The contact is the one given, or the one who has the address.
		contact_id:
			given.contact_id ?? store.contactsByEmail(String(given.sent_to_address))[0]?.id ?? '',
	}),
	check: ({ contact_id: id }, { store }) => {
		if (!/^\d+$/.test(String(id)) || store.get('contact', String(id)) === undefined)
			throw badRequest('Contact not found', 'contact_id');
	},
});

const templates = collection({
	kind: 'emailTemplate',
	path: '/v2/emails/templates',
	operations: ['list', 'get'],
	// Among the few records whose ids are numbers.
	computed: { id: ({ id }) => Number(id) },
	list: {
		items: 'email_templates',
		filters: { piece_title: filter.text('piece_title', { prefix: true }) },
		order: { id: 'id' },
		omits: ['text_body', 'html_body'],
	},
});

/** Emails that are sent are kept, decoded, as `sentMail`. */
const sending: Route[] = [
	{ method: 'POST', path: '/v2/emails:batchAdd', handle: batchAdd },
	{ method: 'POST', path: '/v2/emails:batchRemove', handle: batchRemove },
	{ method: 'POST', path: '/v2/emails:send', handle: send },
	{ method: 'POST', path: '/v2/emails/templates:send', handle: sendTemplate },
];

/** What cannot be recorded comes back among the errors of a success. */
function batchAdd(call: Call): RouteResponse {
	const show = shower(emails, call);
	const { emails: given } = bodyObject(call.body);
	if (!Array.isArray(given) || given.length === 0) throw badRequest('emails is required', 'emails');
	if (given.length > MAX_RECORDS)
		throw badRequest(`No more than ${MAX_RECORDS} emails can be created at once`, 'emails');
	const added: JsonObject[] = [];
	const errors: JsonObject[] = [];
	call.store.transaction(() => {
		for (const entry of given) {
			try {
				added.push(show(insertRecord(emails, call, created(emails.properties, entry, call))));
			} catch (error) {
				if (!(error instanceof ApiError)) throw error;
				errors.push({ error_message: error.message, email: entry });
			}
		}
	});
	return { status: 201, body: { emails: added, errors } };
}

function batchRemove(call: Call): RouteResponse {
	const results: JsonObject = {};
	for (const id of idsIn(call.body, 'email_ids')) {
		results[id] =
			/^\d+$/.test(id) && call.store.remove('email', id) ? 'SUCCESS' : 'EMAIL_ID_NOT_FOUND';
	}
	return { status: 200, body: { results } };
}

const recipients: Parser = (value, name, call) => {
	const ids = listOf(recordIn('contact'))(value, name, call);
	if (!Array.isArray(ids) || ids.length === 0) throw badRequest(`${name} is required`, name);
	return ids;
};

const addressField = oneOf('Email', 'EmailAddress2', 'EmailAddress3');

const attachment = record({ file_name: string(255), file_data: base64 }, (entry, name) => {
	if (entry.file_name === undefined || entry.file_data === undefined) {
		throw badRequest(`${name} needs a file_name and file_data`, name);
	}
	const extension = /\.(\w+)$/.exec(String(entry.file_name))?.[1]?.toLowerCase();
	if (extension === undefined || !EXTENSIONS.has(extension))
		throw badRequest('attachment type is invalid', `${name}.file_name`);
	const size = Buffer.from(String(entry.file_data), 'base64').length;
	if (size > MAX_ATTACHMENT) throw badRequest(`${name} is larger than 1 MB`, name);
	return { ...entry, size };
});

function send(call: Call): RouteResponse {
	required(call.body, 'contacts', 'subject');
	const mail = withoutNulls(
		writes(
			call.body,
			{
				contacts: recipients,
				subject: string(),
				user_id: recordIn('user'),
				from_address: email(),
				html_content: base64,
				plain_content: base64,
				address_field: addressField,
				attachments: listOf(attachment),
			},
			call,
		),
	);
	if ((mail.user_id === undefined) === (mail.from_address === undefined)) {
		throw badRequest('Give either user_id or from_address', 'user_id');
	}
	if (Array.isArray(mail.attachments) && mail.attachments.length > MAX_ATTACHMENTS) {
		throw badRequest(`No more than ${MAX_ATTACHMENTS} attachments can be sent`, 'attachments');
	}
	const { html_content: html, plain_content: plain, ...rest } = mail;
	call.store.insert('sentMail', {
		...rest,
		...(html === undefined ? {} : { html: decoded(html) }),
		...(plain === undefined ? {} : { plain: decoded(plain) }),
		sent_time: call.time,
	});
	return { status: 202 };
}

const decoded = (value: Json) => Buffer.from(String(value), 'base64').toString();

function sendTemplate(call: Call): RouteResponse {
	required(call.body, 'template_id', 'contact_ids', 'user_id');
	const mail = withoutNulls(
		writes(
			call.body,
			{
				template_id: recordIn('emailTemplate'),
				contact_ids: recipients,
				user_id: recordIn('user'),
				address_field: addressField,
			},
			call,
		),
	);
	const { contact_ids: contacts, ...rest } = mail;
	const template = call.store.get('emailTemplate', String(mail.template_id));
	call.store.insert('sentMail', {
		...rest,
		contacts: contacts ?? [],
		subject: template?.subject ?? '',
		html: template?.html_body ?? '',
		plain: template?.text_body ?? '',
		sent_time: call.time,
	});
	return { status: 202 };
}

export const emailRoutes = [...routesOf(emails), ...routesOf(templates), ...sending];
