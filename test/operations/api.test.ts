import { expectInputError, expectKeapError } from '../support/errors';
import { useKeap } from '../support/keap';
import { first } from '../support/present';
import { output, pairs, sent } from './support';

const keap = useKeap({ contacts: 250 });

const request = { resource: 'api', operation: 'request' };
const get = { ...request, method: 'GET' };
const REST = 'https://api.infusionsoft.com/crm/rest';

describe('request', () => {
	it('sends method, path, query and body as they are', async () => {
		const run = await keap.run({
			...request,
			method: 'POST',
			path: '/v2/tags?a=1',
			queryParameters: {
				values: [
					{ name: 'b', value: 'x;y==z' },
					{ name: 'c', value: '' },
					{ name: '', value: 'ignored' },
				],
			},
			body: '{ "name": "From n8n", "category": { "id": "1" } }',
		});
		expect(sent(keap)).toEqual([
			{
				call: 'POST /v2/tags',
				query: { a: '1', b: 'x;y==z', c: '' },
				body: { name: 'From n8n', category: { id: '1' } },
			},
		]);
		expect(output(run)[0]).toMatchObject({ name: 'From n8n' });
		expect(pairs(run.items)).toEqual([0]);
	});

	it('takes an object from an expression for the body', async () => {
		await keap.run(
			{
				...request,
				method: 'PATCH',
				path: '/v2/contacts/1',
				body: '={{ { given_name: $json.name } }}',
			},
			{ items: [{ name: 'Ann "A" O\'Neil' }] },
		);
		expect(first(sent(keap)).body).toEqual({ given_name: 'Ann "A" O\'Neil' });
	});

	it.each([
		['/v2/businessProfile', '/v2/businessProfile'],
		['v2/businessProfile', '/v2/businessProfile'],
		['/crm/rest/v2/businessProfile', '/v2/businessProfile'],
		['rest/v2/businessProfile', '/v2/businessProfile'],
		[` ${REST}/v2/businessProfile `, '/v2/businessProfile'],
		['https://api.keap.com/crm/rest/v1/account/profile', '/v1/account/profile'],
		['HTTPS://API.INFUSIONSOFT.COM/crm/rest/v1/account/profile', '/v1/account/profile'],
		['http://api.infusionsoft.com/crm/rest/v1/account/profile', '/v1/account/profile'],
		['https://api.infusionsoft.com:443/crm/rest/v1/account/profile', '/v1/account/profile'],
		['/v1/account/profile\n', '/v1/account/profile'],
		['/v1/account/profile', '/v1/account/profile'],
		['/v2/settings/applications:isEnabled', '/v2/settings/applications:isEnabled'],
		[
			'/v2/emailAddresses/a%2Fb%40example.com/status',
			'/v2/emailAddresses/a%2Fb%40example.com/status',
		],
	])('takes the path %p', async (path, expected) => {
		await keap.run({ ...get, path });
		expect(keap.calls()).toEqual([`GET ${expected}`]);
	});

	it.each([
		['another host', 'https://evil.example/crm/rest/v2/contacts'],
		['a host that looks like it', 'https://api.infusionsoft.com.evil.example/crm/rest/v2/contacts'],
		['a host behind a user', 'https://api.infusionsoft.com@evil.example/crm/rest/v2/contacts'],
		['a host without a scheme', '//evil.example/v2/contacts'],
		['another scheme', 'file:///v2/contacts'],
		['another place at Keap', 'https://api.infusionsoft.com/token'],
		['no version', '/contacts'],
		['a later version', '/v3/contacts'],
		['dots', '/v2/../../token'],
		['dots at the end', '/v2/contacts/..'],
		['encoded dots', '/v2/%2e%2E/%2e%2e/token'],
		['half encoded dots', '/v2/.%2e/token'],
		['dots encoded twice', '/v2/%252e%252e/%25252e./token'],
		['dots with a parameter of their segment', '/v2/..;/..;a=b/token'],
		['dots with an encoded one', '/v2/..%3b/token'],
		['backslashes', '/v2/..\\..\\token'],
		['an empty segment', '/v2//contacts'],
		['an ID that is missing', '/v2/contacts//notes'],
		['an ID that is missing at the end', '/v2/contacts/'],
		['dots behind encoded slashes', '/v2/contacts/..%2f..%2Ftoken'],
		['dots behind encoded backslashes', '/v2/contacts%5c..%5Ctoken'],
		['a percent sign that encodes nothing', '/v2/contacts/100%'],
		['a fragment behind the query', '/v2/contacts?page_size=1#top'],
		['a line break', '/v2/contacts\n/1'],
		['another port', 'https://api.infusionsoft.com:8443/crm/rest/v2/contacts'],
		['a blank', '/v2/contacts/1 2'],
		['a fragment', '/v2/contacts#1'],
		['nothing after the version', '/v2/'],
	])('refuses a path with %s', async (_, path) => {
		const run = await keap.run({ ...get, path });
		expectInputError(run, 0, 'invalid', 'Path', path.slice(0, 60), /\/v2\/contacts/);
		expect(keap.calls()).toEqual([]);
	});

	it('refuses a body that is no JSON, and sends nothing of the run', async () => {
		const run = await keap.run(
			{ ...request, method: 'POST', path: '/v2/tags', body: '={{ $json.body }}' },
			{ items: [{ body: '{"name": "ok"}' }, { body: '{name: ok' }] },
		);
		expectInputError(run, 1, 'invalid', 'Body (JSON)', '{name: ok');
		expect(keap.calls()).toEqual([]);
	});

	it('sends the others where the run is to continue', async () => {
		const run = await keap.run(
			{ ...request, method: 'POST', path: '/v2/tags', body: '={{ $json.body }}' },
			{
				items: [{ body: '{name: ok' }, { body: '{"name": "ok"}' }],
				onError: 'continueRegularOutput',
			},
		);
		expectInputError(run, 0, 'invalid', 'Body (JSON)', '{name: ok');
		expect(sent(keap).map(({ body }) => body)).toEqual([{ name: 'ok' }]);
	});

	it.each([
		['a second question mark', '/v2/tags?a=1?b=2', { a: '1?b=2' }],
		['nothing', '/v2/tags?', {}],
		['an address', '/v2/tags?url=https://example.com/?x=1', { url: 'https://example.com/?x=1' }],
		[
			'encoded characters',
			'/v2/tags?filter=name%3D%3DA%26B%3Bid%3E1',
			{ filter: 'name==A&B;id>1' },
		],
		['spaces', '/v2/tags?order_by=name desc ', { order_by: 'name desc' }],
		['a percent sign', '/v2/tags?filter=name==100%', { filter: 'name==100%' }],
		['equals signs', '/v2/tags?filter=email==a@example.com', { filter: 'email==a@example.com' }],
	])('takes a query with %s', async (_, path, query) => {
		await keap.run({ ...get, path });
		expect(keap.calls()).toEqual(['GET /v2/tags']);
		expect(first(sent(keap)).query).toEqual(query);
	});

	it.each([
		['/v2/tags?filter=', 'Path'],
		['/v2/tags?filter=%20', 'Path'],
		['/v2/tags?page_size=5&filter=name==', 'Path'],
		['/v2/contacts?filter=given_name==Ada;email== ', 'Path'],
		['/v2/contacts?filter=email==;given_name==Ada', 'Path'],
		['/v2/contacts?filter=contact_id>=', 'Path'],
		['=/v2/contacts?filter=email=={{ $json.nope }}', 'Path'],
		['=/v1/contacts?limit=5&email={{ $json.nope }}', 'Path'],
	])('refuses %s, which narrows nothing', async (path, parameter) => {
		const run = await keap.run({ ...get, path });
		expectInputError(run, 0, 'empty', parameter);
		expect(keap.calls()).toEqual([]);
	});

	it.each(['', '[]', '={{ $json.nope }}', '={{ [] }}', '=email=={{ $json.nope }}'])(
		'refuses the filter %j beside the path',
		async (value) => {
			const queryParameters = { values: [{ name: 'filter', value }] };
			const run = await keap.run({ ...get, path: '/v2/contacts', queryParameters });
			expectInputError(run, 0, 'empty', 'Query Parameters');
			expect(keap.calls()).toEqual([]);
		},
	);

	it('refuses a value without a name, which would narrow nothing', async () => {
		const read = async (value: string) =>
			await keap.run({
				...get,
				path: '/v2/tags',
				queryParameters: { values: [{ name: ' ', value }] },
			});
		expectInputError(await read('={{ ["", "VIP"] }}'), 0, 'missing', 'Query Parameters', 'VIP');
		expect(keap.calls()).toEqual([]);
		for (const nothing of [' ', '={{ [] }}', '={{ [""] }}']) {
			output(await read(nothing));
			expect(sent(keap)).toMatchObject([{ call: 'GET /v2/tags', query: {} }]);
		}
	});

	it.each([
		['/v2/tags?filter=name==VIP;', { filter: 'name==VIP;' }],
		['/v2/tags?page_token=&order_by=', { page_token: '', order_by: '' }],
		['/v1/tags?offset=&limit=', { offset: '', limit: '' }],
	])('takes %s', async (path, query) => {
		await keap.run({ ...get, path });
		expect(first(sent(keap)).query).toEqual(query);
	});

	it('joins the conditions of several filters', async () => {
		await keap.run({
			...get,
			path: '/v2/contacts?filter=given_name==Ada',
			queryParameters: { values: [{ name: 'filter', value: 'family_name==Abbott' }] },
		});
		expect(first(sent(keap)).query).toEqual({ filter: 'given_name==Ada;family_name==Abbott' });
	});

	it('refuses a plus sign in the path, which may stand for a space', async () => {
		const plus = await keap.run({ ...get, path: '/v1/contacts?email=ada+news@example.com' });
		expectInputError(plus, 0, 'invalid', 'Path', '"+"', '%2B');
		expect(keap.calls()).toEqual([]);
		for (const parameters of [
			{ path: '/v1/contacts?email=ada%2Bnews@example.com' },
			{
				path: '/v1/contacts',
				queryParameters: { values: [{ name: 'email', value: 'ada+news@example.com' }] },
			},
		]) {
			await keap.run({ ...get, ...parameters });
			expect(first(sent(keap)).query).toEqual({ email: 'ada+news@example.com' });
		}
	});

	it('takes what expressions give for a parameter', async () => {
		await keap.run(
			{
				...get,
				path: '/v2/tags?a=1',
				queryParameters: {
					values: [
						{ name: 'number', value: '={{ $json.number }}' },
						{ name: 'list', value: '={{ $json.list }}' },
						{ name: 'object', value: '={{ $json.object }}' },
						{ name: 'nothing', value: '={{ $json.nothing }}' },
						{ name: ' spaced ', value: ' x ' },
						{ name: 'bracket', value: '[x' },
						{ name: 'a', value: '2' },
					],
				},
			},
			{ items: [{ number: 0, list: [1, 'two'], object: { a: [1] }, nothing: null }] },
		);
		expect(first(sent(keap)).query).toEqual({
			a: '1,2',
			number: '0',
			list: '1,two',
			object: '{"a":[1]}',
			nothing: '',
			spaced: ' x ',
			bracket: '[x',
		});
	});

	it.each(['DELETE', 'PUT', 'PATCH', 'POST'])('sends a body with %s', async (method) => {
		keap.sandbox.setFaults(() => ({ kind: 'status', status: 200, body: { ok: true } }));
		await keap.run({ ...request, method, path: '/v1/tags/1/contacts', body: '{"ids": [1, 2]}' });
		expect(sent(keap)).toEqual([
			{ call: `${method} /v1/tags/1/contacts`, query: {}, body: { ids: [1, 2] } },
		]);
	});

	it.each(['  ', '', '={{ $json.nothing }}'])('sends no body for %j', async (body) => {
		keap.sandbox.setFaults(() => ({ kind: 'status', status: 204 }));
		await keap.run({ ...request, method: 'POST', path: '/v2/tags/1', body });
		expect(first(sent(keap)).body).toBeUndefined();
	});

	it.each([
		['an ID too long for a number', '{"id": 9007199254740993}', '9007199254740993'],
		['a negative one', '[-9007199254740993]', '-9007199254740993'],
		['a number beyond all', '{"n": 1e400}', '1e400'],
		['more digits than a number has', '{"n": 0.12345678901234567890123}', '0.123456789'],
	])('refuses a body with %s', async (_, body, literal) => {
		const run = await keap.run({ ...request, method: 'POST', path: '/v2/tags', body });
		expectInputError(run, 0, 'invalid', 'Body (JSON)', literal, 'quotation marks');
		expect(keap.calls()).toEqual([]);
	});

	it.each([
		['in a text', '{"id": "9007199254740993", "a\\"1e400": "\\" 9007199254740993"}'],
		['that is exact', '[9007199254740992, 1.50, 1e2, 0.1, 100000000000000000000, 12E-1, 10.50e1]'],
	])('takes a number %s', async (_, body) => {
		keap.sandbox.setFaults(() => ({ kind: 'status', status: 204 }));
		output(await keap.run({ ...request, method: 'POST', path: '/v2/tags/1', body }));
		expect(first(sent(keap)).body).toEqual(JSON.parse(body));
	});

	it('repeats a name of the query as a list', async () => {
		await keap.run({
			...get,
			path: '/v2/contacts/1?fields=id&fields=given_name',
			queryParameters: { values: [{ name: 'fields', value: 'family_name' }] },
		});
		expect(first(sent(keap)).query).toEqual({ fields: 'id,given_name,family_name' });
	});

	it('leaves what is hidden unsent', async () => {
		await keap.run({ ...get, path: '/v2/tags', body: '{"not": "sent"}' });
		expect(first(sent(keap)).body).toBeUndefined();
		await keap.run({
			...request,
			method: 'DELETE',
			path: '/v2/tags/40',
			returnAllPages: true,
		});
		expect(keap.calls()).toEqual(['DELETE /v2/tags/40']);
	});
});

