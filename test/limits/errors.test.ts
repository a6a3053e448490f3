import type { INode } from 'n8n-workflow';

import { keapError, type KeapErrorKind } from '../../nodes/Keap/api/errors';
import { clip, explainBody, hide, isPage, titleOf } from '../../nodes/Keap/api/explain';
import { failureError, rejectedError } from '../../nodes/Keap/api/failureErrors';
import { toNodeApiError } from '../../nodes/Keap/api/nodeError';
import type { KeapRequest } from '../../nodes/Keap/api/request';
import { judge, type Failure } from '../../nodes/Keap/api/response';
import type { FailureKind } from '../../nodes/Keap/api/retry';

/** What becomes of a response that is no use: how it is judged, and the error that it makes. */

const GET: KeapRequest = { method: 'GET', path: '/v2/contacts' };
const PATCH: KeapRequest = { method: 'PATCH', path: '/v2/contacts/1' };
const POST: KeapRequest = { method: 'POST', path: '/v2/contacts' };

const PAGE = '<!DOCTYPE html><html><head><title>Blocked</title></head></html>';

const response = (status: number, text = '') => ({ status, headers: {}, text });

describe('a response', () => {
	const judged = (request: KeapRequest, status: number, text: string, fromProxy = false) => {
		const judgement = judge(request, { ...response(status, text), fromProxy });
		if (judgement.kind === 'failed') return judgement.failure.kind;
		expect(judgement).toMatchObject({ kind: 'responded', response: { status, text } });
		return judgement.body;
	};

	it.each<[string, KeapRequest, number, string, unknown]>([
		['JSON', GET, 200, '{"id":"1"}', { id: '1' }],
		['JSON null', GET, 200, 'null', null],
		['half of JSON', GET, 200, '{"id":', 'unreadable'],
		['nothing read', GET, 200, ' \n', 'unreadable'],
		['nothing to read', GET, 204, '', undefined],
		['nothing after a write', PATCH, 200, '', undefined],
		['a page', GET, 200, PAGE, 'page'],
		['a page without a title', GET, 200, '<html></html>', 'page'],
		['a text', { ...GET, expects: 'text' }, 200, 'Kind regards', 'Kind regards'],
		['a text in quotes', { ...GET, expects: 'text' }, 200, '"Kind regards"', 'Kind regards'],
		['a text that is a number', { ...GET, expects: 'text' }, 200, '12', '12'],
		['a text that is null', { ...GET, expects: 'text' }, 200, 'null', ''],
		['no text', { ...GET, expects: 'text' }, 200, '', ''],
		[
			'a text in HTML',
			{ ...GET, expects: 'text' },
			200,
			'<html><p>Hi</p></html>',
			'<html><p>Hi</p></html>',
		],
		['a page for a text', { ...GET, expects: 'text' }, 200, PAGE, 'page'],
		['a request turned down', GET, 404, '{}', undefined],
		['trouble', GET, 503, '{"id":"1"}', 'unavailable'],
		['a proxy that wants a password', GET, 407, '', 'proxyAuthentication'],
	])('%s', (_, request, status, text, expected) => {
		expect(judged(request, status, text)).toEqual(expected);
	});

	it('of a proxy is no response of Keap, whatever its status', () => {
		expect(judged(GET, 403, '', true)).toBe('proxyRefused');
		expect(judged(GET, 200, '{}', true)).toBe('proxyRefused');
		expect(judged(GET, 502, '', true)).toBe('proxyUnavailable');
	});
});

describe('a request that is turned down', () => {
	it.each<[number, KeapErrorKind]>([
		[302, 'unavailable'],
		[399, 'unavailable'],
		[400, 'badRequest'],
		[401, 'unauthorized'],
		[403, 'forbidden'],
		[404, 'notFound'],
		[409, 'conflict'],
		[410, 'badRequest'],
		[413, 'badRequest'],
		[414, 'badRequest'],
		[422, 'badRequest'],
		[431, 'badRequest'],
		[511, 'unavailable'],
	])('%i', (status, kind) => {
		const error = rejectedError(PATCH, response(status, '{"message":"No such thing"}'));
		const { method, path } = PATCH;
		expect(error).toMatchObject({ kind, status, method, path });
		expect(error.remedy).not.toBe('');
		if (status !== 511) expect(error.detail).toBe('No such thing');
	});

	it('says so in Keap’s words, or by its number', () => {
		expect(rejectedError(GET, response(422, '{"message":"Too old"}')).message).toContain('Too old');
		expect(rejectedError(GET, response(422)).message).toContain('422');
	});

	it.each([413, 414, 431])('is too large for %i', (status) => {
		expect(rejectedError(GET, response(status)).message).not.toBe(
			rejectedError(GET, response(422)).message.replace('422', String(status)),
		);
	});

	it('with a page was forbidden by something else than Keap', () => {
		expect(rejectedError(GET, response(403, PAGE))).toMatchObject({
			kind: 'unavailable',
			status: 403,
		});
		expect(rejectedError(GET, response(403, PAGE)).message).toContain('Blocked');
		expect(rejectedError(GET, response(404, PAGE))).toMatchObject({
			kind: 'notFound',
			detail: 'Blocked',
		});
	});
});

