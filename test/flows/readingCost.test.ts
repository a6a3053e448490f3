import { isWorthReading, type ReadingState } from '../../nodes/Keap/api/lookups/readingCost';
import { randomFrom } from '../limits/support';

/** Whether a list is read or its records are asked for, whatever the account turns out to be like. */

const PAGE = 1_000;

/** The calls that it takes to look up `keys` in an account with these IDs, ascending. */
function calls(keys: number, ids: number[]): number {
	const newest = ids[ids.length - 1] ?? 0;
	if (keys < 20) return keys;
	const state: ReadingState = { keys, spent: 1, idsLeft: newest, pageSize: PAGE };
	if (newest === 0) return state.spent;
	for (let from = 0; isWorthReading(state); from += PAGE) {
		state.spent++;
		const page = ids.slice(from, from + PAGE);
		const last = page.at(-1) ?? newest;
		if (page.length < PAGE || last === newest) return state.spent;
		state.idsLeft = newest - last;
		state.idsPerPage = ((last - (ids[0] ?? 0) + 1) / (from + PAGE)) * PAGE;
	}
	return state.spent + keys;
}

/** So many IDs, with gaps of `gap` on average from each to the next. */
function account(size: number, gap: (i: number) => number, start = 1): number[] {
	let id = start;
	return Array.from({ length: size }, (_, i) => (id += gap(i)));
}

const dense = () => 1;

it('reads small accounts, and large ones for many rows', () => {
	expect(calls(1_000, [])).toBe(1);
	expect(calls(1_000, account(20_000, dense))).toBe(21);
	expect(calls(1_000, account(400_000, dense))).toBe(401);
	expect(calls(50_000, account(500_000, dense))).toBe(501);
	// Every other ID belongs to something else, and the first one is not 1.
	expect(
		calls(
			1_000,
			account(100_000, () => 2, 3_000_000),
		),
	).toBeLessThanOrEqual(1_101);
	expect(
		calls(
			1_000,
			account(100_000, () => 2),
		),
	).toBe(101);
});

it('asks one by one where that takes fewer calls', () => {
	expect(calls(19, account(1_000, dense))).toBe(19);
	expect(calls(100, account(500_000, dense))).toBe(101);
});

it('never takes more than a tenth more calls than asking, whatever lies where', () => {
	const random = randomFrom(3);
	for (let n = 0; n < 300; n++) {
		const size = Math.floor(10 ** (2 + random() * 3.5));
		const turn = Math.floor(random() * size);
		const [before, after] = [1 + Math.floor(random() * 30), 1 + Math.floor(random() * 30)];
		const start = Math.floor(random() ** 4 * 5_000_000);
		const ids = account(size, (i) => (i < turn ? before : after), start);
		const keys = Math.floor(10 ** (1 + random() * 3.5));
		const taken = calls(keys, ids);
		expect([keys, taken, taken <= Math.ceil(keys * 1.1) + 1]).toEqual([keys, taken, true]);
	}
});
