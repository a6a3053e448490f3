import { KeapClient } from '../../nodes/Keap/api/client';
import { KeapError } from '../../nodes/Keap/api/errors';
import { RateLimiter } from '../../nodes/Keap/api/rateLimiter';
import type { KeapRequest } from '../../nodes/Keap/api/request';
import { useClock } from '../../nodes/Keap/api/clock';
import { everyV1Record, listName } from '../../nodes/Keap/run/requests/v1Pages';
import { VirtualClock } from '../support/virtualClock';

/** Lists of REST v1, read to their end and no further. */

beforeEach(() => useClock(new VirtualClock(() => false)));
afterEach(() => useClock());

const REQUEST: KeapRequest = { method: 'GET', path: '/v1/orders' };

const rows = (from: number, count: number) =>
	Array.from({ length: count }, (_, i) => ({ id: from + i }));

/** Reads a list whose pages are these, in turn; the last one comes for all that follow. */
async function read(bodies: unknown[], query?: KeapRequest['query']) {
	const asked: Array<Record<string, unknown>> = [];
	const client = new KeapClient(
		async (request) => {
			const body = bodies[Math.min(asked.length, bodies.length - 1)];
			asked.push(request.query ?? {});
			return { status: 200, headers: {}, text: JSON.stringify(body) };
		},
		new RateLimiter(),
		{ owner: 'test' },
	);
	const result: unknown = await everyV1Record(client, { ...REQUEST, query }).catch(
		(error: unknown) => error,
	);
	return { result, asked };
}

const next = (offset: number) =>
	`https://api.infusionsoft.com/crm/rest/v1/orders/?limit=2&offset=${offset}`;

describe('a list that names its next page', () => {
	it('is read to the page that is empty', async () => {
		const { result, asked } = await read(
			[
				{ orders: rows(1, 2), next: next(2), count: 9 },
				{ orders: rows(3, 1), next: next(3), count: 9 },
				{ orders: [], next: next(5), count: 9 },
			],
			{ limit: 2, sort: 'id' },
		);
		expect(result).toEqual(rows(1, 3));
		expect(asked).toEqual([
			{ limit: 2, offset: 0, sort: 'id' },
			{ limit: 2, offset: 2, sort: 'id' },
			{ limit: 2, offset: 3, sort: 'id' },
		]);
	});

	it.each([undefined, null, ''])('ends where it names none: %p', async (none) => {
		const { result, asked } = await read(
			[
				{ orders: rows(1, 2), next: next(2) },
				{ orders: rows(3, 2), next: none },
				{ orders: rows(5, 2) },
			],
			{ limit: 2 },
		);
		expect(result).toEqual(rows(1, 4));
		expect(asked).toHaveLength(2);
	});

	it('is read on behind its page where the address has no offset', async () => {
		for (const address of ['https://x/', 'https://x/?offset=', 'https://x/?offset=1a', 'offset']) {
			const { result, asked } = await read(
				[{ orders: rows(1, 2), next: address }, { orders: [] }],
				{ limit: 5, offset: 10 },
			);
			expect(result).toEqual(rows(1, 2));
			expect(asked.map(({ offset }) => offset)).toEqual([10, 12]);
		}
	});

	it('that leads back ends there', async () => {
		const { result, asked } = await read(
			[
				{ orders: rows(1, 2), next: next(2) },
				{ orders: rows(3, 2), next: next(0) },
			],
			{ limit: 2 },
		);
		expect(result).toEqual(rows(1, 4));
		expect(asked).toHaveLength(2);
	});
});

describe('a list that names none', () => {
	it('is read while its pages are full', async () => {
		const { result, asked } = await read(
			[{ orders: rows(1, 3) }, { orders: rows(4, 3) }, { orders: rows(7, 2) }],
			{ limit: 3 },
		);
		expect(result).toEqual(rows(1, 8));
		expect(asked.map(({ offset }) => offset)).toEqual([0, 3, 6]);
	});

	it('and knows no offset gives its records once', async () => {
		const { result, asked } = await read([{ orders: rows(1, 3) }], { limit: 3 });
		expect(result).toEqual(rows(1, 3));
		expect(asked).toHaveLength(2);
	});

	it('has a page of a thousand at the most', async () => {
		for (const [limit, sent] of [
			[undefined, 1000],
			[999, 999],
			[1000, 1000],
			[1001, 1000],
			['5000', 1000],
			['many', 'many'],
		] as const)
			expect((await read([{ orders: [] }], { limit })).asked[0]).toEqual({
				limit: sent,
				offset: 0,
			});
		const { asked } = await read([{ orders: rows(1, 1000) }, { orders: rows(1001, 1) }]);
		expect(asked.map(({ offset }) => offset)).toEqual([0, 1000]);
	});

	it('begins where the request says', async () => {
		const { asked } = await read([{ orders: rows(1, 2) }, { orders: [] }], {
			limit: 2,
			offset: '4',
		});
		expect(asked.map(({ offset }) => offset)).toEqual(['4', 6]);
		const odd = await read([{ orders: [] }], { offset: 'x' });
		expect(odd.asked.map(({ offset }) => offset)).toEqual(['x']);
	});
});

describe('what is no list', () => {
	it.each<[unknown, unknown[]]>([
		[
			[1, 2],
			[1, 2],
		],
		[{ id: 1, tags: [1] }, [{ id: 1, tags: [1] }]],
		['text', ['text']],
	])('%j is all there is', async (body, expected) => {
		const { result, asked } = await read([body, { orders: rows(1, 1) }]);
		expect(result).toEqual(expected);
		expect(asked).toHaveLength(1);
	});

	it('in place of a later page is an error', async () => {
		const { result } = await read([{ orders: rows(1, 2), next: next(2) }, { message: 'Sorry' }]);
		expect(result).toBeInstanceOf(KeapError);
		expect(result).toMatchObject({ kind: 'unavailable' });
	});
});

it.each<[unknown, string | undefined]>([
	[{ orders: [] }, 'orders'],
	[{ orders: {} }, undefined],
	[{ count: 1, orders: [] }, 'orders'],
	[{ next: null, orders: [] }, 'orders'],
	[{ next_page_token: '', orders: [] }, 'orders'],
	[{ id: 1, orders: [] }, undefined],
	[{}, undefined],
	[[], undefined],
	[null, undefined],
	['text', undefined],
])('%j holds its records in %p', (body, expected) => expect(listName(body)).toBe(expected));
