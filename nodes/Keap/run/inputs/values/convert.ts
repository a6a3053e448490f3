import { isObject, type Json } from '../../../api/json';
import { ruledOut, type ChoiceField, type Field } from '../../../descriptor/field';
import { LIST_ENTRY, OBJECT_ENTRY } from '../../../descriptor/names';
import {
	aboveMaximum,
	belowMinimum,
	emptyInGroup,
	notAnId,
	unknownChoice,
} from '../../../messages/inputErrors';
import { setPath } from '../../paths';
import { PendingLookup } from '../pendingLookup';
import { toDay, toTime } from './dates';
import { toCountry, toRegion, toRegionName } from './geography';
import { toMoney } from './money';
import { toReferences } from './referenceList';
import { toReference } from './references';
import { isEmpty, toBoolean, toEmail, toId, toList, toNumber, toText } from './scalars';
import { toLocale, toTimeZone } from './settings';

export interface ConversionContext {
	/** The workflow's time zone, in which dates without a zone are meant. */
	timezone: string;
	/** What an empty input in a collection becomes: left out, or null, which clears. */
	emptyValues: 'ignore' | 'clear';
	/** What Keap gets for a choice at the top of the operation, by the name of its input. */
	choiceAtTop?: (name: string) => unknown;
}

function toChoice(field: Field & { kind: 'choice' | 'choices' }, value: unknown): string | number {
	const wanted = String(value).trim().toLowerCase();
	const option = field.options.find(
		({ value: own, name }) => String(own).toLowerCase() === wanted || name.toLowerCase() === wanted,
	);
	if (!option) {
		throw unknownChoice(
			field.label,
			value,
			field.options.map(({ value: own }) => String(own)),
		);
	}
	return option.value;
}

function toBounded(field: Field & { kind: 'number' }, value: unknown): number {
	const { label, integer, min = -Infinity, max = Infinity } = field;
	const number = toNumber(value, label, integer);
	if (number < min) throw belowMinimum(label, min, number);
	if (number > max) throw aboveMaximum(label, max, number);
	return number;
}

/** Commas, spaces and lists of nothing are as empty as no text at all. */
const someOf = <T>(entries: T[]): T[] | undefined => (entries.length > 0 ? entries : undefined);

/** The ID of a record as the number that REST v1 takes. */
function toNumeric(id: unknown, label: string): number | PendingLookup {
	if (id instanceof PendingLookup)
		return new PendingLookup(
			async (...asked) => toNumeric(await id.resolve(...asked), label),
			id.expects,
		);
	const number = Number(id);
	if (!Number.isSafeInteger(number)) throw notAnId(label, id);
	return number;
}

/** A list that an expression gives may lack what n8n wraps it in; every list has a method called `values`. */
const entriesOf = (value: unknown, entry: string): unknown =>
	(isObject(value) ? value[entry] : undefined) ?? value;

/** What the choices hold that inputs of a list depend on; one that isn't there has its default. */
export const chosenIn =
	(fields: readonly Field[], values: Json, { choiceAtTop }: ConversionContext) =>
	(name: string, choice: ChoiceField): unknown => {
		if (!fields.some((field) => field.name === name)) return choiceAtTop?.(name);
		const given = isEmpty(values[name]) ? choice.default : values[name];
		return isEmpty(given) ? undefined : toChoice(choice, given);
	};

/** Whether a field is a choice that was to be made, and that says which of the others count. */
const decides = (field: Field, fields: readonly Field[], values: Json): field is ChoiceField =>
	field.kind === 'choice' &&
	field.name in values &&
	fields.some(({ onlyIf = {} }) => field.name in onlyIf);

/**
 * The object that a group of inputs makes. Empty ones are left out, or cleared where that is wanted; those that a choice
 * rules out are not read: where an expression makes the choice, other items may need them.
 */
