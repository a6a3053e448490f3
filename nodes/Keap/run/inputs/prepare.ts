import type { IBinaryKeyData, IDataObject } from 'n8n-workflow';

import { isObject, type Json } from '../../api/json';
import type { Lookups } from '../../api/lookups';
import type { CustomFields } from '../../api/lookups/customFields';
import type { QueryValue } from '../../api/request';
import { CUSTOM_FIELD_RECORDS } from '../../descriptor/customFieldRecords';
import { choice, choicesBehind, ruledOut, type Field } from '../../descriptor/field';
import {
	CREATE_CUSTOM_FIELDS,
	CREATE_TAGS,
	NEW_CUSTOM_FIELD_GROUP,
	NEW_TAG_CATEGORY,
	OPTION,
	PARAMETER,
	SORT_DIRECTIONS,
} from '../../descriptor/names';
import { fanOutOf, inputsOf, listOf, merges, type Operation } from '../../descriptor/operation';
import { optionsOf } from '../../descriptor/options';
import { simplifies } from '../../descriptor/recordOutput';
import {
	emptyFilter,
	canCreateTags,
	emptyInput,
	emptyRecords,
	limitBelowOne,
	noFile,
	standsForAll,
	tooManyGiven,
	unsatisfiedConstraint,
} from '../../messages/inputErrors';
import { getPath, setPath } from '../paths';
import { Attachments } from './attachments';
import { checkSlots, fillSlots, joinEntries } from './entries';
import { fieldsFor } from './fields';
import { toFilters, type EmptyFilters } from './filter';
import { NewCustomFields } from './newCustomFields';
import type { Parameters } from './parameters';
import { announcePending, PendingLookup, resolvePending } from './pendingLookup';
import type { PreparedItem } from './preparedItem';
import { prune } from './prune';
import { refuseUnknown, type Elsewhere } from './values/applicable';
import { convert, toObject, type ConversionContext } from './values/convert';
import { matchColumns, toCustomFieldValues } from './values/customFields';
import { toReferences, type Missing } from './values/referenceList';
import { isColumnUsed } from './usedColumns';
import { isEmpty, toBoolean, toNumber } from './values/scalars';

const SORT_DIRECTION = choice('direction', 'Direction', SORT_DIRECTIONS);

interface MapperValue {
	mappingMode?: string;
	value?: Json | null;
}

/** What an item brings to its own preparation. */
export interface Source {
	json: IDataObject;
	binary?: IBinaryKeyData;
}

export class Preparation {
	private readonly optionFields: Field[];
	private readonly canCreateTags: boolean;
	private readonly constants = new Map<string, unknown>();
	private readonly newCustomFields = new NewCustomFields();

	constructor(
		private readonly operation: Operation,
		private readonly parameters: Parameters,
		private readonly timezone: string,
		private readonly checkFiles: (files: Attachments) => Promise<void>,
		/** Takes the columns that automatic mapping finds no custom field for. */
		private readonly unmatchedColumns: Set<string>,
		/** Whether a language model fills in the inputs. */
		private readonly runsAsTool = false,
	) {
		this.optionFields = optionsOf(operation);
		this.canCreateTags = this.optionFields.some(({ name }) => name === CREATE_TAGS);
	}

	/**
	 * Reads and checks one item's inputs without asking Keap anything.
	 * @throws InputError for the first input that can't be used
	 */
	prepare(index: number, source: Source): PreparedItem {
		const { operation } = this;
		const options = this.readOptions(index);
		const conversion: ConversionContext = {
			timezone: this.timezone,
			emptyValues: options[OPTION.emptyValues] === 'clear' ? 'clear' : 'ignore',
			choiceAtTop: (name) => this.choiceAtTop(name, index, conversion),
		};
		const item: PreparedItem = {
			index,
			inputs: {},
			options,
			query: {},
			body: {},
			added: [],
			simplify:
				simplifies(operation) && this.readBoolean(PARAMETER.simplify, 'Simplify', index, true),
			limit: this.readLimit(index),
		};
		for (const field of operation.inputs) this.readInput(field, item, conversion, source);
		if (operation.optional) this.readOptional(operation.optional, item, conversion, source);
		if (operation.customFields) this.readCustomFields(item, source, conversion);
		if (listOf(operation)) this.readList(item, conversion);
		if (operation.selectable)
			item.query.fields = fieldsFor(operation, item.simplify, item.options[OPTION.fields]);
		for (const { name, key } of operation.queryOptions ?? []) {
			item.query[key] = options[name] as QueryValue | PendingLookup;
		}
		item.body = joinEntries(operation, item.body);
		// What is merged may still find what it lacks in the record at Keap.
		if (!merges(operation)) item.body = prune(operation, fillSlots(operation, item.body));
		checkSlots(operation, item.body);
		this.checkConstraints(item);
		return item;
	}

