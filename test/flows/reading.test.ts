import { KeapClient } from '../../nodes/Keap/api/client';
import { useClock } from '../../nodes/Keap/api/clock';
import type { Keyed } from '../../nodes/Keap/api/lookups/keyed';
import { readForKeys } from '../../nodes/Keap/api/lookups/reading';
import { RateLimiter } from '../../nodes/Keap/api/rateLimiter';
import type { KeapRequest } from '../../nodes/Keap/api/request';
import { VirtualClock } from '../support/virtualClock';

/** How far a list is read for the keys that are wanted, and what it takes. */

const clock = new VirtualClock(() => false);
beforeEach(() => useClock(clock));
afterEach(() => useClock());

const PAGE = 10;

const list: Keyed = {
	noun: 'Thing',
	path: '/v2/things',
	items: 'things',
	pageSize: PAGE,
	fields: 'limit',
	key: {
		parts: [{ filter: 'name' }],
		idFilter: 'thing_id',
		fields: ['name'],
		of: ({ name }) => [String(name)],
	},
};

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

/** Reads a list of things with these IDs, each named for its own. */
async function read(ids: readonly number[], keys: readonly number[]) {
	const asked: Array<KeapRequest['query']> = [];
	const client = new KeapClient(
		async ({ query = {} }) => {
			asked.push(query);
			const [, after = 0] = String(query.filter ?? '').split('>');
			const beyond = ids.filter((id) => id > Number(after));
			if (query.order_by === 'id desc') beyond.reverse();
			const things = beyond.slice(0, Number(query.page_size));
			const body = { things: things.map((id) => ({ id: String(id), name: `Thing ${id}` })) };
			return { status: 200, headers: {}, text: JSON.stringify(body) };
		},
		new RateLimiter(),
		{ owner: 'test' },
	);
	const wanted = new Set(keys.map((key) => `thing ${key}`));
	const pages: number[] = [];
	const onPage = (records: number) => void pages.push(records);
	const reading = await readForKeys(client, list, wanted, { fields: ['id', 'name'], onPage });
	return { reading, asked, pages };
}

it('asks for the newest ID, and then for what lies beyond the last one', async () => {
	const { reading, asked, pages } = await read(
		[1, 2, 3, 5, 8, 13, 21, 22, 23, 24, 30, 31],
		upTo(20),
	);
	expect(asked).toEqual([
		{ fields: ['id'], order_by: 'id desc', page_size: 1 },
		...[0, 24].map((last) => ({
			filter: `thing_id>${last}`,
			fields: ['id', 'name'],
			order_by: 'id asc',
			page_size: PAGE,
		})),
	]);
	expect(pages).toEqual([10, 12]);
	expect(reading).toMatchObject({ lastId: 31, calls: 3 });
	expect(reading?.records.map(({ id }) => id)).toEqual(['1', '2', '3', '5', '8', '13']);
});

it.each([
	['an empty list', 0, 1],
	['one page', 9, 2],
	// What is full may go on: only the next page tells.
	['a full page', 10, 3],
	['as many pages as a tenth more calls allow', 209, 22],
])('reads %s', async (_, count, calls) => {
	const { reading, asked } = await read(upTo(count), upTo(20));
	expect(reading).toMatchObject({ lastId: count, calls });
	expect(asked).toHaveLength(calls);
});

it.each([
	['for less than twenty', 5, 19, 0],
	['for a list that is too long', 1_000, 20, 1],
	['for one that turns out too long', 221, 20, 2],
])('asks one by one %s', async (_, count, keys, calls) => {
	const { reading, asked } = await read(upTo(count), upTo(keys));
	expect(reading).toBeUndefined();
	expect(asked).toHaveLength(calls);
});
