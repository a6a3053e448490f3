import type { IBinaryKeyData, INodeExecutionData } from 'n8n-workflow';

import type { Doc, JsonObject } from '../../sandbox';
import { expectInputError, expectKeapError, inputError, outcomes } from '../support/errors';
import { useKeap } from '../support/keap';
import { first, present } from '../support/present';
import { useBinaryData } from './binary';
import { byId, output, pairs, rows, sent } from './support';

const keap = useKeap({ contacts: 20 });

const email = (operation: string) => ({ resource: 'email', operation });
const base64 = (text: string) => Buffer.from(text).toString('base64');
const addressOf = (contact: string) =>
	first(keap.sandbox.store.get('contact', contact)?.email_addresses as Array<{ email: string }>)
		.email;

const sentMail = () => keap.sandbox.store.list('sentMail').at(-1) as Doc;

describe('send', () => {
	const send = {
		...email('send'),
		contacts: rows('contactId', '1, 2'),
		subject: 'Grüße',
		htmlContent: '<p>Café ☕</p>',
	};

	it('encodes the bodies', async () => {
		const run = await keap.run({
			...send,
			userId: byId(2),
			additionalFields: {
				plainContent: 'Café ☕\r\nBye',
				addressField: 'EmailAddress2',
			},
		});
		expect(sent(keap)).toEqual([
			{
				call: 'POST /v2/emails:send',
				query: {},
				body: {
					contacts: ['1', '2'],
					subject: 'Grüße',
					html_content: base64('<p>Café ☕</p>'),
					plain_content: base64('Café ☕\r\nBye'),
					user_id: '2',
					address_field: 'EmailAddress2',
				},
			},
		]);
		expect(output(run)).toEqual([{ success: true }]);
		expect(pairs(run.items)).toEqual([0]);
		expect(sentMail()).toMatchObject({ html: '<p>Café ☕</p>', plain: 'Café ☕\r\nBye' });
	});

	it('takes plain text alone, ids as a list, and an address to send from', async () => {
		const run = await keap.run({
			...email('send'),
			contacts: rows('contactId', '={{ [3, "4"] }}'),
			subject: 'Hello',
			htmlContent: '',
			additionalFields: { plainContent: 'Hello', fromAddress: 'sales@example.com' },
		});
		expect(output(run)).toEqual([{ success: true }]);
		expect(first(sent(keap)).body).toEqual({
			contacts: ['3', '4'],
			subject: 'Hello',
			plain_content: base64('Hello'),
			from_address: 'sales@example.com',
		});
	});

	it('writes an object that an expression gives as JSON', async () => {
		await keap.run({
			...send,
			htmlContent: '={{ { a: 1 } }}',
			userId: byId(1),
		});
		expect(sentMail().html).toBe('{"a":1}');
	});

	it.each([
		['nobody', {}, 'missing'],
		[
			'two',
			{ userId: byId(2), additionalFields: { fromAddress: 'sales@example.com' } },
			'conflict',
		],
	] as const)('wants one sender, not %s', async (_, sender, kind) => {
		const run = await keap.run({ ...send, ...sender });
		expectInputError(run, 0, kind, undefined, "'From User'", "'From Address'");
		expect(keap.calls()).toEqual([]);
	});

	it('wants a body', async () => {
		const run = await keap.run({
			...send,
			htmlContent: '',
			userId: byId(2),
		});
		expectInputError(run, 0, 'missing', undefined, "'HTML Body'", "'Plain Text Body'");
		expect(keap.calls()).toEqual([]);
	});

	it('is never sent twice', async () => {
		keap.sandbox.setFaults(() => ({ kind: 'resetAfter' }));
		const before = keap.sandbox.store.count('sentMail');
		const run = await keap.run({ ...send, userId: byId(2) });
		expect(keap.calls()).toHaveLength(1);
		expect(keap.sandbox.store.count('sentMail')).toBe(before + 1);
		expectKeapError(run, 0, 'unknownOutcome');
	});

	describe.each(['default', 'filesystem'] as const)('attachments, binary mode %s', (mode) => {
		const binary = useBinaryData(mode);
		const MB = 1024 * 1024;
		const attach = async (
			attachments: string,
			...items: Array<INodeExecutionData | IBinaryKeyData>
		) =>
			await keap.run(
				{ ...send, userId: byId(2), additionalFields: { attachments } },
				{
					items: items.map((item) =>
						'json' in item ? (item as INodeExecutionData) : { json: {}, binary: item },
					),
					onError: 'continueRegularOutput',
				},
			);

		it('go along with their names', async () => {
			const bytes = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
			const run = await attach('data, notes', {
				data: await binary.file(bytes, 'Übersicht.pdf', 'application/pdf'),
				notes: await binary.file(Buffer.from('Hello'), 'notes.txt', 'text/plain'),
			});
			expect(output(run)).toEqual([{ success: true }]);
			expect(first(sent(keap)).body).toMatchObject({
				attachments: [
					{ file_name: 'Übersicht.pdf', file_data: bytes.toString('base64') },
					{ file_name: 'notes.txt', file_data: base64('Hello') },
				],
			});
		});

		it('are checked before anything is sent', async () => {
			const small = await binary.file(Buffer.from('x'), 'x.txt');
			const names = Array.from({ length: 11 }, (_, i) => `file${i}`);
			const eleven = Object.fromEntries(names.map((name) => [name, small]));
			const run = await attach('={{ $json.names }}', {
				json: { names: names.join(',') },
				binary: eleven,
			});
			expectInputError(run, 0, 'outOfRange', 'Attachments', '11 files', 'at most 10');

			const large = await attach(
				'big',
				{ big: await binary.file(Buffer.alloc(MB + 1), 'big.zip') },
				{ big: await binary.file(Buffer.alloc(MB), 'fits.zip') },
			);
			expectInputError(large, 0, 'outOfRange', 'Attachments', "'big'", '1 MB');
			expect(present(large.items[1]).json).toEqual({ success: true });
			expect(keap.calls()).toEqual(['POST /v2/emails:send']);
		});

		it('have to be there', async () => {
			const run = await attach('data, missing', { data: await binary.file(Buffer.from('x'), 'x') });
			expectInputError(run, 0, 'missing', 'Attachments', "'missing'", ': data');
			expect(keap.calls()).toEqual([]);
		});
	});
});