	/** Announces what `resolve` will ask for. Called for all items before the first one is resolved. */
	announce({ inputs, query, body }: PreparedItem, lookups: Lookups): void {
		for (const values of [inputs, query, body]) announcePending(values, lookups);
	}

	/** Asks Keap for what was deferred. */
	async resolve(item: PreparedItem, lookups: Lookups): Promise<void> {
		const { inputs } = item;
		item.inputs = {};
		// One after the other, since a plan is looked for among those of the product before it.
		for (const [name, value] of Object.entries(inputs))
			item.inputs[name] = await resolvePending(value, lookups, item.inputs);
		for (const field of this.operation.inputs) this.refuseWildcard(field, item.inputs[field.name]);
		const resolved = async (value: unknown) => await resolvePending(value, lookups, item.inputs);
		item.query = (await resolved(item.query)) as PreparedItem['query'];
		item.body = (await resolved(item.body)) as Json;
	}

	/** What is made of a parameter without expressions is made once for all items; nobody changes it afterwards. */
	private constant<T>(
		name: string,
		{ emptyValues }: ConversionContext,
		make: () => T,
		dependsOn: readonly string[] = [],
	): T {
		if ([name, ...dependsOn].some((input) => this.parameters.varies(input))) return make();
		const key = `${name} ${emptyValues}`;
		if (!this.constants.has(key)) this.constants.set(key, make());
		return this.constants.get(key) as T;
	}

	private readOptions(index: number): Json {
		const conversion: ConversionContext = { timezone: this.timezone, emptyValues: 'ignore' };
		return this.constant(PARAMETER.options, conversion, () =>
			this.convertOptions(index, conversion),
		);
	}

	private convertOptions(index: number, conversion: ConversionContext): Json {
		const values = (this.parameters.read(PARAMETER.options, index) ?? {}) as Json;
		const options: Json = {};
		for (const field of this.optionFields) {
			const value = convert(field, values[field.name], conversion);
			if (value !== undefined) options[field.name] = value;
		}
		this.checkQueryOptions(values, options);
		return options;
	}

	/** Options that go into the query of a list narrow it as filters do. */
	private checkQueryOptions(values: Json, options: Json): void {
		const { queryOptions = [] } = this.operation;
		if (!listOf(this.operation) || this.emptyFilters(options) === 'ignore') return;
		const empty = queryOptions.find(({ name }) => name in values && options[name] === undefined);
		if (empty) throw emptyFilter(empty.label);
	}

	private readBoolean(name: string, label: string, index: number, fallback: boolean): boolean {
		const value = this.parameters.read(name, index);
		return isEmpty(value) ? fallback : toBoolean(value, label);
	}

	private readLimit(index: number): number {
		if (!listOf(this.operation)) return Infinity;
		// An expression for Return All shows Limit too, so both are read whatever is displayed.
		if (this.readBoolean(PARAMETER.returnAll, 'Return All', index, false)) return Infinity;
		const value = this.parameters.read(PARAMETER.limit, index);
		const limit = isEmpty(value) ? 50 : toNumber(value, 'Limit', true);
		if (limit < 1) throw limitBelowOne(limit);
		return limit;
	}

