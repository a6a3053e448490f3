import { isObject } from '../../../api/json';
import {
	emptyId,
	notABoolean,
	notAnEmail,
	notAnId,
	notANumber,
	notAWholeNumber,
	tooManyDigits,
} from '../../../messages/inputErrors';

/** Single values as people enter them, checked and turned into what Keap takes. */

export const isEmpty = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	value === '' ||
	(Array.isArray(value) && value.length === 0);

/** A name as it is compared: people differ in capitals and spaces. */
export const folded = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();

/** Whether a value is none however it is wrapped: blank text, empty objects and resource locators without a value too. */
export const isBlank = (value: unknown): boolean =>
	isEmpty(value) ||
	(typeof value === 'string' && value.trim() === '') ||
	(Array.isArray(value) && value.every(isBlank)) ||
	(isObject(value) &&
		(Object.keys(value).length === 0 || ('value' in value && isBlank(value.value))));

/**
 * What no part of an email address holds outside of quotation marks (https://www.rfc-editor.org/rfc/rfc5322#section-3.2.3),
 * such as the colon of `mailto:`, and characters that nobody sees, such as the zero-width space of a web page: with one,
 * an address would look right and be found by nobody.
 */
const NOT_IN_ADDRESS = '\\s\\p{C}@,;:<>()[\\]"\\\\';

const EMAIL = new RegExp(
	`^[^${NOT_IN_ADDRESS}]+@[^${NOT_IN_ADDRESS}.]+(\\.[^${NOT_IN_ADDRESS}.]+)+$`,
	'u',
);

/** What JSON makes of a date that an expression gives, a JavaScript one or one of Luxon: the same text, without quotes. */
function jsonText(value: object): string | undefined {
	const { toJSON } = value as { toJSON?: () => unknown };
	const json = typeof toJSON === 'function' ? toJSON.call(value) : undefined;
	return typeof json === 'string' ? json : undefined;
}

/** Text as a person would want it sent: objects that an expression gives become JSON, dates their ISO text. */
export const toText = (value: unknown): string =>
	typeof value === 'object' && value !== null
		? (jsonText(value) ?? JSON.stringify(value))
		: String(value);

/** An email address, trimmed. */
export function toEmail(value: unknown, label: string): string {
	const address = String(value).trim();
	if (!EMAIL.test(address)) {
		throw notAnEmail(label, value);
	}
	return address;
}

/** Numbers as people write them. JavaScript also reads `0x10` and `0b11`, which are more likely to be some code. */
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

const numberIn = (value: unknown): unknown =>
	typeof value === 'string' && NUMBER.test(value.trim()) ? Number(value) : value;

const isExact = (number: number) => Math.abs(number) <= Number.MAX_SAFE_INTEGER;

/** A number, also one that is given as text; undefined for what is none, or has more digits than can be told apart. */
export function readNumber(value: unknown): number | undefined {
	const number = numberIn(value);
	return typeof number === 'number' && isExact(number) ? number : undefined;
}

/**
 * A number, also one that is given as text.
 * @throws InputError for what is none, and for one of so many digits that another one would be sent
 */
export function toNumber(value: unknown, label: string, integer = false): number {
	const number = numberIn(value);
	if (typeof number !== 'number' || !Number.isFinite(number)) {
		throw notANumber(label, value);
	}
	if (!isExact(number)) throw tooManyDigits(label, value);
	if (integer && !Number.isInteger(number)) {
		throw notAWholeNumber(label, value);
	}
	return number;
}

const WORDS: Record<string, boolean> = {
	true: true,
	yes: true,
	'1': true,
	on: true,
	false: false,
	no: false,
	'0': false,
	off: false,
};

/** What is meant by true, 1, yes, on and their opposites; undefined for anything else. */
export const readBoolean = (value: unknown): boolean | undefined =>
	typeof value === 'boolean' ? value : WORDS[String(value).trim().toLowerCase()];

export function toBoolean(value: unknown, label: string): boolean {
	const meant = readBoolean(value);
	if (meant === undefined) {
		throw notABoolean(label, value);
	}
	return meant;
}

const ID = /^[\w-]+$/;

const LEADING_ZEROS = /^0+(?=\d+$)/;

/** `7` for `07`: Keap takes both, and everything that compares IDs must take them for the same. */
export const withoutLeadingZeros = (id: string): string => id.replace(LEADING_ZEROS, '');

/** An ID as text, numbers without leading zeros. Refuses what is empty, or would change the path it goes into. */
export function toId(value: unknown, label: string): string {
	const id = String(value ?? '').trim();
	if (id === '') throw emptyId(label);
	if (!ID.test(id)) throw notAnId(label, value);
	return withoutLeadingZeros(id);
}

/** What a person may have entered as a list: an array, or text with commas. */
export function toList(value: unknown): unknown[] {
	const entries = Array.isArray(value)
		? value
		: typeof value === 'string'
			? value.split(',')
			: [value];
	return entries
		.map((entry: unknown) => (typeof entry === 'string' ? entry.trim() : entry))
		.filter((entry) => !isEmpty(entry));
}