it('sends a template', async () => {
	const run = await keap.run({
		...email('sendTemplate'),
		emailTemplateId: byId(1),
		contacts: rows('contactId', '1,2'),
		userId: byId(2),
		additionalFields: { addressField: 'Email' },
	});
	expect(sent(keap)).toEqual([
		{
			call: 'POST /v2/emails/templates:send',
			query: {},
			body: { template_id: '1', contact_ids: ['1', '2'], user_id: '2', address_field: 'Email' },
		},
	]);
	expect(output(run)).toEqual([{ success: true }]);
});

it('lists templates, and reads one', async () => {
	const all = await keap.run({
		...email('getTemplates'),
		limit: 2,
		sort: { value: { field: 'id', direction: 'desc' } },
	});
	expect(sent(keap)[0]).toMatchObject({
		call: 'GET /v2/emails/templates',
		query: { order_by: 'id desc', page_size: '2' },
	});
	expect(output(all).map(({ id }) => id)).toEqual([5, 4]);

	const one = await keap.run({ ...email('getTemplate'), emailTemplateId: byId(4) });
	expect(keap.calls()).toEqual(['GET /v2/emails/templates/4']);
	expect(first(output(one)).html_body).toContain('<h1>');
});

describe('records', () => {
	const allFields = {
		clickedTime: '2026-03-18T12:00:00Z',
		contactId: byId(3),
		headers: 'X-Test: 1',
		htmlContent: '<b>Hi</b>',
		openedTime: '2026-03-18T11:00:00Z',
		originalProvider: 'GOOGLE',
		originalProviderId: 'abc-1',
		plainContent: 'Hi',
		providerSourceId: 'me@example.com',
		receivedTime: '2026-03-18T10:00:00Z',
		sentFromAddress: 'me@example.com',
		sentFromReplyAddress: 'reply@example.com',
		sentTime: '2026-03-18T09:00:00Z',
		sentToBccAddressList: 'b@example.com',
		sentToCcAddressList: 'c@example.com, d@example.com',
		subject: 'Hi',
	};

	it('creates one with all its fields', async () => {
		const run = await keap.run({
			...email('create'),
			sentToAddress: 'someone@example.com',
			additionalFields: allFields,
		});
		expect(sent(keap)).toEqual([
			{
				call: 'POST /v2/emails',
				query: {},
				body: {
					sent_to_address: 'someone@example.com',
					clicked_time: '2026-03-18T12:00:00.000Z',
					contact_id: '3',
					headers: 'X-Test: 1',
					html_content: base64('<b>Hi</b>'),
					opened_time: '2026-03-18T11:00:00.000Z',
					original_provider: 'GOOGLE',
					original_provider_id: 'abc-1',
					plain_content: base64('Hi'),
					provider_source_id: 'me@example.com',
					received_time: '2026-03-18T10:00:00.000Z',
					sent_from_address: 'me@example.com',
					sent_from_reply_address: 'reply@example.com',
					sent_time: '2026-03-18T09:00:00.000Z',
					sent_to_bcc_address_list: ['b@example.com'],
					sent_to_cc_address_list: ['c@example.com', 'd@example.com'],
					subject: 'Hi',
				},
			},
		]);
		expect(output(run)[0]).toMatchObject({ contact_id: '3', subject: 'Hi' });
	});

	it('gets one with its text decoded', async () => {
		const { id } = keap.sandbox.store.insert('email', {
			contact_id: '3',
			subject: 'Hi',
			sent_to_address: 'a@example.com',
			html_content: base64('<b>Café</b>'),
			plain_content: base64('Café'),
		});
		const run = await keap.run({ ...email('get'), emailId: byId(id) });
		expect(keap.calls()).toEqual([`GET /v2/emails/${id}`]);
		expect(output(run)[0]).toMatchObject({ html_content: '<b>Café</b>', plain_content: 'Café' });
	});

	it('lists them, simplified and raw', async () => {
		const getMany = {
			...email('getMany'),
			limit: 5,
			filters: {
				contactId: byId(3),
				startCreatedTime: '2020-01-01T00:00:00Z',
				endCreatedTime: '2030-01-01T00:00:00Z',
				email: 'contact3@example.com',
			},
			sort: { value: { field: 'created_time', direction: 'desc' } },
		};
		const simple = await keap.run({ ...getMany, filters: {} });
		expect(Object.keys(first(output(simple)))).toEqual([
			'id',
			'contact_id',
			'subject',
			'sent_to_address',
			'sent_from_address',
			'sent_time',
			'received_time',
			'opened_time',
			'clicked_time',
			'original_provider',
		]);
		const raw = await keap.run({ ...getMany, simplify: false });
		expect(first(sent(keap)).query).toEqual({
			filter:
				'contact_id==3;start_created_time==2020-01-01T00:00:00.000Z;' +
				'end_created_time==2030-01-01T00:00:00.000Z;email==contact3@example.com',
			order_by: 'created_time desc',
			page_size: '5',
		});
		for (const record of output(raw)) expect(record.original_provider_id).toBeDefined();
	});

	it('deletes one', async () => {
		const run = await keap.run({ ...email('delete'), emailId: byId(1) });
		expect(keap.calls()).toEqual(['DELETE /v2/emails/1']);
		expect(output(run)).toEqual([{ deleted: true }]);
	});
});

