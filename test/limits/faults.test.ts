import type { INodeExecutionData } from 'n8n-workflow';

import type { Fault, FaultPlan } from '../../sandbox';
import { expectKeapError } from '../support/errors';
import { present } from '../support/present';
import { CREATE, jitter, people, randomFrom, seedContacts, useTimedKeap } from './support';

/** A thousand records while a fifth of all calls goes wrong. */

const COUNT = 1_000;

const KINDS: Fault[] = [
	{ kind: 'status', status: 429, body: { code: '429', message: 'Quota Exceeded' } },
	{ kind: 'status', status: 500, body: { message: 'Internal error' } },
	{ kind: 'status', status: 503 },
	{ kind: 'resetBefore' },
	{ kind: 'resetAfter' },
	{ kind: 'halfBody' },
	{ kind: 'html' },
	{ kind: 'html', status: 200 },
];
const SILENT: Fault[] = [{ kind: 'silence' }, { kind: 'silenceAfter' }];

/** The same plan at every run. Silence takes real time, so there is little of it. */
function aFifth(seed: number): FaultPlan {
	const random = randomFrom(seed);
	const pick = (faults: Fault[]) => faults[Math.floor(random() * faults.length)];
	return () => {
		if (random() >= 0.2) return undefined;
		return random() < 0.03 ? pick(SILENT) : pick(KINDS);
	};
}

const requestOptions = { timeout: 0.25 };

const indexOf = ({ pairedItem }: INodeExecutionData) => (pairedItem as { item: number }).item;

describe('while a fifth of the calls goes wrong', () => {
	const keap = useTimedKeap({ latencyMs: jitter() });

	it('1,000 contacts are created once each, or their items say that this is unknown', async () => {
		keap.sandbox.setFaults(aFifth(1));
		const items = people(COUNT);
		const run = await keap.run(
			{ ...CREATE, options: requestOptions },
			{ items, onError: 'continueRegularOutput' },
		);
		expect(run.items.map(indexOf)).toEqual(items.map((_, i) => i));

		const { store } = keap.sandbox;
		const unknown = run.items.filter(({ error }) => error);
		for (const item of run.items) {
			const { email } = present(items[indexOf(item)]);
			const made = store.contactsByEmail(email);
			if (item.error) {
				expectKeapError(run, indexOf(item), 'unknownOutcome');
				expect(made.length).toBeLessThanOrEqual(1);
			} else {
				expect(made.map(({ id }) => id)).toEqual([item.json.id]);
			}
		}
		expect(unknown.length).toBeGreaterThan(100);
	});

	it('1,000 contacts are updated, and keep what the update does not mention', async () => {
		const ids = seedContacts(keap, COUNT);
		keap.sandbox.setFaults(aFifth(2));
		const run = await keap.run(
			{
				resource: 'contact',
				operation: 'update',
				contactId: '={{ $json.id }}',
				updateFields: {
					jobTitle: '={{ "Job " + $json.id }}',
					emailAddresses: {
						values: [{ field: 'EMAIL2', email: '={{ $json.id }}@second.example' }],
					},
				},
				options: requestOptions,
			},
			{ items: ids.map((id) => ({ id })), onError: 'continueRegularOutput' },
		);
		expect(run.items.map(({ json }) => json.id)).toEqual(ids);
		for (const [i, id] of ids.entries()) {
			expect(keap.sandbox.store.get('contact', id)).toMatchObject({
				given_name: `Given${i}`,
				job_title: `Job ${id}`,
				email_addresses: [
					{ email: `seeded${i}@example.com`, field: 'EMAIL1' },
					{ email: `${id}@second.example`, field: 'EMAIL2' },
				],
			});
		}
	});

	it('1,000 contacts are deleted', async () => {
		const ids = seedContacts(keap, COUNT);
		keap.sandbox.setFaults(aFifth(3));
		const run = await keap.run(
			{
				resource: 'contact',
				operation: 'delete',
				contactId: '={{ $json.id }}',
				options: requestOptions,
			},
			{ items: ids.map((id) => ({ id })), onError: 'continueRegularOutput' },
		);
		expect(run.items).toHaveLength(COUNT);
		for (const { json } of run.items) expect(json).toEqual({ deleted: true });
		expect(keap.sandbox.store.count('contact')).toBe(0);
	});
});
