import type { INodeParameters } from 'n8n-workflow';

import { expectKeapError } from '../support/errors';
import { useKeap } from '../support/keap';
import { addContact, addContacts, bodies, byId, emails, sent, stored } from '../operations/support';
import { present } from '../support/present';
import { counted, on, rejected } from './support';

/** What items do to one record happens in their order, and not at all once the run is to stop. */

/** The first calls take longest, so that what is not kept in order comes out of order. */
const latencies = () => {
	let ms = 60;
	return () => Math.max(0, (ms -= 10));
};

const keap = useKeap();

beforeEach(() => {
	keap.sandbox.reset();
	keap.sandbox.setLatency(latencies());
});
afterEach(() => keap.sandbox.setLatency(0));

const steps = ['one', 'two', 'three', 'four', 'five'];
const items = steps.map((name) => ({ name }));

/** An operation of which several items change one record, and how the record looks after them. */
interface Subject {
	parameters: INodeParameters;
	/** The calls that change it. */
	call: RegExp;
	/** What the record holds in the end. */
	last: () => unknown;
}

const subjects: Record<string, () => Subject> = {
	'a file, which is updated by POST': () => {
		const { id } = present(keap.sandbox.store.list('file')[0]);
		return {
			parameters: {
				resource: 'file',
				operation: 'update',
				fileId: byId(id),
				updateFields: { fileName: '={{ $json.name }}.txt' },
			},
			call: /^POST \/v2\/files/,
			last: () => stored(keap, 'file', id).file_name,
		};
	},
	'a tag': () => {
		const { id } = keap.sandbox.store.insert('tag', { name: 'Zero' });
		return {
			parameters: {
				resource: 'tag',
				operation: 'update',
				tagId: byId(id),
				updateFields: { name: '={{ $json.name }}.txt' },
			},
			call: /^PATCH/,
			last: () => stored(keap, 'tag', id).name,
		};
	},
	'a contact': () => {
		const id = addContact(keap);
		return {
			parameters: {
				resource: 'contact',
				operation: 'update',
				contactId: byId(id),
				updateFields: { jobTitle: '={{ $json.name }}.txt' },
			},
			call: /^PATCH/,
			last: () => stored(keap, 'contact', id).job_title,
		};
	},
	'a contact that is found by its address': () => {
		const id = addContact(keap, { email_addresses: emails('ada@example.com') });
		return {
			parameters: {
				resource: 'contact',
				operation: 'upsert',
				email: 'ada@example.com',
				matchBy: 'Email',
				additionalFields: { jobTitle: '={{ $json.name }}.txt' },
			},
			call: /^PATCH/,
			last: () => stored(keap, 'contact', id).job_title,
		};
	},
	'a record of any request': () => {
		const id = addContact(keap);
		return {
			parameters: {
				resource: 'api',
				operation: 'request',
				method: 'PATCH',
				path: `/v2/contacts/${id}?update_mask=job_title`,
				body: '={{ { job_title: $json.name + ".txt" } }}',
			},
			call: /^PATCH/,
			last: () => stored(keap, 'contact', id).job_title,
		};
	},
};

describe.each(Object.entries(subjects))('%s', (_, subject) => {
	it('is changed in the order of the items', async () => {
		const { parameters, call, last } = subject();
		const run = await keap.run(parameters, { items });
		expect(run.error).toBeUndefined();
		expect(counted(keap, call)).toBe(5);
		expect(last()).toBe('five.txt');
	});

	it('is not changed any more after the first item that fails', async () => {
		const { parameters, call } = subject();
		keap.sandbox.setFaults(on(call, rejected(400, 'Not now')));
		const run = await keap.run(parameters, { items });
		expectKeapError(run, 0, 'badRequest', 'Not now');
		expect(counted(keap, call)).toBe(1);
	});

	it('is changed by the other items when the run is to continue', async () => {
		const { parameters, call, last } = subject();
		let calls = 0;
		keap.sandbox.setFaults(on(call, () => (calls++ === 0 ? rejected(400, 'Not now') : undefined)));
		const run = await keap.run(parameters, { items, onError: 'continueRegularOutput' });
		expect(run.items.map(({ error }) => error !== undefined)).toEqual([
			true,
			false,
			false,
			false,
			false,
		]);
		expect(last()).toBe('five.txt');
	});
});

