import { KeapError } from '../../nodes/Keap/api/errors';
import { isRejection, sendDivided, type Reply } from '../../nodes/Keap/run/flows/sendDivided';

/** A batch that Keap rejects as a whole: which records are blamed, and what is sent to find them. */

const error = (kind: KeapError['kind'] = 'badRequest') =>
	new KeapError(kind, 'Rejected', {
		remedy: '',
		method: 'POST',
		path: '/v2/x',
		status: 400,
		detail: 'Bad',
	});

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

interface Options {
	/** Rejected, with whatever they are sent. */
	bad?: readonly number[];
	/** Overrides what a call brings; counted from 0. */
	reply?: (records: readonly number[], call: number) => Reply | undefined;
	isAbout?: boolean;
	/** Nothing more is to be sent after so many calls. */
	stopAfter?: number;
}

async function send(records: number[], options: Options = {}) {
	const { bad = [], reply, isAbout = false, stopAfter = Infinity } = options;
	const calls: number[][] = [];
	const rejected: number[] = [];
	const together: number[] = [];
	let shared: KeapError | undefined;
	const accepted = new Set<number>();
	await sendDivided(records, {
		async send(some) {
			const call = calls.push([...some]) - 1;
			const own = reply?.(some, call);
			if (own) return own;
			if (some.some((record) => bad.includes(record))) return error();
			for (const record of some) {
				expect(accepted.has(record)).toBe(false);
				accepted.add(record);
			}
			return 'accepted';
		},
		async rejected(record) {
			rejected.push(record);
		},
		rejectedTogether(some, reason) {
			together.push(...some);
			shared = reason;
		},
		isAbout: async () => isAbout,
		stopped: () => calls.length >= stopAfter,
	});
	return { calls, rejected, together, shared, accepted: [...accepted].sort((a, b) => a - b) };
}

const without = (records: number[], bad: readonly number[]) =>
	records.filter((record) => !bad.includes(record));

it('is sent once when Keap takes it, or when nobody knows', async () => {
	expect((await send(upTo(50))).calls).toEqual([upTo(50)]);
	expect((await send(upTo(50), { reply: () => 'failed' })).calls).toHaveLength(1);
});

it('of one record is not sent again', async () => {
	const { calls, rejected } = await send([7], { bad: [7] });
	expect(calls).toEqual([[7]]);
	expect(rejected).toEqual([7]);
});

it.each([
	[2, [0]],
	[2, [1]],
	[3, [1]],
	[10, [9]],
	[11, [0]],
	[11, [5]],
	[200, [137]],
	[200, [0]],
	[200, [3, 4, 199]],
	[200, upTo(9)],
])('of %i with %j finds these and no others', async (count, bad) => {
	const { rejected, together, accepted } = await send(upTo(count), { bad });
	expect(rejected.sort((a, b) => a - b)).toEqual(bad);
	expect(together).toEqual([]);
	expect(accepted).toEqual(without(upTo(count), bad));
});

it('of two hundred with a bad one takes fewer than twenty calls', async () => {
	for (const bad of [0, 1, 99, 100, 199])
		expect((await send(upTo(200), { bad: [bad] })).calls.length).toBeLessThan(20);
});

it('whose first probe is the bad one sends the others together', async () => {
	const { calls } = await send(upTo(200), { bad: [0] });
	expect(calls.map(({ length }) => length)).toEqual([200, 1, 1, 198]);
});

describe('that is rejected whatever is in it', () => {
	it('is tried ten times, at places that are no pattern', async () => {
		const { calls, rejected, together, shared } = await send(upTo(200), { bad: upTo(200) });
		expect(calls).toHaveLength(11);
		const probes = calls.slice(1).flat();
		expect(new Set(probes).size).toBe(10);
		expect(new Set(probes.map((place) => place % 2)).size).toBe(2);
		expect(Math.max(...probes)).toBeGreaterThan(150);
		expect(rejected).toEqual(probes);
		expect(together).toEqual(without(upTo(200), probes));
		expect(shared).toMatchObject({ kind: 'badRequest', status: 400, detail: 'Bad', path: '/v2/x' });
		expect(shared?.message).not.toBe('Rejected');
	});

	it('is tried in full where it is certainly about the records', async () => {
		const { calls, rejected, together } = await send(upTo(15), { bad: upTo(15), isAbout: true });
		expect(calls).toHaveLength(16);
		expect(rejected.sort((a, b) => a - b)).toEqual(upTo(15));
		expect(together).toEqual([]);
	});

	it('has nothing left to share when all were tried', async () => {
		const { rejected, together, shared } = await send(upTo(10), { bad: upTo(10) });
		expect(rejected).toHaveLength(10);
		expect(together).toEqual([]);
		expect(shared).toBeUndefined();
	});
});

describe('with a probe that fails', () => {
	it('is sent anew without it, twice at the most', async () => {
		const fails = (some: readonly number[]) => (some.length === 1 ? 'failed' : error());
		const { calls, together } = await send(upTo(20), { reply: fails });
		expect(calls.map(({ length }) => length)).toEqual([20, 1, 19, 1, 18, 1]);
		expect(together).toHaveLength(17);
	});

	it('has the others accepted', async () => {
		const { calls, accepted } = await send(upTo(20), {
			reply: (_, call) => [error(), 'failed' as const][call],
		});
		expect(calls).toHaveLength(3);
		expect(accepted).toHaveLength(19);
	});
});

describe('that is stopped', () => {
	it.each([1, 2, 3, 5])('after %i calls sends no more', async (stopAfter) => {
		const { calls, together } = await send(upTo(200), { bad: upTo(200), stopAfter });
		expect(calls).toHaveLength(stopAfter);
		expect(together).toEqual([]);
	});

	it.each([3, 4, 6])('while halving sends no more after %i', async (stopAfter) => {
		const { calls } = await send(upTo(200), { bad: [137], stopAfter });
		expect(calls).toHaveLength(stopAfter);
	});

	it('while sending each by itself sends no more', async () => {
		const options = { bad: upTo(15), isAbout: true, stopAfter: 13 };
		expect((await send(upTo(15), options)).calls).toHaveLength(13);
	});
});

it('only what certainly did nothing, and may be about a record, is a rejection', () => {
	const kinds = ['badRequest', 'conflict', 'forbidden', 'notFound'] as const;
	for (const kind of kinds) expect(isRejection(error(kind))).toBe(true);
	const others = [
		'unauthorized',
		'rateLimited',
		'unavailable',
		'unknownOutcome',
		'responseLost',
	] as const;
	for (const kind of others) expect(isRejection(error(kind))).toBe(false);
});
