import { isObject } from '../../api/json';
import type { QueryValue } from '../../api/request';
import { ruledOut } from '../../descriptor/field';
import { CUSTOM_FIELD_FILTERS, LIST_ENTRY } from '../../descriptor/names';
import type { Filter, List } from '../../descriptor/operation';
import {
	emptyCustomFieldFilter,
	emptyFilter,
	filterNeedsAnother,
	filterNotText,
	filtersExclude,
	noCustomFieldChosen,
	noFilterLeft,
	wildcardNotAtEnd,
	wildcardNotSupported,
	type InputError,
} from '../../messages/inputErrors';
import { customFieldConditions, type CustomFieldFilter } from './customFieldFilters';
import { filterable } from './filterable';
import { hasPending, PendingLookup, resolvePending } from './pendingLookup';
import { refuseRuledOut, refuseUnknown, type Elsewhere } from './values/applicable';
import { chosenIn, convert, type ConversionContext } from './values/convert';
import { toRegion, toRegionBeginning, toRegionName } from './values/geography';
import { entered } from './values/references';
import { isBlank, isEmpty } from './values/scalars';

/**
 * What a filter that is there but has no value does. Left out without a word it would return the whole account, for
 * whatever comes next to delete, tag or email.
 *
 * - `fail` refuses it.
 * - `ignore` leaves it out, because the user says so.
 * - `askForOne` leaves it out as long as another filter remains: language models send empty text for what they don't know.
 */
export type EmptyFilters = 'fail' | 'ignore' | 'askForOne';

type Values = Record<string, unknown>;
type Condition = string | PendingLookup;
type Parameters = Record<string, QueryValue | PendingLookup>;

/** Text as Keap compares it. */
function toText(filter: Filter, value: unknown): string {
	if (typeof value === 'object') throw filterNotText(filter.label, value);
	const text = String(value).trim();
	const star = text.indexOf('*');
	if (star >= 0 && !filter.prefix) throw wildcardNotSupported(filter.label, text);
	if (star >= 0 && (star === 0 || star < text.length - 1))
		throw wildcardNotAtEnd(filter.label, text);
	return filter.prefix === 'always' && star < 0 ? `${text}*` : text;
}

function convertFilter(
	filter: Filter,
	value: unknown,
	{ values, filters }: { values: Values; filters: readonly Filter[] },
	conversion: ConversionContext,
): unknown {
	if (filter.kind === 'text') return toText(filter, value);
	if (filter.kind === 'email' && filter.prefix) {
		const text = toText(filter, value);
		return text.endsWith('*') ? text : convert(filter, text, conversion);
	}
	if (filter.kind === 'region') {
		const text = toText(filter, value);
		if (text.endsWith('*')) return toRegionBeginning(text, filter.label);
		const country = filters.find(({ name }) => name === filter.country);
		const given = country && values[country.name];
		// A country that is none is to blame itself, not the region that depends on it.
		const code = isBlank(given) || !country ? undefined : convert(country, given, conversion);
		return filter.as === 'name'
			? toRegionName(text, filter.label, code)
			: toRegion(text, filter.label, code);
	}
	return convert(filter, value, conversion);
}

function toCondition({ key, operator = '==', label }: Filter, value: unknown): Condition {
	const condition = (resolved: unknown) =>
		Array.isArray(resolved)
			? `${key}${operator}${resolved.map((entry) => filterable(entry, label)).join(',')}`
			: `${key}${operator}${filterable(resolved, label)}`;
	return hasPending(value)
		? new PendingLookup(async (lookups, inputs) =>
				condition(await resolvePending(value, lookups, inputs)),
			)
		: condition(value);
}

/** What the field of a filter is called in a message: a choice from the list by what the person saw there. */
function nameOf(field: unknown): string {
	const { cachedResultName } = (isObject(field) ? field : {}) as { cachedResultName?: unknown };
	return String(cachedResultName ?? entered(field).given);
}

/** The filters of one item of a list, read one after the other. */
class Reader {
	readonly conditions: Condition[] = [];
	/** The filters of REST v1, by their keys. */
	readonly parameters: Parameters = {};
	private readonly used: Filter[] = [];
	/** Whether a filter was there but empty. */
	private sawEmpty = false;

	constructor(
		private readonly list: List,
		private readonly elsewhere: Elsewhere,
		private readonly values: Values,
		private readonly conversion: ConversionContext,
		private readonly emptyFilters: EmptyFilters,
	) {}

