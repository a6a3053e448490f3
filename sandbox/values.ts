import { badRequest } from './errors';
import { alpha3Codes, provinceName, provincesOf, provinceByName } from './places';
import type { Doc, Json, JsonObject } from './types';

/** Checks one value of a request body, and answers what is stored. Never sees null: that clears. */
export type Parser = (value: Json, name: string) => Json;
export type Parsers = Record<string, Parser>;

export const isObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

export function bodyObject(body: unknown): JsonObject {
	if (!isObject(body)) throw badRequest('Input could not be converted to a valid request');
	return body;
}

/** The properties of a body that may be written, null for those to be cleared. Unknown ones are passed over. */
export function writes(body: unknown, parsers: Parsers, mask?: ReadonlySet<string>): JsonObject {
	const given = bodyObject(body);
	const result: JsonObject = {};
	for (const [name, parser] of Object.entries(parsers)) {
		if (mask === undefined ? !(name in given) : !mask.has(name)) continue;
		const value = given[name] ?? null;
		result[name] = value === null ? null : parser(value, name);
	}
	return result;
}

/** The document with what was written, and without what was cleared. */
export function written(doc: Doc, changes: JsonObject): Doc {
	const result: Doc = { ...doc };
	for (const [name, value] of Object.entries(changes)) {
		if (value === null) delete result[name];
		else result[name] = value;
	}
	return result;
}

export const without = (doc: JsonObject, ...names: string[]): JsonObject =>
	Object.fromEntries(Object.entries(doc).filter(([name]) => !names.includes(name)));

/** A document about to be inserted. */
export const withoutNulls = (doc: JsonObject): JsonObject =>
	Object.fromEntries(Object.entries(doc).filter(([, value]) => value !== null));

export function required(body: unknown, ...names: string[]): void {
	const given = bodyObject(body);
	for (const name of names) {
		const value = given[name] ?? null;
		if (value === null || value === '') throw badRequest(`${name} is required`, name);
	}
}

/** `update_mask`, repeated or comma-joined; names outside of the operation's list are refused. */
export function updateMask(
	query: URLSearchParams,
	allowed: readonly string[],
	{ obligatory = false } = {},
): ReadonlySet<string> | undefined {
	const names = query
		.getAll('update_mask')
		.flatMap((entry) => entry.split(','))
		.map((name) => name.trim())
		.filter((name) => name !== '');
	if (names.length === 0) {
		if (obligatory) throw badRequest('update_mask is required', 'update_mask');
		return undefined;
	}
	for (const name of names) {
		if (!allowed.includes(name)) throw badRequest(`Invalid update_mask: ${name}`, 'update_mask');
	}
	return new Set(names);
}

/** `fields`, repeated or comma-joined. */
export function requestedFields(
	query: URLSearchParams,
	allowed: readonly string[],
): ReadonlySet<string> | undefined {
	const names = query
		.getAll('fields')
		.flatMap((entry) => entry.split(','))
		.map((name) => name.trim())
		.filter((name) => name !== '');
	for (const name of names) {
		if (!allowed.includes(name)) throw badRequest(`Invalid field: ${name}`, 'fields');
	}
	return names.length === 0 ? undefined : new Set(names);
}

export const string =
	(max = Infinity): Parser =>
	(value, name) => {
		if (typeof value === 'number') return String(value);
		if (typeof value !== 'string') throw badRequest(`${name} must be text`, name);
		if (value.length > max)
			throw badRequest(`${name} must be no longer than ${max} characters`, name);
		return value;
	};

export const boolean: Parser = (value, name) => {
	if (value === true || value === 'true') return true;
	if (value === false || value === 'false') return false;
	throw badRequest(`${name} must be true or false`, name);
};

