import { badRequest } from './errors';
import {
	COMPARISON,
	EQUALITY,
	compare,
	finiteNumber,
	instant,
	matchText,
	type FilterKey,
	type Operator,
} from './filter';
import type { Condition, Store } from './store';
import type { Doc, Json, JsonObject } from './types';
import { isObject, type Parser } from './body';
import { EMAIL, isDate, isTime } from './values';

export const RECORD_TYPES = {
	contacts: 'CONTACT',
	companies: 'COMPANY',
	opportunities: 'OPPORTUNITY',
	orders: 'ORDER',
	subscriptions: 'SUBSCRIPTION',
	affiliates: 'REFERRAL_PARTNER',
	// Tasks and notes (and appointments) share their fields.
	tasks: 'TASK_NOTE_APPOINTMENT',
	notes: 'TASK_NOTE_APPOINTMENT',
} as const;

export type RecordKind = keyof typeof RECORD_TYPES;
export type RecordType = (typeof RECORD_TYPES)[RecordKind];

type Family = 'text' | 'choice' | 'number' | 'date' | 'flag' | 'many' | 'integer';

const FAMILIES: Record<string, Family> = {
	TEXT: 'text',
	TEXT_AREA: 'text',
	NAME: 'text',
	EMAIL: 'text',
	PHONE_NUMBER: 'text',
	WEBSITE: 'text',
	SOCIAL_SECURITY_NUMBER: 'text',
	STATE: 'text',
	DROPDOWN: 'choice',
	RADIO: 'choice',
	WHOLE_NUMBER: 'number',
	DECIMAL_NUMBER: 'number',
	CURRENCY: 'number',
	PERCENT: 'number',
	YEAR: 'number',
	MONTH: 'number',
	DAY_OF_WEEK: 'number',
	USER: 'number',
	DATE: 'date',
	DATE_TIME: 'date',
	YES_NO: 'flag',
	LIST_BOX: 'many',
	USER_LIST_BOX: 'many',
	DRILLDOWN: 'integer',
};

const WHOLE = ['WHOLE_NUMBER', 'YEAR', 'MONTH', 'DAY_OF_WEEK', 'USER'];
export const FIELD_TYPES = Object.keys(FAMILIES);
export const TYPES_WITH_OPTIONS = ['DROPDOWN', 'RADIO', 'LIST_BOX', 'DRILLDOWN'];
const MAX_TEXT = 65_535;

export const fieldsOf = (store: Store, recordType: string): Doc[] =>
	store.query('customField', {
		where: [
			{ sql: "json_extract(data, '$.record_type') = ? COLLATE NOCASE", params: [recordType] },
		],
	});

/** Checks a list of `{id, content}`. Empty contents are not kept. */
export const customFieldValues =
	(recordType: RecordType): Parser =>
	(value, name, { store }) => {
		if (!Array.isArray(value)) throw badRequest(`${name} must be a list`, name);
		const fields = new Map(fieldsOf(store, recordType).map((field) => [field.id, field]));
		const result: JsonObject[] = [];
		for (const entry of value) {
			if (!isObject(entry)) throw badRequest(`${name} must be a list of objects`, name);
			const id = String(entry.id ?? '');
			const field = fields.get(id);
			if (field === undefined) throw badRequest(`Custom field with id ${id} does not exist`, name);
			const content = entry.content ?? null;
			if (content === null || content === '') continue;
			result.push({ id, content: parseContent(field, content) });
		}
		return result;
	};

/** All fields of the record kind, those without a value with null. */
export function showCustomFields(fields: Doc[], value: Json | undefined): JsonObject[] {
	const contents = new Map<string, Json>();
	for (const entry of Array.isArray(value) ? value : []) {
		if (isObject(entry)) contents.set(String(entry.id), entry.content ?? null);
	}
	return fields.map(({ id }) => ({ id, content: contents.get(id) ?? null }));
}

