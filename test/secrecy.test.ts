import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { INodeParameters } from 'n8n-workflow';

import { useClock } from '../nodes/Keap/api/clock';
import type { Fault } from '../sandbox';
import { everything } from './support/everything';
import { DEFAULT_KEY, useKeap } from './support/keap';
import { tagRows } from './operations/support';

/**
 * The key goes to Keap and nowhere else, whatever an operation is made of. How every kind of fault words itself is tested
 * beside the limits (test/limits/secrecy.test.ts); here each kind meets each kind of request.
 */
const keap = useKeap({ contacts: 5 });

const OPERATIONS: Record<string, INodeParameters> = {
	'a read': { resource: 'contact', operation: 'get', contactId: '1' },
	'a batched read': { resource: 'contact', operation: 'get', contactId: '={{ $json.id }}' },
	'a list': { resource: 'user', operation: 'getMany' },
	'a create': { resource: 'tag', operation: 'create', name: 'Made' },
	'a merged update': {
		resource: 'contact',
		operation: 'update',
		contactId: '={{ $json.id }}',
		updateFields: { phoneNumbers: { values: [{ field: 'PHONE1', number: '1' }] } },
	},
	'a batched write': {
		resource: 'contact',
		operation: 'addTags',
		contactId: '={{ $json.id }}',
		tags: tagRows('1'),
	},
	'a look-up': { resource: 'contact', operation: 'addTags', contactId: '1', tags: tagRows('VIP') },
	'a batched create': {
		resource: 'email',
		operation: 'createBatch',
		sentToAddress: 'a@example.com',
	},
	'an upload': {
		resource: 'file',
		operation: 'upload',
		file: 'file',
		fileAssociation: 'COMPANY',
	},
	'a download': { resource: 'file', operation: 'download', fileId: '1' },
	'any request': {
		resource: 'api',
		operation: 'request',
		method: 'POST',
		path: '/v2/tags',
		body: '{"name": "x"}',
	},
};

const quoting = (status: number): Fault => ({
	kind: 'status',
	status,
	body: { code: status, message: `Said of ${DEFAULT_KEY}`, details: [{ domain: DEFAULT_KEY }] },
});

const FAULTS: Record<string, Fault> = {
	'400': quoting(400),
	'401': quoting(401),
	'403': quoting(403),
	'404': quoting(404),
	'409': quoting(409),
	'429': { ...quoting(429), headers: { 'retry-after': '100000' } } as Fault,
	'501': quoting(501),
	'503': quoting(503),
	'a reset': { kind: 'resetBefore' },
	'half an answer': { kind: 'halfBody' },
	'a page': { kind: 'html' },
	'no answer in time': { kind: 'silence' },
};

const items = ['1', '2'].map((id) => ({
	json: { id },
	binary: { file: { data: 'eA==', mimeType: 'text/plain', fileName: 'x.txt' } },
}));

const run = async (parameters: INodeParameters, onError?: 'continueRegularOutput') =>
	await keap.run(
		{ ...parameters, options: { timeout: 0.05, maxWait: 1 } },
		{ items, onError, key: DEFAULT_KEY },
	);

/** Time for faults that are met again and again, without the pauses between. */
const skipPauses = () => {
	let now = Date.now();
	useClock({
		now: () => now,
		sleep: async (ms) => {
			now += ms;
			await new Promise((resolve) => setImmediate(resolve));
		},
	});
};

describe.each(Object.entries(FAULTS))('%s', (_, fault) => {
	it.each(Object.entries(OPERATIONS))('in %s leaves no key behind', async (__, parameters) => {
		skipPauses();
		keap.sandbox.setFaults(() => fault);
		for (const onError of [undefined, 'continueRegularOutput'] as const) {
			const result = await run(parameters, onError);
			expect(result.error ?? result.items[0]?.error).toBeDefined();
			expect(keap.sandbox.log.every(({ key }) => key === DEFAULT_KEY)).toBe(true);
			expect(everything(result)).not.toContain(DEFAULT_KEY);
			expect(JSON.stringify(result.run)).not.toContain(DEFAULT_KEY);
		}
	});
});

it.each([302, 307])('a redirect (%d) is not followed, also not by uploads', async (status) => {
	const visits: string[] = [];
	const elsewhere = createServer((request, response) => {
		visits.push(JSON.stringify(request.headers));
		response.end('{}');
	});
	await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
	const { port } = elsewhere.address() as AddressInfo;
	keap.sandbox.setFaults(() => ({
		kind: 'status',
		status,
		headers: { location: `http://127.0.0.1:${port}/crm/rest/v2/x` },
	}));
	for (const parameters of Object.values(OPERATIONS)) {
		expect((await run(parameters)).error).toBeDefined();
	}
	expect(visits).toEqual([]);
	await new Promise((resolve) => elsewhere.close(resolve));
});
