import { badRequest } from './errors';
import { isObject, withoutNulls, writes, type Parser, type Parsers } from './body';
import { knownId } from './records';
import type { Call, JsonObject } from './types';

export const string =
	(max = Infinity): Parser =>
	(value, name) => {
		if (typeof value === 'number') return String(value);
		if (typeof value !== 'string') throw badRequest(`${name} must be text`, name);
		return atMost(value, max, name);
	};

/** Text of more than white space. */
export const notBlank: Parser = (value, name, call) => {
	const text = String(string()(value, name, call));
	if (text.trim() === '') throw badRequest(`${name} must not be blank`, name);
	return text;
};

/** @throws ApiError 400 if the text is too long */
export function atMost(text: string, max: number, name: string): string {
	if (text.length > max) throw badRequest(`${name} must be no longer than ${max} characters`, name);
	return text;
}

export const boolean: Parser = (value, name) => {
	if (value === true || value === 'true') return true;
	if (value === false || value === 'false') return false;
	throw badRequest(`${name} must be true or false`, name);
};

/** The bounds that a number has, in words. */
function between(min: number, max: number): string {
	if (min === -Infinity) return max === Infinity ? '' : ` of at most ${max}`;
	return max === Infinity ? ` of at least ${min}` : ` from ${min} to ${max}`;
}

export const integer =
	(min = -Infinity, max = Infinity): Parser =>
	(value, name) => {
		const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
		if (typeof number !== 'number' || !Number.isInteger(number) || number < min || number > max) {
			throw badRequest(`${name} must be a whole number${between(min, max)}`, name);
		}
		return number;
	};

export const decimal =
	(min = -Infinity, max = Infinity): Parser =>
	(value, name) => {
		const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
		if (typeof number !== 'number' || !Number.isFinite(number) || number < min || number > max)
			throw badRequest(`${name} must be a number${between(min, max)}`, name);
		return number;
	};

export const oneOf =
	(...values: string[]): Parser =>
	(value, name) => {
		if (!values.includes(String(value)))
			throw badRequest(`${name} must be one of ${values.join(', ')}`, name);
		return String(value);
	};

export const listOf =
	(parser: Parser): Parser =>
	(value, name, call) => {
		if (!Array.isArray(value)) throw badRequest(`${name} must be a list`, name);
		return value.map((entry, index) => parser(entry, `${name}[${index}]`, call));
	};

/** An object of which only the named properties are kept. */
export const record =
	(parsers: Parsers, check?: (entry: JsonObject, name: string, call: Call) => JsonObject): Parser =>
	(value, name, call) => {
		if (!isObject(value)) throw badRequest(`${name} must be an object`, name);
		const entry = withoutNulls(writes(value, parsers, call));
		return check === undefined ? entry : check(entry, name, call);
	};

export const EMAIL = /^[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\.]+(\.[^\s@<>(),;:"[\]\\.]+)+$/;

export const email =
	(max = 100): Parser =>
	(value, name) => {
		if (typeof value !== 'string' || !EMAIL.test(value)) {
			throw badRequest(`${String(value)} is not a valid email address`, name);
		}
		return atMost(value, max, name);
	};

/**
 * The id of a record that exists.
 * @param where properties that the record must have
 */
export const recordIn =
	(kind: string, where?: Record<string, string>): Parser =>
	(value, name, call) =>
		knownId(call.store, kind, value, name, where);

/** A date without a time. */
export const date: Parser = (value, name) => {
	if (typeof value !== 'string' || !isDate(value))
		throw badRequest(`${name} must be a date of the form 2026-01-31`, name);
	return value;
};

export function isDate(value: string): boolean {
	if (!/^\d{4}-\d\d-\d\d$/.test(value)) return false;
	const time = new Date(`${value}T00:00:00Z`);
	return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(value);
}

/** A point in time, stored in UTC. */
export const time: Parser = (value, name) => {
	if (typeof value !== 'string' || !isTime(value)) {
		throw badRequest(`${name} must be a date and time of the form 2026-01-31T09:30:00Z`, name);
	}
	return new Date(value).toISOString();
};

export const isTime = (value: string) =>
	/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)$/.test(value) &&
	!Number.isNaN(Date.parse(value));

export const timeZone: Parser = (value, name) => {
	try {
		new Intl.DateTimeFormat('en', { timeZone: String(value) });
	} catch {
		throw badRequest(`${String(value)} is not a valid time zone`, name);
	}
	return String(value);
};

export const base64: Parser = (value, name) => {
	if (
		typeof value !== 'string' ||
		value.length % 4 !== 0 ||
		!/^[A-Za-z0-9+/]+={0,2}$/.test(value)
	) {
		throw badRequest(`${name} is not valid Base64`, name);
	}
	return value;
};
