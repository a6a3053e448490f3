import { badRequest, Refusal } from '../errors';
import { filters, matchText, reference, since, special, text, until } from '../filter';
import { byText, listPage } from '../paging';
import { field, type Store } from '../store';
import type { Answer, Call, Doc, Json, JsonObject, Route } from '../types';
import {
	base64,
	bodyObject,
	email,
	listOf,
	oneOf,
	record,
	required,
	string,
	time,
	without,
	withoutNulls,
	writes,
	type Parsers,
} from '../values';
import { existing, knownId } from '../records';

const MAX_RECORDS = 1_000;
const MAX_ATTACHMENTS = 10;
const MAX_ATTACHMENT = 1024 * 1024;
const EXTENSIONS = new Set(
	`bmp cdr fpx gif jif jiff jp2 jpeg jpg jpx j2k pcd pdf png psd pspimage thm tif tiff yuv
	doc docx err log msg notes pages pwd rtf text txt vcf wp wp4 wp5 wp7 wpd wps wsd xdl
	mid mp3 mp4 wav wma avi divx f4p flv gvi hdmov hdv m2ts m4v mnv mov movie mp4v mpeg mpeg1 mpeg4 mpg qt rm vob wm wmv
	csv ics key pps ppt pptx xlr xls xlsx xml zip`.split(/\s+/),
);

/** Records of e-mails, and e-mails themselves: those sent are kept, decoded, as `sentMail`. */
export function emailRoutes(store: Store): Route[] {
	return [
		{ method: 'GET', path: '/v2/emails', handle: (call) => listEmails(store, call) },
		{
			method: 'POST',
			path: '/v2/emails',
			handle: (call) => ({ status: 201, body: createEmail(store, call, call.body) }),
		},
		{ method: 'POST', path: '/v2/emails\\:batchAdd', handle: (call) => batchAdd(store, call) },
		{
			method: 'POST',
			path: '/v2/emails\\:batchRemove',
			handle: (call) => batchRemove(store, call),
		},
		{ method: 'POST', path: '/v2/emails\\:send', handle: (call) => send(store, call) },
		{
			method: 'POST',
			path: '/v2/emails/templates\\:send',
			handle: (call) => sendTemplate(store, call),
		},
		{ method: 'GET', path: '/v2/emails/templates', handle: (call) => listTemplates(store, call) },
		{
			method: 'GET',
			path: '/v2/emails/templates/:templateId',
			handle: (call) => ({
				status: 200,
				body: numbered(existing(store, 'emailTemplate', call.params.templateId)),
			}),
		},
		{
			method: 'GET',
			path: '/v2/emails/:emailId',
			handle: (call) => ({
				status: 200,
				body: withContent(existing(store, 'email', call.params.emailId)),
			}),
		},
		{
			method: 'DELETE',
			path: '/v2/emails/:emailId',
			handle: (call) => {
				store.remove('email', existing(store, 'email', call.params.emailId).id);
				return { status: 204 };
			},
		},
	];
}

/** Templates are among the few records whose ids are numbers. */
const numbered = (template: Doc): JsonObject => ({ ...template, id: Number(template.id) });

const withContent = (doc: Doc) => without(doc, 'created_time');

const listTemplates = (store: Store, call: Call): Answer =>
	listPage(store, call, {
		kind: 'emailTemplate',
		items: 'email_templates',
		filters: filters({ piece_title: text('piece_title', { prefix: true }) }),
		order: { id: 'id' },
		show: (template) => without(numbered(template), 'text_body', 'html_body'),
	});

const listEmails = (store: Store, call: Call): Answer =>
	listPage(store, call, {
		kind: 'email',
		items: 'emails',
		filters: filters({
			contact_id: reference('contact_id'),
			email: special((_, value) => matchText(field('sent_to_address'), value, false)),
			start_created_time: since('created_time'),
			end_created_time: until('created_time'),
		}),
		order: { created_time: byText('created_time') },
		show: (doc) => without(doc, 'plain_content', 'html_content', 'created_time'),
	});

const recordParsers: Parsers = {
	subject: string(),
	headers: string(),
	contact_id: string(20),
	sent_to_address: email(),
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
};

