/**
 * Every operation of the node as a filled-in form: with what the editor's own controls store, and with expressions.
 */
import { beginsEmpty, type Choice, type Field } from '../../nodes/Keap/descriptor/field';
import { CUSTOM_FIELD_FILTERS, LIST_ENTRY, OBJECT_ENTRY } from '../../nodes/Keap/descriptor/names';
import { inputsOf, listOf, type Operation } from '../../nodes/Keap/descriptor/operation';
import { optionsOf } from '../../nodes/Keap/descriptor/options';
import { resources } from '../../nodes/Keap/resources';
import { alternativesOf, fillIn, isShown, type Json } from '../contract/forms';
import { reached, type Reached } from '../contract/operations';
import { CUSTOM_FIELD_SAMPLES, sampleOf } from '../contract/samples';
import { first, present, several } from '../support/present';

/** What the forms mention of the account that the editor looks at. */
export interface Account {
	tags: ReadonlyArray<{ id: string; name: string }>;
	/** By the record types that custom fields belong to. */
	customFields: Readonly<Record<string, ReadonlyArray<CustomField>>>;
}

export interface CustomField {
	id: string;
	label: string;
	field_type: string;
	options: ReadonlyArray<{ label: string }>;
}

/** How a form is filled in: by clicking and typing, or with expressions. */
export type Manner = 'typed' | 'expressions';

export interface FilledForm {
	/** As in `contact create, typed`. */
	name: string;
	resource: string;
	parameters: Json;
}

const expression = (value: unknown) => `={{ ${JSON.stringify(value)} }}`;

const named = (options: readonly Choice[], given: unknown): Choice['value'] | undefined =>
	options.find(({ name, value }) =>
		[name, String(value)].some((word) => word.toLowerCase() === String(given).toLowerCase()),
	)?.value;

/** References in rows, as the editor stores them. */
const rowsOf = ({ of }: Field & { kind: 'records' }, mode: string, values: unknown[]): Json => ({
	[LIST_ENTRY]: values.map((value) => ({ [of.id]: { __rl: true, mode, value } })),
});

/** What the control of an input stores when a person means this value. */
function typed(field: Field, given: unknown, { tags }: Account): unknown {
	switch (field.kind) {
		case 'number':
		case 'money':
			return beginsEmpty(field) ? String(given) : Number(given);
		case 'boolean':
			return String(given) === 'true';
		case 'choice':
			return named(field.options, given) ?? given;
		case 'records':
			return rowsOf(
				field,
				'list',
				tags.slice(0, 2).map(({ id }) => id),
			);
		default:
			return given;
	}
}

/** The same value by an expression; people write the names of choices and tags in them. */
function expressed(field: Field, given: unknown, { tags }: Account): unknown {
	switch (field.kind) {
		case 'record':
			return { ...(given as Json), value: expression((given as Json).value) };
		case 'records': {
			const [byName, byId] = several(tags, 2);
			const names = [byName.name, byId.id, 'Brand new'];
			return rowsOf(field, 'id', [...names, names].map(expression));
		}
		default:
			return expression(given);
	}
}

class Filler {
	constructor(
		private readonly manner: Manner,
		private readonly account: Account,
	) {}

	value(field: Field, given: unknown): unknown {
		if (field.kind === 'object') {
			const entry = (given as Json)[OBJECT_ENTRY] as Json;
			return { [OBJECT_ENTRY]: this.entry(field.fields, entry) };
		}
		if (field.kind === 'objects') {
			const entries = (given as Json)[LIST_ENTRY] as Json[];
			return { [LIST_ENTRY]: entries.map((entry) => this.entry(field.fields, entry)) };
		}
		return (this.manner === 'typed' ? typed : expressed)(field, given, this.account);
	}

	/** Only what is given: inputs that others hide have no value. */
	entry(fields: readonly Field[], given: Json): Json {
		const shown = fields.filter(
			(field) => field.name in given && (this.manner === 'expressions' || isShown(field, given)),
		);
		return Object.fromEntries(
			shown.map((field) => [field.name, this.value(field, given[field.name])]),
		);
	}

