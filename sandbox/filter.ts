import type { SQLInputValue } from 'node:sqlite';
import { badRequest } from './errors';
import { field, type Condition } from './store';

export type Operator = '==' | '!=' | '>' | '<' | '>=' | '<=';

export interface FilterKey {
	operators: Operator[];
	condition(
		operator: Operator,
		value: string,
		all: ReadonlyMap<string, string>,
	): Condition | undefined;
}

export interface FilterKeys {
	keys: Record<string, FilterKey>;
	/** Looked up when no standard key has the name. */
	custom?(name: string): FilterKey | undefined;
	/** Keys that can't be combined. */
	exclusive?: readonly string[];
}

export const filters = (
	keys: Record<string, FilterKey>,
	options: Omit<FilterKeys, 'keys'> = {},
): FilterKeys => ({ keys, ...options });

/** `key==value;key2>value`, all of which must hold. */
export function parseFilter(
	text: string | null,
	{ keys, custom, exclusive = [] }: FilterKeys,
): Condition[] {
	if (text === null || text.trim() === '') return [];
	const clauses = text
		.split(';')
		.filter((clause) => clause.trim() !== '')
		.map((clause) => {
			const [, name, operator, value] =
				/^\s*([^=!<>\s]+)\s*(==|!=|>=|<=|>|<)(.*)$/s.exec(clause) ?? [];
			if (name === undefined || operator === undefined || value === undefined) {
				throw badRequest(`Invalid filter: ${clause}`, 'filter');
			}
			return { name, operator: operator as Operator, value };
		});
	const all = new Map(clauses.map(({ name, value }) => [name, value]));
	const combined = exclusive.filter((name) => all.has(name));
	if (combined.length > 1)
		throw badRequest(`${combined.join(' and ')} cannot be used together`, 'filter');
	return clauses.flatMap(({ name, operator, value }) => {
		const key = Object.hasOwn(keys, name) ? keys[name] : custom?.(name);
		if (key === undefined) throw badRequest(`Invalid filter field: ${name}`, name);
		if (!key.operators.includes(operator)) {
			throw badRequest(`Operator ${operator} is not supported for filter field: ${name}`, name);
		}
		if (value.trim() === '') throw badRequest(`Filter field ${name} needs a value`, name);
		return key.condition(operator, value, all) ?? [];
	});
}

export const EQUALITY: Operator[] = ['=='];
export const COMPARISON: Operator[] = ['==', '>', '<', '>=', '<='];
export const ANY_COMPARISON: Operator[] = [...COMPARISON, '!='];

const key = (operators: Operator[], condition: FilterKey['condition']): FilterKey => ({
	operators,
	condition,
});

/** SQL for a comparison; `==` is one `=` there. */
export const compare = (sql: string, operator: Operator, value: SQLInputValue): Condition => ({
	sql: `${sql} ${operator === '==' ? '=' : operator} ?`,
	params: [value],
});

/** Text without regard to case. With `prefix`, a trailing star means "starts with"; a leading one is refused. */
export function matchText(sql: string, value: string, prefix: boolean): Condition {
	if (value.startsWith('*')) throw badRequest('A leading wildcard is not supported', 'filter');
	if (prefix && value.endsWith('*')) {
		const start = value.slice(0, -1).replace(/[\\%_]/g, '\\$&');
		return { sql: `${sql} LIKE ? ESCAPE '\\'`, params: [`${start}%`] };
	}
	return { sql: `${sql} = ? COLLATE NOCASE`, params: [value] };
}

export const text = (property: string, { prefix = false, none = false } = {}) =>
	key(EQUALITY, (_, value) =>
		none && value === 'NONE'
			? { sql: `coalesce(${field(property)}, '') = ''`, params: [] }
			: matchText(field(property), value, prefix),
	);

/** Text that is not a property of the record itself. */
export const textOf = (sql: string, { prefix = false } = {}) =>
	key(EQUALITY, (_, value) => matchText(sql, value, prefix));

/** The number of the record itself. */
export const recordId = (operators: Operator[] = COMPARISON) =>
	key(operators, (operator, value) => compare('id', operator, wholeNumber(value)));