describe('any request', () => {
	const request = (made: Array<{ method: string; path: string; body?: object }>) =>
		keap.run(
			{
				resource: 'api',
				operation: 'request',
				method: '={{ $json.method }}',
				path: '={{ $json.path }}',
				body: '={{ $json.body }}',
			},
			{ items: made.map((one) => ({ body: {}, ...one })), onError: 'continueRegularOutput' },
		);

	it.each([
		[
			'updating and deleting',
			(id: string) => [
				['PATCH', `/v2/contacts/${id}`],
				['DELETE', `/v2/contacts/${id}`],
			],
		],
		[
			'its ID with zeros before it',
			(id: string) => [
				['PATCH', `/v2/contacts/00${id}`],
				['DELETE', `/v2/contacts/${id}`],
			],
		],
		[
			'what is below it',
			(id: string) => [
				['POST', `/v2/contacts/${id}/notes`],
				['DELETE', `/v2/contacts/${id}`],
			],
		],
		[
			'verbs',
			(id: string) => [
				['POST', `/v2/tags/${id}/contacts:applyTags`],
				['POST', `/v2/tags/${id}/contacts:removeTags`],
			],
		],
		[
			'both versions of an address',
			(id: string) => [
				['PUT', `/v1/contacts/${id}`],
				['DELETE', `/v1/contacts/${id}`],
			],
		],
	])('keeps the order of %s', async (_, made) => {
		const id = addContact(keap);
		const calls = made(id);
		// A second before the first is begun would arrive first.
		let first = true;
		keap.sandbox.setLatency(() => {
			const ms = first ? 80 : 0;
			first = false;
			return ms;
		});
		let underWay = 0;
		let most = 0;
		keap.sandbox.setFaults(() => {
			most = Math.max(most, keap.sandbox.inFlight);
			underWay++;
			return undefined;
		});
		await request(calls.map(([method = '', path = '']) => ({ method, path })));
		expect(underWay).toBe(2);
		expect(most).toBe(1);
		expect(sent(keap).map(({ call }) => call.split(' ')[0])).toEqual(
			calls.map(([method]) => method),
		);
	});

	it('lets what has nothing in common go out together', async () => {
		const ids = addContacts(keap, 5);
		keap.sandbox.setLatency(40);
		let most = 0;
		keap.sandbox.setFaults(() => {
			most = Math.max(most, keap.sandbox.inFlight);
			return undefined;
		});
		await request(ids.map((id) => ({ method: 'DELETE', path: `/v2/contacts/${id}` })));
		expect(most).toBeGreaterThan(1);
	});
});

it('merges several duplicates into one contact one after the other', async () => {
	const [keep, ...duplicates] = addContacts(keap, 4);
	let most = 0;
	keap.sandbox.setFaults(() => {
		most = Math.max(most, keap.sandbox.inFlight);
		return undefined;
	});
	const run = await keap.run(
		{
			resource: 'contact',
			operation: 'merge',
			contactId: byId(present(keep)),
			duplicateContactId: byId('={{ $json.id }}'),
		},
		{ items: duplicates.map((id) => ({ id })) },
	);
	expect(run.error).toBeUndefined();
	expect(most).toBe(1);
	expect(bodies(keap, 'POST').map(({ duplicate_contact_id }) => duplicate_contact_id)).toEqual(
		duplicates,
	);
});

it('ends what is under way and tells it when the run stops', async () => {
	const ids = addContacts(keap, 3);
	keap.sandbox.setLatency(0);
	keap.sandbox.setFaults(
		on(/DELETE/, ({ path }) => (path.endsWith(`/${ids[1]}`) ? rejected(403, 'No') : undefined)),
	);
	const run = await keap.run(
		{ resource: 'contact', operation: 'delete', contactId: byId('={{ $json.id }}') },
		{ items: ids.map((id) => ({ id })) },
	);
	expectKeapError(run, 1, 'forbidden', '2 other items were carried out before the run stopped');
	expect(keap.sandbox.store.get('contact', present(ids[2]))).toBeUndefined();
});