	private readInput(
		field: Field,
		item: PreparedItem,
		conversion: ConversionContext,
		source: Source,
	): void {
		if (ruledOut(field, (name) => this.choiceAtTop(name, item.index, conversion))) return;
		const converted = this.createsMissing(field)
			? this.constant(
					field.name,
					conversion,
					() =>
						toReferences(
							field,
							this.parameters.read(field.name, item.index),
							this.missingTags(item.options),
						),
					[PARAMETER.options],
				)
			: this.convertInput(field, item.index, conversion);
		if (converted === undefined || (field.required && isSpaces(converted))) {
			if (field.required)
				throw field.kind === 'records'
					? emptyRecords(field.label, field.of.noun.toLowerCase())
					: emptyInput(field.label);
			return;
		}
		if (field.kind === 'binary') checkBinary(String(converted), field.label, source);
		this.refuseWildcard(field, converted);
		item.inputs[field.name] = converted;
		if (fanOutOf(this.operation)?.input === field.name) return;
		if (field.in === 'nowhere' || this.operation.path.includes(`{${field.name}}`)) return;
		if (field.in === 'query') item.query[field.key] = converted as QueryValue;
		else setPath(item.body, field.key, converted);
	}

	/** @throws InputError for an ID that would stand for all records */
	private refuseWildcard({ name, label }: Field, id: unknown): void {
		const { flow } = this.operation;
		if (flow.kind !== 'batchWrite' || flow.collect !== name || flow.wildcard === undefined) return;
		if (id === flow.wildcard) throw standsForAll(label, id);
	}

	private convertInput(field: Field, index: number, conversion: ConversionContext): unknown {
		return this.constant(field.name, conversion, () =>
			convert(field, this.parameters.read(field.name, index), conversion),
		);
	}

	/** A choice may stand below the inputs that depend on it. */
	private choiceAtTop(name: string, index: number, conversion: ConversionContext): unknown {
		const top = this.operation.inputs.find((field) => field.name === name);
		return top && this.convertInput(top, index, conversion);
	}

	private elsewhere(list: 'fields' | 'filters'): Elsewhere {
		const { variant } = this.operation;
		return { elsewhere: variant?.elsewhere[list] ?? [], by: variant?.by };
	}

	private createsMissing(field: Field): field is Field & { kind: 'records' } {
		return field.kind === 'records' && this.canCreateTags;
	}

	/** What becomes of tags that there aren't yet, where an operation can make them. */
	private missingTags(options: Json): Missing {
		if (options[CREATE_TAGS] !== true) return { remedy: canCreateTags() };
		return {
			create: async (lookups, name) => {
				const category = await resolvePending(options[NEW_TAG_CATEGORY], lookups);
				return await lookups.createTag(name, category as string | undefined);
			},
		};
	}

	private readOptional(
		{ collection, fields }: NonNullable<Operation['optional']>,
		item: PreparedItem,
		conversion: ConversionContext,
		source: Source,
	): void {
		const values = (this.parameters.read(collection, item.index) ?? {}) as Json;
		const given = this.constant(
			collection,
			conversion,
			() => this.convertOptional(collection, fields, values, conversion),
			choicesBehind(fields),
		);
		item.body = mergeDeep(item.body, given);
		item.added = fields.filter(({ name }) => name in values).map(({ label }) => label);
		for (const { kind, key, label } of fields) {
			const value = given[key];
			if (isEmpty(value)) continue;
			if (kind === 'binary') checkBinary(String(value), label, source);
			if (kind === 'attachments') {
				const names = value as string[];
				for (const name of names) checkBinary(name, label, source);
				const files = new Attachments(item.index, names);
				item.body[key] = new PendingLookup(async () => {
					await this.checkFiles(files);
					return files;
				});
			}
		}
	}

	private convertOptional(
		collection: string,
		fields: readonly Field[],
		values: Json,
		conversion: ConversionContext,
	): Json {
		const label = collection === 'updateFields' ? 'Update Fields' : 'Additional Fields';
		refuseUnknown({ label, fields, ...this.elsewhere('fields') }, values);
		return toObject(fields, values, conversion);
	}

	private readCustomFields(
		item: PreparedItem,
		{ json }: Source,
		conversion: ConversionContext,
	): void {
		const { customFields } = this.operation;
		const mapper = (this.parameters.read(PARAMETER.customFields, item.index) ?? {}) as MapperValue;
		const automatic = mapper.mappingMode === 'autoMapInputData';
		const values = automatic ? json : (mapper.value ?? {});
		const creates = item.options[CREATE_CUSTOM_FIELDS] === true;
		if (creates)
			for (const [name, value] of Object.entries(values)) this.newCustomFields.note(name, value);
		if (!customFields || Object.keys(values).length === 0) return;
		if (conversion.emptyValues === 'ignore' && Object.values(values).every(isEmpty)) return;
		item.body.custom_fields = new PendingLookup(async (lookups) => {
			const { path } = CUSTOM_FIELD_RECORDS[customFields];
			const fields = await lookups.customFields(path);
			if (creates)
				await this.createMissing(
					values,
					fields,
					{ automatic, path, options: item.options },
					lookups,
				);
			const content = automatic
				? matchColumns(values, fields, conversion, (column) => this.unmatchedColumns.add(column))
				: toCustomFieldValues(values, fields, conversion);
			return content.length ? await resolvePending(content, lookups) : undefined;
		});
	}

