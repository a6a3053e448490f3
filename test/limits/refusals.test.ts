import { clock, useClock } from '../../nodes/Keap/api/clock';
import type { Fault } from '../../sandbox';
import { KEAP_LIMITS } from '../../sandbox';
import { expectKeapError } from '../support/errors';
import { byId } from '../operations/support';
import { present, several } from '../support/present';
import { CREATE, jitter, people, useTimedKeap } from './support';

/** What becomes of calls that Keap answers with 429. */

const SPIKE = {
	fault: {
		faultstring: 'Spike arrest violation. Allowed rate : MessageRate{messagesPerPeriod=10}',
		detail: { errorcode: 'policies.ratelimit.SpikeArrestViolation' },
	},
};
const QUOTA = {
	code: '429',
	message: 'Quota Exceeded',
	status: 'Request Throttled',
	details: null,
};

type Headers = Record<string, string>;

const refusal = (body: unknown, headers: Headers = {}): Fault => ({
	kind: 'status',
	status: 429,
	body,
	headers,
});

const BLANK: Headers = Object.fromEntries(
	[
		'quota-limit',
		'quota-available',
		'quota-used',
		'quota-expiry-time',
		'throttle-limit',
		'throttle-available',
		'throttle-used',
		'spike-limit',
	].map((name) => [`x-keap-product-${name}`, '']),
);
const MINUTE_USED: Headers = {
	'x-keap-product-throttle-available': '0',
	'x-keap-product-throttle-used': '240',
};
const TENANT_USED: Headers = {
	'x-keap-tenant-throttle-available': '0|120000',
	'x-keap-tenant-throttle-used': '10000|130000',
};

const [SHORT, MINUTE] = [
	[300, 1_200],
	[1_000, 64_000],
];

interface Case {
	what: string;
	body: unknown;
	headers?: Headers;
	/** How long the call waits, at least and at the most. */
	wait: number[];
}

const CASES: Case[] = [
	{ what: 'the second', body: SPIKE, wait: SHORT },
	{ what: 'the second, in the other words', body: QUOTA, wait: SHORT },
	{ what: 'the second, without any words', body: undefined, headers: BLANK, wait: SHORT },
	{
		what: 'a page',
		body: '<html><h1>Slow down</h1></html>',
		headers: { 'content-type': 'text/html' },
		wait: SHORT,
	},
	{ what: 'the minute', body: QUOTA, headers: MINUTE_USED, wait: MINUTE },
	{ what: 'the minute, with blank headers', body: QUOTA, headers: BLANK, wait: MINUTE },
	{ what: "the whole app's minute", body: QUOTA, headers: TENANT_USED, wait: MINUTE },
	{
		what: 'Retry-After in seconds',
		body: SPIKE,
		headers: { 'retry-after': '7' },
		wait: [7_000, 7_200],
	},
	{
		what: 'Retry-After as a date',
		body: QUOTA,
		headers: { ...MINUTE_USED, 'retry-after': 'DATE' },
		wait: [19_000, 21_200],
	},
	{
		what: 'Retry-After that is nonsense',
		body: SPIKE,
		headers: { 'retry-after': 'soon' },
		wait: SHORT,
	},
	{ what: 'Retry-After of zero', body: SPIKE, headers: { 'retry-after': '0' }, wait: [0, 300] },
];

describe('a call that is refused', () => {
	const keap = useTimedKeap();

	it.each(CASES)('for $what is sent again in time', async ({ body, headers = {}, wait }) => {
		const later = new Date(keap.clock.now() + 20_000).toUTCString();
		const sent = { ...headers };
		if (sent['retry-after'] === 'DATE') sent['retry-after'] = later;
		keap.sandbox.setFaults(({ n }) => (n === 1 ? refusal(body, sent) : undefined));
		const { result, ms } = await keap.timed(() => keap.run(CREATE, { items: people(1) }));
		expect(result.error).toBeUndefined();
		expect(keap.calls()).toHaveLength(2);
		expect(keap.sandbox.store.count('contact')).toBe(1);
		expect(ms).toBeGreaterThanOrEqual(present(wait[0]));
		expect(ms).toBeLessThanOrEqual(present(wait[1]));
	});

	it('slows everyone who shares the key', async () => {
		keap.sandbox.setFaults(({ n }) =>
			n === 1 ? refusal(SPIKE, { 'retry-after': '30' }) : undefined,
		);
		const first = keap.run(CREATE, { items: people(1) });
		await keap.clock.sleep(1_000);
		const { ms } = await keap.timed(() => keap.run(CREATE, { items: people(1, 1) }));
		await first;
		expect(ms).toBeGreaterThanOrEqual(28_000);
	});

	it("blocks the key for a day at the most, whatever 'Retry-After' says", async () => {
		keap.sandbox.setFaults(({ n }) =>
			n === 1 ? refusal(SPIKE, { 'retry-after': '1e12' }) : undefined,
		);
		await keap.run(CREATE, { items: people(1) });
		keap.sandbox.setFaults();
		keap.clock.skip(26 * 3_600_000);
		expect((await keap.run(CREATE, { items: people(1) })).error).toBeUndefined();
	});

	it.each([{ 'retry-after': '0' }, {}, MINUTE_USED])(
		'again and again is tried ever less often (%p)',
		async (headers) => {
			keap.sandbox.setFaults(() => refusal(SPIKE, headers));
			const { result, ms } = await keap.timed(() =>
				keap.run({ ...CREATE, options: { maxWait: 600 } }, { items: people(20) }),
			);
			expect(result.error).toMatchObject({ failure: { cause: 'rate-limited' } });
			expect(ms).toBeLessThanOrEqual(602_000);
			expect(keap.calls().length).toBeLessThan(60);
		},
	);
});

