import { isObject, type Parser } from './body';
import { badRequest } from './errors';
import { alpha3Codes, provinceByName, provinceName, provincesOf } from './geography';
import type { Json, JsonObject } from './types';
import { atMost, email, listOf, oneOf, record, string } from './values';

/** Each slot, such as EMAIL1, may be used once. */
export const slots =
	(parser: Parser): Parser =>
	(value, name, call) => {
		const entries = listOf(parser)(value, name, call);
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
		if (result.field === 'EMAIL1') atMost(String(entry.email), 75, `${name}.email`);
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
			atMost(String(entry.number), 20, `${name}.number`);
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
				if (entry[property] !== undefined)
					atMost(String(entry[property]), max, `${name}.${property}`);
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