describe('an attempt that fails for the last time', () => {
	const fail = (request: KeapRequest, failure: Failure, mayHaveBeenDone = false) =>
		failureError(request, failure, { attempts: 3, mayHaveBeenDone });
	const met = (kind: FailureKind, status = 503, text = '{"message":"Down"}'): Failure => ({
		kind,
		response: response(status, text),
	});

	it.each<[string, Failure, KeapErrorKind, KeapErrorKind, KeapErrorKind]>([
		// read, update, create
		['no connection', { kind: 'refused' }, 'notConnected', 'notConnected', 'notConnected'],
		['silence', { kind: 'noResponse' }, 'unavailable', 'unavailable', 'unknownOutcome'],
		['a break', { kind: 'connectionLost' }, 'unavailable', 'unavailable', 'unknownOutcome'],
		['trouble', met('unavailable'), 'unavailable', 'unavailable', 'unknownOutcome'],
		['a page', met('page', 200, PAGE), 'unavailable', 'unavailable', 'unknownOutcome'],
		['half a body', met('unreadable', 200, '{'), 'unavailable', 'responseLost', 'responseLost'],
	])('%s', (_, failure, read, update, create) => {
		const kinds = [GET, PATCH, POST].map((request) => fail(request, failure).kind);
		expect(kinds).toEqual([read, update, create]);
	});

	it('after one that may have been carried out is not said to have changed nothing', () => {
		const failure: Failure = { kind: 'refused' };
		expect(fail(PATCH, failure)).toMatchObject({ kind: 'notConnected', problem: 'refused' });
		expect(fail(PATCH, failure, true)).toMatchObject({ kind: 'unavailable', problem: 'refused' });
		const [no, unknown, nothing] = [
			fail(PATCH, failure),
			fail(PATCH, failure, true),
			fail(GET, failure),
		];
		expect(no.remedy).toContain('Nothing was changed');
		expect(unknown.remedy).not.toContain('Nothing was changed');
		expect(nothing.remedy).not.toContain('Nothing was changed');
	});

	it('says what a proxy said', () => {
		const texts = [met('proxyRefused', 403, PAGE), met('proxyRefused', 418, ' Go away ')].map(
			(failure) => {
				const { message, remedy } = fail(GET, failure);
				return message + remedy;
			},
		);
		expect(texts[0]).toMatch(/403.*Blocked|Blocked.*403/s);
		expect(texts[0]).not.toContain('<html>');
		expect(texts[1]).toMatch(/418.*Go away|Go away.*418/s);
	});

	it('keeps status and words of the response', () => {
		expect(fail(GET, met('unavailable'))).toMatchObject({ status: 503, detail: 'Down' });
		expect(fail(GET, met('page', 200, PAGE))).toMatchObject({ status: 200, detail: undefined });
		expect(fail(GET, { kind: 'noResponse' })).toMatchObject({
			status: undefined,
			detail: undefined,
		});
	});

	it('tells pages, statuses, silence and unreadable bodies apart', () => {
		const messages = [
			{ kind: 'noResponse' } as const,
			{ kind: 'connectionLost' } as const,
			met('unavailable'),
			met('page', 200, PAGE),
			met('unreadable', 200, '{'),
		].map((failure) => fail(GET, failure).message);
		expect(new Set(messages).size).toBe(messages.length);
		expect(messages[3]).toContain('Blocked');
		expect(messages.filter((message) => message.includes('503'))).toEqual([messages[2]]);
	});

	it('says what kept the request in, without the key', () => {
		const reason = 'KeapAK-secret is not allowed';
		const text = JSON.stringify(fail(GET, { kind: 'blocked', reason }));
		expect(text).not.toContain('secret');
		const { message, remedy } = fail(GET, { kind: 'blocked', reason });
		expect(message + remedy).toContain('is not allowed');
		expect(message + remedy).not.toContain('secret');
	});
});