export const integer =
	(min = -Infinity, max = Infinity): Parser =>
	(value, name) => {
		const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
		if (typeof number !== 'number' || !Number.isInteger(number) || number < min || number > max) {
			throw badRequest(`${name} must be a whole number`, name);
		}
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
	(value, name) => {
		if (!Array.isArray(value)) throw badRequest(`${name} must be a list`, name);
		return value.map((entry, index) => parser(entry, `${name}[${index}]`));
	};

/** An object of which only the named properties are kept. */
export const record =
	(parsers: Parsers, check?: (entry: JsonObject, name: string) => JsonObject): Parser =>
	(value, name) => {
		if (!isObject(value)) throw badRequest(`${name} must be an object`, name);
		const entry = withoutNulls(writes(value, parsers));
		return check === undefined ? entry : check(entry, name);
	};

export const EMAIL = /^[^\s@<>(),;:"[\]\\]+@[^\s@<>(),;:"[\]\\.]+(\.[^\s@<>(),;:"[\]\\.]+)+$/;

export const email =
	(max = 100): Parser =>
	(value, name) => {
		if (typeof value !== 'string' || !EMAIL.test(value)) {
			throw badRequest(`${String(value)} is not a valid email address`, name);
		}
		return string(max)(value, name);
	};

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

/** Each slot, such as EMAIL1, may be used once. */
export const slots =
	(parser: Parser): Parser =>
	(value, name) => {
		const entries = listOf(parser)(value, name);
		const seen = new Set<Json>();
		for (const entry of Array.isArray(entries) ? entries : []) {
			const slot = isObject(entry) ? (entry.field ?? entry.type ?? null) : null;
			if (seen.has(slot)) throw badRequest(`${name} has more than one ${String(slot)}`, name);
			seen.add(slot);
		}
		return entries;
	};

const requireProperties = (entry: JsonObject, name: string, ...names: string[]) => {
	for (const property of names) {
		if (entry[property] === undefined)
			throw badRequest(`${name}.${property} is required`, `${name}.${property}`);
	}
	return entry;
};

export const emailEntry = record(
	{ email: email(), field: oneOf('EMAIL1', 'EMAIL2', 'EMAIL3'), opt_in_reason: string(255) },
	(entry, name) => {
		requireProperties(entry, name, 'email');
		const result = { ...entry, field: entry.field ?? 'EMAIL1' };
		if (result.field === 'EMAIL1') email(75)(entry.email ?? null, `${name}.email`);
		return result;
	},
);

export const phoneEntry = record(
	{
		number: string(40),
		extension: string(20),
		type: string(40),
		field: oneOf('PHONE1', 'PHONE2', 'PHONE3', 'PHONE4', 'PHONE5'),
	},
	(entry, name) => {
		requireProperties(entry, name, 'number');
		const result = { ...entry, field: entry.field ?? 'PHONE1' };
		if (['PHONE4', 'PHONE5'].includes(String(result.field)))
			string(20)(entry.number ?? null, `${name}.number`);
		return result;
	},
);

export const faxEntry = record(
	{ number: string(40), type: string(40), field: oneOf('FAX1', 'FAX2') },
	(entry, name) => {
		requireProperties(entry, name, 'number');
		return { ...entry, field: entry.field ?? 'FAX1' };
	},
);

export const socialEntry = record(
	{
		name: string(255),
		type: oneOf(
			'FACEBOOK',
			'LINKED_IN',
			'TWITTER',
			'INSTAGRAM',
			'SNAPCHAT',
			'YOUTUBE',
			'PINTEREST',
		),
	},
	(entry, name) => requireProperties(entry, name, 'type', 'name'),
);

export const addressEntry = record(
	{
		line1: string(100),
		line2: string(100),
		locality: string(100),
		region: string(100),
		region_code: string(10),
		country: string(100),
		country_code: string(3),
		postal_code: string(20),
		zip_code: string(20),
		zip_four: string(10),
		field: oneOf('ADDRESS_FIELD_UNSPECIFIED', 'BILLING', 'SHIPPING', 'OTHER'),
	},
	(entry, name) => {
		const address = { ...entry, field: entry.field ?? 'BILLING' };
		const slot = String(address.field);
		const country = entry.country_code === undefined ? undefined : String(entry.country_code);
		if (slot !== 'SHIPPING') {
			for (const [property, max] of [
				['line1', 75],
				['line2', 75],
				['locality', 50],
				['postal_code', 15],
				['zip_code', 15],
			] as const) {
				if (entry[property] !== undefined) string(max)(entry[property], `${name}.${property}`);
			}
		}
		if (country !== undefined && !alpha3Codes().has(country)) {
			throw badRequest(`${slot} Country is invalid`, `${name}.country_code`);
		}
		if (entry.region_code !== undefined || entry.region !== undefined) {
			if (country === undefined)
				throw badRequest(
					`${slot} Country is required if a Region is given`,
					`${name}.country_code`,
				);
			const code =
				entry.region_code === undefined
					? provinceByName(country, String(entry.region))
					: String(entry.region_code);
			if (code === undefined || provinceName(country, code) === undefined) {
				throw badRequest(`${slot} Region is invalid`, `${name}.region_code`);
			}
			return { ...address, region_code: code };
		}
		return address;
	},
);

/** With the long names next to the codes. */
export function showAddress(value: Json): Json {
	if (!isObject(value)) return value;
	const country = value.country_code === undefined ? undefined : String(value.country_code);
	if (country === undefined) return value;
	const shown: JsonObject = { ...value, country: alpha3Codes().get(country)?.name ?? country };
	const known = provincesOf(country).find(({ code }) => code === value.region_code);
	const region = known?.name ?? value.region ?? value.region_code;
	return region === undefined ? shown : { ...shown, region };
}
