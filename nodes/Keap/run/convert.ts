import { findCountry } from '../api/countries';
import type { Lookups } from '../api/lookups';
import type { Field } from '../descriptor/field';
import { LIST_ENTRY, OBJECT_ENTRY } from '../descriptor/names';
import { RECORDS, type RecordType } from '../descriptor/records';
import { toDay, toTime } from './dates';
import { Deferred } from './deferred';
import { InputError, show } from './inputError';
import { setPath } from './paths';

export interface Circumstances {
	/** The workflow's time zone, in which dates without a zone are meant. */
	timezone: string;
	/** What an empty input in a collection becomes: left out, or null, which clears. */
	emptyValues: 'ignore' | 'clear';
}

type Json = Record<string, unknown>;

export const isEmpty = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	value === '' ||
	(Array.isArray(value) && value.length === 0);

const EMAIL = /^[^\s@,;<>"]+@[^\s@,;<>".]+(\.[^\s@,;<>".]+)+$/;

/** Text as a person would want it sent: objects that an expression gives become JSON. */
export const toText = (value: unknown): string =>
	typeof value === 'object' ? JSON.stringify(value) : String(value);

/** An e-mail address, trimmed. */
export function toEmail(value: unknown, label: string): string {
	const address = String(value).trim();
	if (!EMAIL.test(address)) {
		throw new InputError(
			`'${label}' is not an email address: ${show(value)}`,
			'Enter one address such as nathan@example.com',
		);
	}
	return address;
}

export function toNumber(value: unknown, label: string, integer = false): number {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	if (typeof number !== 'number' || !Number.isFinite(number)) {
		throw new InputError(
			`'${label}' is not a number: ${show(value)}`,
			'Enter a number such as 12 or 12.5, without currency signs or thousands separators',
		);
	}
	if (integer && !Number.isInteger(number)) {
		throw new InputError(
			`'${label}' is not a whole number: ${show(value)}`,
			'Enter a whole number such as 12',
		);
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

export function toBoolean(value: unknown, label: string): boolean {
	if (typeof value === 'boolean') return value;
	const meant = WORDS[String(value).trim().toLowerCase()];
	if (meant === undefined) {
		throw new InputError(
			`'${label}' is neither true nor false: ${show(value)}`,
			'Turn it on or off, or use an expression that gives true or false',
		);
	}
	return meant;
}

const ID = /^[\w-]+$/;

/** An ID as text. Refuses what is empty, or would change the path it goes into. */
export function toId(value: unknown, label: string): string {
	const id = String(value ?? '').trim();
	if (id === '')
		throw new InputError(`'${label}' is empty`, `Choose one from the list or enter its ID`);
	if (!ID.test(id))
		throw new InputError(
			`'${label}' is not an ID: ${show(value)}`,
			'Enter the ID that Keap shows for the record, such as 1042',
		);
	return id;
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

function toReference(field: Field & { kind: 'record' }, value: unknown): unknown {
	const locator = value as { mode?: string; value?: unknown } | string | number | null | undefined;
	const isLocator = typeof locator === 'object' && locator !== null && 'value' in locator;
	const given = isLocator ? locator.value : value;
	const { byEmail }: RecordType = RECORDS[field.record];
	if (byEmail && ((isLocator && locator.mode === 'email') || String(given).includes('@'))) {
		if (isEmpty(given))
			throw new InputError(
				`'${field.label}' is empty`,
				'Enter an email address, or choose another way to name it',
			);
		const address = toEmail(given, field.label);
		return new Deferred(async (lookups) => {
			const [id] = await contactByEmail(lookups, address, field.label);
			return id;
		});
	}
	return toId(given, field.label);
}

async function contactByEmail(lookups: Lookups, address: string, label: string): Promise<string[]> {
	const ids = await lookups.contactIdsByEmail(address);
	if (ids.length === 0) {
		throw new InputError(
			`'${label}': no contact at Keap has the email address ${address}`,
			'Check the address, or create the contact first',
		);
	}
	if (ids.length > 1) {
		throw new InputError(
			`'${label}': ${ids.length} contacts at Keap have the email address ${address}`,
			`Name the one you mean by its ID: ${ids.slice(0, 5).join(', ')}`,
		);
	}
	return ids;
}

function toChoice(field: Field & { kind: 'choice' | 'choices' }, value: unknown): string | number {
	const wanted = String(value).trim().toLowerCase();
	const option = field.options.find(
		({ value: own, name }) => String(own).toLowerCase() === wanted || name.toLowerCase() === wanted,
	);
	if (!option) {
		const known = field.options.map(({ value: own }) => own).join(', ');
		throw new InputError(`'${field.label}' has no option ${show(value)}`, `Use one of: ${known}`);
	}
	return option.value;
}

function toCountry(value: unknown, label: string): string {
	const country = findCountry(String(value));
	if (!country) {
		throw new InputError(
			`'${label}' is not a country: ${show(value)}`,
			'Enter its English name, or its ISO code such as DE or DEU',
		);
	}
	return country.alpha3;
}

/** A region is sent as an ISO 3166-2 code; names are looked up among the provinces of the country beside it. */
function toRegion(value: unknown, label: string, countryCode: unknown): unknown {
	const region = String(value).trim();
	if (/^[A-Za-z]{2}-[A-Za-z0-9]{1,3}$/.test(region)) return region.toUpperCase();
	if (typeof countryCode !== 'string') {
		throw new InputError(
			`'${label}' ${show(value)} needs a country beside it`,
			"Fill in 'Country', or enter the region's full code such as US-AZ",
		);
	}
	const alpha2 = findCountry(countryCode)?.alpha2 ?? '';
	return new Deferred(async (lookups) => {
		const provinces = await lookups.provinces(countryCode);
		const wanted = region.toLowerCase();
		const short = `${alpha2}-${region}`.toLowerCase();
		const province = provinces.find(
			({ id, name }) => name.toLowerCase() === wanted || [wanted, short].includes(id.toLowerCase()),
		);
		if (!province) {
			throw new InputError(
				`'${label}' is not a region that Keap knows in ${countryCode}: ${show(value)}`,
				'Enter its name as Keap spells it, or its code such as US-AZ',
			);
		}
		return province.id.includes('-') ? province.id : `${alpha2}-${province.id}`;
	});
}

const entriesOf = (value: unknown, entry: string): unknown =>
	(value as Json | null)?.[entry] ?? value;

/** The object that a group of inputs makes. Empty ones are left out, or cleared where that is wanted. */
export function toObject(
	fields: readonly Field[],
	values: Json,
	circumstances: Circumstances,
): Json {
	const result: Json = {};
	const late: Array<Field & { kind: 'region' }> = [];
	for (const field of fields) {
		if (!(field.name in values)) continue;
		if (field.kind === 'region') late.push(field);
		else put(result, field, convert(field, values[field.name], circumstances), circumstances);
	}
	for (const field of late) {
		const value = values[field.name];
		const region = isEmpty(value) ? undefined : toRegion(value, field.label, result.country_code);
		put(result, field, region, circumstances);
	}
	const missing = fields.find(({ required, key }) => required && isEmpty(result[key]));
	if (missing && !Object.values(result).every(isEmpty)) {
		throw new InputError(
			`'${missing.label}' is empty`,
			`Keap wants a value for '${missing.label}' with the others beside it`,
		);
	}
	return result;
}

function put(result: Json, field: Field, value: unknown, { emptyValues }: Circumstances): void {
	if (value !== undefined) return setPath(result, field.key, value);
	// Two inputs may share an object: an empty one doesn't clear what the other one gave.
	const [root] = field.key.split('.');
	if (emptyValues === 'clear' && !(root in result)) result[root] = null;
}

/**
 * What Keap gets for a person's input; undefined for an empty one. Never mutates `value`.
 * @throws InputError naming the field and the remedy
 */
export function convert(field: Field, value: unknown, circumstances: Circumstances): unknown {
	const { label } = field;
	if (field.kind === 'record') {
		const given =
			typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
		return isEmpty(given) && !field.required ? undefined : toReference(field, value);
	}
	if (isEmpty(value)) return undefined;
	switch (field.kind) {
		case 'text':
			return toText(value);
		case 'url':
			return toText(value).trim();
		case 'email':
			return toEmail(value, label);
		case 'number': {
			const number = toNumber(value, label, field.integer);
			if (field.min !== undefined && number < field.min) {
				throw new InputError(
					`'${label}' is less than ${field.min}: ${number}`,
					`Enter ${field.min} or more`,
				);
			}
			if (field.max !== undefined && number > field.max) {
				throw new InputError(
					`'${label}' is more than ${field.max}: ${number}`,
					`Enter ${field.max} or less`,
				);
			}
			return number;
		}
		case 'boolean': {
			const on = toBoolean(value, label);
			return field.sentWhenTrue === undefined ? on : on ? field.sentWhenTrue : undefined;
		}
		case 'dateTime':
			return toTime(value, label, circumstances.timezone);
		case 'date':
			return toDay(value, label, circumstances.timezone);
		case 'choice':
			return toChoice(field, value);
		case 'choices':
			return toList(value).map((entry) => toChoice(field as Field & { kind: 'choices' }, entry));
		case 'tags':
			return value;
		case 'ids':
			return toList(value).map((entry) => toId(entry, label));
		case 'list':
			return toList(value).map((entry) =>
				field.of === 'email' ? toEmail(entry, label) : toText(entry),
			);
		case 'base64':
			return Buffer.from(toText(value), 'utf8').toString('base64');
		case 'country':
			return toCountry(value, label);
		case 'region':
			return toRegion(value, label, undefined);
		case 'object': {
			const entry = entriesOf(value, OBJECT_ENTRY);
			const object = toObject(field.fields, (entry ?? {}) as Json, circumstances);
			return Object.keys(object).length ? object : undefined;
		}
		case 'objects': {
			const entries = entriesOf(value, LIST_ENTRY);
			const list = Array.isArray(entries)
				? entries
				: Object.keys(entries as Json).length
					? [entries]
					: [];
			const objects = list
				.map((entry) => toObject(field.fields, entry as Json, circumstances))
				.filter((object) =>
					field.fields.some(({ key, kind }) => kind !== 'choice' && key in object),
				);
			return objects.length ? objects : undefined;
		}
		// Files are read when they are sent: the input is the name of the property that holds them.
		case 'binary':
			return String(value).trim();
		case 'attachments':
			return toList(value).map(String);
	}
}