	read(): void {
		const filters = this.list.filters ?? [];
		this.refuseUnknown(filters);
		for (const filter of filters) {
			if (filter.name in this.values) this.readOne(filter);
		}
		for (const filter of filters) this.checkCompany(filter, filters);
		this.checkContradictions();
		if (CUSTOM_FIELD_FILTERS in this.values) this.readCustomFields();
		if (this.emptyFilters === 'askForOne' && this.sawEmpty && this.narrowsNothing)
			throw noFilterLeft([
				...filters.filter(({ name }) => name in this.values).map(({ label }) => label),
				...(CUSTOM_FIELD_FILTERS in this.values ? ['Custom Fields'] : []),
			]);
	}

	private get narrowsNothing(): boolean {
		return this.conditions.length === 0 && Object.keys(this.parameters).length === 0;
	}

	/** A filter that isn't one of the list's would filter nothing. */
	private refuseUnknown(filters: readonly Filter[]): void {
		const { list, values, elsewhere, conversion } = this;
		const more = list.filterCustomFields ? [CUSTOM_FIELD_FILTERS] : [];
		refuseUnknown({ label: 'Filters', fields: filters, more, strict: true, ...elsewhere }, values);
		for (const filter of filters) {
			const by = ruledOut(filter, chosenIn(filters, values, conversion));
			if (by && !isBlank(values[filter.name])) refuseRuledOut(filter, by);
		}
	}

	private readOne(filter: Filter): void {
		const given = this.values[filter.name];
		const value = isBlank(given)
			? undefined
			: convertFilter(
					filter,
					given,
					{ values: this.values, filters: this.list.filters ?? [] },
					this.conversion,
				);
		if (!isEmpty(value)) {
			this.used.push(filter);
			if (this.list.offsets) this.parameters[filter.key] = value as Parameters[string];
			else this.conditions.push(toCondition(filter, value));
		}
		// What is only sent when it is on, such as 'Unassigned Only', has a value when it is off.
		else if (filter.kind !== 'boolean' || isBlank(given)) this.noteEmpty(emptyFilter(filter.label));
	}

	/** Adds what Keap requires beside a filter, and refuses what filters nothing without one. */
	private checkCompany({ label, name, needs }: Filter, filters: readonly Filter[]): void {
		if (!needs) return;
		const companion = filters.find(({ key }) => key === needs.key);
		const isGiven = (filter: string | undefined) =>
			filter !== undefined && !isBlank(this.values[filter]);
		if (isGiven(name) && !isGiven(companion?.name))
			this.conditions.push(`${needs.key}==${needs.value}`);
		if (!isGiven(name) && companion && isGiven(companion.name))
			throw filterNeedsAnother(companion.label, label);
	}

	/** Two values that one property is to equal find nothing, or only one of them counts, which Keap doesn't say. */
	private checkContradictions(): void {
		const equal = this.used.filter(({ operator = '==' }) => operator === '==');
		for (const [i, { key, label }] of equal.entries()) {
			const other = equal.slice(i + 1).find((later) => later.key === key);
			if (other) throw filtersExclude(label, other.label);
		}
	}

	private readCustomFields(): void {
		const group = this.values[CUSTOM_FIELD_FILTERS];
		const entries = isObject(group) ? group[LIST_ENTRY] : undefined;
		const filters = (Array.isArray(entries) ? entries : []) as CustomFieldFilter[];
		if (filters.length === 0) this.noteEmpty(emptyFilter('Custom Fields'));
		const used = filters.filter(({ field, value }) => {
			if (isBlank(field)) this.noteEmpty(noCustomFieldChosen());
			else if (isBlank(value)) this.noteEmpty(emptyCustomFieldFilter(nameOf(field)));
			return !isBlank(field) && !isBlank(value);
		});
		if (used.length > 0)
			this.conditions.push(customFieldConditions(this.list, used, this.conversion));
	}

	private noteEmpty(error: InputError): void {
		if (this.emptyFilters === 'fail') throw error;
		this.sawEmpty = true;
	}
}

/**
 * What narrows a list, from the inputs of the Filters collection, as parameters of the query: Keap's `filter` string, or in
 * REST v1 one for each filter.
 * @throws InputError for a filter that is empty or can't match
 */
export function toFilters(
	list: List,
	elsewhere: Elsewhere,
	values: Values,
	conversion: ConversionContext,
	emptyFilters: EmptyFilters,
): Parameters {
	const reader = new Reader(list, elsewhere, values, conversion, emptyFilters);
	reader.read();
	const { conditions, parameters } = reader;
	if (conditions.length === 0) return parameters;
	if (!hasPending(conditions)) return { filter: conditions.join(';') };
	const filter = new PendingLookup(async (lookups, inputs) =>
		((await resolvePending(conditions, lookups, inputs)) as string[]).join(';'),
	);
	return { filter };
}
