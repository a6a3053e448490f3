import { isObject, objectsOf, type Json } from '../../api/json';
import type { Lookups } from '../../api/lookups';
import { CUSTOM_FIELD_RECORDS } from '../../descriptor/customFieldRecords';
import { OPTION } from '../../descriptor/names';
import type { Operation } from '../../descriptor/operation';
import { pathsOf, rootOf, type Column, type Columns } from '../../descriptor/recordOutput';
import type { PreparedItem } from '../inputs/preparedItem';
import { isEmpty } from '../inputs/values/scalars';
import { getPath } from '../paths';
import { nameCustomFields } from './customFields';

/** How many decimals a currency has; two where it isn't known. */
function decimalsOf(currency: unknown): number {
	if (typeof currency !== 'string' || !/^[A-Z]{3}$/.test(currency)) return 2;
	const { maximumFractionDigits } = new Intl.NumberFormat('en', {
		style: 'currency',
		currency,
	}).resolvedOptions();
	return maximumFractionDigits ?? 2;
}

/** The value of a column; amounts of money as 12.34. */
export function columnValue(record: unknown, column: Column): unknown {
	if (typeof column === 'string') return getPath(record, column);
	if ('list' in column) {
		const list = getPath(record, column.list);
		return Array.isArray(list)
			? objectsOf(list).map((entry) => columnValues(entry, column.columns))
			: undefined;
	}
	if ('firstOf' in column) {
		const found = column.firstOf.map((path) => getPath(record, path));
		return found.find((value) => !isEmpty(value)) ?? found[0];
	}
	const value = getPath(record, column.path);
	const { amount, currency_code } =
		column.money === 'currencyValue' ? ((value ?? {}) as Json) : { amount: value };
	return typeof amount === 'number' ? amount / 10 ** decimalsOf(currency_code) : amount;
}

const columnValues = (record: unknown, columns: Columns): Json =>
	Object.fromEntries(
		Object.entries(columns).map(([name, column]) => [name, columnValue(record, column) ?? null]),
	);

/** Turns Keap's records into what a person gets. */
export class Simplifier {
	private readonly columns: Array<[string, Column]>;
	/** Properties that Keap returns only when asked, and wasn't asked for: absent, nothing is known of them. */
	private readonly unasked: ReadonlySet<string>;

	constructor(
		private readonly operation: Operation,
		private readonly lookups: Lookups,
		/** Whether a language model reads the output, for which what is empty costs and says nothing. */
		private readonly leavesOutEmpty = false,
	) {
		const { columns, onRequest = [], selectable } = operation;
		this.columns = Object.entries(columns ?? {});
		this.unasked = new Set(onRequest.filter((name) => !selectable?.simple.includes(name)));
	}

	/** Simplified: the columns of the operation, with custom fields under their names; otherwise the record as it is. */
	async simplify(
		record: unknown,
		{ simplify, options }: Pick<PreparedItem, 'simplify' | 'options'>,
	): Promise<Json> {
		const labels = options[OPTION.customFieldLabels] === true;
		const decoded = this.decode(asObject(record));
		if (!simplify) return labels ? await this.withLabels(decoded) : decoded;
		const simple: Json = {};
		for (const [name, column] of this.columns) {
			if (!this.isUnknown(decoded, column)) simple[name] = columnValue(decoded, column) ?? null;
		}
		const { custom_fields: values } = decoded;
		if (this.operation.customFieldsIn && Array.isArray(values))
			simple.custom_fields = await this.named(values);
		return this.leavesOutEmpty ? withoutEmpty(simple) : simple;
	}

	private async withLabels(record: Json): Promise<Json> {
		const { custom_fields: values } = record;
		return Array.isArray(values) ? { ...record, custom_fields: await this.named(values) } : record;
	}

	/** Whether Keap wasn't asked for what the column shows, and didn't give it either. */
	private isUnknown(record: Json, column: Column): boolean {
		return pathsOf(column)
			.map(rootOf)
			.every((property) => this.unasked.has(property) && !(property in record));
	}

	/**
	 * What was written is there, whether or not the names of its custom fields can be had. Names of nothing but empty fields
	 * are not worth a call then.
	 */
	private async named(values: unknown[]): Promise<Json | unknown[]> {
		const { customFieldsIn, method } = this.operation;
		const isRead = method === 'GET';
		const holdsNone = !isRead && objectsOf(values).every(({ content }) => isEmpty(content));
		if (!customFieldsIn || values.length === 0 || holdsNone) return {};
		const { path } = CUSTOM_FIELD_RECORDS[customFieldsIn];
		const fields = await this.lookups.customFields(path).catch((failure: unknown) => {
			if (isRead) throw failure;
			return undefined;
		});
		return fields ? nameCustomFields(values, fields) : values;
	}

	private decode(record: Json): Json {
		const { decode = [] } = this.operation;
		const texts = decode.filter((key) => typeof record[key] === 'string');
		if (texts.length === 0) return record;
		const decoded = texts.map((key): [string, string] => [
			key,
			Buffer.from(String(record[key]), 'base64').toString('utf8'),
		]);
		return { ...record, ...Object.fromEntries(decoded) };
	}
}

/** A record without what holds nothing, also inside: nulls, empty texts, empty lists and objects. */
function withoutEmpty(record: Json): Json {
	const filled = Object.entries(record)
		.map(([name, value]): [string, unknown] => [
			name,
			isObject(value) ? withoutEmpty(value) : value,
		])
		.filter(
			([, value]) => !isEmpty(value) && !(isObject(value) && Object.keys(value).length === 0),
		);
	return Object.fromEntries(filled);
}

const asObject = (value: unknown): Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Json)
		: { value };
