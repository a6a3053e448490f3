import { randomBytes } from 'node:crypto';

import type { IBinaryKeyData, INodeParameters } from 'n8n-workflow';

import type { Doc } from '../../sandbox';
import { expectInputError, expectKeapError } from '../support/errors';
import { useKeap } from '../support/keap';
import { first, present } from '../support/present';
import { useBinaryData } from './binary';
import { byEmail, byId, output, pairs, sent } from './support';

const keap = useKeap({ contacts: 5 });

const file = (operation: string) => ({ resource: 'file', operation });
const stored = (id: unknown) => keap.sandbox.store.get('file', String(id));
const content = (id: unknown) =>
	Buffer.from(String(keap.sandbox.store.get('fileContent', String(id))?.data), 'base64');

const aFile = (name: string, bytes = Buffer.from('Hello')): Doc => {
	const doc = keap.sandbox.store.insert('file', {
		file_name: name,
		category: 'DOCUMENTS',
		file_box_type: 'APPLICATION',
		is_public: false,
		file_size: bytes.length,
		created_time: '2026-01-15T09:00:00.000Z',
		updated_time: '2026-01-15T09:00:00.000Z',
	});
	keap.sandbox.store.insert('fileContent', { id: doc.id, data: bytes.toString('base64') });
	return doc;
};

describe.each(['default', 'filesystem'] as const)('binary mode %s', (mode) => {
	const binary = useBinaryData(mode);
	const run = async (parameters: INodeParameters, ...files: IBinaryKeyData[]) =>
		await keap.run(parameters, { items: files.map((each) => ({ json: {}, binary: each })) });
	const upload = {
		...file('upload'),
		file: 'data',
		fileAssociation: 'CONTACT',
		contactId: byId(3),
	};

	it('uploads every byte, with name and type', async () => {
		const bytes = randomBytes(100_000);
		const form = jest.spyOn(FormData.prototype, 'append');
		const result = await run(upload, {
			data: await binary.file(bytes, 'Über uns.pdf', 'application/pdf'),
		});
		const part = form.mock.calls.find(([name]) => name === 'file')?.[1] as unknown as Blob;
		form.mockRestore();
		expect(part.type).toBe('application/pdf');
		expect(sent(keap)).toEqual([
			{
				call: 'POST /v2/files',
				query: {},
				body: {
					file_name: 'Über uns.pdf',
					file_association: 'CONTACT',
					contact_id: '3',
					file: { name: 'Über uns.pdf', size: 100_000 },
				},
			},
		]);
		const made = first(output(result));
		expect(made).toMatchObject({ file_name: 'Über uns.pdf', contact_id: '3' });
		expect(content(made.id).equals(bytes)).toBe(true);
		expect(pairs(result.items)).toEqual([0]);
	});

	it('uploads from another field, under another name', async () => {
		const result = await run(
			{
				...file('upload'),
				file: 'invoice',
				fileAssociation: 'COMPANY',
				additionalFields: { fileName: 'renamed.txt', isPublic: true },
			},
			{ invoice: await binary.file(Buffer.from('x'), 'original.txt', 'text/plain') },
		);
		expect(first(sent(keap)).body).toEqual({
			file_association: 'COMPANY',
			file_name: 'renamed.txt',
			is_public: 'true',
			file: { name: 'renamed.txt', size: 1 },
		});
		expect(output(result)[0]).toMatchObject({ file_name: 'renamed.txt', is_public: true });
	});

	it('uploads a file without a name, and an empty one', async () => {
		const result = await run(
			upload,
			{
				data: {
					...(await binary.file(Buffer.from('x'), undefined, 'image/png')),
					fileExtension: 'png',
				},
			},
			{ data: await binary.file(Buffer.alloc(0), 'empty.txt', 'text/plain') },
		);
		expect(output(result).map(({ file_name: name }) => name)).toEqual(['file.png', 'empty.txt']);
		expect(content(present(output(result)[1]).id)).toHaveLength(0);
	});

	it('replaces the content and keeps the name', async () => {
		const { id } = aFile('kept.txt');
		const bytes = randomBytes(1000);
		await run(
			{ ...file('update'), fileId: byId(id), updateFields: { file: 'data' } },
			{ data: await binary.file(bytes, 'other.bin') },
		);
		expect(sent(keap)[0]).toMatchObject({
			call: `POST /v2/files/${id}`,
			query: { update_mask: 'file' },
		});
		expect(stored(id)).toMatchObject({ file_name: 'kept.txt', file_size: 1000 });
		expect(content(id).equals(bytes)).toBe(true);
	});

	it.each([
		['photo.png', 'image/png'],
		['table.csv', 'text/csv'],
		['Ünïcode & more.pdf', 'application/pdf'],
	])('downloads %s', async (name, mimeType) => {
		const bytes = randomBytes(5000);
		const { id } = aFile(name, bytes);
		const result = await keap.run({ ...file('download'), fileId: byId(id) });
		expect(keap.calls()).toEqual([`GET /v2/files/${id}:data`, `GET /v2/files/${id}`]);
		const item = first(result.items);
		expect(item.json).toMatchObject({ id, file_name: name });
		expect(item.binary?.data).toMatchObject({ fileName: name, mimeType });
		expect((await binary.read(present(item.binary!.data))).equals(bytes)).toBe(true);
		expect(pairs(result.items)).toEqual([0]);
	});

	it('brings back what was uploaded, under the name that was asked for', async () => {
		const bytes = randomBytes(300_000);
		const made = await run(upload, { data: await binary.file(bytes, 'x.bin') });
		const back = await keap.run(
			{
				...file('download'),
				fileId: '={{ $json.id }}',
				options: { outputBinaryPropertyName: 'contract' },
			},
			{ items: output(made) },
		);
		expect((await binary.read(present(first(back.items).binary!.contract))).equals(bytes)).toBe(
			true,
		);
	});

	it('finds files in the JSON of an item, where n8n keeps them with binary data combined', async () => {
		const data = await binary.file(Buffer.from('combined'), 'c.txt', 'text/plain');
		const result = await keap.run(
			{ ...upload, file: 'files.first' },
			{
				items: [{ json: { files: { first: data as never } } }],
				settings: { binaryMode: 'combined' },
			},
		);
		expect(content(first(output(result)).id).toString()).toBe('combined');
	});
});

