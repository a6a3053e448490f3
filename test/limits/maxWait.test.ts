import { KeapClient, type ClientOptions } from '../../nodes/Keap/api/client';
import { RateLimiter, type Admission } from '../../nodes/Keap/api/rateLimiter';
import type { RawResponse } from '../../nodes/Keap/api/request';
import { clock, useClock } from '../../nodes/Keap/api/clock';
import { VirtualClock } from '../support/virtualClock';
import { Network, sendMany } from './network';

/** How long one request may wait: for limits that are used up, and for the others that share the key. */

const virtual = new VirtualClock(() => false);
beforeEach(() => useClock(virtual));
afterEach(() => useClock());

const ask = async (limiter: RateLimiter, owner: string, maxWaitMs: number): Promise<Admission> => {
	const admission = await limiter.admit({ owner, deadline: clock.now() + maxWaitMs });
	// No response is waited for: only the queue is looked at.
	if (admission.admitted) limiter.failed();
	return admission;
};

const isAdmitted = ({ admitted }: Admission) => admitted;

describe('Max Wait', () => {
	it('counts the place in a queue behind other executions, though calls flow', async () => {
		const limiter = new RateLimiter();
		const begin = virtual.now();
		const others = Array.from({ length: 200 }, (_, i) => ask(limiter, `other ${i}`, 3_600_000));
		const impatient = await ask(limiter, 'mine', 5_000);
		expect(impatient).toEqual({ admitted: false, reason: 'deadline' });
		expect(virtual.now() - begin).toBeGreaterThan(4_800);
		expect(virtual.now() - begin).toBeLessThan(6_500);
		expect((await Promise.all(others)).every(isAdmitted)).toBe(true);
	});

	it('is kept for each of many, while those with more patience get through', async () => {
		const limiter = new RateLimiter();
		const patience = (i: number) => (i % 2 ? 4_000 : 3_600_000);
		const begin = virtual.now();
		const ends = await Promise.all(
			Array.from({ length: 230 }, async (_, i) => {
				const { admitted } = await ask(limiter, `run ${i}`, patience(i));
				return { admitted, ms: virtual.now() - begin, patience: patience(i) };
			}),
		);
		for (const { admitted, ms, patience: most } of ends) {
			expect(ms).toBeLessThanOrEqual(most + 1_500);
			if (most > 4_000) expect(admitted).toBe(true);
		}
		expect(ends.filter(({ admitted }) => !admitted).length).toBeGreaterThan(50);
	});

	it('does not count the calls of the same execution that flow before it', async () => {
		const client = new Network(virtual).client({ maxWaitMs: 0 });
		expect(await sendMany(client, 230)).toBe(230);
	});

	it('of more than the wait lets 1,000 calls of one execution pass', async () => {
		const client = new Network(virtual).client({ maxWaitMs: 61_000 });
		expect(await sendMany(client, 1_000)).toBe(1_000);
	});

	it('ends at once where the next call leaves only later', async () => {
		const limiter = new RateLimiter();
		await Promise.all(Array.from({ length: 240 }, () => ask(limiter, 'first', 3_600_000)));
		const begin = virtual.now();
		expect(await ask(limiter, 'second', 20_000)).toEqual({ admitted: false, reason: 'deadline' });
		expect(virtual.now() - begin).toBeLessThan(1_000);
	});

	it('ends for a call that is turned down at each of its turns, while others pass', async () => {
		const limiter = new RateLimiter();
		const clientThatGets = (response: Partial<RawResponse>, options: ClientOptions) =>
			new KeapClient(
				async () => ({ status: 200, headers: {}, text: '{}', ...response }),
				limiter,
				options,
			);
		const request = { method: 'GET', path: '/v2/tags' } as const;
		const others = clientThatGets({}, { owner: 'others' });
		const limited = { status: 429, headers: { 'retry-after': '0.2' } };
		const mine = clientThatGets(limited, { owner: 'mine', maxWaitMs: 10_000 });
		const begin = virtual.now();
		let end = Infinity;
		const flow = async () => {
			while (end === Infinity) await others.send(request);
		};
		const flowing = flow();
		await expect(mine.send(request)).rejects.toMatchObject({ kind: 'rateLimited' });
		end = virtual.now();
		await flowing;
		expect(mine.stats.calls).toBeGreaterThan(10);
		expect(end - begin).toBeGreaterThan(11_000);
		expect(end - begin).toBeLessThan(12_500);
	});

	it('costs little with thousands who wait', async () => {
		const limiter = new RateLimiter();
		const begin = process.cpuUsage();
		const all = Array.from({ length: 5_000 }, (_, i) => ask(limiter, `run ${i}`, 120_000));
		const admitted = (await Promise.all(all)).filter(isAdmitted).length;
		const { user } = process.cpuUsage(begin);
		expect(admitted).toBeGreaterThan(400);
		expect(admitted).toBeLessThan(800);
		expect(user / 1_000).toBeLessThan(5_000);
	});
});
