import type { Fault } from '../../sandbox';
import { first } from '../support/present';
import { useTimedKeap } from './support';

/** Endpoints that send one text: as a JSON string, as Keap documents it, or bare. */

const keap = useTimedKeap();

const sends = (body: unknown, contentType = 'text/plain'): Fault => ({
	kind: 'status',
	status: 200,
	body,
	headers: { 'content-type': contentType },
});

describe('a signature', () => {
	const GET_SIGNATURE = { resource: 'user', operation: 'getSignature', userId: '1' };

	it.each<[string, Fault, string]>([
		['a JSON string', sends('"Best regards"', 'application/json'), 'Best regards'],
		['a bare text', sends('Best regards, Ada'), 'Best regards, Ada'],
		[
			'a piece of HTML',
			sends('<p>Best <b>regards</b></p>', 'text/html'),
			'<p>Best <b>regards</b></p>',
		],
		[
			'a document',
			sends('<html><body>Best regards</body></html>', 'text/html'),
			'<html><body>Best regards</body></html>',
		],
		['nothing', { kind: 'status', status: 200 }, ''],
	])('may come as %s', async (_, fault, signature) => {
		keap.sandbox.setFaults(() => fault);
		const { result, ms } = await keap.timed(() => keap.run(GET_SIGNATURE));
		expect(result.error).toBeUndefined();
		expect(result.items.map(({ json }) => json)).toEqual([{ signature }]);
		expect(keap.calls()).toHaveLength(1);
		expect(ms).toBe(0);
	});

	it('is not the page of a proxy', async () => {
		keap.sandbox.setFaults(({ n }) =>
			n === 1 ? { kind: 'html', status: 200 } : sends('"Regards"', 'application/json'),
		);
		const run = await keap.run(GET_SIGNATURE);
		expect(run.items.map(({ json }) => json)).toEqual([{ signature: 'Regards' }]);
	});
});

describe('the content of a file', () => {
	const CONTENT = Buffer.from('Hello, file! \u00fe\u00ff?>', 'utf8');
	const BASE64 = CONTENT.toString('base64');
	const download = async (fault: Fault, record: object = {}) => {
		const { id } = keap.sandbox.store.insert('file', { file_name: 'a.txt', ...record });
		keap.sandbox.setFaults(({ path }) =>
			path.endsWith(':data')
				? fault
				: sends(JSON.stringify({ id, file_name: 'a.txt', ...record }), 'application/json'),
		);
		return await keap.run({ resource: 'file', operation: 'download', fileId: id });
	};

	it.each([
		['a JSON string', sends(JSON.stringify(BASE64), 'application/json')],
		['bare', sends(BASE64)],
		['with line breaks', sends(BASE64.replace(/.{8}/g, '$&\r\n') + '\n')],
		['a JSON string with line breaks', sends(JSON.stringify(BASE64.replace(/.{8}/g, '$&\n')))],
		['in quotes around several lines', sends(`"${BASE64.replace(/.{8}/g, '$&\n')}"`)],
		['without padding', sends(BASE64.replace(/=/g, ''))],
		['in the alphabet of addresses', sends(CONTENT.toString('base64url'))],
		['as a data URL', sends(`data:text/plain;base64,${BASE64}`)],
	])('may come %s', async (_, fault) => {
		const run = await download(fault);
		expect(run.error).toBeUndefined();
		const { data } = first(run.items).binary?.data ?? {};
		expect(Buffer.from(String(data), 'base64').equals(CONTENT)).toBe(true);
	});

	it('may be empty', async () => {
		const run = await download({ kind: 'status', status: 200 });
		expect(run.error).toBeUndefined();
		expect(first(run.items).binary?.data).toBeDefined();
	});

	it.each([
		['a sentence', sends('The file is being scanned.')],
		['words of the right letters', sends('try again soon')],
		['an object', sends('{"message":"gone"}', 'application/json')],
		['Base64 that was cut off', sends(`${BASE64.slice(0, 13)}`)],
	])('is no file when it is %s', async (_, fault) => {
		const run = await download(fault);
		expect(run.items).toEqual([]);
		expect(run.error).toMatchObject({ context: { kind: 'badResponse' } });
		expect(run.error?.message).toContain("'a.txt'");
	});

	it('is no file when nothing came of what should have a size', async () => {
		const run = await download({ kind: 'status', status: 200 }, { file_size: 12 });
		expect(run.error).toMatchObject({ context: { kind: 'badResponse' } });
	});
});
