import type { Fault } from '../../sandbox';
import { redirectKeapTo } from '../../sandbox/redirect.cjs';
import { expectKeapError } from '../support/errors';
import { present } from '../support/present';
import { CREATE, seedContacts, useTimedKeap } from './support';
import { tagRows } from '../operations/support';

/** Which requests are sent again after what: every method meets every fault twice before all is well. */

const FAULTS: Record<string, Fault> = {
	'429': { kind: 'status', status: 429, body: { code: '429', message: 'Quota Exceeded' } },
	'408': { kind: 'status', status: 408 },
	'500': { kind: 'status', status: 500, body: { message: 'Internal error' } },
	'502': { kind: 'html' },
	'503': { kind: 'status', status: 503, body: { fault: { faultstring: 'Service Unavailable' } } },
	'504': { kind: 'status', status: 504 },
	'524': { kind: 'html', status: 524 },
	'530': { kind: 'html', status: 530 },
	'a page with status 200': { kind: 'html', status: 200 },
	'reset before the answer': { kind: 'resetBefore' },
	'reset after the work': { kind: 'resetAfter' },
	'half a body': { kind: 'halfBody' },
	'an unreadable body': {
		kind: 'status',
		status: 200,
		body: '{"id":',
		headers: { 'content-type': 'application/json' },
	},
	silence: { kind: 'silence' },
	'silence after the work': { kind: 'silenceAfter' },
};

const OPERATIONS = {
	GET: { resource: 'contact', operation: 'get', contactId: '={{ $json.id }}', simplify: false },
	PATCH: {
		resource: 'contact',
		operation: 'update',
		contactId: '={{ $json.id }}',
		updateFields: { jobTitle: 'Tester' },
	},
	DELETE: { resource: 'contact', operation: 'delete', contactId: '={{ $json.id }}' },
	'POST that tags': {
		resource: 'contact',
		operation: 'addTags',
		contactId: '={{ $json.id }}',
		tags: tagRows('={{ $json.tag }}'),
	},
	'POST that creates': CREATE,
};

const CREATED = 'new@example.com';

/** A success that can't be read was carried out; of anything else nobody knows. */
const kindAfterCreate = (what: string) =>
	what === 'an unreadable body' ? 'responseLost' : 'unknownOutcome';

describe.each(Object.entries(OPERATIONS))('%s', (name, parameters) => {
	const keap = useTimedKeap();
	const creates = name === 'POST that creates';
	/** What Keap has in the end if the request was carried out, and if it was not. */
	const isDone = (id: string) => {
		const { store } = keap.sandbox;
		if (creates) return store.contactsByEmail(CREATED).length === 1;
		if (name === 'DELETE') return store.get('contact', id) === undefined;
		if (name === 'PATCH') return store.get('contact', id)?.job_title === 'Tester';
		return name === 'GET' || store.tagsOf('contact', id).length === 1;
	};
	const run = async (requestOptions = {}) => {
		const [id] = seedContacts(keap, 1);
		const tag = keap.sandbox.store.insert('tag', { name: 'Tag' }).id;
		const items = [{ id, tag, email: CREATED }];
		return { id, run: await keap.run({ ...parameters, options: requestOptions }, { items }) };
	};

	it.each(Object.entries(FAULTS))('%s', async (what, fault) => {
		keap.sandbox.setFaults(({ n }) => (n <= 2 ? fault : undefined));
		// Silence takes real time.
		const { id, run: result } = await run(/silence/.test(what) ? { timeout: 0.3 } : {});
		if (creates && what !== '429') {
			expectKeapError(result, 0, kindAfterCreate(what));
			expect(keap.calls()).toHaveLength(1);
			expect(isDone(present(id))).toBe(/after|half/.test(what));
		} else {
			expect(result.error).toBeUndefined();
			expect(result.items).toHaveLength(1);
			expect(keap.calls()).toHaveLength(3);
			expect(isDone(present(id))).toBe(true);
		}
	});

	it('the connection is never made', async () => {
		const undo = redirectKeapTo('http://127.0.0.1:1');
		void keap.clock.sleep(3_000).then(undo);
		const { id, run: result } = await run();
		expect(result.error).toBeUndefined();
		expect(keap.calls()).toHaveLength(1);
		expect(isDone(present(id))).toBe(true);
	});
});

describe('faults that do not end', () => {
	const keap = useTimedKeap();

	it('are given up after eight repetitions', async () => {
		const [id] = seedContacts(keap, 1);
		keap.sandbox.setFaults(() => FAULTS['503']);
		const { result, ms } = await keap.timed(() => keap.run(OPERATIONS.GET, { items: [{ id }] }));
		expect(keap.calls()).toHaveLength(9);
		expect(ms).toBeLessThan(120_000);
		const error = expectKeapError(
			result,
			0,
			'unavailable',
			'503',
			'9 times',
			'Service Unavailable',
		);
		expect(error).toMatchObject({
			httpCode: '503',
			failure: { cause: 'temporarily-unavailable' },
		});
	});

	it('say so when nothing was sent at all', async () => {
		const undo = redirectKeapTo('http://127.0.0.1:1');
		const run = await keap.run(CREATE, { items: [{ email: CREATED }] });
		undo();
		expect(run.error).toMatchObject({
			context: { kind: 'notConnected', problem: 'refused' },
			failure: { cause: 'temporarily-unavailable' },
		});
		expect(run.error?.description).toContain('Nothing was changed');
	});

	it('are no reason to call a missing record deleted', async () => {
		const undo = redirectKeapTo('http://127.0.0.1:1');
		void keap.clock.sleep(3_000).then(undo);
		const run = await keap.run(OPERATIONS.DELETE, { items: [{ id: '999' }] });
		expectKeapError(run, 0, 'notFound');
	});

	it('never pass for an empty list', async () => {
		seedContacts(keap, 3);
		keap.sandbox.setFaults(({ n }) => (n === 1 ? { kind: 'status', status: 200 } : undefined));
		const run = await keap.run({ resource: 'contact', operation: 'getMany', returnAll: true });
		expect(run.items).toHaveLength(3);
	});
});
