import {
	idempotencyOf,
	pathAndQuery,
	saysAlreadyDone,
	type HttpMethod,
	type QueryValue,
} from '../../nodes/Keap/api/request';
import {
	isUnsent,
	pauseBefore,
	retryRule,
	type FailureKind,
	type Idempotency,
} from '../../nodes/Keap/api/retry';
import { isSuccess, mayPass } from '../../nodes/Keap/api/status';

/** Which request is sent again after what, and when: the whole table; and what goes over the wire. */

const times = (kind: FailureKind) =>
	(['safe', 'idempotent', 'unsafe'] satisfies Idempotency[]).map(
		(idempotency) => retryRule(idempotency, kind).times,
	);

describe('what was certainly not sent', () => {
	it.each<[FailureKind, number]>([
		['certificate', 0],
		['tls', 0],
		['proxyAuthentication', 0],
		['proxyRefused', 0],
		['blocked', 0],
		['invalid', 0],
		['hostUnknown', 2],
		['timedOut', 2],
		['dnsUnavailable', 8],
		['proxyUnavailable', 8],
		['refused', 8],
		['unreachable', 8],
		['interrupted', 8],
	])('%s: retried alike for all requests', (kind, expected) => {
		expect(isUnsent(kind)).toBe(true);
		expect(times(kind)).toEqual([expected, expected, expected]);
	});
});

describe('what may have been carried out', () => {
	it.each<[FailureKind, number, number]>([
		['connectionLost', 8, 8],
		['noResponse', 4, 4],
		['unavailable', 8, 8],
		['page', 4, 4],
		['unreadable', 4, 2],
	])('%s: never retried where that could do something twice', (kind, safe, idempotent) => {
		expect(isUnsent(kind)).toBe(false);
		expect(times(kind)).toEqual([safe, idempotent, 0]);
	});
});

it.each<[HttpMethod, Idempotency]>([
	['GET', 'safe'],
	['POST', 'unsafe'],
	['PUT', 'idempotent'],
	['PATCH', 'idempotent'],
	['DELETE', 'idempotent'],
])('%s is %s unless the request says otherwise', (method, expected) => {
	expect(idempotencyOf({ method, path: '/' })).toBe(expected);
	expect(idempotencyOf({ method, path: '/', idempotency: 'safe' })).toBe('safe');
});

it.each<[HttpMethod, number[] | undefined, number[]]>([
	['DELETE', undefined, [404, 410]],
	['DELETE', [], []],
	['POST', undefined, []],
	['POST', [409], [409]],
	['PATCH', undefined, []],
])('%s with %p is done already on %p', (method, alreadyDoneOn, expected) => {
	const statuses = [400, 404, 409, 410].filter((status) =>
		saysAlreadyDone({ method, path: '/', alreadyDoneOn }, { status, headers: {}, text: '' }),
	);
	expect(statuses).toEqual(expected);
});

describe('the pause before a retry', () => {
	const rule = { times: 8, pauseMs: 500 };
	const range = (attempt: number, retryAfterMs?: number) =>
		[0, 0.999999].map((random) => {
			jest.spyOn(Math, 'random').mockReturnValue(random);
			return Math.round(pauseBefore(rule, attempt, retryAfterMs));
		});

	afterEach(() => jest.restoreAllMocks());

	it.each([
		[0, 250, 500],
		[1, 500, 1_000],
		[5, 8_000, 16_000],
		[6, 15_000, 30_000],
		[20, 15_000, 30_000],
	])('doubles up to 30 seconds, half of it by chance: %i', (attempt, least, most) => {
		expect(range(attempt)).toEqual([least, most]);
	});

	it.each([
		['longer', 5_000, [5_000, 5_000]],
		['shorter', 300, [300, 500]],
		['far too long', 3_600_000, [60_000, 60_000]],
	])('follows a server that asks for a %s one', (_, retryAfterMs, expected) => {
		expect(range(0, retryAfterMs)).toEqual(expected);
	});
});

it.each([
	[199, false, false],
	[200, true, false],
	[299, true, false],
	[300, false, false],
	[404, false, false],
	[408, false, true],
	[499, false, false],
	[500, false, true],
	[502, false, true],
	[503, false, true],
	[504, false, true],
	[524, false, true],
	...[501, 505, 506, 508, 510, 511].map((status): [number, boolean, boolean] => [
		status,
		false,
		false,
	]),
])('status %i: success %p, passing %p', (status, success, passing) => {
	expect([isSuccess(status), mayPass(status)]).toEqual([success, passing]);
});

it.each<[Record<string, QueryValue> | undefined, string]>([
	[undefined, '/v2/x'],
	[{}, '/v2/x'],
	[{ a: undefined, b: [] }, '/v2/x'],
	[{ a: '', b: 0, c: false }, '/v2/x?a=&b=0&c=false'],
	[{ 'a&b': 'c=d e', list: ['x', 'y,z'] }, '/v2/x?a%26b=c%3Dd%20e&list=x%2Cy%2Cz'],
])('the query %j goes over the wire as %s', (query, expected) => {
	expect(pathAndQuery({ method: 'GET', path: '/v2/x', query })).toBe(expected);
});