export const recordIds = (max = Infinity) =>
	key(EQUALITY, (_, value) => {
		const ids = value.split(',').map(wholeNumber);
		if (ids.length > max) throw badRequest(`No more than ${max} ids can be given`, 'ids');
		return { sql: `id IN (${ids.map(() => '?').join(', ')})`, params: ids };
	});

/** Text that must be equal, such as the id of another record. */
export const reference = (property: string, none?: string) =>
	key(EQUALITY, (_, value) =>
		value === none
			? { sql: `${field(property)} IS NULL`, params: [] }
			: { sql: `${field(property)} = ?`, params: [value] },
	);

export const decimal = (property: string, operators = COMPARISON) =>
	key(operators, (operator, value) => compare(field(property), operator, finiteNumber(value)));

export const flag = (property: string) =>
	key(EQUALITY, (_, value) => ({
		sql: `coalesce(${field(property)}, 0) = ?`,
		params: [isTrue(value) ? 1 : 0],
	}));

/** Whether there is any value. */
export const present = (property: string) =>
	key(EQUALITY, (_, value) => ({
		sql: `${field(property)} IS ${isTrue(value) ? 'NOT ' : ''}NULL`,
		params: [],
	}));

export const oneOf = (property: string, values: readonly string[]) =>
	key(EQUALITY, (_, value) => {
		if (!values.includes(value))
			throw badRequest(`${value} is not one of ${values.join(', ')}`, 'filter');
		return { sql: `${field(property)} = ?`, params: [value] };
	});

export const anyOf = (property: string, values?: readonly string[]) =>
	key(EQUALITY, (_, value) => {
		const wanted = value.split(',').map((entry) => entry.trim());
		for (const entry of wanted) {
			if (values !== undefined && !values.includes(entry))
				throw badRequest(`${entry} is not a known value`, 'filter');
		}
		return {
			sql: `${field(property)} COLLATE NOCASE IN (${wanted.map(() => '?').join(', ')})`,
			params: wanted,
		};
	});

/** A list of texts that holds the value, or one of several values separated by commas. */
export const contains = (property: string, { several = false } = {}) =>
	key(EQUALITY, (_, value) => {
		const wanted = several ? value.split(',').map((entry) => entry.trim()) : [value];
		return {
			sql: `EXISTS (SELECT 1 FROM json_each(data, '$.${property}') AS entry
				WHERE entry.value IN (${wanted.map(() => '?').join(', ')}))`,
			params: wanted,
		};
	});

/** True or false, and nothing to filter by: other code looks whether it is there. */
export const option = () =>
	key(EQUALITY, (_, value) => {
		isTrue(value);
		return undefined;
	});

/** The very moment. */
export const at = (property: string) =>
	key(EQUALITY, (_, value) => compare(field(property), '==', instant(value)));

/** One end of a window of time, which belongs to it: Keap says so of companies, and nothing of the others. */
export const since = (property: string) =>
	key(EQUALITY, (_, value) => compare(field(property), '>=', instant(value)));
export const until = (property: string) =>
	key(EQUALITY, (_, value) => compare(field(property), '<=', instant(value)));

/** A key of its own kind. */
export const special = (condition: FilterKey['condition'], operators = EQUALITY) =>
	key(operators, condition);

/** @throws ApiError 400 unless it is true or false */
export function isTrue(value: string): boolean {
	if (value !== 'true' && value !== 'false')
		throw badRequest(`${value} is not true or false`, 'filter');
	return value === 'true';
}

/** Filters take nothing less than a full time with milliseconds and a zone; times are stored in UTC seconds. */
export function instant(value: string): string {
	if (
		!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:?\d\d)$/.test(value) ||
		Number.isNaN(Date.parse(value))
	) {
		throw badRequest(
			`${value} is not a date and time of the form 2026-01-31T09:30:00.000Z`,
			'filter',
		);
	}
	return new Date(value).toISOString();
}

export function wholeNumber(value: string): number {
	if (!/^\s*\d+\s*$/.test(value)) throw badRequest(`${value} is not a valid id`, 'filter');
	return Number(value);
}

export function finiteNumber(value: string): number {
	const number = Number(value);
	if (value.trim() === '' || !Number.isFinite(number))
		throw badRequest(`${value} is not a number`, 'filter');
	return number;
}
