import { rateLimiterCount } from '../../nodes/Keap/api/rateLimiter';
import { first, present } from '../support/present';
import { CREATE, jitter, people, useTimedKeap } from './support';

/** What stays behind when the work is done: nothing. */

const KEYS = Array.from({ length: 50 }, (_, i) => `KeapAK-${i}`);

describe('rate limiters', () => {
	const keap = useTimedKeap({
		keys: KEYS.map((key) => ({ key, kind: 'SAK' })),
		latencyMs: jitter(),
	});
	const use = async (key: string) => await keap.run(CREATE, { items: people(1), key });

	it('of many keys are forgotten once their minute is over', async () => {
		for (const key of KEYS) await use(key);
		expect(rateLimiterCount()).toBeGreaterThan(40);
		await keap.clock.sleep(61_000);
		await use(first(KEYS));
		expect(rateLimiterCount()).toBe(1);
	});

	it('are kept while they know of a limit that is used up', async () => {
		keap.sandbox.setLimits({ perDay: 1 });
		await use(first(KEYS));
		keap.sandbox.setLimits({});
		await keap.clock.sleep(120_000);
		for (const key of KEYS.slice(1, 3)) await use(key);
		expect(rateLimiterCount()).toBe(3);
		const run = await use(first(KEYS));
		expect(run.error).toMatchObject({ failure: { cause: 'quota-exhausted' } });
	});

	it('are shared by keys that differ only in what copying added', async () => {
		await use(first(KEYS));
		await use(` ${KEYS[0]}\n`);
		await use(`Bearer ${KEYS[0]}\u200b`);
		expect(rateLimiterCount()).toBe(1);
	});

	it('leave nobody asleep, whether a run succeeds, fails or is cancelled', async () => {
		const controller = new AbortController();
		const cancelled = keap.run(CREATE, {
			items: people(300),
			key: KEYS[0],
			signal: controller.signal,
		});
		await keap.clock.sleep(30_000);
		controller.abort();
		await cancelled;
		await use(present(KEYS[1]));
		await use('unknown');
		await keap.clock.sleep(2_000);
		expect(keap.clock.asleep).toBe(0);
	});
});
