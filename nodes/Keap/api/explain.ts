import { jsonParse } from 'n8n-workflow';

import { webPage } from '../messages/keapErrors';
import { isObject, type Json } from './json';

const LONGEST = 500;

/** Keap's keys begin like this; a response that quotes the one it got must not carry it into messages and logs. */
const KEY = /KeapAK-[\w-]+/g;

/** A text of somebody else's as it may stand in a message: without a key, and not too long. */
export function clip(text: string): string {
	const safe = text.replace(KEY, 'KeapAK-…');
	return safe.length > LONGEST ? `${safe.slice(0, LONGEST)}…` : safe;
}

/** What may stand between the digits of a card's number. */
const SEPARATOR = String.raw`[\s-]`;

/** From so many characters on, nothing else has them by chance. */
const UNMISTAKABLE = 8;

/**
 * A text without something that it may quote, such as the number of a card, also with other separators. What is short is
 * hidden only as a whole word: a security code is three digits of many.
 */
export function hide(secret: string, text: string): string {
	const characters = [...secret.replace(new RegExp(SEPARATOR, 'g'), '')];
	if (characters.length === 0) return text;
	const quoted = characters
		.map((character) => character.replace(/[^\w]/, '\\$&'))
		.join(`${SEPARATOR}?`);
	const pattern = characters.length < UNMISTAKABLE ? `(?<!\\w)${quoted}(?!\\w)` : quoted;
	return text.replace(new RegExp(pattern, 'g'), '…');
}

function details(body: Json): string {
	const list = Array.isArray(body.details) ? body.details.filter(isObject) : [];
	const parts = list.map((detail) =>
		[detail.domain, detail.resource].filter((part) => typeof part === 'string' && part).join(': '),
	);
	return parts.filter(Boolean).join('; ');
}

/** The heading of a web page; empty if it has none. */
export function titleOf(html: string): string {
	const titles = [...html.matchAll(/<(title|h1)\b[^>]*>([^<]*)<\/\1>/gi)];
	const [title = ''] = titles
		.map(([, , text = '']) => text.replace(/\s+/g, ' ').trim())
		.filter(Boolean);
	return clip(title);
}

/** What may stand in a page before its first element. */
const PROLOGUE = String.raw`^\uFEFF?(?:\s|<!--[\s\S]*?-->|<\?xml[^>]*>)*`;
const PAGE = new RegExp(`${PROLOGUE}<(?:!doctype|html|head|body|meta|title|script)\\b`, 'i');

/** Whether a body is a web page, which gateways and proxies send in place of Keap's response. */
export const isPage = (body: string): boolean => PAGE.test(body);

/**
 * What a refused request's body says. Keap has three envelopes: the gateway's `fault`, v2's `code/message/details`, v1's
 * bare `message`; proxies in front of it respond with web pages.
 */
export function explainBody(body: string): string {
	if (isPage(body)) return titleOf(body) || webPage();
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
