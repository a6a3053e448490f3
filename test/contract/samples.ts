import type { Field } from '../../nodes/Keap/descriptor/field';
import type { Filter } from '../../nodes/Keap/descriptor/operation';
import { present } from '../support/present';
import { KNOWN } from './stub';

/** What a person enters into an input, and what Keap has to get for it. */
export interface Sample {
	given: unknown;
	sent: unknown;
}

/** Dates without a zone are meant in this one. */
export const TIMEZONE = 'America/Phoenix';

/** The file that items bring along. */
export const FILE = { name: 'offer.pdf', content: 'the content of a file' };

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** An item that brings it along. */
export const ITEM = {
	json: {},
	binary: {
		data: {
			data: base64(FILE.content),
			mimeType: 'application/pdf',
			fileName: FILE.name,
		},
	},
};

const locator = (value: string) => ({ __rl: true, mode: 'id', value });

type Json = Record<string, unknown>;

/** Puts a value where a key such as `company.id` says. */
function put(target: Json, key: string, value: unknown): Json {
	const [first = key, ...rest] = key.split('.');
	target[first] = rest.length ? put((target[first] ?? {}) as Json, rest.join('.'), value) : value;
	return target;
}

function entry(
	fields: readonly Field[],
	index = 0,
	chosen: Record<string, string | number> = {},
): { given: Json; sent: Json } {
	const given: Json = {};
	const sent: Json = {};
	for (const field of fields) {
		const sample =
			field.name in chosen
				? { given: chosen[field.name], sent: chosen[field.name] }
				: sampleOf(field, 'other.');
		// The entries of a list have IDs of their own.
		if (field.kind === 'id') sample.given = sample.sent = String(Number(KNOWN.id) + index);
		const conditions = Object.entries(field.onlyIf ?? {});
		// The stub's records hold the first option of a choice that the entry leaves to them.
		const fits = conditions.every(
			([name, { is, choice }]) => name in chosen || is.includes(present(choice.options[0]).value),
		);
		if (!fits) continue;
		given[field.name] = sample.given;
		const applies = conditions.every(([name, { is }]) => {
			const value = chosen[name];
			return value === undefined || is.includes(value);
		});
		if (applies && field.in !== 'nowhere') put(sent, field.key, sample.sent);
	}
	return { given, sent };
}

/** One entry, or one for each option of a choice that others depend on. */
function entries(fields: readonly Field[]): Array<{ given: Json; sent: Json }> {
	const deciding = fields.find(
		({ name, kind }) =>
			kind === 'choice' && fields.some(({ onlyIf = {} }) => Object.keys(onlyIf).includes(name)),
	);
	if (deciding?.kind !== 'choice') return [entry(fields)];
	return deciding.options.map(({ value }, i) => entry(fields, i, { [deciding.name]: value }));
}

function textSample({ name, is }: Field & { kind: 'text' }): Sample {
	if (is === 'timeZone') return { given: 'America/Phoenix', sent: 'America/Phoenix' };
	if (is === 'locale') return { given: 'en-us', sent: 'en_US' };
	const value = `My ${name}`.slice(0, 15);
	return { given: value, sent: value };
}

/**
 * A believable value for any input, in a form that people use rather than the one that Keap wants. The prefix keeps
 * addresses apart that stand in one list.
 */
