import { jsonParse } from 'n8n-workflow';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const LONGEST = 500;

/** Keap's keys begin like this; a response that quotes the one it got must not carry it into messages and logs. */
const KEY = /KeapAK-[\w-]+/g;

function clip(text: string): string {
	const safe = text.replace(KEY, 'KeapAK-…');
	return safe.length > LONGEST ? `${safe.slice(0, LONGEST)}…` : safe;
}

function details(body: Json): string {
	const list = Array.isArray(body.details) ? body.details.filter(isObject) : [];
	const parts = list.map((detail) =>
		[detail.domain, detail.resource].filter((part) => typeof part === 'string' && part).join(': '),
	);
	return parts.filter(Boolean).join('; ');
}

function ofPage(html: string): string {
	const title = /<(title|h1)[^>]*>([^<]*)<\/\1>/i.exec(html)?.[2] ?? '';
	return clip(title.replace(/\s+/g, ' ').trim() || 'a web page instead of data');
}

/** Whether a body is a web page, which Keap's gateways send in place of a response. */
export const isPage = (body: string): boolean => /^\s*<(!doctype|html|\?xml)/i.test(body);

/**
 * What a refused request's body says. Keap has three envelopes: the gateway's `fault`, v2's `code/message/details`, v1's
 * bare `message`; proxies in front of it response with web pages.
 */
export function explainBody(body: string): string {
	if (isPage(body)) return ofPage(body);
	// A fallback of undefined would be none.
	const parsed: unknown = jsonParse<unknown>(body, { fallbackValue: null });
	if (!isObject(parsed)) return clip(body.trim());
	if (isObject(parsed.fault)) return clip(String(parsed.fault.faultstring ?? ''));
	const message = [parsed.message, parsed.error_description, parsed.error, parsed.status].find(
		(part): part is string => typeof part === 'string' && part !== '',
	);
	const more = details(parsed);
	return clip([message, more && `(${more})`].filter(Boolean).join(' '));
}
