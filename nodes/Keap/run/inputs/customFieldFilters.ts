import type { Lookups } from '../../api/lookups';
import type { CustomField, CustomFields } from '../../api/lookups/customFields';
import { CUSTOM_FIELD_RECORDS } from '../../descriptor/customFieldRecords';
import { COMPARISONS, type Comparison } from '../../descriptor/names';
import type { List } from '../../descriptor/operation';
import {
	customFieldHiddenByFilter,
	filterNotText,
	unknownChoice,
	unknownCustomFieldChoice,
	unsupportedComparison,
	wildcardNotAtEnd,
} from '../../messages/inputErrors';
import { filterable } from './filterable';
import { PendingLookup, resolvePending } from './pendingLookup';
import type { ConversionContext } from './values/convert';
import { customFieldNamed, toContent } from './values/customFields';
import { entered } from './values/references';

/** A filter on a custom field, as the user fills it in. */
export interface CustomFieldFilter {
	field?: unknown;
	operator?: unknown;
	value?: unknown;
}

const EQUALS: readonly Comparison[] = ['equals'];
const TEXT: readonly Comparison[] = ['equals', 'startsWith'];
const ORDERED: readonly Comparison[] = ['equals', 'after', 'atLeast', 'atMost', 'before'];

/**
 * The comparisons that Keap takes for a custom field's type; all others are compared as text.
 * Source: https://developer.infusionsoft.com/docs/restv2/ (the filters of tasks)
 */
const COMPARISONS_BY_TYPE: Record<string, readonly Comparison[]> = {
	CURRENCY: ORDERED,
	DATE: ORDERED,
	DATE_TIME: ORDERED,
	DAY_OF_WEEK: ORDERED,
	DECIMAL_NUMBER: ORDERED,
	DRILLDOWN: EQUALS,
	LIST_BOX: EQUALS,
	MONTH: ORDERED,
	PERCENT: ORDERED,
	USER: ORDERED,
	USER_LIST_BOX: EQUALS,
	WHOLE_NUMBER: ORDERED,
	YEAR: ORDERED,
	YES_NO: EQUALS,
};

/** The types of one value whose fields may hold several. */
const SINGLE: Record<string, string> = { LIST_BOX: 'DROPDOWN', USER_LIST_BOX: 'USER' };

function toComparison(given: unknown, field: CustomField): Comparison {
	const wanted = String(given ?? 'equals')
		.trim()
		.toLowerCase();
	const [comparison] = (Object.keys(COMPARISONS) as Comparison[]).filter((key) =>
		[key, COMPARISONS[key].name].some((word) => word.toLowerCase() === wanted),
	);
	if (!comparison)
		throw unknownChoice(
			'Comparison',
			given,
			Object.values(COMPARISONS).map(({ name }) => name),
		);
	const supported = COMPARISONS_BY_TYPE[field.type] ?? TEXT;
	if (!supported.includes(comparison))
		throw unsupportedComparison(
			field.label,
			COMPARISONS[comparison].name,
			supported.map((key) => COMPARISONS[key].name),
		);
	return comparison;
}

/** What is compared as it stands. Keap takes an asterisk at its end for the beginning of a text, and refuses others. */
function checkText({ label }: CustomField, value: unknown): string {
	if (typeof value === 'object') throw filterNotText(label, value);
	const text = String(value).trim();
	const star = text.indexOf('*');
	if (star >= 0 && (star === 0 || star < text.length - 1)) throw wildcardNotAtEnd(label, text);
	return text;
}

/** The beginning of a text, which must be that of an option where the field has some: nothing else could be found. */
function toBeginning(field: CustomField, value: unknown): string {
	const { label, options } = field;
	const text = checkText(field, value).replace(/\*$/, '');
	const labels = options.map((option) => option.label);
	const begins = (option: string) => option.toLowerCase().startsWith(text.toLowerCase());
	if (labels.length > 0 && !labels.some(begins))
		throw unknownCustomFieldChoice(label, value, labels);
	return `${text}*`;
}

async function toComparedValue(
	field: CustomField,
	comparison: Comparison,
	value: unknown,
	conversion: ConversionContext,
	lookups: Lookups,
): Promise<string> {
	if (comparison === 'startsWith') return toBeginning(field, value);
	if (field.options.length === 0 && !(field.type in COMPARISONS_BY_TYPE)) {
		const text = checkText(field, value);
		if (text.endsWith('*')) return text;
	}
	// One option is looked for, and a list given in its place would be another question.
	const single = { ...field, type: SINGLE[field.type] ?? field.type };
	const content = await resolvePending(toContent(single, value, conversion), lookups);
	// A day has no zone, but Keap takes nothing less than a full time.
	return field.type === 'DATE' ? `${String(content)}T00:00:00.000Z` : String(content);
}

/** The conditions of filters on custom fields, which Keap knows by their field names. */
export function customFieldConditions(
	{ filterCustomFields, filters = [] }: List,
	given: readonly CustomFieldFilter[],
	conversion: ConversionContext,
): PendingLookup {
	return new PendingLookup(async (lookups) => {
		if (!filterCustomFields) return '';
		const fields = await lookups.customFields(CUSTOM_FIELD_RECORDS[filterCustomFields].path);
		const conditions = given.map(async ({ field: name, operator, value }) => {
			const field = chosenField(name, fields);
			// Keap would filter by its own property of that name.
			if (filters.some(({ key }) => key.toLowerCase() === field.fieldName.toLowerCase()))
				throw customFieldHiddenByFilter(field.label, field.fieldName);
			const comparison = toComparison(operator, field);
			const text = await toComparedValue(field, comparison, value, conversion, lookups);
			return `${field.fieldName}${COMPARISONS[comparison].operator}${filterable(text, field.label)}`;
		});
		return (await Promise.all(conditions)).join(';');
	});
}

/** The field that a filter is on: the editor's list gives its ID, a person's text is a name first. */
function chosenField(value: unknown, fields: CustomFields): CustomField {
	const { mode, given } = entered(value);
	const name = String(given);
	return (mode === 'list' ? fields.get(name) : undefined) ?? customFieldNamed(name, fields);
}