export function sampleOf(field: Field, prefix = ''): Sample {
	const { name } = field;
	switch (field.kind) {
		case 'text':
			return textSample(field);
		case 'url':
			return { given: `My ${name}`, sent: `My ${name}` };
		case 'email':
			return { given: ` ${prefix}${name}@example.com `, sent: `${prefix}${name}@example.com` };
		case 'number':
			return { given: '7', sent: field.asText ? '7' : 7 };
		case 'boolean':
			return { given: 'true', sent: field.sentWhenTrue ?? true };
		case 'dateTime':
			return { given: '2026-03-18T17:00:00', sent: '2026-03-19T00:00:00.000Z' };
		case 'date':
			return { given: '2026-03-18T00:00:00', sent: '2026-03-18' };
		case 'choice': {
			// The last, since places of lists have their first taken by inputs of their own.
			const { name: words, value } = present(field.options.at(-1));
			return { given: words.toUpperCase(), sent: value };
		}
		case 'choices': {
			const chosen = field.options.slice(0, 2).map(({ value }) => value);
			return { given: chosen, sent: chosen };
		}
		case 'record':
			return {
				given: locator(KNOWN.id),
				sent: field.numeric ? Number(KNOWN.id) : KNOWN.id,
			};
		case 'records':
			return {
				given: { values: [KNOWN.id, KNOWN.other].map((id) => ({ [field.of.id]: locator(id) })) },
				sent: [KNOWN.id, KNOWN.other],
			};
		case 'id':
			return { given: ' 0501 ', sent: '501' };
		case 'ids':
			return { given: '1042, 1043', sent: ['1042', '1043'] };
		case 'list':
			return field.of === 'email'
				? { given: 'a@example.com, b@example.com', sent: ['a@example.com', 'b@example.com'] }
				: { given: 'one, two', sent: ['one', 'two'] };
		case 'base64':
			return { given: `<b>Grüße</b> ${name}`, sent: base64(`<b>Grüße</b> ${name}`) };
		case 'money':
			return { given: '12.34', sent: { cents: 1234, decimal: 12.34, text: '12.34' }[field.unit] };
		case 'country':
			return { given: 'germany', sent: 'DEU' };
		case 'region':
			// A filter by itself doesn't know the country, of which a code says the same.
			if (field.as === 'code' && field.country)
				return { given: KNOWN.province.code.toLowerCase(), sent: KNOWN.province.code };
			return field.as === 'code'
				? { given: KNOWN.province.name, sent: KNOWN.province.code }
				: { given: KNOWN.province.code, sent: KNOWN.province.name };
		case 'object': {
			const { given, sent } = entry(field.fields);
			return { given: { value: given }, sent };
		}
		case 'objects': {
			const all = entries(field.fields);
			return {
				given: { values: all.map(({ given }) => given) },
				sent: all.map(({ sent }) => sent),
			};
		}
		case 'binary':
			return { given: 'data', sent: Buffer.from(FILE.content) };
		case 'attachments':
			return {
				given: 'data',
				sent: [{ file_name: FILE.name, file_data: base64(FILE.content) }],
			};
	}
}

/** What a filter by a value looks like. */
export function filterText(field: Filter, sent: unknown): string {
	const text = Array.isArray(sent) ? sent.join(',') : String(sent);
	const value = field.prefix === 'always' ? `${text}*` : text;
	return `${field.key}${field.operator ?? '=='}${value}`;
}

/** For a custom field of each type, what a person enters and what Keap gets. */
export const CUSTOM_FIELD_SAMPLES: Record<string, Sample> = {
	CURRENCY: { given: '12.50', sent: 12.5 },
	DATE: { given: '2026-03-18', sent: '2026-03-18' },
	DATE_TIME: { given: '2026-03-18T17:00:00', sent: '2026-03-19T00:00:00.000Z' },
	DAY_OF_WEEK: { given: '2', sent: 2 },
	DECIMAL_NUMBER: { given: '1.5', sent: 1.5 },
	DRILLDOWN: { given: 'blue', sent: 2 },
	DROPDOWN: { given: 'blue', sent: 'Blue' },
	EMAIL: { given: 'nathan@example.com', sent: 'nathan@example.com' },
	LIST_BOX: { given: ['red', 'blue'], sent: ['Red', 'Blue'] },
	MONTH: { given: '3', sent: 3 },
	NAME: { given: 'Nathan', sent: 'Nathan' },
	PERCENT: { given: 5, sent: 5 },
	PHONE_NUMBER: { given: '+1 480 555 0100', sent: '+1 480 555 0100' },
	RADIO: { given: 'red', sent: 'Red' },
	SOCIAL_SECURITY_NUMBER: { given: '000-00-0000', sent: '000-00-0000' },
	STATE: { given: 'AZ', sent: 'AZ' },
	TEXT: { given: 'a text', sent: 'a text' },
	TEXT_AREA: { given: 'two\nlines', sent: 'two\nlines' },
	USER: { given: '4', sent: 4 },
	USER_LIST_BOX: { given: '4, 5', sent: ['4', '5'] },
	WEBSITE: { given: 'https://example.com', sent: 'https://example.com' },
	WHOLE_NUMBER: { given: '3', sent: 3 },
	YEAR: { given: '2026', sent: 2026 },
	YES_NO: { given: 'yes', sent: 1 },
};