describe('createBatch', () => {
	const createBatch = {
		...email('createBatch'),
		sentToAddress: '={{ $json.to }}',
		additionalFields: {
			subject: '={{ $json.subject }}',
			plainContent: 'Hello',
			originalProviderId: '={{ $json.id }}',
		},
	};
	const batches = () =>
		sent(keap).map(({ body }) => (body as { emails: JsonObject[] }).emails.length);

	it('puts 2,100 on record in three calls; each item has its own', async () => {
		const to = addressOf('2');
		const run = await keap.run(createBatch, {
			items: Array.from({ length: 2100 }, (_, i) => ({ to, subject: `No. ${i}` })),
		});
		expect(keap.calls()).toEqual(Array(3).fill('POST /v2/emails:batchAdd'));
		expect(batches().sort()).toEqual([100, 1000, 1000]);
		expect(output(run).map(({ subject }) => subject)).toEqual(
			Array.from({ length: 2100 }, (_, i) => `No. ${i}`),
		);
		expect(pairs(run.items)).toEqual(Array.from({ length: 2100 }, (_, i) => i));
	});

	it('gives each refused record to its own item', async () => {
		const to = addressOf('2');
		const run = await keap.run(createBatch, {
			items: [
				{ to, subject: 'A' },
				{ to: 'nobody@nowhere.example', subject: 'B' },
				{ to: 'not an address', subject: 'C' },
				{ to, subject: 'D' },
			],
			onError: 'continueRegularOutput',
		});
		expect(batches()).toEqual([3]);
		expect(outcomes(run, 'subject')).toEqual([
			'A',
			inputError(1, 'rejected', undefined, 'Contact not found'),
			inputError(2, 'invalid', 'Sent To', 'not an address'),
			'D',
		]);
		expect(pairs(run.items)).toEqual([0, 1, 2, 3]);
	});

	it("keeps the provider's ids, also those that come twice", async () => {
		const to = addressOf('2');
		const run = await keap.run(createBatch, {
			items: ['same', 'same', 'other', ''].map((id, i) => ({ to, subject: `${i}`, id })),
		});
		expect(batches().sort()).toEqual([1, 3]);
		expect(output(run).map((record) => [record.subject, record.original_provider_id])).toEqual([
			['0', 'same'],
			['1', 'same'],
			['2', 'other'],
			['3', expect.stringMatching(/^[0-9a-f]{32}$/)],
		]);
	});

	it('tells every item of a call that its outcome is unknown', async () => {
		keap.sandbox.setFaults(() => ({ kind: 'resetAfter' }));
		const to = addressOf('2');
		const run = await keap.run(createBatch, {
			items: [{ to }, { to }],
			onError: 'continueRegularOutput',
		});
		expect(keap.calls()).toHaveLength(1);
		for (const index of [0, 1]) expectKeapError(run, index, 'unknownOutcome');
	});
});

it('deletes in batches; each item has its own result', async () => {
	const ids = keap.sandbox.store
		.insertMany(
			'email',
			Array.from({ length: 1500 }, () => ({ contact_id: '1' })),
		)
		.map(({ id }) => id);
	ids[3] = '999999';
	const run = await keap.run(
		{ ...email('deleteBatch'), emailId: '={{ $json.id }}' },
		{ items: ids.map((id) => ({ id })), onError: 'continueRegularOutput' },
	);
	expect(keap.calls()).toEqual(Array(2).fill('POST /v2/emails:batchRemove'));
	expect(run.items).toHaveLength(1500);
	expect(pairs(run.items)).toEqual(ids.map((_, i) => i));
	expect(first(run.items).json).toEqual({ email_id: first(ids), result: 'deleted' });
	expectInputError(run, 3, 'rejected', undefined, "'Email Record'");
	expect(run.items.filter(({ json }) => json.error)).toHaveLength(1);
	expect(keap.sandbox.store.get('email', present(ids[1499]))).toBeUndefined();
});