describe('a call that is refused while others pass', () => {
	const keap = useTimedKeap();

	it.each([{}, { 'retry-after': '0' }, { 'retry-after': '1' }])(
		"again and again ends with 'Max Wait' (%p)",
		async (headers) => {
			const { store } = keap.sandbox;
			const [bad, good] = several(
				['bad', 'good'].map((name) => store.insert('tag', { name }).id),
				2,
			);
			keap.sandbox.setFaults(({ path }) =>
				path === `/v2/tags/${bad}` ? refusal(SPIKE, headers as Headers) : undefined,
			);
			const read = (tagId: string) => ({ resource: 'tag', operation: 'get', tagId: byId(tagId) });
			let ended = false;
			const refused = keap
				.timed(() => keap.run({ ...read(bad), options: { maxWait: 20 } }))
				.finally(() => (ended = true));
			for (let others = 0; others < 300 && !ended; others++) await keap.run(read(good));
			expect(ended).toBe(true);
			const { result, ms } = await refused;
			expect(result.error).toMatchObject({ failure: { cause: 'rate-limited' } });
			expect(ms).toBeGreaterThan(15_000);
			expect(ms).toBeLessThan(25_000);
		},
	);
});

describe('the end of the day', () => {
	const keap = useTimedKeap({ limits: { perDay: 50 }, latencyMs: jitter() });
	const midnight = Date.UTC(2026, 0, 6);

	it('fails the rest at once, with the time of the reset and without further calls', async () => {
		const { result, ms } = await keap.timed(() =>
			keap.run(CREATE, { items: people(500), onError: 'continueRegularOutput' }),
		);
		const failed = result.items.filter(({ error }) => error);
		expect(failed).toHaveLength(450);
		for (const { error } of failed) {
			expect(error).toMatchObject({
				description: expect.stringContaining('2026-01-06T00:00:00.000Z'),
				failure: { cause: 'quota-exhausted', resetsAtEpochMs: midnight },
			});
		}
		// Nothing but what was under way already.
		expect(keap.calls().length).toBeLessThanOrEqual(55);
		expect(ms).toBeLessThan(10_000);

		const again = await keap.run(CREATE, { items: people(1) });
		expect(again.error).toMatchObject({ failure: { cause: 'quota-exhausted' } });
		expect(keap.calls()).toHaveLength(0);

		keap.clock.skip(midnight - keap.clock.now() + 1_000);
		const tomorrow = await keap.run(CREATE, { items: people(1, 900) });
		expect(tomorrow.error).toBeUndefined();
	});

	it('is midnight UTC where Keap does not say when', async () => {
		keap.sandbox.setFaults(() =>
			refusal(QUOTA, { ...BLANK, 'x-keap-product-quota-available': '0' }),
		);
		const day = 86_400_000;
		const reset = (Math.floor(keap.clock.now() / day) + 1) * day;
		const run = await keap.run(CREATE, { items: people(1) });
		expect(run.error).toMatchObject({
			failure: { cause: 'quota-exhausted', resetsAtEpochMs: reset },
		});
	});

	it.each([
		['key', { 'x-keap-product-quota-available': '0', 'x-keap-product-quota-expiry-time': '' }],
		['app', { 'x-keap-tenant-throttle-available': '400|0' }],
	])(
		'may be known from an answer that succeeded or belong to the whole app: %s',
		async (_, headers) => {
			keap.sandbox.setLimits({ perDay: 1_000 });
			keap.sandbox.setFaults(({ n }) =>
				n === 2
					? refusal(QUOTA, { 'x-keap-product-throttle-available': '100', ...headers })
					: undefined,
			);
			const run = await keap.run(CREATE, { items: people(100), onError: 'continueRegularOutput' });
			expect(run.items.filter(({ error }) => error).length).toBeGreaterThanOrEqual(95);
			expect(keap.calls().length).toBeLessThan(6);
			keap.sandbox.setLimits({ perDay: 50 });
		},
	);
});

