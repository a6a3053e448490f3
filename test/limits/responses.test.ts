import type { Fault } from '../../sandbox';
import { first } from '../support/present';
import { CREATE, people, seedContacts, useTimedKeap } from './support';
import { tagRows } from '../operations/support';

/** Responses that are not what they should be: who is to blame for them, and whether asking again can help. */

const READ = { resource: 'contact', operation: 'getMany' };
const html = { 'content-type': 'text/html' };
const page = (status: number, title: string): Fault => ({
	kind: 'status',
	status,
	body: `<!-- portal -->\n<html><head><title>${title}</title></head></html>`,
	headers: html,
});

const keap = useTimedKeap();
const context = (run: { error?: unknown }) =>
	(run.error as { context?: { kind?: string } } | undefined)?.context;

describe('a web page', () => {
	it('with status 200 is not Keap, and is not asked for a minute', async () => {
		keap.sandbox.setFaults(() => page(200, 'Sign in to Hotel WiFi'));
		const { result, ms } = await keap.timed(() => keap.run(READ));
		expect(context(result)).toMatchObject({ kind: 'unavailable' });
		expect(result.error?.message).toContain('Sign in to Hotel WiFi');
		expect(result.error?.message).not.toContain('HTTP 200');
		expect(result.error?.description).toMatch(/proxy|firewall/);
		expect(ms).toBeLessThan(15_000);
	});

	it('that forbids is no matter of permissions', async () => {
		keap.sandbox.setFaults(() => page(403, 'Access blocked'));
		const run = await keap.run(READ);
		expect(context(run)).toMatchObject({ kind: 'unavailable' });
		expect(run.error?.message).toContain('Access blocked');
		expect(run.error?.description).toContain('firewall');
		expect(keap.calls()).toHaveLength(1);
	});

	it('of a network that wants a sign in is asked once', async () => {
		keap.sandbox.setFaults(() => page(511, 'Network login'));
		const run = await keap.run(READ);
		expect(run.error?.description).toContain('sign-in');
		expect(keap.calls()).toHaveLength(1);
	});
});

describe('a status that no retry changes', () => {
	it.each([501, 505, 508])('%d is asked once', async (status) => {
		keap.sandbox.setFaults(() => ({ kind: 'status', status }));
		for (const parameters of [READ, CREATE]) {
			const run = await keap.run(parameters, { items: people(1) });
			expect(run.error?.message).toContain(String(status));
			expect(keap.calls()).toHaveLength(1);
		}
	});

	it.each([413, 414, 431])('%d says that the request is too large', async (status) => {
		keap.sandbox.setFaults(() => ({
			kind: 'status',
			status,
			body: '<html></html>',
			headers: html,
		}));
		const run = await keap.run(CREATE, { items: people(1) });
		expect(context(run)).toMatchObject({ kind: 'badRequest' });
		expect(run.error?.message).toContain('too large');
		expect(keap.calls()).toHaveLength(1);
	});

	it("407 is the proxy's, and was not carried out", async () => {
		keap.sandbox.setFaults(() => ({ kind: 'status', status: 407 }));
		const run = await keap.run(CREATE, { items: people(1) });
		expect(context(run)).toMatchObject({ kind: 'notConnected', problem: 'proxyAuthentication' });
		expect(keap.calls()).toHaveLength(1);
	});
});

describe('time', () => {
	it('that a read takes too long of is said, with the option that gives it more', async () => {
		keap.sandbox.setFaults(() => ({ kind: 'silence' }));
		const run = await keap.run({ ...READ, options: { timeout: 0.1 } });
		expect(run.error?.message).toContain('in time');
		expect(run.error?.description).toContain("'Timeout (Seconds)'");
		expect(keap.calls()).toHaveLength(5);
	});

	it('that is longer than a timer can be set to is no time limit of a moment', async () => {
		const run = await keap.run({ ...READ, options: { timeout: 9_999_999 } });
		expect(run.error).toBeUndefined();
	});

	it('that a 503 asks for is given', async () => {
		keap.sandbox.setFaults(({ n }) =>
			n === 1 ? { kind: 'status', status: 503, headers: { 'retry-after': '20' } } : undefined,
		);
		const { result, ms } = await keap.timed(() => keap.run(READ));
		expect(result.error).toBeUndefined();
		expect(ms).toBeGreaterThanOrEqual(20_000);
	});
});

describe('messages', () => {
	// n8n puts "The file or directory already exists" in place of a message with EEXIST in it.
	it.each(['a preexisting value', 'ECONNREFUSED by the back end', 'EPERM'])(
		'survive in n8n: %s',
		async (reason) => {
			keap.sandbox.setFaults(() => ({ kind: 'status', status: 400, body: { message: reason } }));
			const run = await keap.run(CREATE, { items: people(1) });
			expect(run.error?.message).toBe(`Keap rejected the request: ${reason}`);
		},
	);

	it('of inputs survive as well', async () => {
		const run = await keap.run({
			resource: 'contact',
			operation: 'addTags',
			contactId: seedContacts(keap, 1)[0],
			tags: tagRows('A preexisting tag'),
		});
		expect(run.error?.message).toContain('preexisting');
	});
});

describe('a lost response', () => {
	const LOST: Fault[] = [{ kind: 'resetAfter' }, { kind: 'status', status: 503 }];

	const UNLINK = {
		resource: 'contact',
		operation: 'unlink',
		contactId: '={{ $json.first }}',
		linkedContactId: '={{ $json.second }}',
		contactLinkTypeId: '={{ $json.type }}',
	};

	it.each(LOST)('of an unlink that was carried out is no failure: %p', async (fault) => {
		const gone: Fault = { kind: 'status', status: 404, body: { message: 'No such link' } };
		keap.sandbox.setFaults(({ n }) => (n === 1 ? fault : gone));
		const run = await keap.run(UNLINK, { items: [{ first: '1', second: '2', type: '3' }] });
		expect(run.error).toBeUndefined();
		expect(first(run.items).json).toEqual({ success: true });
		expect(keap.calls()).toHaveLength(2);
	});

	it('is not made up: an unlink of nothing fails', async () => {
		const gone: Fault = { kind: 'status', status: 404, body: { message: 'No such link' } };
		const hidden: Fault = { kind: 'status', status: 403, body: { message: 'No access' } };
		// Whether the contacts exist can't be learned, so the link is to blame.
		keap.sandbox.setFaults(({ method }) => (method === 'GET' ? hidden : gone));
		const run = await keap.run(UNLINK, { items: [{ first: '1', second: '2', type: '3' }] });
		expect(context(run)).toMatchObject({ kind: 'notFound' });
	});

	it.each([404, 410])('of a delete that was carried out is no failure: %d', async (status) => {
		keap.sandbox.setFaults(({ n }) => (n === 1 ? LOST[0] : { kind: 'status', status }));
		const [contactId] = seedContacts(keap, 1);
		const run = await keap.run({ resource: 'contact', operation: 'delete', contactId });
		expect(run.items.map(({ json }) => json)).toEqual([{ deleted: true }]);
	});
});
