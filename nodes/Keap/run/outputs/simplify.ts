import type { Json } from '../../api/json';
import type { Lookups } from '../../api/lookups';
import { CUSTOM_FIELD_RECORDS } from '../../descriptor/customFieldRecords';
import type { Column, Operation } from '../../descriptor/operation';
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
	const value = getPath(record, column.path);
	const { amount, currency_code } =
		column.money === 'currencyValue' ? ((value ?? {}) as Json) : { amount: value };
	return typeof amount === 'number' ? amount / 10 ** decimalsOf(currency_code) : amount;
}

/** Turns Keap's records into what a person gets. */
export class Simplifier {
	private readonly columns: Array<[string, Column]>;

	constructor(
		private readonly operation: Operation,
		private readonly lookups: Lookups,
	) {
		this.columns = Object.entries(operation.columns ?? {});
	}

	/** Simplified: the columns of the operation, with custom fields under their names; otherwise the record as it is. */
	async simplify(record: unknown, simplify: boolean): Promise<Json> {
		if (!simplify) return this.decode(asObject(record));
		const simple: Json = {};
		for (const [name, column] of this.columns) simple[name] = columnValue(record, column) ?? null;
		const { customFieldsIn } = this.operation;
		const values = (record as Json | null)?.custom_fields;
		if (customFieldsIn && Array.isArray(values)) {
			const { path } = CUSTOM_FIELD_RECORDS[customFieldsIn];
			simple.custom_fields = values.length
				? nameCustomFields(values, await this.lookups.customFields(path))
				: {};
		}
		return simple;
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

const asObject = (value: unknown): Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Json)
		: { value };
