import { isObject, objectsOf, type Json } from '../../api/json';
import type { Lookups } from '../../api/lookups';
import { CUSTOM_FIELD_RECORDS } from '../../descriptor/customFieldRecords';
import { OPTION } from '../../descriptor/names';
import type { Operation } from '../../descriptor/operation';
import { pathsOf, rootOf, type Column } from '../../descriptor/recordOutput';
import { columnValue } from '../inputs/columns';
import type { PreparedItem } from '../inputs/preparedItem';
import { isEmpty } from '../inputs/values/scalars';
import { nameCustomFields } from './customFields';

/** Turns Keap's records into what a person gets. */
export class Simplifier {
	private readonly columns: ReadonlyArray<{
		name: string;
		column: Column;
		/** The properties it shows, where Keap returns them only when asked, and wasn't asked: without them, it isn't known. */
		unasked?: readonly string[];
	}>;

	constructor(
		private readonly operation: Operation,
		private readonly lookups: Lookups,
		/** Whether a language model reads the output, for which what is empty costs and says nothing. */
		private readonly leavesOutEmpty = false,
	) {
		const { columns, onRequest = [], selectable } = operation;
		const isUnasked = (property: string) =>
			onRequest.includes(property) && !selectable?.simple.includes(property);
		this.columns = Object.entries(columns ?? {}).map(([name, column]) => {
			const properties = pathsOf(column).map(rootOf);
			return { name, column, ...(properties.every(isUnasked) ? { unasked: properties } : {}) };
		});
	}

	/** Simplified: the columns of the operation, with custom fields under their names; otherwise the record as it is. */
	async simplify(
		record: unknown,
		{ simplify, options }: Pick<PreparedItem, 'simplify' | 'options'>,
	): Promise<Json> {
		const labels = options[OPTION.customFieldLabels] === true;
		const decoded = this.decode(asObject(record));
		if (!simplify) return labels ? await this.withLabels(decoded) : decoded;
		const simple = this.paired(decoded);
		for (const { name, column, unasked } of this.columns) {
			const isUnknown = unasked?.every((property) => !(property in decoded)) ?? false;
			if (!isUnknown) simple[name] = columnValue(decoded, column) ?? null;
		}
		const { custom_fields: values } = decoded;
		if (this.operation.customFieldsIn && Array.isArray(values))
			simple.custom_fields = await this.named(values);
		return this.leavesOutEmpty ? withoutEmpty(simple) : simple;
	}

	/** The columns that stand in the record itself. */
	private paired(record: Json): Json {
		const { pairs } = this.operation;
		if (!pairs) return {};
		return Object.fromEntries(
			objectsOf(record[pairs.list]).map((pair) => [
				String(pair[pairs.namedBy]),
				pair[pairs.holding] ?? null,
			]),
		);
	}

	private async withLabels(record: Json): Promise<Json> {
		const { custom_fields: values } = record;
		return Array.isArray(values) ? { ...record, custom_fields: await this.named(values) } : record;
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
