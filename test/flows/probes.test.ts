import { expectInputError, expectKeapError } from '../support/errors';
import { useTimedKeap } from '../limits/support';
import { addContacts, byId, tagRows } from '../operations/support';
import type { Fault, FaultRequest } from '../../sandbox';
import { first, present } from '../support/present';
import { counted, failedItems, idsIn, on, rejected } from './support';

/** A batch that Keap rejects because of one record, and then something else that goes wrong with the records sent alone. */

const keap = useTimedKeap();
const APPLY = /applyTags/;

const addTags = () => {
	const tag = keap.sandbox.store.insert('tag', { name: 'VIP' }).id;
	return {
		tag,
		parameters: {
			resource: 'contact',
			operation: 'addTags',
			contactId: byId('={{ $json.id }}'),
			tags: tagRows(tag),
		},
	};
};

const goOn = (ids: readonly string[]) => ({
	items: ids.map((id) => ({ id })),
	onError: 'continueRegularOutput' as const,
});

/** Keap rejects what holds the bad contact; what else happens depends on how many have been sent alone. */
const arrange = (bad: string, alone: (nth: number) => Fault | undefined) => {
	let probes = 0;
	const plan = (request: FaultRequest) => {
		const ids = idsIn(keap, request, 'contact_ids');
		const fault = ids.length === 1 ? alone(++probes) : undefined;
		return fault ?? (ids.includes(bad) ? rejected(404, 'Not Found') : undefined);
	};
	keap.sandbox.setFaults(on(APPLY, plan));
};

const DAY_USED: Fault = {
	kind: 'status',
	status: 429,
	headers: { 'x-keap-product-quota-limit': '30000', 'x-keap-product-quota-available': '0' },
};

it('blames the daily quota where that is used up', async () => {
	const { tag, parameters } = addTags();
	const ids = addContacts(keap, 200);
	arrange(present(ids[77]), () => DAY_USED);
	const run = await keap.run(parameters, goOn(ids));
	for (const i of [0, 1, 77, 199]) expectKeapError(run, i, 'dayExhausted', '2026-01-06T00:00');
	expect(failedItems(run.items)).toHaveLength(200);
	expect(keap.sandbox.store.carriersOf('contact', tag)).toEqual([]);
	expect(counted(keap, APPLY)).toBe(2);
});

it('ends with the outage that all of them meet', async () => {
	const { parameters } = addTags();
	const ids = addContacts(keap, 200);
	keap.sandbox.setFaults(({ n }) => (n === 1 ? rejected(404, 'Not Found') : rejected(503, 'Down')));
	const { result, ms } = await keap.timed(() => keap.run(parameters, goOn(ids)));
	for (const i of [0, 1, 100, 199]) expectKeapError(result, i, 'unavailable', '503');
	expect(ms).toBeLessThan(240_000);
});

it('does not wait for each of them where only what is sent alone fails', async () => {
	const { parameters } = addTags();
	const ids = addContacts(keap, 200);
	keap.sandbox.setFaults(
		on(APPLY, (request) =>
			idsIn(keap, request, 'contact_ids').length === 1
				? rejected(503, 'Down')
				: rejected(400, 'Locked'),
		),
	);
	const { result, ms } = await keap.timed(() => keap.run(parameters, goOn(ids)));
	expectKeapError(result, 0, 'unavailable', '503');
	expectKeapError(result, 199, 'badRequest', 'Locked', 'batch');
	expect(failedItems(result.items)).toHaveLength(200);
	expect(ms).toBeLessThan(300_000);
});

it('carries out the others after a failure that passes', async () => {
	const { tag, parameters } = addTags();
	const ids = addContacts(keap, 200);
	arrange(present(ids[77]), (nth) => (nth <= 9 ? rejected(503, 'Down') : undefined));
	const run = await keap.run(parameters, goOn(ids));
	expect(failedItems(run.items)).toEqual([0, 77]);
	expectKeapError(run, 0, 'unavailable', '503');
	expectInputError(run, 77, 'notFound', 'Contact', present(ids[77]));
	expect(keap.sandbox.store.carriersOf('contact', tag)).toHaveLength(198);
});

it('does not create twice what a lost response may have created', async () => {
	const contact = first(addContacts(keap, 1));
	const person = (i: number) => `person${i}@example.com`;
	keap.sandbox.store.put('contact', {
		...(keap.sandbox.store.get('contact', contact) as { id: string }),
		email_addresses: Array.from({ length: 30 }, (_, i) => ({ email: person(i), field: 'EMAIL1' })),
	});
	keap.sandbox.setFaults(
		on(/batchAdd/, ({ n }) =>
			n === 1 ? rejected(400, 'Bad') : n === 2 ? { kind: 'resetAfter' } : undefined,
		),
	);
	const run = await keap.run(
		{
			resource: 'email',
			operation: 'createBatch',
			sentToAddress: '={{ $json.to }}',
		},
		{
			items: Array.from({ length: 30 }, (_, i) => ({ to: person(i) })),
			onError: 'continueRegularOutput',
		},
	);
	expectKeapError(run, 0, 'unknownOutcome');
	expect(failedItems(run.items)).toEqual([0]);
	const made = keap.sandbox.store.list('email').map(({ sent_to_address }) => sent_to_address);
	expect([...made].sort()).toEqual(Array.from({ length: 30 }, (_, i) => person(i)).sort());
});