function parseContent(field: Doc, content: Json): Json {
	const type = String(field.field_type);
	const wrong = () =>
		badRequest(`Invalid value for custom field ${field.id} of type ${type}`, 'custom_fields');
	switch (FAMILIES[type]) {
		case 'number':
		case 'integer': {
			const number =
				typeof content === 'string' && content.trim() !== '' ? Number(content) : content;
			if (typeof number !== 'number' || !Number.isFinite(number)) throw wrong();
			if ((WHOLE.includes(type) || type === 'DRILLDOWN') && !Number.isInteger(number))
				throw wrong();
			return number;
		}
		case 'date':
			if (typeof content !== 'string') throw wrong();
			if (type === 'DATE' && isDate(content)) return content;
			if (!isTime(content)) throw wrong();
			return type === 'DATE' ? content.slice(0, 10) : new Date(content).toISOString();
		case 'flag':
			if (content === true || content === 1 || content === '1') return 1;
			if (content === false || content === 0 || content === '0') return 0;
			throw wrong();
		case 'choice':
			if (!labels(field).includes(String(content))) throw wrong();
			return String(content);
		case 'many': {
			const chosen = Array.isArray(content)
				? content.map(String)
				: typeof content === 'string'
					? content.split(',')
					: undefined;
			if (chosen === undefined) throw wrong();
			if (type === 'LIST_BOX' && !chosen.every((entry) => labels(field).includes(entry)))
				throw wrong();
			return chosen;
		}
		default: {
			if (typeof content !== 'string' && typeof content !== 'number') throw wrong();
			const text = String(content);
			if (text.length > MAX_TEXT || (type === 'EMAIL' && !EMAIL.test(text))) throw wrong();
			return text;
		}
	}
}

const labels = (field: Doc): string[] =>
	(Array.isArray(field.options) ? field.options : []).flatMap((option) =>
		isObject(option) ? [String(option.label)] : [],
	);

/** How records are filtered by the name of a custom field. */
export const customFilters =
	(store: Store, recordType: string) =>
	(name: string): FilterKey | undefined => {
		const field = fieldsOf(store, recordType).find(
			({ field_name: fieldName }) => String(fieldName).toLowerCase() === name.toLowerCase(),
		);
		return field === undefined ? undefined : filterKey(field);
	};

function filterKey(field: Doc): FilterKey {
	const family = FAMILIES[String(field.field_type)] ?? 'text';
	const content = "json_extract(entry.value, '$.content')";
	const has = (condition: Condition): Condition => ({
		sql: `EXISTS (SELECT 1 FROM json_each(data, '$.custom_fields') AS entry
			WHERE json_extract(entry.value, '$.id') = ? AND ${condition.sql})`,
		params: [field.id, ...condition.params],
	});
	const operators: Record<Family, Operator[]> = {
		text: EQUALITY,
		choice: EQUALITY,
		flag: EQUALITY,
		many: EQUALITY,
		integer: EQUALITY,
		number: COMPARISON,
		date: COMPARISON,
	};
	return {
		operators: operators[family],
		condition: (operator, value) => {
			switch (family) {
				case 'number':
				case 'integer':
					return has(compare(content, operator, finiteNumber(value)));
				case 'date': {
					const time = instant(value);
					return has(
						compare(content, operator, field.field_type === 'DATE' ? time.slice(0, 10) : time),
					);
				}
				case 'flag':
					if (value !== '0' && value !== '1') throw badRequest(`${value} is not 0 or 1`, 'filter');
					return has(compare(content, '==', Number(value)));
				case 'many':
					return has({
						sql: `EXISTS (SELECT 1 FROM json_each(entry.value, '$.content') AS chosen WHERE chosen.value = ? COLLATE NOCASE)`,
						params: [value],
					});
				default:
					return has(matchText(content, value, true));
			}
		},
	};
}

/** The name of the column behind a label, which is what filters go by. */
export function fieldName(store: Store, recordType: string, label: string): string {
	const words = label.normalize('NFD').match(/[A-Za-z0-9]+/g) ?? ['Field'];
	const base = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
	const taken = new Set(
		fieldsOf(store, recordType).map((field) => String(field.field_name).toLowerCase()),
	);
	let name = base;
	for (let n = 0; taken.has(name.toLowerCase()); n++) name = `${base}${n}`;
	return name;
}