	/** Makes the custom fields that Keap lacks, where they hold anything in this run. */
	private async createMissing(
		values: Json,
		fields: CustomFields,
		{ automatic, path, options }: { automatic: boolean; path: string; options: Json },
		lookups: Lookups,
	): Promise<void> {
		for (const name of Object.keys(values)) {
			const known = automatic ? fields.named(name) : fields.find(name);
			const type = this.newCustomFields.typeOf(name);
			if (known.length > 0 || type === undefined) continue;
			// A column that another input takes is no custom field.
			if (automatic && isColumnUsed(this.parameters.json, name)) continue;
			const groupId = options[NEW_CUSTOM_FIELD_GROUP] as string | undefined;
			await lookups.createCustomField(path, { label: name, type, groupId });
		}
	}

	private readList(item: PreparedItem, conversion: ConversionContext): void {
		const list = listOf(this.operation);
		if (!list) return;
		const filters = (this.parameters.read(PARAMETER.filters, item.index) ?? {}) as Json;
		Object.assign(
			item.query,
			toFilters(
				list,
				this.elsewhere('filters'),
				filters,
				conversion,
				this.emptyFilters(item.options),
			),
		);
		const sort = (this.parameters.read(PARAMETER.sort, item.index) ?? {}) as { value?: Json };
		const { field, direction } = sort.value ?? {};
		if (isEmpty(field)) return;
		const by = convert(choice('field', 'Sort', list.sort ?? []), field, conversion);
		const way = convert(SORT_DIRECTION, direction, conversion) ?? 'asc';
		// REST v1 has parameters of their own for both.
		if (list.offsets) {
			item.query.order = String(by);
			item.query.order_direction = way === 'desc' ? 'DESCENDING' : 'ASCENDING';
		} else item.query.order_by = `${String(by)} ${String(way)}`;
	}

	private emptyFilters(options: Json): EmptyFilters {
		const chosen = options[OPTION.emptyFilters];
		if (chosen === 'ignore' || chosen === 'fail') return chosen;
		return this.runsAsTool ? 'askForOne' : 'fail';
	}

	private checkConstraints({ body }: PreparedItem): void {
		const fields = inputsOf(this.operation);
		for (const { oneOf, exactly, message } of this.operation.constraints ?? []) {
			const wanted = fields.filter(({ name }) => oneOf.includes(name));
			const given = wanted.filter(({ key }) => !isEmpty(getPath(body, key)));
			const labels = wanted.map(({ label }) => label);
			if (given.length === 0) throw unsatisfiedConstraint(message, labels);
			if (exactly && given.length > 1) throw tooManyGiven(message, labels);
		}
	}
}

/** Whether a text holds nothing that Keap would keep: as the name or key of a record it would be none. */
const isSpaces = (value: unknown): boolean => typeof value === 'string' && value.trim() === '';

function mergeDeep(target: Json, source: Json): Json {
	const result: Json = { ...target };
	for (const [key, value] of Object.entries(source)) {
		const known = result[key];
		if (Array.isArray(known) && Array.isArray(value))
			result[key] = [...(known as unknown[]), ...(value as unknown[])];
		else if (isObject(known) && isObject(value)) result[key] = mergeDeep(known, value);
		else result[key] = value;
	}
	return result;
}

/** With n8n's binary mode "combined", files are values of an item's JSON. */
const isFile = (value: unknown): boolean =>
	typeof value === 'object' && value !== null && 'mimeType' in value && 'data' in value;

/** An item must bring the file that an operation sends. */
function checkBinary(name: string, label: string, { json, binary }: Source): void {
	if (binary?.[name] || isFile(getPath(json, name))) return;
	const known = Object.keys(binary ?? {});
	throw noFile(label, name, known);
}
