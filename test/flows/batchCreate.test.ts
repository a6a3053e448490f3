import type { JsonObject } from '../../sandbox';
import { errorOf, expectInputError, expectKeapError } from '../support/errors';
import { useKeap } from '../support/keap';
import { addContact, emails, output, pairs } from '../operations/support';
import { present } from '../support/present';
import { counted, failedItems, on, rejected, returned } from './support';

const keap = useKeap();

const TO = 'ada@example.com';
const BATCH = /batchAdd/;

beforeEach(() => {
	keap.sandbox.reset();
	addContact(keap, { email_addresses: emails(TO) });
});

const createBatch = {
	resource: 'email',
	operation: 'createBatch',
	sentToAddress: '={{ $json.to }}',
	additionalFields: { subject: '={{ $json.subject }}', originalProviderId: '={{ $json.id }}' },
};

const mails = (count: number) =>
	Array.from({ length: count }, (_, i) => ({ to: TO, subject: `No. ${i}`, id: `id-${i}` }));

const goOn = (items: JsonObject[]) => ({ items, onError: 'continueRegularOutput' as const });

/** How often each of the mails stands on record. */
const onRecord = (count: number) => {
	const subjects = keap.sandbox.store.list('email').map(({ subject }) => subject);
	return mails(count).map(({ subject }) => subjects.filter((known) => known === subject).length);
};

const subjectsIn = (n: number): string[] => {
	const { emails: sent = [] } = (present(keap.sandbox.log[n - 1]).body ?? {}) as {
		emails?: Array<{ subject: string }>;
	};
	return sent.map(({ subject }) => subject);
};

const changed = (change: (body: JsonObject) => unknown) =>
	keap.sandbox.setFaults(
		on(BATCH, { kind: 'changedBody', change: (body) => change(body as JsonObject) }),
	);

