import https from 'node:https';

import { BASE_URL } from '../../nodes/Keap/api/transport';
import { DEFAULT_KEY, useKeap } from '../support/keap';
import { runNode } from '../support/engine';
import { first, present } from '../support/present';
import { CREATE, jitter, people, useTimedKeap } from './support';

/** 300 calls need 60 seconds for the first 240 and 6 for the rest; a tenth more is allowed. */
const ALLOWED_MS = 1.1 * 66_000;

describe.each([
	{ window: 'rolling', spike: 'rolling' },
	{ window: 'rolling', spike: 'smoothed' },
	{ window: 'calendar', spike: 'rolling' },
	{ window: 'calendar', spike: 'smoothed' },
] as const)('10 a second and 240 a minute: $window minute, $spike second', ({ window, spike }) => {
	const keap = useTimedKeap({ limits: { window }, spike, latencyMs: jitter() });

	it('creates 300 contacts without a refusal and without losing time', async () => {
		const { result, ms } = await keap.timed(() => keap.run(CREATE, { items: people(300) }));
		expect(result.error).toBeUndefined();
		expect(result.items).toHaveLength(300);
		expect(keap.sandbox.store.count('contact')).toBe(300);
		expect(keap.sandbox.log).toHaveLength(300);
		expect(keap.answered(429)).toBe(0);
		expect(ms).toBeLessThanOrEqual(ALLOWED_MS);
	});

	it('sends the first 240 calls as fast as ten a second allows', async () => {
		const { result, ms } = await keap.timed(() => keap.run(CREATE, { items: people(240) }));
		expect(result.items).toHaveLength(240);
		expect(keap.answered(429)).toBe(0);
		expect(ms).toBeLessThanOrEqual(27_000);
	});

	it('paces two executions that use one key together', async () => {
		const { result, ms } = await keap.timed(() =>
			Promise.all([0, 150].map((from) => create(people(150, from)))),
		);
		for (const run of result) expect(run.items).toHaveLength(150);
		expect(keap.answered(429)).toBe(0);
		expect(ms).toBeLessThanOrEqual(ALLOWED_MS);
	});

	it('lets a short execution through beside a long one', async () => {
		const end: Record<string, number> = {};
		const ended = (name: string) => () => (end[name] = keap.clock.now());
		const begin = keap.clock.now();
		const long = create(people(600)).then(ended('long'));
		await keap.clock.sleep(10_000);
		await create(people(20, 600)).then(ended('short'));
		await long;
		expect(keap.answered(429)).toBe(0);
		expect(present(end.short) - begin).toBeLessThan(10_000 + 6_000);
		expect(present(end.long) - begin).toBeGreaterThan(120_000);
	});
});

describe('in real time', () => {
	const keap = useKeap({ limits: {}, latencyMs: 30 });

	it('the second is kept to as well', async () => {
		const run = await keap.run(CREATE, { items: people(25) });
		expect(run.items).toHaveLength(25);
		const times = keap.sandbox.log.map(({ status, time }) => ({ status, time }));
		expect(times.filter(({ status }) => status === 429)).toEqual([]);
		expect(present(times[24]).time - first(times).time).toBeLessThan(4_000);
	});
});

describe('another program that uses the key', () => {
	const keap = useTimedKeap({ latencyMs: jitter() });

	it('gets its share, and the execution finishes', async () => {
		let on = true;
		const program = async () => {
			for (; on; await keap.clock.sleep(1_000)) await callDirectly(`${BASE_URL}/v2/tags`);
		};
		const other = program();
		const { result, ms } = await keap.timed(() => create(people(300)));
		on = false;
		await other;
		expect(result.error).toBeUndefined();
		expect(result.items).toHaveLength(300);
		expect(ms).toBeLessThan(130_000);
		expect(keap.answered(429)).toBeLessThan(40);
	});
});

/** A call past the node, which reaches the sandbox all the same. */
const callDirectly = async (url: string) =>
	await new Promise<void>((resolve, reject) => {
		const headers = { 'X-Keap-API-Key': DEFAULT_KEY };
		https
			.get(url, { headers }, (answer) => answer.resume().once('end', resolve))
			.once('error', reject);
	});

const create = async (items: Array<{ email: string }>) =>
	await runNode(CREATE, { key: DEFAULT_KEY, items });