export function toObject(
	fields: readonly Field[],
	values: Json,
	conversion: ConversionContext,
): Json {
	const chosen = chosenIn(fields, values, conversion);
	const isRuledOut = (field: Field) => ruledOut(field, chosen) !== undefined;
	const undecided = fields.find(
		(field) =>
			field.required && decides(field, fields, values) && isEmpty(chosen(field.name, field)),
	);
	if (undecided) throw emptyInGroup(undecided.label);
	const result: Json = {};
	const late: Array<Field & { kind: 'region' }> = [];
	for (const field of fields) {
		if (!(field.name in values)) continue;
		if (isRuledOut(field)) continue;
		if (field.kind === 'region') late.push(field);
		else put(result, field, convert(field, values[field.name], conversion), conversion);
	}
	for (const field of late) {
		const value = values[field.name];
		const toOne = field.as === 'name' ? toRegionName : toRegion;
		const region = isEmpty(value)
			? undefined
			: toOne(toText(value).trim(), field.label, result.country_code);
		put(result, field, region, conversion);
	}
	const missing = fields.find(
		(field) => field.required && isEmpty(result[field.key]) && !isRuledOut(field),
	);
	if (missing && !Object.values(result).every(isEmpty)) throw emptyInGroup(missing.label);
	return result;
}

/** n8n gives every number of an entry a value: zeros only say that nobody gave these entries an order. */
const inOrder = (entries: Json[], position?: string): Json[] =>
	position !== undefined && entries.every((entry) => !entry[position])
		? entries.map((entry, index) => ({ ...entry, [position]: index }))
		: entries;

function put(result: Json, field: Field, value: unknown, { emptyValues }: ConversionContext): void {
	if (field.in === 'nowhere') return;
	if (value !== undefined) return setPath(result, field.key, value);
	// Two inputs may share an object: an empty one doesn't clear what the other one gave.
	const [root = field.key] = field.key.split('.');
	if (emptyValues === 'clear' && !(root in result)) result[root] = null;
}

/**
 * What Keap gets for a person's input; undefined for an empty one. Never mutates `value`.
 * @throws InputError naming the field and the remedy
 */
export function convert(field: Field, value: unknown, conversion: ConversionContext): unknown {
	const { label } = field;
	if (field.kind === 'record') {
		const given =
			typeof value === 'object' && value !== null && 'value' in value ? value.value : value;
		if (isEmpty(given) && !field.required) return undefined;
		const reference = toReference(field, value);
		return field.numeric ? toNumeric(reference, label) : reference;
	}
	if (isEmpty(value)) return undefined;
	switch (field.kind) {
		case 'text':
			if (field.is === 'timeZone') return toTimeZone(toText(value), label);
			if (field.is === 'locale') return toLocale(toText(value), label);
			return toText(value);
		case 'url':
			return toText(value).trim();
		case 'email':
			return toEmail(value, label);
		case 'number':
			if (field.zeroIsNone && Number(value) === 0) return undefined;
			return field.asText ? String(toBounded(field, value)) : toBounded(field, value);
		case 'money':
			return field.zeroIsNone && Number(value) === 0 ? undefined : toMoney(value, field);
		case 'boolean': {
			const on = toBoolean(value, label);
			return field.sentWhenTrue === undefined ? on : on ? field.sentWhenTrue : undefined;
		}
		case 'dateTime':
			return toTime(value, label, conversion.timezone);
		case 'date':
			return toDay(value, label, conversion.timezone);
		case 'choice':
			return toChoice(field, value);
		case 'choices':
			return someOf(toList(value).map((entry) => toChoice(field, entry)));
		case 'id':
			return toId(value, label);
		case 'ids':
		case 'records':
			return toReferences(field, value);
		case 'list':
			return someOf(
				toList(value).map((entry) =>
					field.of === 'email' ? toEmail(entry, label) : toText(entry),
				),
			);
		case 'base64':
			return Buffer.from(toText(value), 'utf8').toString('base64');
		case 'country':
			return toCountry(value, label);
		case 'region':
			return toRegion(value, label, undefined);
		case 'object': {
			const entry = entriesOf(value, OBJECT_ENTRY);
			const object = toObject(field.fields, (entry ?? {}) as Json, conversion);
			return Object.keys(object).length ? object : undefined;
		}
		case 'objects': {
			const entries = entriesOf(value, LIST_ENTRY);
			const list = Array.isArray(entries)
				? entries
				: Object.keys(entries as Json).length
					? [entries]
					: [];
			const emptyValues = field.keepsEmpty ? 'ignore' : conversion.emptyValues;
			const objects = list
				.map((entry) => toObject(field.fields, entry as Json, { ...conversion, emptyValues }))
				.filter((object) =>
					field.fields.some(({ key, kind }) => kind !== 'choice' && key in object),
				);
			return objects.length ? inOrder(objects, field.numbered) : undefined;
		}
		// Files are read when they are sent: the input is the name of the property that holds them.
		case 'binary':
			return String(value).trim();
		case 'attachments':
			return someOf(toList(value).map(String));
	}
}
