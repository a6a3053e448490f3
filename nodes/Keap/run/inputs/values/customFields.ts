import type { CustomField, CustomFields } from '../../../api/lookups/customFields';
import {
	ambiguousCustomField,
	ambiguousCustomFieldChoice,
	sameCustomFieldTwice,
	unknownCustomField,
	unknownCustomFieldChoice,
} from '../../../messages/inputErrors';
import { users } from '../../../descriptor/users';
import { PendingLookup } from '../pendingLookup';
import type { ConversionContext } from './convert';
import { toDay, toTime } from './dates';
import { toReferences } from './referenceList';
import { toReference } from './references';
import { folded, isEmpty, toBoolean, toEmail, toList, toNumber, toText } from './scalars';

export interface CustomFieldValue {
	id: string;
	content: unknown;
}

type Option = CustomField['options'][number];

const WHOLE = new Set(['WHOLE_NUMBER', 'YEAR', 'MONTH', 'DAY_OF_WEEK']);
const DECIMAL = new Set(['DECIMAL_NUMBER', 'CURRENCY', 'PERCENT']);
const CHOICE = new Set(['DROPDOWN', 'RADIO', 'DRILLDOWN']);

/** The options that a text may mean: labels count before IDs, since a label may look like the ID of another option. */
function optionsNamed({ options }: CustomField, value: unknown): Option[] {
	const text = toText(value).trim();
	const candidates = [
		options.filter(({ label }) => label.trim() === text),
		options.filter(({ label }) => folded(label) === folded(text)),
		options.filter(({ id }) => id === text),
	];
	return candidates.find((found) => found.length > 0) ?? [];
}

/** Drill-downs are stored by number, the other choices by their labels. */
const contentOf = (field: CustomField, { id, label }: Option): string | number =>
	field.type === 'DRILLDOWN' ? Number(id) : label;

/**
 * What Keap stores for the chosen option.
 * @throws InputError for what is no option, or more than one
 */
function choose(field: CustomField, value: unknown): string | number {
	if (field.options.length === 0) return toText(value);
	const [first, ...others] = optionsNamed(field, value);
	const labels = field.options.map(({ label }) => label);
	if (!first) throw unknownCustomFieldChoice(field.label, value, labels);
	const content = contentOf(field, first);
	if (others.some((other) => contentOf(field, other) !== content))
		throw ambiguousCustomFieldChoice(
			field.label,
			value,
			[first, ...others].map(({ id }) => id),
		);
	return content;
}

/**
 * The options that a text with commas lists. Labels may hold commas themselves: of the parts from the left, the longest
 * run that is an option is taken.
 */
function chooseListed(field: CustomField, text: string): Array<string | number> {
	const parts = text.split(',');
	const chosen: Array<string | number> = [];
	for (let from = 0; from < parts.length;) {
		let to = parts.length;
		const run = () => parts.slice(from, to).join(',');
		while (to > from + 1 && optionsNamed(field, run()).length === 0) to--;
		if (run().trim() !== '') chosen.push(choose(field, run().trim()));
		from = to;
	}
	return chosen;
}

function chooseSeveral(field: CustomField, value: unknown): unknown[] {
	if (field.options.length === 0) return toList(value).map(toText);
	const chosen =
		typeof value === 'string'
			? chooseListed(field, value)
			: toList(value).map((entry) => choose(field, entry));
	return [...new Set(chosen)];
}

/** The number of a user, who may be given by name or email address, too. */
function toUser(label: string, value: unknown): number | PendingLookup {
	const id = toReference({ label, of: users }, value);
	if (typeof id === 'string') return Number(id);
	return new PendingLookup(async (lookups, inputs) => Number(await id.resolve(lookups, inputs)));
}

/**
 * What Keap gets for a custom field's value, as its type demands; users may have to be looked up first.
 * @throws InputError naming the field
 */
export function toContent(
	field: CustomField,
	value: unknown,
	{ timezone }: Pick<ConversionContext, 'timezone'>,
): unknown {
	const { type, label } = field;
	if (type === 'LIST_BOX') return chooseSeveral(field, value);
	if (type === 'USER_LIST_BOX') return toReferences({ label, of: users }, value);
	if (type === 'USER') return toUser(label, value);
	if (CHOICE.has(type)) return choose(field, value);
	if (WHOLE.has(type)) return toNumber(value, label, true);
	if (DECIMAL.has(type)) return toNumber(value, label);
	if (type === 'YES_NO') return toBoolean(value, label) ? 1 : 0;
	if (type === 'DATE') return toDay(value, label, timezone);
	if (type === 'DATE_TIME') return toTime(value, label, timezone);
	if (type === 'EMAIL') return toEmail(value, label);
	return toText(value);
}

/**
 * The custom field that a person names by label, field name or ID.
 * @throws InputError when there is none, or more than one
 */
export function customFieldNamed(name: string, fields: CustomFields): CustomField {
	const [field, ...others] = fields.find(name);
	if (!field)
		throw unknownCustomField(
			name,
			fields.all.map(({ label }) => label),
		);
	if (others.length > 0)
		throw ambiguousCustomField(
			name,
			// A field name that is like the shared label would be as ambiguous.
			[field, ...others].map(({ fieldName, id }) =>
				fields.find(fieldName).length === 1 ? fieldName : id,
			),
		);
	return field;
}

/** The value of one custom field, and by which name it was given. */
interface Given {
	name: string;
	field: CustomField;
	value: unknown;
}

function toValues(given: readonly Given[], conversion: ConversionContext): CustomFieldValue[] {
	const names = new Map<string, string>();
	const values: CustomFieldValue[] = [];
	for (const { name, field, value } of given) {
		const other = names.get(field.id);
		if (other !== undefined) throw sameCustomFieldTwice(field.label, [other, name]);
		names.set(field.id, name);
		const content = isEmpty(value) ? undefined : toContent(field, value, conversion);
		// A list of nothing, such as blank text or [''], is as empty as no list: sent, it would clear the field.
		if (!isEmpty(content)) values.push({ id: field.id, content });
		else if (conversion.emptyValues === 'clear') values.push({ id: field.id, content: null });
	}
	return values;
}

/**
 * The `custom_fields` of a body from values that a person has mapped. n8n's mapper has them by ID, which outlasts new
 * labels; written by hand they may be by label or field name.
 */
export function toCustomFieldValues(
	values: Record<string, unknown>,
	fields: CustomFields,
	conversion: ConversionContext,
): CustomFieldValue[] {
	const given: Given[] = [];
	for (const [name, value] of Object.entries(values)) {
		// A field that is gone from Keap since it was mapped is in nobody's way while nothing is to be written to it.
		if (isEmpty(value) && fields.find(name).length === 0) continue;
		given.push({ name, field: fields.get(name) ?? customFieldNamed(name, fields), value });
	}
	return toValues(given, conversion);
}

/**
 * The `custom_fields` of a body from the columns of an item that are called like a field, by label or field name; IDs are
 * no names of columns. `unmatched` is told of the others.
 */
export function matchColumns(
	columns: Record<string, unknown>,
	fields: CustomFields,
	conversion: ConversionContext,
	unmatched: (column: string) => void,
): CustomFieldValue[] {
	const given: Given[] = [];
	for (const [name, value] of Object.entries(columns)) {
		const named = fields.named(name);
		if (named.length === 0) unmatched(name);
		// Which of several fields is meant matters only where there is something to write.
		else if (named.length === 1 || !isEmpty(value) || conversion.emptyValues === 'clear')
			given.push({ name, field: customFieldNamed(name, fields), value });
	}
	return toValues(given, conversion);
}
