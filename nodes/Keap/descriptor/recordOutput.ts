import type { CustomFieldRecord } from './customFieldRecords';

/** Properties of a record that its `fields` parameter can ask for. */
export interface Selectable {
	/** All that exist, for the raw output. */
	all: readonly string[];
	/** Those that the simplified output is made of. */
	simple: readonly string[];
}

/**
 * A column of simplified output: where it stands in Keap's record, as in `email_addresses[field=EMAIL1].email`, or the
 * first of several places that holds something. Amounts of money come out as 12.34: Keap's object has an `amount` in the
 * smallest unit of its currency. Of a list, each entry is simplified to columns of its own.
 */
export type Column =
	| string
	| { path: string; money: 'currencyValue' }
	| { firstOf: readonly string[] }
	| { list: string; columns: Columns };

/** Simplified output, by column. */
export type Columns = Readonly<Record<string, Column>>;

/** Where a column looks in a record. */
export function pathsOf(column: Column): readonly string[] {
	if (typeof column === 'string') return [column];
	if ('list' in column)
		return Object.values(column.columns)
			.flatMap(pathsOf)
			.map((path) => `${column.list}[].${path}`);
	return 'firstOf' in column ? column.firstOf : [column.path];
}

/** The property of a record that a path begins with. */
export const rootOf = (path: string): string => path.replace(/[.[].*$/, '');

/** What a record looks like in the output of every operation that returns it. */
export interface RecordOutput {
	columns: Columns;
	/** The record type whose custom fields are named in the output. */
	customFieldsIn?: CustomFieldRecord;
	selectable?: Selectable;
	/** What the `fields` parameter of the list takes beyond that of a single record; the simplified output has all of it. */
	selectableInList?: readonly string[];
	/** Whether only reads have a `fields` parameter: writes return what they will. */
	selectableInReads?: boolean;
}

/** A record that holds its values in a list of names and values: a row of a report, whose columns are the account's own. */
export interface Pairs {
	list: string;
	/** The properties of an entry that hold its name and its value. */
	namedBy: string;
	holding: string;
}

/** What an operation says of the records that it returns. */
export interface OperationOutput extends Partial<
	Pick<RecordOutput, 'columns' | 'customFieldsIn' | 'selectable'>
> {
	/** Simplified output whose columns stand in the record, in place of `columns`. */
	pairs?: Pairs;
	/** Properties that the response may leave out if they weren't asked for. */
	onRequest?: readonly string[];
}

/** Whether there is a simplified output beside the record as Keap has it. */
export const simplifies = ({ columns, pairs }: OperationOutput): boolean =>
	columns !== undefined || pairs !== undefined;

/** The output of an operation that returns a record, or a list of them. */
export function outputOf(record: RecordOutput, of: 'read' | 'list' | 'write'): OperationOutput {
	const { columns, customFieldsIn, selectable, selectableInList = [], selectableInReads } = record;
	if (!selectable) return { columns, customFieldsIn };
	const onRequest = [...selectable.all, ...selectableInList];
	if (of === 'write' && selectableInReads) return { columns, customFieldsIn, onRequest };
	const more = of === 'list' ? selectableInList : [];
	const { all, simple } = selectable;
	return {
		columns,
		customFieldsIn,
		onRequest,
		selectable: { all: [...all, ...more], simple: [...simple, ...more] },
	};
}
