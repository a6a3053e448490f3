import { useClock } from '../../nodes/Keap/api/clock';
import type { SandboxOptions } from '../../sandbox';
import { useKeap, type TestKeap } from '../support/keap';
import { VirtualClock, watchTraffic, type Traffic } from '../support/virtualClock';

export interface TimedKeap extends TestKeap {
	readonly clock: VirtualClock;
	/** Milliseconds of virtual time that some work takes. */
	timed<T>(work: () => Promise<T>): Promise<{ result: T; ms: number }>;
	/** How many of the logged calls were answered with this status. */
	answered(status: number): number;
}

/**
 * A sandbox that shares one virtual clock with the node: minutes of waiting pass in milliseconds, and everything about it
 * is as new before every test. The clock begins in the middle of a minute, as real runs do.
 */
export function useTimedKeap(options: SandboxOptions = {}): TimedKeap {
	let traffic: Traffic | undefined;
	let delayed = 0;
	// A request that the sandbox lets wait on this very clock is not under way: it is asleep.
	const clock = new VirtualClock(
		() => (traffic?.underWay ?? 0) > delayed,
		Date.UTC(2026, 0, 5, 12, 0, 37),
	);
	const sandboxClock = {
		now: clock.now,
		async sleep(ms: number) {
			delayed++;
			await clock.sleep(ms);
			delayed--;
		},
	};
	const keap = useKeap({ seed: false, limits: {}, ...options, clock: sandboxClock });
	beforeAll(() => {
		traffic = watchTraffic();
	});
	beforeEach(() => {
		clock.skip(61_000);
		keap.sandbox.reset();
		useClock(clock);
	});
	afterAll(() => traffic?.stop());
	return {
		get sandbox() {
			return keap.sandbox;
		},
		run: keap.run,
		calls: keap.calls,
		clock,
		async timed(work) {
			const begin = clock.now();
			const result = await work();
			return { result, ms: clock.now() - begin };
		},
		answered: (status) => keap.sandbox.log.filter((entry) => entry.status === status).length,
	};
}

/** 200 to 400 milliseconds, the same at every run. */
export function jitter(seed = 1): () => number {
	const random = randomFrom(seed);
	return () => 200 + Math.floor(random() * 200);
}

/** Numbers from 0 to 1 that look random and are the same at every run (mulberry32). */
export function randomFrom(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

/** Parameters of one contact's creation for each item, which brings its address. */
export const CREATE = {
	resource: 'contact',
	operation: 'create',
	email: '={{ $json.email }}',
};

export const people = (count: number, from = 0) =>
	Array.from({ length: count }, (_, i) => ({ email: `person${from + i}@example.com` }));

/** Contacts with consecutive ids that stand at Keap already; returns their ids. */
export function seedContacts({ sandbox }: TestKeap, count: number): string[] {
	const contacts = Array.from({ length: count }, (_, i) => ({
		given_name: `Given${i}`,
		email_addresses: [{ email: `seeded${i}@example.com`, field: 'EMAIL1' }],
	}));
	return sandbox.store.insertMany('contact', contacts).map(({ id }) => id);
}
