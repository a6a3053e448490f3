import type { CustomField } from '../../api/lookups/customFields';
import {
	COMPARISONS,
	CUSTOM_FIELD_FILTERS,
	LIST_ENTRY,
	type Comparison,
} from '../../descriptor/names';
import type { List } from '../../descriptor/operation';
import { CUSTOM_FIELD_RECORDS } from '../../descriptor/records';
import { semicolonInFilter, unknownChoice } from '../../messages/inputErrors';
import { hasPending, PendingLookup, resolvePending } from './pendingLookup';
import { convert, type ConversionContext } from './values/convert';
import { unknownField } from './values/customFields';
import { toDay, toTime } from './values/dates';
import { isEmpty, toBoolean } from './values/scalars';

interface CustomFieldFilter {
	field?: string;
	operator?: string;
	value?: unknown;
}

/** Keap has no way to escape the semicolon that separates its filters. */
function safe(text: string, label: string): string {
	if (text.includes(';')) {
		throw semicolonInFilter(label, text);
	}
	return text;
}

function customValue(field: CustomField, value: unknown, timezone: string): string {
	if (field.type === 'YES_NO') return toBoolean(value, field.label) ? '1' : '0';
	// A day has no zone, but Keap takes nothing less than a moment.
	if (field.type === 'DATE') return `${toDay(value, field.label, timezone)}T00:00:00.000Z`;
	if (field.type === 'DATE_TIME') return toTime(value, field.label, timezone);
	return safe(String(value), field.label);
}

/** A condition on a custom field. */
function condition(
	field: CustomField,
	comparison: unknown,
	value: unknown,
	timezone: string,
): string {
	const word = String(comparison);
	if (!Object.hasOwn(COMPARISONS, word)) {
		throw unknownChoice('Comparison', comparison, Object.keys(COMPARISONS));
	}
	const text = customValue(field, value, timezone);
	return `${field.fieldName}${COMPARISONS[word as Comparison]}${text}${word === 'startsWith' ? '*' : ''}`;
}

function custom(
	list: List,
	filters: CustomFieldFilter[],
	{ timezone }: ConversionContext,
): PendingLookup | undefined {
	const record = list.filterCustomFields;
	const used = filters.filter(({ field, value }) => !isEmpty(field) && !isEmpty(value));
	if (!record || used.length === 0) return undefined;
	return new PendingLookup(async (lookups) => {
		const fields = await lookups.customFields(CUSTOM_FIELD_RECORDS[record].path);
		return used
			.map(({ field: name, operator = 'equals', value }) => {
				const field = fields.find(String(name));
				if (!field) throw unknownField(String(name), fields);
				return condition(field, operator, value, timezone);
			})
			.join(';');
	});
}

/** Keap's `filter` string from the inputs of the Filters collection; undefined where nothing is filtered. */
export function toFilter(
	{ filters = [], ...list }: List,
	values: Record<string, unknown>,
	conversion: ConversionContext,
): string | PendingLookup | undefined {
	const parts: Array<string | PendingLookup> = [];
	const given = filters.filter(({ name }) => !isEmpty(values[name])).map(({ key }) => key);
	for (const field of filters) {
		const value = convert(field, values[field.name], conversion);
		if (value === undefined) continue;
		const toCondition = (resolved: unknown) =>
			`${field.key}${field.operator ?? '=='}${safe(Array.isArray(resolved) ? resolved.join(',') : String(resolved), field.label)}`;
		parts.push(
			hasPending(value)
				? new PendingLookup(async (lookups) => toCondition(await resolvePending(value, lookups)))
				: toCondition(value),
		);
		const { needs } = field;
		if (needs && !given.includes(needs.key)) parts.push(`${needs.key}==${needs.value}`);
	}
	const customFilters = (values[CUSTOM_FIELD_FILTERS] ?? {}) as Record<string, CustomFieldFilter[]>;
	const more = custom(list, customFilters[LIST_ENTRY] ?? [], conversion);
	if (more) parts.push(more);
	if (parts.length === 0) return undefined;
	if (!hasPending(parts)) return parts.join(';');
	return new PendingLookup(async (lookups) =>
		((await resolvePending(parts, lookups)) as string[]).join(';'),
	);
}
