import type { IAllExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import { KeapClient } from '../../nodes/Keap/api/client';
import { useClock } from '../../nodes/Keap/api/clock';
import { RateLimiter } from '../../nodes/Keap/api/rateLimiter';
import type { KeapRequest, RawResponse } from '../../nodes/Keap/api/request';
import { n8nTransport } from '../../nodes/Keap/api/transport';
import { present } from '../support/present';
import { VirtualClock } from '../support/virtualClock';

/** What a client makes of responses, and what its transport hands to n8n. */

const clock = new VirtualClock(() => false);
beforeEach(() => useClock(clock));
afterEach(() => useClock());

/** A client whose attempts bring these in turn: a response, or an error. */
function clientThatGets(...outcomes: Array<Partial<RawResponse> | Error>) {
	let attempts = 0;
	const client = new KeapClient(
		async () => {
			const outcome = outcomes[Math.min(attempts++, outcomes.length - 1)];
			if (outcome instanceof Error) throw outcome;
			return { status: 200, headers: {}, text: '', ...outcome };
		},
		new RateLimiter(),
		{ owner: 'test' },
	);
	return { client, attempts: () => attempts };
}

const GET: KeapRequest = { method: 'GET', path: '/v2/users/1/signature' };
const reset = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
const refused = Object.assign(new Error('connect ECONNREFUSED 203.0.113.7:443'), {
	code: 'ECONNREFUSED',
	syscall: 'connect',
});

it('sends nothing for an execution that is cancelled already', async () => {
	const transport = jest.fn(async () => ({ status: 200, headers: {}, text: '{}' }));
	const client = new KeapClient(transport, new RateLimiter(), {
		owner: 'test',
		signal: AbortSignal.abort(),
	});
	await expect(client.send(GET)).rejects.toMatchObject({ kind: 'cancelled' });
	expect(transport).not.toHaveBeenCalled();
});

it('tells which account has responded, also after responses that do not say', async () => {
	const headers = { 'x-keap-tenant-id': ' ab123 ' };
	const { client } = clientThatGets({ headers, text: '{}' }, { text: '{}' });
	expect(client.accountId).toBeUndefined();
	for (let i = 0; i < 2; i++) {
		await client.send(GET);
		expect(client.accountId).toBe('ab123');
	}
});

it('counts its calls, and how long limits held them back', async () => {
	const limited = { status: 429, headers: { 'retry-after': '20' } };
	const { client } = clientThatGets(limited, { status: 503 }, { text: '{}' });
	expect(client.stats).toEqual({ calls: 0, rateLimited: 0, retried: 0, waitedMs: 0 });
	await client.send(GET);
	const { waitedMs, ...counts } = client.stats;
	expect(counts).toEqual({ calls: 3, rateLimited: 1, retried: 2 });
	expect(waitedMs).toBeGreaterThanOrEqual(20_000);
	expect(waitedMs).toBeLessThan(21_000);
});

describe('a rate limiter has nothing under way', () => {
	const isIdle = (client: KeapClient) => {
		expect(client.rateLimiter.idle).toBe(false);
		clock.skip(61_000);
		return client.rateLimiter.idle;
	};

	it.each([
		['a response', { status: 404 }, 'notFound'],
		['a break', reset, 'unknownOutcome'],
		["a proxy's response", { status: 403, fromProxy: true }, 'notConnected'],
	])('after %s', async (_, outcome, kind) => {
		const { client } = clientThatGets(outcome);
		const sending = client.send({ method: 'POST', path: '/v2/x' });
		await expect(sending).rejects.toMatchObject({ kind });
		expect(isIdle(client)).toBe(true);
	});

	it('after an execution that was cancelled meanwhile', async () => {
		const execution = new AbortController();
		const client = new KeapClient(
			async () => {
				execution.abort();
				return { status: 200, headers: {}, text: '{}' };
			},
			new RateLimiter(),
			{ owner: 'test', signal: execution.signal },
		);
		await expect(client.send(GET)).rejects.toMatchObject({ kind: 'cancelled' });
		expect(isIdle(client)).toBe(true);
	});
});

describe('a text', () => {
	it.each([
		['"Best regards"', 'Best regards'],
		['Best regards', 'Best regards'],
		['<p>Best regards</p>', '<p>Best regards</p>'],
		['"<p>\\"Best\\"</p>\\n"', '<p>"Best"</p>\n'],
		['007', '007'],
		['', ''],
		['""', ''],
		['null', ''],
	])('%s is accepted at once', async (text, body) => {
		const { client, attempts } = clientThatGets({ text });
		expect(await client.send({ ...GET, expects: 'text' })).toMatchObject({ body });
		expect(attempts()).toBe(1);
	});

	it('is not what a list is made of', async () => {
		const { client, attempts } = clientThatGets({ text: 'Best regards' }, { text: '{"users":[]}' });
		expect(await client.send(GET)).toMatchObject({ body: { users: [] } });
		expect(attempts()).toBe(2);
	});
});

describe('a response after a loss', () => {
	const DELETE: KeapRequest = { method: 'DELETE', path: '/v2/tags/1' };

	it.each([
		['an attempt that got no response', reset, true],
		['an attempt that got HTTP 502', { status: 502 }, true],
		['an attempt that was never made', refused, false],
		['a rate limit', { status: 429 }, false],
	])('is told from one after %s', async (_, first, retriedAfterLoss) => {
		const { client } = clientThatGets(first, { status: 204 });
		expect(await client.send(DELETE)).toMatchObject({ status: 204, retriedAfterLoss });
	});

	it('says that nothing was changed only where that is certain', async () => {
		const never = clientThatGets(refused).client.send(DELETE);
		await expect(never).rejects.toMatchObject({
			kind: 'notConnected',
			remedy: expect.stringContaining('Nothing was changed'),
		});
		const perhaps = clientThatGets(reset, refused).client.send(DELETE);
		await expect(perhaps).rejects.toMatchObject({
			kind: 'unavailable',
			problem: 'refused',
			remedy: expect.stringContaining('may have been carried out'),
		});
	});

	it.each([
		[{ method: 'POST' as const, path: '/v2/x', idempotency: 'idempotent' as const }, 'notFound'],
		[{ method: 'PATCH' as const, path: '/v2/x' }, 'notFound'],
	])('that finds nothing is a success of removals only: %p', async (request, kind) => {
		const { client } = clientThatGets(reset, { status: 404 });
		await expect(client.send(request)).rejects.toMatchObject({ kind });
		const declared = clientThatGets(reset, { status: 404 }).client;
		expect(await declared.send({ ...request, alreadyDoneOn: [404] })).toMatchObject({
			status: 204,
			retriedAfterLoss: true,
		});
	});
});

describe('a daily quota that is used up', () => {
	it.each([
		['key', { 'x-keap-product-quota-available': '0' }],
		[
			'app',
			{
				'x-keap-tenant-throttle-limit': '1|9',
				'x-keap-tenant-throttle-available': '1|0',
				'x-keap-tenant-throttle-time-unit': 'minute|day',
			},
		],
	])('is that of the %s', async (scope, headers) => {
		const { client } = clientThatGets({
			status: 429,
			headers,
			text: '{"message":"Quota Exceeded"}',
		});
		await expect(client.send(GET)).rejects.toMatchObject({
			kind: 'dayExhausted',
			message: expect.stringContaining(scope === 'key' ? 'The API key' : 'The Keap account'),
		});
	});

	it('comes back within a day, whatever is announced', async () => {
		const headers = {
			'x-keap-product-quota-available': '0',
			'x-keap-product-quota-expiry-time': String(clock.now() + 40 * 86_400_000),
		};
		const { client } = clientThatGets({ status: 429, headers });
		const error = (await client.send(GET).catch((failed: unknown) => failed)) as {
			resetsAt: number;
		};
		expect(error.resetsAt).toBeLessThanOrEqual(clock.now() + 86_400_000);
	});
});

/** What n8n's HTTP client is handed for a request, and what becomes of the body that it returns. */
async function handedOn(request: Partial<KeapRequest>, timeoutMs = 1_000, body: unknown = '{}') {
	let options: IHttpRequestOptions | undefined;
	const context = {
		helpers: {
			httpRequestWithAuthentication: async (_: string, given: IHttpRequestOptions) => {
				options = given;
				return { statusCode: 200, headers: {}, body };
			},
		},
	} as unknown as IAllExecuteFunctions;
	const send = n8nTransport(context);
	const { text } = await send({ method: 'POST', path: '/v1/hooks/1', ...request }, timeoutMs);
	return { options: present(options), text };
}

describe("n8n's client", () => {
	it('is told to leave the response to this one, and to follow no redirect', async () => {
		const { options } = await handedOn({ query: { a: ['1', '2'], b: undefined }, body: { c: 3 } });
		expect(options).toMatchObject({
			method: 'POST',
			url: 'https://api.infusionsoft.com/crm/rest/v1/hooks/1?a=1%2C2',
			body: '{"c":3}',
			returnFullResponse: true,
			encoding: 'text',
			disableFollowRedirect: true,
		});
		const { ignore, except = [] } = options.ignoreHttpStatusErrors as {
			ignore: boolean;
			except: number[];
		};
		expect(ignore).toBe(true);
		const statuses = Array.from({ length: 500 }, (_, i) => 200 + i);
		expect(statuses.filter((status) => !except.includes(status))).toEqual(
			statuses.filter((status) => status < 400 || status > 599 || [401, 429].includes(status)),
		);
	});

	it.each([
		[1_000, 1_000],
		[0.3, 1],
		[-5, 1],
		[1e12, 2 ** 31 - 1],
	])('has a timer of its own: %d ms', async (given, timeout) => {
		expect((await handedOn({}, given)).options.timeout).toBe(timeout);
	});

	it.each([
		['text', 'text'],
		[{ a: 1 }, '{"a":1}'],
		[null, ''],
	])('may return %p as the body', async (body, text) => {
		expect((await handedOn({}, 1_000, body)).text).toBe(text);
	});
});

describe('headers', () => {
	const sent = async (request: Partial<KeapRequest>): Promise<Record<string, unknown>> =>
		(await handedOn(request)).options.headers ?? {};

	it('of a request go along', async () => {
		expect(await sent({ headers: { 'X-Hook-Secret': 'secret' }, body: {} })).toEqual({
			accept: 'application/json',
			'content-type': 'application/json',
			'x-hook-secret': 'secret',
		});
	});

	it.each([
		'X-Keap-API-Key',
		'x-keap-api-key ',
		'Authorization',
		'Proxy-Authorization',
		'HOST',
		'Content-Length',
		'Transfer-Encoding',
	])("never override what is the client's own: %s", async (name) => {
		expect(await sent({ headers: { [name]: 'other' } })).toEqual({ accept: 'application/json' });
	});
});

describe('an error that n8n makes of a status', () => {
	const brings = async (error: unknown): Promise<RawResponse> => {
		const context = {
			helpers: { httpRequestWithAuthentication: async () => await Promise.reject(error) },
		} as unknown as IAllExecuteFunctions;
		return await n8nTransport(context)(GET, 1_000);
	};
	const axiosError = (status: number, data: unknown, socket?: object) => ({
		httpCode: String(status),
		cause: {
			response: { status, headers: { 'x-a': '1' }, data },
			request: { protocol: 'https:', socket },
		},
	});
	const secure = { encrypted: true, authorized: true, authorizationError: null };

	it("is Keap's response", async () => {
		expect(await brings(axiosError(404, '{"message":"none"}', secure))).toEqual({
			status: 404,
			headers: { 'x-a': '1' },
			text: '{"message":"none"}',
		});
	});

	it("is a proxy's response when there was no TLS", async () => {
		expect(await brings(axiosError(502, '', {}))).toMatchObject({ status: 502, fromProxy: true });
	});

	it('tells the status where n8n keeps the rest to itself', async () => {
		expect(await brings({ httpCode: '503' })).toEqual({ status: 503, headers: {}, text: '' });
	});

	it('may have no headers', async () => {
		const error = { response: { status: 500, data: '' } };
		expect(await brings(error)).toEqual({ status: 500, headers: {}, text: '' });
	});

	it.each([
		axiosError(502, undefined, secure),
		{ httpCode: 'ECONNRESET' },
		{ httpCode: '200' },
		{ httpCode: '5030' },
		{ httpCode: 503 },
		{ cause: { cause: { cause: { cause: { response: { status: 500, data: '' } } } } } },
		new Error('other'),
		{ cause: null },
		'text',
		null,
		undefined,
	])('stays an error when no complete response came: %p', async (error) => {
		await expect(brings(error)).rejects.toBe(error);
	});
});
