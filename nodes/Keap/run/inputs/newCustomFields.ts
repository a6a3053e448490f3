import { readDateText } from './values/dateText';
import { isEmpty, readBoolean, readNumber } from './values/scalars';

/** Keap's types for a new custom field, the most telling first. What is none of these is text. */
const TYPES = ['YES_NO', 'DATE', 'DATE_TIME', 'WHOLE_NUMBER', 'DECIMAL_NUMBER'] as const;

export type NewFieldType = (typeof TYPES)[number] | 'TEXT';

/** Digits that mean a number whatever they stand for: 007 and +1 480 are no numbers but names. */
const PLAIN_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;

const MIDNIGHT = '00:00:00.000';

/** All types that a value can be stored as, beside text. */
function typesOf(value: NonNullable<unknown>): readonly NewFieldType[] {
	if (typeof value === 'boolean') return ['YES_NO'];
	// n8n's own dates, and JavaScript's.
	if (typeof value === 'object')
		return value instanceof Date || 'toISO' in value ? ['DATE_TIME'] : [];
	const text = String(value).trim();
	if (PLAIN_NUMBER.test(text)) {
		const number = readNumber(text);
		if (number === undefined) return [];
		return Number.isInteger(number) ? ['WHOLE_NUMBER', 'DECIMAL_NUMBER'] : ['DECIMAL_NUMBER'];
	}
	if (readBoolean(text) !== undefined) return ['YES_NO'];
	const date = readDateText(text);
	if (!date) return [];
	return date.time === MIDNIGHT && date.offset === '' ? ['DATE', 'DATE_TIME'] : ['DATE_TIME'];
}

const folded = (name: string) => name.trim().toLowerCase();

/** What the values of a run would make of the columns that Keap has no custom field for. */
export class NewCustomFields {
	private readonly types = new Map<string, readonly NewFieldType[]>();

	/** Takes one value of a column; all items are to have theirs taken before the first field is made. */
	note(column: string, value: unknown): void {
		if (isEmpty(value) || String(value).trim() === '') return;
		const name = folded(column);
		const possible = typesOf(value ?? '');
		const before = this.types.get(name);
		this.types.set(name, before ? before.filter((type) => possible.includes(type)) : possible);
	}

	/** The type that holds all values of a column; undefined where there are none. */
	typeOf(column: string): NewFieldType | undefined {
		const possible = this.types.get(folded(column));
		return possible && (TYPES.find((type) => possible.includes(type)) ?? 'TEXT');
	}
}