/** The contact is the one given, or the one who has the address. */
function createEmail(store: Store, call: Call, body: unknown): JsonObject {
	required(body, 'sent_to_address');
	const given = withoutNulls(writes(body, recordParsers));
	const contactId = given.contact_id ?? store.contactsByEmail(String(given.sent_to_address))[0]?.id;
	if (
		contactId === undefined ||
		!/^\d+$/.test(String(contactId)) ||
		store.get('contact', String(contactId)) === undefined
	) {
		throw badRequest('Contact not found', 'contact_id');
	}
	const stored = store.insert('email', {
		original_provider: 'UNKNOWN',
		original_provider_id: crypto.randomUUID().replaceAll('-', ''),
		...given,
		contact_id: contactId,
		created_time: new Date(call.now).toISOString(),
	});
	return withContent(stored);
}

/** What cannot be recorded comes back among the errors of a success. */
function batchAdd(store: Store, call: Call): Answer {
	const { emails: given } = bodyObject(call.body);
	if (!Array.isArray(given) || given.length === 0) throw badRequest('emails is required', 'emails');
	if (given.length > MAX_RECORDS)
		throw badRequest(`No more than ${MAX_RECORDS} emails can be created at once`, 'emails');
	const emails: JsonObject[] = [];
	const errors: JsonObject[] = [];
	store.transaction(() => {
		for (const entry of given) {
			try {
				emails.push(createEmail(store, call, entry));
			} catch (error) {
				if (!(error instanceof Refusal)) throw error;
				errors.push({ error_message: error.message, email: entry });
			}
		}
	});
	return { status: 201, body: { emails, errors } };
}

function batchRemove(store: Store, call: Call): Answer {
	const { email_ids: ids } = bodyObject(call.body);
	if (!Array.isArray(ids) || ids.length === 0)
		throw badRequest('email_ids is required', 'email_ids');
	const results: JsonObject = {};
	for (const id of ids.map(String)) {
		results[id] = /^\d+$/.test(id) && store.remove('email', id) ? 'SUCCESS' : 'EMAIL_ID_NOT_FOUND';
	}
	return { status: 200, body: { results } };
}

const recipients =
	(store: Store) =>
	(value: Json, name: string): Json => {
		const ids = listOf((id, at) => knownId(store, 'contact', 'Contact', id, at))(value, name);
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

function send(store: Store, call: Call): Answer {
	required(call.body, 'contacts', 'subject');
	const mail = withoutNulls(
		writes(call.body, {
			contacts: recipients(store),
			subject: string(),
			user_id: (value, name) => knownId(store, 'user', 'User', value, name),
			from_address: email(),
			html_content: base64,
			plain_content: base64,
			address_field: addressField,
			attachments: listOf(attachment),
		}),
	);
	if ((mail.user_id === undefined) === (mail.from_address === undefined)) {
		throw badRequest('Give either user_id or from_address', 'user_id');
	}
	if (Array.isArray(mail.attachments) && mail.attachments.length > MAX_ATTACHMENTS) {
		throw badRequest(`No more than ${MAX_ATTACHMENTS} attachments can be sent`, 'attachments');
	}
	const { html_content: html, plain_content: plain, ...rest } = mail;
	store.insert('sentMail', {
		...rest,
		...(html === undefined ? {} : { html: decoded(html) }),
		...(plain === undefined ? {} : { plain: decoded(plain) }),
		sent_time: new Date(call.now).toISOString(),
	});
	return { status: 202 };
}

const decoded = (value: Json) => Buffer.from(String(value), 'base64').toString();

function sendTemplate(store: Store, call: Call): Answer {
	required(call.body, 'template_id', 'contact_ids', 'user_id');
	const mail = withoutNulls(
		writes(call.body, {
			template_id: (value, name) => knownId(store, 'emailTemplate', 'Template', value, name),
			contact_ids: recipients(store),
			user_id: (value, name) => knownId(store, 'user', 'User', value, name),
			address_field: addressField,
		}),
	);
	const { contact_ids: contacts, ...rest } = mail;
	const template = store.get('emailTemplate', String(mail.template_id));
	store.insert('sentMail', {
		...rest,
		contacts: contacts ?? [],
		subject: template?.subject ?? '',
		html: template?.html_body ?? '',
		plain: template?.text_body ?? '',
		sent_time: new Date(call.now).toISOString(),
	});
	return { status: 202 };
}
