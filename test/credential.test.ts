import { LoadOptionsContext } from 'n8n-core';
import { Workflow, type IHttpRequestOptions, type INode } from 'n8n-workflow';

import { KeapApiKey } from '../credentials/KeapApiKey.credentials';
import { RESTRICTED_KEY } from '../sandbox';
import { additionalData, nodeTypes } from './support/engine';
import { DEFAULT_KEY, useKeap } from './support/keap';

const credential = new KeapApiKey();

/** Requests of the older kind, too, which have a `uri`. */
const authenticate = async (
	request: Partial<IHttpRequestOptions> & { uri?: string },
	apiKey: unknown = 'KeapAK-1',
) => await credential.authenticate({ apiKey } as never, request as IHttpRequestOptions);

describe('authenticate', () => {
	it.each([
		[{ url: 'https://api.infusionsoft.com/crm/rest/v2/contacts' }],
		[{ url: 'https://api.keap.com/crm/rest/v2/contacts?x=https://evil.example' }],
		[{ url: 'HTTPS://API.Keap.com:443/crm/rest/v2/contacts' }],
		[{ uri: 'https://api.infusionsoft.com/crm/rest/v1/contacts' }],
		[{ baseURL: 'https://api.infusionsoft.com/crm/rest', url: '/v2/contacts' }],
		[{ baseURL: 'https://api.keap.com/crm/rest', url: '' }],
		[{ baseURL: 'https://evil.example', url: 'https://api.keap.com/crm/rest/v2/contacts' }],
	])('adds the key to %j', async (request) => {
		expect((await authenticate({ ...request, headers: { a: 'b' } })).headers).toEqual({
			a: 'b',
			'X-Keap-API-Key': 'KeapAK-1',
		});
	});

	it.each([
		[{ url: 'https://evil.example/crm/rest/v2/contacts' }],
		[{ url: 'https://api.infusionsoft.com.evil.example/' }],
		[{ url: 'https://evil.example/https://api.infusionsoft.com/' }],
		[{ url: 'https://api.infusionsoft.com@evil.example/' }],
		[{ url: 'https://keap.com/' }],
		[{ url: 'https://api.keap.com:8443/crm/rest' }],
		[{ url: 'http://api.infusionsoft.com/crm/rest/v2/contacts' }],
		[{ url: '//evil.example/', baseURL: 'https://api.keap.com' }],
		[{ url: '\\\\evil.example/', baseURL: 'https://api.keap.com' }],
		[{ url: 'https://evil.example/', baseURL: 'https://api.keap.com' }],
		[{ uri: 'https://evil.example/' }],
		[{ url: '/v2/contacts' }],
		[{ url: '' }],
		[{}],
		[{ url: 'not an address' }],
	])('refuses %j', async (request) => {
		const refusal = authenticate(request);
		await expect(refusal).rejects.toThrow(
			'The Keap API key is sent to Keap only (https://api.infusionsoft.com, https://api.keap.com), not to ',
		);
		await expect(refusal).rejects.not.toThrow(/KeapAK|undefined|Invalid URL/);
	});

	it('leaves the request that it was given alone', async () => {
		const request = { url: 'https://api.keap.com/crm/rest/v2/tags', headers: {} };
		await authenticate(request);
		expect(request).toEqual({ url: 'https://api.keap.com/crm/rest/v2/tags', headers: {} });
	});

	it.each([
		' KeapAK-1\n',
		'Bearer KeapAK-1',
		' bearer  KeapAK-1\n',
		'\tKeapAK-1\r\n',
		'Keap\u200bAK-1\ufeff',
		'KeapAK-1\u00a0',
	])('cleans %j of what copying added', async (key) => {
		const { headers } = await authenticate({ url: 'https://api.keap.com/' }, key);
		expect(headers).toEqual({ 'X-Keap-API-Key': 'KeapAK-1' });
	});
});

describe('test', () => {
	const keap = useKeap();

	/** The credential's own request, sent by n8n's HTTP client. */
	async function status(key: string): Promise<number> {
		const node: INode = {
			id: '1',
			name: 'Keap',
			type: 'n8n-nodes-keap.keap',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
			credentials: { keapApiKey: { id: '1', name: 'Keap' } },
		};
		const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
		const context = new LoadOptionsContext(workflow, node, additionalData(key, 'UTC'), '');
		const { statusCode } = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			credential.name,
			{
				...credential.test.request,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
			} as never,
		)) as { statusCode: number };
		return statusCode;
	}

	it.each([
		['a Service Account Key', DEFAULT_KEY, 200],
		['a key with blanks around it', ` ${DEFAULT_KEY}\n`, 200],
		['the token of a user without any permission', RESTRICTED_KEY, 200],
		['a wrong key', 'KeapAK-wrong', 401],
		['no key', '', 401],
	])('answers for %s', async (_, key, expected) => {
		expect(await status(key)).toBe(expected);
		expect(keap.calls()).toEqual(['GET /v2/settings/applications:isEnabled']);
	});

	it('tells a refused key and a busy one apart', () => {
		const messages = credential.test.rules?.map(({ properties }) => [
			(properties as { value: number }).value,
			properties.message,
		]);
		expect(messages).toEqual([
			[401, expect.stringContaining('does not accept this key')],
			[429, expect.stringContaining('limiting')],
		]);
	});
});