describe('a ceiling on waiting', () => {
	const keap = useTimedKeap({ latencyMs: jitter() });

	it.each([0, 5, 20])('of %d seconds is kept', async (maxWait) => {
		const { result, ms } = await keap.timed(() =>
			keap.run({ ...CREATE, options: { maxWait } }, { items: people(300) }),
		);
		const error = expectKeapError(
			result,
			240,
			'rateLimited',
			`${maxWait} seconds`,
			"'Max Wait (Seconds)'",
		);
		expect(error).toMatchObject({ failure: { cause: 'rate-limited' } });
		expect(keap.sandbox.store.count('contact')).toBe(KEAP_LIMITS.perMinute);
		expect(ms).toBeLessThanOrEqual(27_000 + maxWait * 1_000 + 1_000);
	});

	it('is refused when it is no number', async () => {
		const run = await keap.run({ ...CREATE, options: { maxWait: 'soon' } });
		expect(run.error).toMatchObject({
			name: 'NodeOperationError',
			type: 'input.invalid',
			message: expect.stringContaining('soon'),
			context: { parameter: 'Max Wait (Seconds)' },
		});
		expect(keap.calls()).toEqual([]);
	});

	it.each([
		['timeout', 0, 'Timeout (Seconds)'],
		['timeout', -1, 'Timeout (Seconds)'],
		['timeout', '={{ "-0.5" }}', 'Timeout (Seconds)'],
		['maxWait', -1, 'Max Wait (Seconds)'],
	])('%s of %p is refused before anything is sent', async (name, value, parameter) => {
		const run = await keap.run({ ...CREATE, options: { [name]: value } }, { items: people(1) });
		expect(run.error).toMatchObject({ type: 'input.outOfRange', context: { parameter } });
		expect(keap.calls()).toEqual([]);
	});

	it('does not hold against calls that go out at their pace', async () => {
		const run = await keap.run({ ...CREATE, options: { maxWait: 0 } }, { items: people(200) });
		expect(run.error).toBeUndefined();
	});

	it('fails at once what Keap puts off for longer', async () => {
		keap.sandbox.setFaults(() => refusal(QUOTA, { 'retry-after': '7200' }));
		const { result, ms } = await keap.timed(() => keap.run(CREATE, { items: people(1) }));
		expect(result.error).toMatchObject({ failure: { cause: 'rate-limited' } });
		expect(ms).toBeLessThan(2_000);
	});
});

describe('cancelling the execution', () => {
	const keap = useTimedKeap({ latencyMs: jitter() });

	it('ends the wait for the minute within a second and leaves nobody waiting', async () => {
		const controller = new AbortController();
		const run = keap.run(CREATE, { items: people(600), signal: controller.signal });
		// Preparing so many items takes real time, in which this clock may go on.
		while (keap.calls().length === 0) await keap.clock.sleep(1);
		await keap.clock.sleep(40_000);
		const { result, ms } = await keap.timed(async () => {
			controller.abort();
			return await run;
		});
		expect(ms).toBeLessThanOrEqual(1_000);
		expect(result.run.status).toBe('canceled');
		await keap.clock.sleep(120_000);
		expect(keap.calls()).toHaveLength(240);
		expect(keap.clock.asleep).toBe(0);
	});

	it('is noticed within a quarter of a second of real time', async () => {
		useClock();
		const controller = new AbortController();
		const asleep = clock.sleep(60_000, controller.signal);
		controller.abort();
		const begin = Date.now();
		await asleep;
		expect(Date.now() - begin).toBeLessThan(400);
	});

	it('ends the pause before a repetition, too', async () => {
		const controller = new AbortController();
		keap.sandbox.setFaults(() => ({ kind: 'status', status: 503 }));
		const run = keap.run(
			{ resource: 'contact', operation: 'getMany' },
			{ signal: controller.signal },
		);
		await keap.clock.sleep(20_000);
		const { ms } = await keap.timed(async () => {
			controller.abort();
			await run;
		});
		expect(ms).toBeLessThanOrEqual(1_000);
	});
});

describe.each([
	{ limits: { perSecond: 25, perMinute: 1_500 }, count: 1_000, atMostMs: 50_000 },
	{ limits: { perSecond: 5, perMinute: 100 }, count: 150, atMostMs: 1.1 * 70_000 },
	{ limits: { perSecond: 2, perMinute: 60 }, count: 100, atMostMs: 1.1 * 80_000 },
])('other figures in the headers: $limits', ({ limits, count, atMostMs }) => {
	const keap = useTimedKeap({ limits, latencyMs: jitter() });

	it('are followed', async () => {
		const { result, ms } = await keap.timed(() => keap.run(CREATE, { items: people(count) }));
		expect(result.error).toBeUndefined();
		expect(result.items).toHaveLength(count);
		expect(ms).toBeLessThanOrEqual(atMostMs);
		// At most those that left before the first answer came.
		expect(keap.answered(429)).toBeLessThanOrEqual(4);
	});
});

describe('a key that Keap does not accept', () => {
	const keap = useTimedKeap();

	it('is a failure of the credential', async () => {
		const run = await keap.run(CREATE, { items: people(1), key: 'KeapAK-unknown' });
		expect(run.error).toMatchObject({
			httpCode: '401',
			failure: { cause: 'credential-invalid' },
		});
		expect(keap.calls()).toHaveLength(1);
	});
});
