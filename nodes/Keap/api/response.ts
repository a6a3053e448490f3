import { jsonParse } from 'n8n-workflow';

import { proxyProblem, type ConnectionFailure } from './connection';
import { isPage } from './explain';
import type { KeapRequest, RawResponse } from './request';
import type { FailureKind } from './retry';
import { isSuccess, mayPass } from './status';

/** What an attempt met instead of a usable response; with the response, if there was one. */
export type Failure =
	| ConnectionFailure
	| {
			kind: FailureKind;
			response: RawResponse;
	  };

/** A response that can be judged by its status, with its body if it is a success; or what keeps it from being used. */
export type Judgement =
	| { kind: 'responded'; response: RawResponse; body?: unknown }
	| { kind: 'failed'; failure: Failure };

/** Judges what an attempt brought. Rate limits are none of its business. */
export function judge(request: KeapRequest, response: RawResponse): Judgement {
	const failed = (kind: FailureKind): Judgement => ({
		kind: 'failed',
		failure: { kind, response },
	});
	const { status, text, fromProxy } = response;
	if (fromProxy || status === 407) return failed(proxyProblem(status));
	if (mayPass(status)) return failed('unavailable');
	if (!isSuccess(status)) return { kind: 'responded', response };
	if (isSomebodyElses(request, text)) return failed('page');
	if (request.expects === 'text' || request.expects === 'page')
		return { kind: 'responded', response, body: readText(text) };
	if (text.trim() === '') {
		// A read that gives nothing at all would pass for an empty list.
		return request.method === 'GET' && status === 200
			? failed('unreadable')
			: { kind: 'responded', response };
	}
	const body = parse(text);
	return body === UNREADABLE ? failed('unreadable') : { kind: 'responded', response, body };
}

/** A page, where none was asked for. A text may be HTML as well, such as a signature; but that has no title. */
const isSomebodyElses = ({ expects }: KeapRequest, text: string): boolean =>
	expects !== 'page' && isPage(text) && (expects !== 'text' || /<title\b/i.test(text));

/** One JSON string, or else the text as it is. */
function readText(text: string): string {
	const body = parse(text);
	if (body === null) return '';
	return typeof body === 'string' ? body : text;
}

const UNREADABLE = Symbol('unreadable');

const parse = (text: string): unknown => jsonParse<unknown>(text, { fallbackValue: UNREADABLE });
