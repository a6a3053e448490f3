import {
	create,
	get,
	getMany,
	operation,
	remove,
	resource,
	type Draft,
} from '../descriptor/builders';
import { calledBy, collection } from '../descriptor/collection';
import {
	attachments,
	base64,
	choice,
	dateTime,
	email as emailInput,
	list as listOf,
	record,
	records,
	text,
	type Field,
} from '../descriptor/field';
import { day, named, words } from '../descriptor/labels';
import { address } from '../descriptor/search';
import { users } from '../descriptor/users';
import { contacts } from './contact/collection';

const emails = collection({
	noun: 'Email Record',
	plural: 'Emails',
	id: 'emailId',
	example: '8871',
	path: '/v2/emails',
	items: 'emails',
	pageSize: 1000,
	// Only a record that is read by itself has the text of the email.
	partial: true,
	record: {
		columns: {
			id: 'id',
			contact_id: 'contact_id',
			subject: 'subject',
			sent_to_address: 'sent_to_address',
			sent_from_address: 'sent_from_address',
			sent_time: 'sent_time',
			received_time: 'received_time',
			opened_time: 'opened_time',
			clicked_time: 'clicked_time',
			original_provider: 'original_provider',
		},
	},
	picker: {
		query: { order_by: 'created_time desc' },
		pageSize: 200,
		typed: address,
		label: ({ subject, sent_to_address, sent_time }) =>
			named(subject, words(sent_to_address), day(sent_time)),
	},
});

const emailTemplates = collection({
	noun: 'Email Template',
	id: 'emailTemplateId',
	example: '31',
	path: '/v2/emails/templates',
	items: 'email_templates',
	pageSize: 1000,
	partial: true,
	byName: calledBy('Name', 'Welcome', 'piece_title'),
	picker: {
		label: ({ piece_title, subject }) =>
			named(piece_title, words(subject) === words(piece_title) ? '' : words(subject)),
	},
});

const emailId = record(emails, { required: true });

const addressField = text('addressField', 'Address Field', {
	placeholder: 'e.g. EmailAddress2',
	description:
		"The contact's field that holds the address to send to: Email, EmailAddress2, EmailAddress3 or _ and the name of a custom field",
});

/** Everything that the record of a sent email can hold. */
const recordFields: Field[] = [
	dateTime('clickedTime', 'Clicked Time'),
	record(contacts),
	text('headers', 'Headers', { rows: 3 }),
	base64('htmlContent', 'HTML Body', { html: true }),
	dateTime('openedTime', 'Opened Time'),
	choice('originalProvider', 'Original Provider', [
		{ name: 'Google', value: 'GOOGLE' },
		{ name: 'Infusionsoft', value: 'INFUSIONSOFT' },
		{ name: 'Microsoft', value: 'MICROSOFT' },
		{ name: 'Unknown', value: 'UNKNOWN' },
	]),
	text('originalProviderId', 'Original Provider ID', {
		description: "The provider's ID of the message; unique for each provider",
	}),
	base64('plainContent', 'Plain Text Body'),
	emailInput('providerSourceId', 'Provider Source Address', {
		description: 'The synced email account that the message comes from',
	}),
	dateTime('receivedTime', 'Received Time'),
	text('sentFromAddress', 'Sent From', { placeholder: 'e.g. sales@example.com' }),
	text('sentFromReplyAddress', 'Reply Address', { placeholder: 'e.g. sales@example.com' }),
	dateTime('sentTime', 'Sent Time'),
	listOf('sentToBccAddressList', 'Sent to (BCC)', { of: 'email' }),
	listOf('sentToCcAddressList', 'Sent to (CC)', { of: 'email' }),
	text('subject', 'Subject'),
];

const sentTo = emailInput('sentToAddress', 'Sent To', { required: true });