describe('a response of another shape', () => {
	it.each([
		['errors that are null', (body: JsonObject) => ({ ...body, errors: null })],
		['no errors', ({ emails }: JsonObject) => ({ emails })],
		['errors that are no list', (body: JsonObject) => ({ ...body, errors: {} })],
		['errors that say nothing', (body: JsonObject) => ({ ...body, errors: [null] })],
		[
			'nothing among the records',
			(body: JsonObject) => ({
				...body,
				emails: [null, ...(body.emails as JsonObject[]), 7],
			}),
		],
	])('with %s gives each item its record', async (_, change) => {
		changed(change);
		const run = await keap.run(createBatch, goOn(mails(3)));
		expect(output(run).map(({ subject }) => subject)).toEqual(['No. 0', 'No. 1', 'No. 2']);
		expect(pairs(run.items)).toEqual([0, 1, 2]);
	});

	it.each([
		['no body', () => undefined],
		['null', () => null],
		['a text', () => 'Created'],
		['a list', (body: JsonObject) => body.emails],
		['records that are null', (body: JsonObject) => ({ ...body, emails: null })],
		['records that are no list', (body: JsonObject) => ({ ...body, emails: { id: '1' } })],
		[
			'records without what tells them apart',
			(body: JsonObject) => ({
				...body,
				emails: (body.emails as JsonObject[]).map(({ id }) => ({ id })),
			}),
		],
	])('with %s leaves each item unknown, not made and not refused', async (_, change) => {
		changed(change);
		const run = await keap.run(createBatch, goOn(mails(2)));
		expect(failedItems(run.items)).toEqual([0, 1]);
		for (const i of [0, 1]) {
			expectKeapError(run, i, 'unknownOutcome');
			expect(errorOf(run, i).message).not.toMatch(/didn't create/);
		}
		expect(counted(keap, BATCH)).toBe(1);
	});

	it('that stops the run has an error of its own', async () => {
		changed(() => null);
		const run = await keap.run(createBatch, { items: mails(2) });
		expectKeapError(run, 0, 'unknownOutcome');
	});

	it('gives a reason to the one item that it can be about', async () => {
		changed(({ emails }) => ({
			emails: (emails as JsonObject[]).slice(1),
			errors: [{ error_message: 'Mailbox is full' }],
		}));
		const run = await keap.run(createBatch, goOn(mails(3)));
		expect(failedItems(run.items)).toEqual([0]);
		expectInputError(run, 0, 'rejected', undefined, 'Mailbox is full');
	});

	it('gives no reason to items of which some may have been made', async () => {
		keap.sandbox.setFaults(
			on(BATCH, returned({ emails: [], errors: [{ error_message: 'Mailbox is full' }] })),
		);
		const run = await keap.run(createBatch, goOn(mails(2)));
		for (const i of [0, 1]) expectKeapError(run, i, 'unknownOutcome');
	});

	it('says so where a refusal comes without a reason', async () => {
		changed(({ emails }) => {
			const [email, ...rest] = emails as JsonObject[];
			return { emails: rest, errors: [{ email, error_message: null }] };
		});
		const run = await keap.run(createBatch, goOn(mails(2)));
		expect(failedItems(run.items)).toEqual([0]);
		expectInputError(run, 0, 'rejected', undefined, 'no reason');
	});
});

describe('a batch that Keap rejects', () => {
	const rejecting = (bad: readonly number[], status = 400) => {
		const subjects = bad.map((i) => `No. ${i}`);
		keap.sandbox.setFaults(
			on(BATCH, ({ n }) =>
				subjectsIn(n).some((subject) => subjects.includes(subject))
					? rejected(status, 'Bad record')
					: undefined,
			),
		);
	};

	it.each([
		['one record', [17], 400],
		['several records', [0, 1, 40, 59], 400],
		['one record with 422', [31], 422],
		['one record with 409', [31], 409],
	])('because of %s makes the others once each', async (_, bad, status) => {
		rejecting(bad, status);
		const run = await keap.run(createBatch, goOn(mails(60)));
		expect(failedItems(run.items)).toEqual(bad);
		expect(onRecord(60)).toEqual(mails(60).map((_, i) => (bad.includes(i) ? 0 : 1)));
	});

	it('whatever is in it is tried a few times', async () => {
		keap.sandbox.setFaults(on(BATCH, rejected(400, 'Switched off')));
		const run = await keap.run(createBatch, goOn(mails(1000)));
		expect(failedItems(run.items)).toHaveLength(1000);
		for (const i of [0, 500, 999]) expectKeapError(run, i, 'badRequest', 'Switched off');
		expect(counted(keap, BATCH)).toBe(11);
	});

	it('is not sent again after an unknown outcome', async () => {
		keap.sandbox.setFaults(on(BATCH, { kind: 'resetAfter' }));
		const run = await keap.run(createBatch, goOn(mails(20)));
		expect(failedItems(run.items)).toHaveLength(20);
		expect(counted(keap, BATCH)).toBe(1);
		expect(onRecord(20)).toEqual(Array(20).fill(1));
	});

	it('makes nothing twice when a part of it has an unknown outcome', async () => {
		let lost = 0;
		keap.sandbox.setFaults(
			on(BATCH, ({ n }) => {
				const subjects = subjectsIn(n);
				if (subjects.includes('No. 17')) return rejected(400, 'Bad record');
				if (subjects.length > 1 && lost++ === 0) return { kind: 'resetAfter' };
				return undefined;
			}),
		);
		const run = await keap.run(createBatch, goOn(mails(60)));
		const made = onRecord(60);
		expect(made).toEqual(mails(60).map((_, i) => (i === 17 ? 0 : 1)));
		const failed = failedItems(run.items);
		expectKeapError(run, 17, 'badRequest', 'Bad record');
		expect(failed.length).toBeGreaterThan(1);
		for (const i of failed) if (i !== 17) expectKeapError(run, i, 'unknownOutcome');
		expect(new Set(pairs(run.items)).size).toBe(60);
	});

	it('stops the run at the record to blame, and tells what is made', async () => {
		rejecting([7]);
		const run = await keap.run(createBatch, { items: mails(8) });
		const made = onRecord(8).filter((times) => times === 1).length;
		expectKeapError(run, 7, 'badRequest', 'Bad record', `${made} other item`);
	});
});

it('does not begin a batch after one that failed', async () => {
	keap.sandbox.setFaults(on(BATCH, rejected(401, 'Who are you?')));
	const run = await keap.run(createBatch, {
		items: Array.from({ length: 60 }, () => ({ to: TO, subject: 'Same', id: 'same' })),
	});
	expect(run.error).toBeDefined();
	// As many as are under way at once.
	expect(counted(keap, BATCH)).toBeLessThanOrEqual(20);
});
