import axios from 'axios';
import https from 'node:https';
import { DEFAULT_KEY } from '../../sandbox';
import { redirectKeapTo } from '../../sandbox/redirect.cjs';
import { start, type Harness } from './support';

describe('redirect', () => {
	let keap: Harness;
	let undo: () => void;
	const original = https.request;
	beforeAll(async () => {
		keap = await start();
		undo = redirectKeapTo(keap.url);
	});
	afterAll(async () => {
		undo();
		await keap.sandbox.close();
	});

	const headers = { 'X-Keap-API-Key': DEFAULT_KEY };
	const tags = 'https://api.infusionsoft.com/crm/rest/v2/tags';

	it.each([0, 5])('carries what axios sends, with %i redirects allowed', async (maxRedirects) => {
		const { status, data } = await axios.post<{ name: string }>(
			tags,
			{ name: `Posted ${maxRedirects}` },
			{
				headers,
				maxRedirects,
				httpsAgent: new https.Agent({ keepAlive: true }),
			},
		);
		expect({ status, name: data.name }).toEqual({ status: 201, name: `Posted ${maxRedirects}` });
	});

	it('keeps timeouts and aborts', async () => {
		keap.sandbox.setFaults(() => ({ kind: 'silence' }));
		await expect(axios.get(tags, { headers, timeout: 50 })).rejects.toMatchObject({
			code: 'ECONNABORTED',
		});
		const abort = new AbortController();
		setTimeout(() => abort.abort(), 50);
		await expect(axios.get(tags, { headers, signal: abort.signal })).rejects.toMatchObject({
			code: 'ERR_CANCELED',
		});
		keap.sandbox.setFaults();
	});

	it.each<[string, (done: (response: { statusCode?: number }) => void) => unknown]>([
		['an address', (done) => https.get(tags, { headers }, done)],
		[
			'a URL',
			(done) =>
				https.request(new URL(tags.replace('infusionsoft', 'keap')), { headers }, done).end(),
		],
		[
			'options',
			(done) =>
				https.get(
					{
						host: 'api.infusionsoft.com',
						path: '/crm/rest/v2/tags',
						headers: { ...headers, Host: 'api.infusionsoft.com' },
					},
					done,
				),
		],
	])('understands %s', async (_, send) => {
		expect((await new Promise<{ statusCode?: number }>(send)).statusCode).toBe(200);
	});

	it('leaves other hosts alone, and puts everything back', async () => {
		await expect(axios.get('https://localhost:1/', { timeout: 500 })).rejects.toMatchObject({
			code: 'ECONNREFUSED',
		});
		undo();
		expect(https.request).toBe(original);
	});
});