describe('answer', () => {
	it('without a body is a success', async () => {
		const run = await keap.run({ ...request, method: 'DELETE', path: '/v2/tags/39' });
		expect(output(run)).toEqual([{ success: true }]);
	});

	it('that is a list becomes one item each', async () => {
		const run = await keap.run(
			{
				...request,
				method: 'POST',
				path: '/v1/contacts/1/tags',
				body: '{"tagIds": [1, 2]}',
			},
			{ items: [{}, {}] },
		);
		expect(output(run)).toHaveLength(4);
		expect(pairs(run.items)).toEqual([0, 0, 1, 1]);
	});

	it('that is a bare value gets a name', async () => {
		const run = await keap.run({ ...get, path: '/v2/users/1/signature' });
		expect(output(run)).toEqual([{ value: '<p>Maria Alvarez<br>Owner</p>' }]);
	});

	it('that is an empty list gives no item', async () => {
		keap.sandbox.setFaults(() => ({ kind: 'status', status: 200, body: [] }));
		const run = await keap.run({ ...get, path: '/v1/hooks' });
		expect(output(run)).toEqual([]);
	});

	it('to a method that Keap does not know there', async () => {
		const run = await keap.run({ ...request, method: 'PUT', path: '/v2/tags', body: '{}' });
		const error = expectKeapError(run, 0, 'badRequest', 'Method PUT is not supported');
		expect(error.httpCode).toBe('405');
	});
});