/** What has been sent, as Keap keeps it on record. */
const recordOperations: Draft[] = [
	create({
		name: 'Create Record',
		action: 'Create a record of a sent email',
		description: 'Log an email sent outside Keap',
		of: emails,
		inputs: [sentTo],
		fields: recordFields,
	}),
	create({
		value: 'createBatch',
		name: 'Create Records in Batches',
		action: 'Create records of sent emails in batches',
		description: 'Log many emails sent outside Keap; up to 1,000 items go out in one call',
		path: '/v2/emails:batchAdd',
		inputs: [sentTo],
		fields: recordFields,
		flow: {
			kind: 'batchCreate',
			into: 'emails',
			// Keap's own maximum for one call.
			max: 1000,
			identify: 'original_provider_id',
			made: 'emails',
			rejected: { list: 'errors', record: 'email', reason: 'error_message' },
		},
	}),
	remove({
		name: 'Delete Record',
		action: 'Delete a record of a sent email',
		description: 'Delete one email from the record',
		of: emails,
	}),
	operation({
		value: 'deleteBatch',
		name: 'Delete Records in Batches',
		action: 'Delete records of sent emails in batches',
		description: 'Delete many emails from the record; up to 1,000 items go out in one call',
		method: 'POST',
		path: '/v2/emails:batchRemove',
		inputs: [emailId],
		flow: {
			kind: 'batchWrite',
			collect: 'emailId',
			into: 'email_ids',
			// Keap states a maximum only for adding, which does more work.
			max: 1000,
			results: {
				property: 'results',
				good: { SUCCESS: 'deleted' },
				alreadyDone: ['EMAIL_ID_NOT_FOUND'],
				words: {
					EMAIL_ID_NOT_FOUND: "'Email Record': Keap has no email record with the ID {id}",
					NO_PERMISSION: "This API key doesn't have permission to delete email record {id}",
				},
			},
		},
		output: { kind: 'done' },
		idempotent: true,
	}),
	get({
		name: 'Get Record',
		action: 'Get a record of a sent email',
		description: 'Retrieve a sent email with its text',
		of: emails,
		columns: {
			...emails.record?.columns,
			html_content: 'html_content',
			plain_content: 'plain_content',
		},
		decode: ['html_content', 'plain_content'],
	}),
	getMany({
		name: 'Get Many Records',
		action: 'Get many records of sent emails',
		description: 'Retrieve a list of sent emails',
		of: emails,
		list: {
			filters: [
				record(contacts),
				dateTime('startCreatedTime', 'Created After'),
				dateTime('endCreatedTime', 'Created Before'),
				emailInput('email', 'Email'),
			],
			sort: [{ name: 'Create Time', value: 'created_time' }],
		},
	}),
];

/** The contacts to send an email to; `key` is what the endpoint calls them. */
const recipients = (key: string) =>
	records(contacts, 'contacts', 'Contacts', {
		key,
		required: true,
		description:
			'Who gets it; an expression in place of a contact may give several IDs or email addresses, separated by commas',
	});

export const email = resource('email', 'Email', [
	...recordOperations,
	operation({
		value: 'send',
		name: 'Send',
		action: 'Send an email',
		description: 'Send an email to one or more contacts',
		method: 'POST',
		path: '/v2/emails:send',
		inputs: [
			recipients('contacts'),
			text('subject', 'Subject', { required: true }),
			base64('htmlContent', 'HTML Body', { html: true }),
			record(users, { label: 'From User', description: 'The user in whose name it is sent' }),
		],
		fields: [
			addressField,
			attachments('attachments', 'Attachments'),
			text('fromAddress', 'From Address', {
				placeholder: 'e.g. sales@example.com',
				description: 'An authenticated sender of the account, instead of From User',
			}),
			base64('plainContent', 'Plain Text Body'),
		],
		constraints: [
			{
				oneOf: ['userId', 'fromAddress'],
				exactly: true,
				message: "Say who sends the email: either 'From User' or 'From Address', not both",
			},
			{
				oneOf: ['htmlContent', 'plainContent'],
				message: "An email needs an 'HTML Body' or a 'Plain Text Body'",
			},
		],
		output: { kind: 'done' },
	}),
	operation({
		value: 'sendTemplate',
		name: 'Send Template',
		action: 'Send an email template',
		description: 'Send an email template to one or more contacts',
		method: 'POST',
		path: '/v2/emails/templates:send',
		inputs: [
			record(emailTemplates, { key: 'template_id', required: true }),
			recipients('contact_ids'),
			record(users, { label: 'From User', required: true }),
		],
		fields: [addressField],
		output: { kind: 'done' },
	}),
	get({
		value: 'getTemplate',
		name: 'Get Template',
		action: 'Get an email template',
		description: 'Retrieve an email template with its text',
		of: emailTemplates,
	}),
	getMany({
		value: 'getTemplates',
		name: 'Get Templates',
		action: 'Get email templates',
		description: 'Retrieve a list of email templates',
		of: emailTemplates,
		list: {
			sort: [{ name: 'ID', value: 'id' }],
		},
	}),
]);
