import type { IAllExecuteFunctions } from 'n8n-workflow';

import { KeapClient } from '../../nodes/Keap/api/client';
import { RateLimiter } from '../../nodes/Keap/api/rateLimiter';
import type { KeapRequest } from '../../nodes/Keap/api/request';
import { n8nTransport } from '../../nodes/Keap/api/transport';
import { expectInputError, expectKeapError } from '../support/errors';
import { byId } from '../operations/support';
import { useTimedKeap } from './support';

/** Requests that can't be put together fail at once, and nothing but their values is blamed. */

const keap = useTimedKeap();
const goOn = { onError: 'continueRegularOutput' as const };

/** An emoji takes two of a text's units; this cuts it in two. */
const CUT = '={{ "Ada 😀".slice(0, 5) }}';

it.each([
	['a filter', { resource: 'contact', operation: 'getMany', filters: { givenName: CUT } }],
	['a filter of tags', { resource: 'tag', operation: 'getMany', filters: { name: CUT } }],
	[
		'a parameter of a raw request',
		{
			resource: 'api',
			operation: 'request',
			path: '/v2/contacts',
			queryParameters: { values: [{ name: 'filter', value: CUT }] },
		},
	],
])('half a character in %s', async (_, parameters) => {
	const { result, ms } = await keap.timed(() => keap.run(parameters, goOn));
	const error = expectKeapError(result, 0, 'notConnected', 'half a character', 'values');
	expect(error.context.problem).toBe('invalid');
	expect(ms).toBeLessThan(1_000);
	expect(keap.calls()).toEqual([]);
});

it('half a character in an address that goes into a path', async () => {
	const email = '={{ "😀".slice(0, 1) + "ada@example.com" }}';
	for (const [parameters, label] of [
		[{ resource: 'contact', operation: 'upsert', email, matchBy: 'Email' }, 'Email'],
		[{ resource: 'emailAddress', operation: 'get', emailAddress: email }, 'Email'],
		[
			{ resource: 'contact', operation: 'delete', contactId: { ...byId(email), mode: 'email' } },
			'Contact',
		],
	] as const) {
		const run = await keap.run(parameters, goOn);
		expectInputError(run, 0, 'invalid', label);
		expect(keap.calls()).toEqual([]);
	}
});

it.each([['POST'], ['PATCH']] as const)(
	'a body that JSON has no form for, by %s',
	async (method) => {
		const body: Record<string, unknown> = {};
		body.itself = body;
		let sent = 0;
		const context = {
			helpers: { httpRequestWithAuthentication: async () => sent++ },
		} as unknown as IAllExecuteFunctions;
		const client = new KeapClient(n8nTransport(context), new RateLimiter(), { owner: 'test' });
		const request: KeapRequest = { method, path: '/v2/contacts/1', body };
		await expect(client.send(request)).rejects.toMatchObject({
			kind: 'notConnected',
			problem: 'invalid',
		});
		expect(sent).toBe(0);
	},
);