describe('all pages', () => {
	const all = { ...get, returnAllPages: true };

	it('of a v2 list, with the query on each', async () => {
		const run = await keap.run({ ...all, path: '/v2/contacts?fields=id&order_by=id%20desc' });
		expect(output(run).map(({ id }) => id)).toEqual(
			Array.from({ length: 250 }, (_, i) => String(250 - i)),
		);
		expect(keap.calls()).toHaveLength(3);
		for (const { query } of sent(keap)) {
			expect(query).toMatchObject({ fields: 'id', order_by: 'id desc' });
		}
		expect(pairs(run.items)).toEqual(Array(250).fill(0));
	});

	it('in the size that was asked for', async () => {
		const run = await keap.run({ ...all, path: '/v2/contacts?page_size=60' });
		expect(output(run)).toHaveLength(250);
		expect(sent(keap).map(({ query }) => query.page_size)).toEqual(Array(5).fill('60'));
	});

	it('never larger than the list gives: users come by the hundred', async () => {
		keap.sandbox.store.insertMany(
			'user',
			Array.from({ length: 150 }, (_, i) => ({
				given_name: `User ${i}`,
				status: 'ACTIVE',
				partner: false,
			})),
		);
		const run = await keap.run({ ...all, path: '/v2/users' });
		expect(run.error).toBeUndefined();
		expect(output(run)).toHaveLength(157);
	});

	it('of a v1 list, by limit and offset', async () => {
		const run = await keap.run({ ...all, path: '/v1/contacts?limit=100' });
		expect(output(run)).toHaveLength(250);
		expect(sent(keap).map(({ query }) => query)).toEqual(
			// The sandbox names a next page after the last, as Keap does: an empty one ends the list.
			[0, 100, 200, 300].map((offset) => ({ limit: '100', offset: String(offset) })),
		);
	});

	it('of a v1 list from an offset on', async () => {
		const run = await keap.run({
			...all,
			path: '/v1/contacts?offset=120',
			queryParameters: { values: [{ name: 'limit', value: '50' }] },
		});
		expect(output(run)).toHaveLength(130);
		expect(first(sent(keap)).query).toEqual({ limit: '50', offset: '120' });
	});

	/** Answers with these pages, by the offset or the token that is asked for; one that is unknown is the first. */
	const serve = (name: 'offset' | 'page_token', pages: Record<string, unknown>) =>
		keap.sandbox.setFaults(({ query }) => {
			const body = pages[query.get(name) ?? ''] ?? Object.values(pages)[0];
			return { kind: 'status', status: 200, body };
		});
	const rows = (...ids: number[]) => ids.map((id) => ({ id }));
	const next = (offset: number) => `${REST}/v1/notes?since=x&limit=3&offset=${offset}`;

	const v1: Array<[string, Record<string, unknown>, number[], number]> = [
		[
			'goes on after a short page where the response names a next one',
			{
				0: { notes: rows(1, 2), next: next(2) },
				2: { notes: rows(3), next: next(3) },
				3: { notes: rows(4, 5, 6), next: '' },
			},
			[1, 2, 3, 4, 5, 6],
			3,
		],
		[
			'goes where the response says, not where the limit would',
			{ 0: { notes: rows(1, 2, 3), next: next(7) }, 7: { notes: rows(4) } },
			[1, 2, 3, 4],
			2,
		],
		[
			'ends with a full page after which no next one is named',
			{ 0: { notes: rows(1, 2, 3), next: next(3) }, 3: { notes: rows(4, 5, 6), next: null } },
			[1, 2, 3, 4, 5, 6],
			2,
		],
		[
			'ends with an empty page, whatever it says',
			{
				0: { notes: rows(1, 2, 3), count: 99, next: next(3) },
				3: { notes: [], count: 99, next: next(6) },
				6: { notes: rows(9) },
			},
			[1, 2, 3],
			2,
		],
		[
			'gives a page once that comes again, at the end or later',
			{
				0: { notes: rows(1, 2, 3), next: next(3) },
				3: { notes: rows(4, 5, 6), next: next(6) },
				6: { notes: rows(1, 2, 3), next: next(9) },
			},
			[1, 2, 3, 4, 5, 6],
			3,
		],
		[
			'asks for no page twice',
			{ 0: { notes: rows(1, 2, 3), next: next(3) }, 3: { notes: rows(4), next: next(0) } },
			[1, 2, 3, 4],
			2,
		],
		[
			'goes on by offset while pages are full where none is named',
			{
				0: { notes: rows(1, 2, 3) },
				3: { notes: rows(4, 5, 6) },
				6: { notes: rows(7) },
			},
			[1, 2, 3, 4, 5, 6, 7],
			3,
		],
		[
			'ends with a short page where none is named',
			{ 0: { notes: rows(1, 2), count: 9 } },
			[1, 2],
			1,
		],
		['does not double a page that knows no offset', { 0: { notes: rows(1, 2, 3) } }, [1, 2, 3], 2],
	];
	it.each(v1)('of a v1 list %s', async (_, pages, ids, calls) => {
		serve('offset', pages);
		const run = await keap.run({ ...all, path: '/v1/notes?limit=3&since=x' });
		expect(output(run).map(({ id }) => id)).toEqual(ids);
		expect(keap.calls()).toEqual(Array(calls).fill('GET /v1/notes'));
		for (const { query } of sent(keap)) expect(query).toMatchObject({ limit: '3', since: 'x' });
	});

	const v2: Array<[string, Record<string, unknown>, number[], number]> = [
		['whose token is not accepted', { '': { links: rows(1, 2), next_page_token: 'a' } }, [1, 2], 2],
		[
			'whose last page has a token that was used',
			{
				'': { links: rows(1, 2), next_page_token: 'a' },
				a: { links: rows(3), next_page_token: 'a' },
			},
			[1, 2, 3],
			2,
		],
		[
			'whose tokens go round',
			{
				'': { links: rows(1), next_page_token: 'a' },
				a: { links: rows(2), next_page_token: 'b' },
				b: { links: rows(3), next_page_token: 'a' },
			},
			[1, 2, 3],
			3,
		],
		[
			'whose new tokens lead back',
			{
				'': { links: rows(1), next_page_token: 'a' },
				a: { links: rows(2), next_page_token: 'b' },
				b: { links: rows(1), next_page_token: 'c' },
			},
			[1, 2],
			3,
		],
		[
			'with an empty page in between',
			{
				'': { links: rows(1), next_page_token: 'a' },
				a: { links: [], next_page_token: 'b' },
				b: { links: rows(2), next_page_token: '' },
			},
			[1, 2],
			3,
		],
		[
			'whose pages stay empty',
			{
				'': { links: rows(1), next_page_token: 'a' },
				a: { links: [], next_page_token: 'b' },
				b: { links: [], next_page_token: 'c' },
			},
			[1],
			3,
		],
	];
	it.each(v2)('of a v2 list %s', async (_, pages, ids, calls) => {
		serve('page_token', pages);
		const run = await keap.run({ ...all, path: '/v2/contacts/1/links' });
		expect(output(run).map(({ id }) => id)).toEqual(ids);
		expect(keap.calls()).toHaveLength(calls);
	});

	it('of a v2 list whose records have no IDs, though pages are alike', async () => {
		serve('page_token', {
			'': { contacts: [{ prefix: null }], next_page_token: 'a' },
			a: { contacts: [{ prefix: null }], next_page_token: 'b' },
			b: { contacts: [{ prefix: 'Dr.' }] },
		});
		const run = await keap.run({ ...all, path: '/v2/contacts?fields=prefix&page_size=1' });
		expect(output(run)).toEqual([{ prefix: null }, { prefix: null }, { prefix: 'Dr.' }]);
	});

	it('of a v2 list from the page on that was asked for', async () => {
		serve('page_token', {
			'': { links: rows(1), next_page_token: 'a' },
			a: { links: rows(2), next_page_token: 'b' },
			b: { links: rows(3), next_page_token: 'a' },
		});
		const run = await keap.run({ ...all, path: '/v2/contacts/1/links?page_token=a&page_size=1' });
		expect(output(run).map(({ id }) => id)).toEqual([2, 3]);
		expect(sent(keap).map(({ query }) => query)).toEqual([
			{ page_token: 'a', page_size: '1' },
			{ page_token: 'b', page_size: '1' },
		]);
	});

	it('of a v1 list that knows no limit', async () => {
		keap.sandbox.setFaults(() => ({
			kind: 'status',
			status: 200,
			body: { categories: [{ id: 1 }, { id: 2 }, { id: 3 }] },
		}));
		for (const path of ['/v1/tags/categories?limit=3', '/v1/tags/categories?limit=2']) {
			const run = await keap.run({ ...all, path });
			expect(output(run).map(({ id }) => id)).toEqual([1, 2, 3]);
		}
	});

	it('of what is no list', async () => {
		const run = await keap.run({ ...all, path: '/v2/businessProfile' });
		expect(output(run)).toEqual([expect.objectContaining({ name: expect.any(String) })]);
	});
});

describe('unanswered', () => {
	const post = { ...request, method: 'POST', path: '/v2/tags' };
	const lose = () => {
		keap.sandbox.setFaults(({ n }) => (n === 1 ? { kind: 'resetAfter' } : undefined));
	};

	it('is not sent again', async () => {
		lose();
		const run = await keap.run({ ...post, body: '{"name": "Once"}' });
		expect(keap.calls()).toHaveLength(1);
		expectKeapError(run, 0, 'unknownOutcome');
	});

	it('is sent again when that was allowed', async () => {
		lose();
		const run = await keap.run({
			...post,
			path: '/v2/tags/1/contacts:applyTags',
			body: '{"contact_ids": ["1"]}',
			options: { repeatable: true },
		});
		expect(keap.calls()).toHaveLength(2);
		expect(first(output(run)).results).toBeDefined();
	});
});