describe('the words of a body', () => {
	it.each([
		['{"fault":{"faultstring":"Invalid key"},"message":"x"}', 'Invalid key'],
		['{"fault":{}}', ''],
		['{"message":"Bad"}', 'Bad'],
		['{"message":"","error_description":"Worse","error":"e"}', 'Worse'],
		['{"error":"invalid"}', 'invalid'],
		['{"status":"NOT_FOUND"}', 'NOT_FOUND'],
		['{"message":7,"status":"X"}', 'X'],
		[
			'{"message":"Bad","details":[{"domain":"email","resource":"Contact"}]}',
			'Bad (email: Contact)',
		],
		[
			'{"message":"Bad","details":[{"domain":"email"},{"resource":""},{"domain":1},"x"]}',
			'Bad (email)',
		],
		['{"message":"Bad","details":[{"domain":"a"},{"domain":"b"}]}', 'Bad (a; b)'],
		['{"details":[{"domain":"a"}]}', '(a)'],
		['{"message":"Bad","details":"x"}', 'Bad'],
		['{}', ''],
		['  plain words ', 'plain words'],
		['"quoted"', '"quoted"'],
		['', ''],
		[PAGE, 'Blocked'],
	])('%s', (body, expected) => expect(explainBody(body)).toBe(expected));

	it('are never none for a page', () => {
		expect(explainBody('<html></html>')).not.toBe('');
	});

	it('are cut at 500 characters, and hold no key', () => {
		expect(clip('a'.repeat(500))).toBe('a'.repeat(500));
		expect(clip('a'.repeat(501))).toBe(`${'a'.repeat(500)}…`);
		expect(clip('KeapAK-a_b-c1 and KeapAK-2.')).toBe('KeapAK-… and KeapAK-….');
	});
});

it.each([
	['4111 1111-11111111', 'No: 4111-1111 1111 1111.', 'No: ….'],
	['123', 'Code 123, not 1234 or x123', 'Code …, not 1234 or x123'],
	['1234567', 'x1234567 1234567', 'x1234567 …'],
	['12345678', 'x12345678 12345678', 'x… …'],
	['a.b', 'axb a.b', 'axb …'],
	[' - ', 'One - two', 'One - two'],
	['', 'One', 'One'],
])('%j is hidden in %j', (secret, text, expected) => expect(hide(secret, text)).toBe(expected));

it.each([
	['<title>A</title><h1>B</h1>', 'A'],
	['<title> </title><h1>\n B  b </h1>', 'B b'],
	['<TITLE lang="en">A</TITLE>', 'A'],
	['<title>A</h1>', ''],
	['<titles>A</titles>', ''],
	['<p>A</p>', ''],
])('the heading of %s', (html, expected) => expect(titleOf(html)).toBe(expected));

it.each([
	['<html>', true],
	['<!DOCTYPE html>', true],
	['\uFEFF <!-- a --> <?xml version="1.0"?>\n<html>', true],
	['<head>', true],
	['<body class="x">', true],
	['<meta charset="utf-8">', true],
	['<title>', true],
	['<script>', true],
	['<htmlish>', false],
	['<p>Kind regards</p>', false],
	['Hello <html>', false],
	['{"a":"<html>"}', false],
])('%j is a page: %p', (body, expected) => expect(isPage(body)).toBe(expected));

describe('for n8n', () => {
	const node = {
		id: '1',
		name: 'Keap',
		type: 'keap',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	} as INode;
	const text = { message: 'It failed', remedy: 'Do this.' };
	const made = (kind: KeapErrorKind, fields: Parameters<typeof keapError>[3] = {}, wording = {}) =>
		toNodeApiError(node, keapError(kind, GET, text, fields), wording);

	it.each<[KeapErrorKind, unknown]>([
		['rateLimited', { cause: 'rate-limited' }],
		['dayExhausted', { cause: 'quota-exhausted', resetsAtEpochMs: 5 }],
		['notConnected', { cause: 'temporarily-unavailable' }],
		['unavailable', { cause: 'temporarily-unavailable' }],
		['unauthorized', { cause: 'credential-invalid' }],
		['badRequest', undefined],
		['notFound', undefined],
	])('%s has its cause', (kind, failure) => {
		expect(made(kind, { resetsAt: 5 })).toMatchObject({ failure, context: { kind } });
	});

	it.each([
		['blocked', { cause: 'configuration-invalid' }],
		['certificate', { cause: 'configuration-invalid' }],
		['hostUnknown', { cause: 'configuration-invalid' }],
		['proxyAuthentication', { cause: 'configuration-invalid' }],
		['proxyRefused', { cause: 'configuration-invalid' }],
		['tls', { cause: 'configuration-invalid' }],
		['refused', { cause: 'temporarily-unavailable' }],
		['invalid', undefined],
	] as const)('no connection for %s has its cause', (problem, failure) => {
		expect(made('notConnected', { problem })).toMatchObject({ failure, context: { problem } });
	});

	it('adds what Keap says where that is more', () => {
		expect(made('badRequest', { detail: 'Too old' }).description).toMatch(/^Do this\..*Too old/s);
		expect(made('badRequest', { detail: 'failed' }).description).toBe('Do this.');
		expect(made('badRequest').description).toBe('Do this.');
	});

	it('takes the words of who asked', () => {
		const error = made(
			'notFound',
			{ status: 404 },
			{ message: 'No EEXIST', remedy: 'R.', itemIndex: 0 },
		);
		expect(error).toMatchObject({ message: 'No EEXIST', description: 'R.', httpCode: '404' });
		expect(error.context.itemIndex).toBe(0);
		// Its own words stay in n8n's details of the error.
		expect(error.messages).toContain('It failed');
		expect(made('notFound').context).not.toHaveProperty('itemIndex');
		expect(made('notFound').context).not.toHaveProperty('problem');
	});
});
