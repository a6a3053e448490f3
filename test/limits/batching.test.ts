import type { INodeExecutionData } from 'n8n-workflow';

import type { FaultPlan } from '../../sandbox';
import { expectInputError, expectKeapError, keapError, outcomes } from '../support/errors';
import { first, present, several } from '../support/present';
import { seedContacts, useTimedKeap } from './support';
import { tagRows } from '../operations/support';

/** Many items, few calls, and a result or an error of its own for each. */

const indexOf = ({ pairedItem }: INodeExecutionData) => (pairedItem as { item: number }).item;
const byId = (ids: string[]) => ids.map((id) => ({ id }));
const inOrder = (count: number) => Array.from({ length: count }, (_, i) => i);

const TAG = 'Batched';

const ADD_TAGS = {
	resource: 'contact',
	operation: 'addTags',
	contactId: '={{ $json.id }}',
	tags: tagRows(TAG),
};
const GET = { resource: 'contact', operation: 'get', contactId: '={{ $json.id }}' };
const GET_ALL = { resource: 'contact', operation: 'getMany', returnAll: true };

describe('batching', () => {
	const keap = useTimedKeap();
	const seedTag = (name: string) => keap.sandbox.store.insert('tag', { name }).id;
	const counted = (pattern: RegExp) => keap.calls().filter((call) => pattern.test(call)).length;

	it('tags 10,000 contacts by name with few calls; missing ones say so themselves', async () => {
		const others = Array.from({ length: 3_000 }, (_, i) => ({ name: `Tag ${i}` }));
		keap.sandbox.store.insertMany('tag', others);
		const tag = seedTag(TAG);
		const ids = seedContacts(keap, 10_000);
		const gone = [17, 4_321, 9_999];
		for (const i of gone) keap.sandbox.store.remove('contact', present(ids[i]));
		const result = await keap.run(ADD_TAGS, {
			items: byId(ids),
			onError: 'continueRegularOutput',
		});

		expect(keap.calls().length).toBeLessThanOrEqual(100);
		expect(counted(/^GET \/v2\/tags$/)).toBe(4);
		expect(result.items.map(indexOf)).toEqual(inOrder(10_000));
		const failed = result.items.filter(({ error }) => error);
		expect(failed.map(indexOf)).toEqual(gone);
		for (const i of gone)
			expectInputError(result, i, 'rejected', undefined, "'Contact'", /no contact/);
		expect(present(result.items[5]).json).toMatchObject({ contact_id: ids[5], result: 'added' });
		expect(keap.sandbox.store.carriersOf('contact', tag)).toHaveLength(10_000 - gone.length);
	});

	it('returns 100,000 contacts with 100 calls', async () => {
		seedContacts(keap, 100_000);
		const run = await keap.run({ ...GET_ALL, simplify: true });
		expect(run.items).toHaveLength(100_000);
		expect(new Set(run.items.map(({ json }) => json.id)).size).toBe(100_000);
		expect(counted(/^GET \/v2\/contacts$/)).toBe(100);
	});

	it('reads contacts by ID a hundred at a time', async () => {
		const ids = seedContacts(keap, 1_000);
		const again = first(ids);
		const asked = [...ids, '999999', again];
		const run = await keap.run(GET, { items: byId(asked), onError: 'continueRegularOutput' });
		expect(outcomes(run, 'id')).toEqual([...ids, keapError(1_000, 'notFound', '999999'), again]);
		expect(keap.calls().length).toBeLessThanOrEqual(12);
	});

	it('reads what updates have to keep a hundred at a time', async () => {
		const ids = seedContacts(keap, 300);
		const run = await keap.run(
			{
				resource: 'contact',
				operation: 'update',
				contactId: '={{ $json.id }}',
				updateFields: { phoneNumbers: { values: [{ field: 'PHONE1', number: '555 0100' }] } },
			},
			{ items: byId(ids) },
		);
		expect(run.items).toHaveLength(300);
		expect(counted(/^GET/)).toBe(3);
		expect(counted(/^PATCH/)).toBe(300);
	});

	it('does not overwrite what a batched read left out', async () => {
		const [first, second] = several(seedContacts(keap, 2), 2);
		const emptyList: FaultPlan = ({ path, method }) =>
			method === 'GET' && path === '/v2/contacts'
				? { kind: 'status', status: 200, body: { contacts: [], next_page_token: '' } }
				: undefined;
		keap.sandbox.setFaults(emptyList);
		await keap.run(
			{
				resource: 'contact',
				operation: 'update',
				contactId: '={{ $json.id }}',
				updateFields: {
					emailAddresses: { values: [{ field: 'EMAIL2', email: 'new@example.com' }] },
				},
			},
			{ items: byId([first, second]) },
		);
		expect(keap.sandbox.store.get('contact', first)?.email_addresses).toHaveLength(2);
		expect(keap.sandbox.store.get('contact', second)?.email_addresses).toHaveLength(2);
	});

	it('asks for tags, custom fields and contacts by email once in a run', async () => {
		seedTag(TAG);
		seedTag('Second');
		const ids = seedContacts(keap, 50);
		await keap.run({ ...ADD_TAGS, tags: tagRows(TAG, 'Second') }, { items: byId(ids) });
		expect(counted(/^GET \/v2\/tags$/)).toBe(1);
		expect(counted(/applyTags/)).toBe(2);

		await keap.run(
			{ ...ADD_TAGS, contactId: { __rl: true, mode: 'email', value: 'seeded1@example.com' } },
			{ items: byId(ids) },
		);
		expect(counted(/^GET \/v2\/contacts$/)).toBe(1);
		expect(counted(/applyTags/)).toBe(1);

		await keap.run({ ...GET_ALL, simplify: true });
		expect(counted(/model/)).toBeLessThanOrEqual(1);
	});

	it('halves a refused call until the bad ID is alone', async () => {
		const tag = seedTag(TAG);
		const ids = seedContacts(keap, 200);
		const bad = present(ids[123]);
		keap.sandbox.setFaults(({ path, n }) =>
			/applyTags/.test(path) && namesContact(n, bad)
				? { kind: 'status', status: 400, body: { message: `Contact ${bad} is locked` } }
				: undefined,
		);
		const run = await keap.run(ADD_TAGS, {
			items: byId(ids),
			onError: 'continueRegularOutput',
		});
		const failed = run.items.filter(({ error }) => error);
		expect(failed.map(indexOf)).toEqual([123]);
		expectKeapError(run, 123, 'badRequest', 'is locked');
		expect(keap.sandbox.store.carriersOf('contact', tag)).toHaveLength(199);
		expect(counted(/applyTags/)).toBeLessThanOrEqual(2 + 2 * Math.ceil(Math.log2(200)));
	});

	it('does not halve for ever what is refused for another reason', async () => {
		seedTag(TAG);
		const ids = seedContacts(keap, 2_000);
		keap.sandbox.setFaults(({ path }) =>
			/applyTags/.test(path)
				? { kind: 'status', status: 400, body: { message: 'Tagging is switched off' } }
				: undefined,
		);
		const run = await keap.run(ADD_TAGS, { items: byId(ids), onError: 'continueRegularOutput' });
		expect(run.items).toHaveLength(2_000);
		expect(outcomes(run, 'contactId')).toEqual(
			ids.map((_, i) => keapError(i, 'badRequest', 'Tagging is switched off')),
		);
		// One call for each 200 contacts, and ten that try single ones.
		expect(counted(/applyTags/)).toBeLessThanOrEqual(10 * 11);
	});

	const namesContact = (n: number, id: string) => {
		const body = keap.sandbox.log[n - 1]?.body as { contact_ids?: string[] } | undefined;
		return body?.contact_ids?.includes(id) === true;
	};
});
