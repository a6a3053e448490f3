import { clock, useClock } from '../../nodes/Keap/api/clock';
import { RateLimiter } from '../../nodes/Keap/api/rateLimiter';
import { VirtualClock } from '../support/virtualClock';
import { Network, sendMany } from './network';

/** A clock on the wall that is set while calls wait. */

const HOUR_MS = 3_600_000;

describe.each([
	['with a steady clock beside it', true],
	['without one', false],
])('%s', (_, steady) => {
	const virtual = new VirtualClock(() => false);
	const wall = { offset: 0 };
	beforeEach(() => {
		wall.offset = 0;
		useClock({
			now: () => virtual.now() + wall.offset,
			sleep: virtual.sleep,
			...(steady ? { elapsed: virtual.now } : {}),
		});
	});
	afterEach(() => useClock());

	it.each([-HOUR_MS, -90_000, -1_000])('set by %d ms: calls wait no longer', async (by) => {
		const network = new Network(virtual);
		const begin = virtual.now();
		const calls = sendMany(network.client(), 300);
		await virtual.sleep(10_000);
		wall.offset = by;
		expect(await calls).toBe(300);
		expect(network.refusals).toBe(0);
		expect(virtual.now() - begin).toBeLessThan(1.2 * 66_000);
	});

	it('set back: a pause after a 429 and the ceiling on waiting are as long as they were', async () => {
		const limiter = new RateLimiter();
		const first = await limiter.admit({ owner: 'a', deadline: clock.now() });
		if (!first.admitted) throw new Error('not admitted');
		const report = limiter.responded(first.sentAt, { 'retry-after': '20' });
		limiter.rateLimited('spike', report);
		const begin = virtual.now();
		const patient = limiter.admit({ owner: 'a', deadline: clock.now() + 30_000 });
		await virtual.sleep(5_000);
		wall.offset = -HOUR_MS;
		expect(await patient).toMatchObject({ admitted: true });
		expect(virtual.now() - begin).toBeGreaterThanOrEqual(20_000);
		expect(virtual.now() - begin).toBeLessThan(22_000);
	});
});

it('a clock that is put forward lets no second minute begin', async () => {
	const virtual = new VirtualClock(() => false);
	let offset = 0;
	useClock({ now: () => virtual.now() + offset, elapsed: virtual.now, sleep: virtual.sleep });
	const network = new Network(virtual);
	const calls = sendMany(network.client(), 400);
	await virtual.sleep(15_000);
	offset = HOUR_MS;
	expect(await calls).toBe(400);
	expect(network.refusals).toBe(0);
	useClock();
});

it('a machine that was asleep goes on at the pace of the limits', async () => {
	const virtual = new VirtualClock(() => false);
	useClock(virtual);
	const network = new Network(virtual);
	const calls = sendMany(network.client(), 300);
	await virtual.sleep(15_000);
	virtual.skip(HOUR_MS / 3);
	expect(await calls).toBe(300);
	expect(network.refusals).toBe(0);
	useClock();
});

it('the system clock sleeps as long as it is told, whatever the wall says', async () => {
	const now = jest.spyOn(Date, 'now');
	const begin = performance.now();
	let reading = 1e12;
	now.mockImplementation(() => (reading -= HOUR_MS));
	await clock.sleep(300);
	now.mockRestore();
	expect(performance.now() - begin).toBeLessThan(2_000);
});

it('the system clock sleeps no longer once it is told to stop', async () => {
	const begin = performance.now();
	await clock.sleep(60_000, AbortSignal.abort());
	const stop = new AbortController();
	const asleep = clock.sleep(60_000, stop.signal);
	stop.abort();
	await asleep;
	expect(performance.now() - begin).toBeLessThan(5_000);
});

it('the system clock tells the time, and how much of it has passed', async () => {
	expect(Math.abs(clock.now() - Date.now())).toBeLessThan(5_000);
	const before = clock.elapsed();
	expect(Math.abs(before - Date.now())).toBeLessThan(HOUR_MS);
	await clock.sleep(50);
	expect(clock.elapsed() - before).toBeGreaterThanOrEqual(49);
});

it('elapsed time never goes back, and goes on from where it was', () => {
	const readings = [5, 3, 8, 8, 1, 2];
	useClock({ now: () => 0, elapsed: () => readings.shift() ?? 0, sleep: async () => undefined });
	expect(Array.from({ length: 6 }, () => clock.elapsed())).toEqual([5, 5, 10, 10, 10, 11]);
	useClock();
});