describe('upload', () => {
	const binary = useBinaryData('default');

	it('finds the contact by e-mail', async () => {
		const { email } = first(
			keap.sandbox.store.get('contact', '2')?.email_addresses as Array<{
				email: string;
			}>,
		);
		const result = await keap.run(
			{ ...file('upload'), file: 'data', fileAssociation: 'CONTACT', contactId: byEmail(email) },
			{ items: [{ json: {}, binary: { data: await binary.file(Buffer.from('x'), 'x.txt') } }] },
		);
		expect(first(output(result)).contact_id).toBe('2');
	});

	it('wants a contact for the files of a contact only', async () => {
		const result = await keap.run(
			{
				...file('upload'),
				file: 'data',
				fileAssociation: '={{ $json.of }}',
				contactId: byId('={{ $json.none }}'),
			},
			{
				items: await Promise.all(
					['CONTACT', 'USER'].map(async (of) => ({
						json: { of },
						binary: { data: await binary.file(Buffer.from('x'), 'x.txt') },
					})),
				),
				onError: 'continueRegularOutput',
			},
		);
		expectInputError(result, 0, 'empty', 'Contact');
		expect(present(result.items[1]).json.file_name).toBe('x.txt');
		expect(keap.calls()).toEqual(['POST /v2/files']);
	});

	it('is never sent twice', async () => {
		keap.sandbox.setFaults(() => ({ kind: 'status', status: 503 }));
		const result = await keap.run(
			{ ...file('upload'), file: 'data', fileAssociation: 'COMPANY' },
			{ items: [{ json: {}, binary: { data: await binary.file(Buffer.from('x'), 'x.txt') } }] },
		);
		expect(keap.calls()).toHaveLength(1);
		expectKeapError(result, 0, 'unknownOutcome');
	});
});

describe('update', () => {
	const binary = useBinaryData('default');

	it('renames without a file', async () => {
		const { id } = aFile('old.txt');
		const result = await keap.run({
			...file('update'),
			fileId: byId(id),
			updateFields: { fileName: 'new.txt', isPublic: false },
		});
		expect(sent(keap)).toEqual([
			{
				call: `POST /v2/files/${id}`,
				query: { update_mask: 'file_name,is_public' },
				body: { file_name: 'new.txt', is_public: 'false' },
			},
		]);
		expect(output(result)[0]).toMatchObject({ id, file_name: 'new.txt' });
		expect(content(id).toString()).toBe('Hello');
	});

	it('is sent again with all its bytes when Keap was down', async () => {
		const { id } = aFile('kept.txt');
		const bytes = randomBytes(10_000);
		keap.sandbox.setFaults(({ n }) => (n === 1 ? { kind: 'status', status: 502 } : undefined));
		await keap.run(
			{ ...file('update'), fileId: byId(id), updateFields: { file: 'data' } },
			{ items: [{ json: {}, binary: { data: await binary.file(bytes, 'x') } }] },
		);
		expect(keap.calls()).toHaveLength(2);
		expect(content(id).equals(bytes)).toBe(true);
	});

	it('says when there is nothing to update', async () => {
		const result = await keap.run({ ...file('update'), fileId: byId(1) });
		expectInputError(result, 0, 'missing', 'Update Fields');
		expect(keap.calls()).toEqual([]);
	});
});

it('gets one', async () => {
	const { id } = aFile('one.txt');
	const run = await keap.run({ ...file('get'), fileId: byId(id) });
	expect(keap.calls()).toEqual([`GET /v2/files/${id}`]);
	expect(output(run)[0]).toMatchObject({ id, file_name: 'one.txt' });
});

it('lists', async () => {
	const run = await keap.run({
		...file('getMany'),
		returnAll: true,
		filters: {
			category: 'DOCUMENTS',
			contactId: byId(3),
			createdTime: '2026-01-15T09:00:00Z',
			fileBoxType: 'CONTACT',
			fileName: 'a.txt',
			isPublic: true,
			updatedTime: '2026-01-15T09:00:00Z',
			userId: byId(1),
		},
		sort: { value: { field: 'file_name', direction: 'asc' } },
	});
	expect(run.error).toBeUndefined();
	expect(sent(keap)).toEqual([
		{
			call: 'GET /v2/files',
			query: {
				filter:
					'category==DOCUMENTS;contact_id==3;created_time==2026-01-15T09:00:00.000Z;' +
					'file_box_type==CONTACT;file_name==a.txt;is_public==true;' +
					'updated_time==2026-01-15T09:00:00.000Z;user_id==1',
				order_by: 'file_name asc',
				page_size: '1000',
			},
			body: undefined,
		},
	]);
});

it('deletes', async () => {
	const { id } = aFile('gone.txt');
	const run = await keap.run({ ...file('delete'), fileId: byId(id) });
	expect(keap.calls()).toEqual([`DELETE /v2/files/${id}`]);
	expect(output(run)).toEqual([{ deleted: true }]);
	expect(stored(id)).toBeUndefined();
});
