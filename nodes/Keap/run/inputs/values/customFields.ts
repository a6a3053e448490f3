import type { CustomField, CustomFields } from '../../../api/lookups/customFields';
import {
	unknownCustomField,
	unknownCustomFieldChoice,
	type InputError,
} from '../../../messages/inputErrors';
import type { ConversionContext } from './convert';
import { toDay, toTime } from './dates';
import { isEmpty, toBoolean, toEmail, toList, toNumber, toText } from './scalars';

export interface CustomFieldValue {
	id: string;
	content: unknown;
}

const WHOLE = new Set(['WHOLE_NUMBER', 'YEAR', 'USER', 'MONTH', 'DAY_OF_WEEK']);
const DECIMAL = new Set(['DECIMAL_NUMBER', 'CURRENCY', 'PERCENT']);
const SEVERAL = new Set(['LIST_BOX', 'USER_LIST_BOX']);
const CHOICE = new Set(['DROPDOWN', 'RADIO', 'LIST_BOX', 'DRILLDOWN']);

function option(field: CustomField, value: unknown): unknown {
	if (field.options.length === 0) return toText(value);
	const wanted = String(value).trim().toLowerCase();
	const found = field.options.find(
		({ id, label }) => label.toLowerCase() === wanted || id.toLowerCase() === wanted,
	);
	if (!found) {
		throw unknownCustomFieldChoice(
			field.label,
			value,
			field.options.map(({ label }) => label),
		);
	}
	// Drill-downs are stored by number, the others by their words.
	return field.type === 'DRILLDOWN' ? Number(found.id) : found.label;
}

function content(field: CustomField, value: unknown, { timezone }: ConversionContext): unknown {
	const { type, label } = field;
	if (SEVERAL.has(type)) {
		return toList(value).map((entry) => (CHOICE.has(type) ? option(field, entry) : toText(entry)));
	}
	if (CHOICE.has(type)) return option(field, value);
	if (WHOLE.has(type)) return toNumber(value, label, true);
	if (DECIMAL.has(type)) return toNumber(value, label);
	if (type === 'YES_NO') return toBoolean(value, label) ? 1 : 0;
	if (type === 'DATE') return toDay(value, label, timezone);
	if (type === 'DATE_TIME') return toTime(value, label, timezone);
	if (type === 'EMAIL') return toEmail(value, label);
	return toText(value);
}

/** The error for a custom field that the record type doesn't have. */
export const unknownField = (name: string, fields: CustomFields): InputError =>
	unknownCustomField(
		name,
		fields.all.map(({ label }) => label),
	);

/** The `custom_fields` of a body from values by label, field name or ID. */
export function toCustomFieldValues(
	values: Record<string, unknown>,
	fields: CustomFields,
	conversion: ConversionContext,
	strict: boolean,
): CustomFieldValue[] {
	const result: CustomFieldValue[] = [];
	for (const [name, value] of Object.entries(values)) {
		const field = fields.find(name);
		if (!field) {
			if (!strict) continue;
			throw unknownField(name, fields);
		}
		if (!isEmpty(value)) result.push({ id: field.id, content: content(field, value, conversion) });
		else if (conversion.emptyValues === 'clear') result.push({ id: field.id, content: null });
	}
	return result;
}