	/** Custom fields of the account, by what the samples have for their types. */
	customFields(record: string): Json {
		const value = Object.fromEntries(
			present(this.account.customFields[record]).map(({ label, field_type: type, options }) => [
				label,
				this.manner === 'typed'
					? (options[0]?.label ?? typedCustomField(type))
					: expression(options[0]?.label ?? present(CUSTOM_FIELD_SAMPLES[type]).given),
			]),
		);
		return { mappingMode: 'defineBelow', value };
	}

	customFieldFilter(record: string): Json {
		const { id, label } = first(present(this.account.customFields[record]));
		const value = 'My value';
		const filter =
			this.manner === 'typed'
				? { field: { __rl: true, mode: 'list', value: id }, operator: 'equals', value }
				: {
						field: { __rl: true, mode: 'name', value: expression(label) },
						operator: expression('equals'),
						value: expression(value),
					};
		return { [LIST_ENTRY]: [filter] };
	}

	/** Every input of an operation, its filters, order and options. */
	form(at: Reached, alternative: Json): Json {
		const { operation } = at;
		const { parameters } = fillIn(at, {}, leftOut(operation), alternative);
		const { resource, operation: value, simplify, options } = parameters;
		const filled: Json = {
			resource,
			operation: value,
			...this.entry(operation.inputs, parameters),
		};
		if (simplify !== undefined) filled.simplify = simplify;
		if (operation.optional) {
			const { collection, fields } = operation.optional;
			filled[collection] = this.entry(fields, parameters[collection] as Json);
		}
		if (operation.customFields) filled.customFields = this.customFields(operation.customFields);
		const list = listOf(operation);
		if (list) {
			const filters = (list.filters ?? []).map((filter) => [
				filter.name,
				this.value(filter, sampleOf(filter).given),
			]);
			filled.filters = Object.fromEntries(filters);
			if (list.filterCustomFields) {
				const given = this.customFieldFilter(list.filterCustomFields);
				filled.filters = { ...(filled.filters as Json), [CUSTOM_FIELD_FILTERS]: given };
			}
			if (list.sort) filled.sort = { value: { field: first(list.sort).value, direction: 'desc' } };
		}
		const chosen = Object.fromEntries(
			optionsOf(operation).map((option) => [
				option.name,
				(options as Json)[option.name] ?? sampleOf(option).given,
			]),
		);
		filled.options = this.entry(optionsOf(operation), chosen);
		return filled;
	}
}

function typedCustomField(type: string): unknown {
	const { given } = present(CUSTOM_FIELD_SAMPLES[type]);
	if (type === 'YES_NO') return true;
	return typeof given === 'string' && given !== '' && Number.isFinite(Number(given))
		? Number(given)
		: Array.isArray(given)
			? given.join(', ')
			: given;
}

/** Of inputs of which exactly one may be given, all but the first. */
const leftOut = (operation: Operation): string[] =>
	(operation.constraints ?? [])
		.filter(({ exactly }) => exactly)
		.flatMap(({ oneOf }) => oneOf.slice(1))
		.map((name) => inputsOf(operation).find((field) => field.name === name)?.key ?? name);

/** Operations whose path begins with a choice have the same form for each. */
const distinct = (all: readonly Reached[]): Reached[] => {
	const seen = new Map(
		all.map((at) => [
			JSON.stringify([
				at.operation.resource,
				at.operation.value,
				inputsOf(at.operation).map(({ name }) => name),
			]),
			at,
		]),
	);
	return [...seen.values()];
};

const rawRequest = resources.find(({ value }) => value === 'api')?.operations ?? [];

/** Every operation in both manners, and for each choice that shows other inputs. */
export function filledForms(account: Account): FilledForm[] {
	const manners: Manner[] = ['typed', 'expressions'];
	const all = [
		...reached,
		...rawRequest.map((operation) => ({
			name: `${operation.resource} ${operation.value}`,
			operation,
			path: operation.path,
			chosen: {},
		})),
	];
	return distinct(all).flatMap((at) =>
		alternativesOf(at).flatMap((alternative) =>
			manners.map((manner) => ({
				name: [at.name, ...Object.values(alternative).map(String), manner].join(', '),
				resource: at.operation.resource,
				parameters: new Filler(manner, account).form(at, alternative),
			})),
		),
	);
}
