import type { INodeParameters } from 'n8n-workflow';

import { useKeap } from '../support/keap';
import { output, sent } from './support';

/** Get Many over several pages: none is missing, none comes twice, and not one call more than needed. */

const keap = useKeap();

const users = (more: INodeParameters) => ({
	resource: 'user',
	operation: 'getMany',
	simplify: false,
	filters: {},
	sort: {},
	options: {},
	...more,
});

const all = { returnAll: true };

const rows = (from: number, count: number) =>
	Array.from({ length: count }, (_, i) => ({ id: String(from + i) }));

/** Answers with these pages, by token; an unknown token is ignored, as lists do that accept none. */
const serve = (pages: Record<string, unknown>) =>
	keap.sandbox.setFaults(({ query }) => {
		const body = pages[query.get('page_token') ?? ''] ?? pages[''];
		return { kind: 'status', status: 200, body };
	});

const read = async (parameters: INodeParameters) =>
	output(await keap.run(users(parameters))).map(({ id }) => Number(id));

const sizes = () => sent(keap).map(({ query }) => query.page_size);

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

describe('a limit', () => {
	const three = {
		'': { users: rows(1, 100), next_page_token: 'a' },
		a: { users: rows(101, 100), next_page_token: 'b' },
		b: { users: rows(201, 100), next_page_token: 'c' },
	};

	it.each([
		[1, ['1']],
		[99, ['99']],
		[100, ['100']],
		[101, ['100', '1']],
		[250, ['100', '100', '50']],
		[300, ['100', '100', '100']],
	])('of %d is kept over the pages', async (limit, asked) => {
		// Pages that are larger than what was asked for change nothing.
		serve(three);
		expect(await read({ limit })).toEqual(upTo(limit));
		expect(sizes()).toEqual(asked);
	});

	it('counts what came on pages that were not full', async () => {
		serve({
			'': { users: rows(1, 30), next_page_token: 'a' },
			a: { users: rows(31, 30), next_page_token: 'b' },
			b: { users: rows(61, 30), next_page_token: '' },
		});
		expect(await read({ limit: 70 })).toEqual(upTo(70));
		expect(sizes()).toEqual(['70', '40', '10']);
	});
});

describe('a token', () => {
	it.each<[string, Record<string, unknown>, number, number]>([
		['that is not accepted', { '': { users: rows(1, 3), next_page_token: 'a' } }, 3, 2],
		[
			'that comes back with new records',
			{
				'': { users: rows(1, 3), next_page_token: 'a' },
				a: { users: rows(4, 2), next_page_token: 'a' },
			},
			5,
			2,
		],
		[
			'that leads round',
			{
				'': { users: rows(1, 3), next_page_token: 'a' },
				a: { users: rows(4, 2), next_page_token: 'b' },
				b: { users: rows(6, 1), next_page_token: 'a' },
			},
			6,
			3,
		],
		[
			'that is new and leads back',
			{
				'': { users: rows(1, 3), next_page_token: 'a' },
				a: { users: rows(4, 2), next_page_token: 'b' },
				b: { users: rows(1, 3), next_page_token: 'c' },
			},
			5,
			3,
		],
		[
			'that leads to nothing',
			{
				'': { users: rows(1, 3), next_page_token: 'a' },
				a: { users: [], next_page_token: '' },
			},
			3,
			2,
		],
		[
			'on pages that stay empty',
			{
				'': { users: [], next_page_token: 'a' },
				a: { users: [], next_page_token: 'b' },
			},
			0,
			2,
		],
	])('%s repeats nothing', async (_, pages, count, calls) => {
		serve(pages);
		expect(await read(all)).toEqual(upTo(count));
		expect(keap.calls()).toHaveLength(calls);
	});

	it.each([null, undefined, ''])('of %j is the end', async (next_page_token) => {
		serve({ '': { users: rows(1, 100), next_page_token } });
		expect(await read(all)).toEqual(upTo(100));
		expect(keap.calls()).toHaveLength(1);
	});
});
