import { carryOut } from '../../nodes/Keap/run/flows/carryOut';
import type { RunContext } from '../../nodes/Keap/run/flows/runContext';
import { forEachBatch } from '../../nodes/Keap/run/flows/runContext';
import { forEachConcurrent } from '../../nodes/Keap/run/concurrency';
import type { PreparedItem } from '../../nodes/Keap/run/inputs/preparedItem';
import { Results } from '../../nodes/Keap/run/outputs/results';
import { present } from '../support/present';

/** No flow of the node leaves an item out; these do, to see what becomes of it. */

const items = [0, 1, 2, 3].map((index) => ({ index }) as PreparedItem);

async function after(flow: Parameters<typeof carryOut>[0], stopAtError = false): Promise<Results> {
	const results = new Results(stopAtError);
	const operation = { method: 'POST', path: '/v2/contacts' };
	await carryOut(flow, { operation, results } as RunContext, items);
	return results;
}

const kinds = ({ errors }: Results) =>
	[...errors].map(([index, error]) => [index, (error as { kind?: string }).kind ?? String(error)]);

it('gives an item that a flow leaves out an error of its own', async () => {
	const results = await after(async ({ results: own }) => {
		own.add(0, { id: '1' });
		own.none(1);
		own.fail(2, 'refused');
	});
	expect(kinds(results)).toEqual([
		[2, 'refused'],
		[3, 'unknownOutcome'],
	]);
});

it('gives what a flow throws to the items that have neither output nor error', async () => {
	const results = await after(async ({ results: own }) => {
		own.add(0, { id: '1' });
		own.fail(1, 'refused');
		throw new Error('Broken');
	});
	expect(kinds(results)).toEqual([
		[1, 'refused'],
		[2, 'Error: Broken'],
		[3, 'Error: Broken'],
	]);
	expect(results.succeeded).toBe(1);
});

it('leaves alone what a stopped run did not begin', async () => {
	const results = await after(async ({ results: own }) => own.fail(1, 'refused'), true);
	expect(kinds(results)).toEqual([[1, 'refused']]);
});

it('gives what the work on a batch throws to its items, and the other batches go on', async () => {
	const results = await after(async (run) => {
		await forEachBatch(
			run,
			[items.slice(0, 2), items.slice(2)],
			(batch) => batch,
			async ([first, second]) => {
				run.results.add(present(first).index, {});
				if (present(first).index === 0) throw new Error('Broken');
				run.results.add(present(second).index, {});
			},
		);
	});
	expect(kinds(results)).toEqual([[1, 'Error: Broken']]);
	expect([...results.outputs.keys()]).toEqual([0, 2, 3]);
});

it('ends all work that is under way before it tells what was thrown', async () => {
	const ended: number[] = [];
	const begun: number[] = [];
	const work = forEachConcurrent(
		Array.from({ length: 50 }, (_, i) => i),
		async (i) => {
			begun.push(i);
			for (let turn = 0; turn < i; turn++) await Promise.resolve();
			if (i === 3) throw new Error('Broken');
			ended.push(i);
		},
	);
	await expect(work).rejects.toThrow('Broken');
	expect(ended).toHaveLength(begun.length - 1);
	expect(begun.length).toBeLessThan(50);
});
