import { isObject, requestedFields, without } from '../body';
import { fieldsOf, showCustomFields } from '../custom-fields';
import type { Call, Doc, Json, JsonObject } from '../types';
import type { Collection } from './table';

/**
 * From stored records to what a response holds of them.
 * @param usage what the response is to
 * @throws ApiError 400 if `fields` asks for what there isn't
 */
export function shower(
	table: Collection,
	call: Call,
	usage: 'get' | 'list' | 'write' = 'get',
): (doc: Doc) => JsonObject {
	const isVisible = visibility(table, call, usage);
	const definitions =
		table.customFields !== undefined && isVisible('custom_fields')
			? fieldsOf(call.store, table.customFields)
			: undefined;
	const computed = Object.entries(table.computed ?? {}).filter(([name]) => isVisible(name));
	const omittedInside = (usage === 'list' ? (table.list?.omits ?? []) : [])
		.filter((path) => path.includes('.'))
		.map((path) => path.split('.') as [string, string]);
	return (doc) => {
		const shown: JsonObject = {};
		const add = (name: string, value: Json | undefined) => {
			if (value === undefined) delete shown[name];
			else shown[name] = value;
		};
		for (const [name, value] of Object.entries(doc)) {
			const row = Object.hasOwn(table.properties, name) ? table.properties[name] : undefined;
			const as = row?.as ?? name;
			if (isVisible(as)) add(as, row?.show === undefined ? value : row.show(value, call));
		}
		if (definitions !== undefined)
			shown.custom_fields = showCustomFields(definitions, doc.custom_fields);
		for (const [name, compute] of computed) add(name, compute(doc, call));
		for (const [name, inner] of omittedInside) {
			const value = shown[name];
			if (isObject(value)) shown[name] = without(value, inner);
		}
		return table.show === undefined ? shown : table.show(shown, call, doc);
	};
}

function visibility(table: Collection, call: Call, usage: string): (name: string) => boolean {
	const { fields, hidden = [], list } = table;
	const never = new Set([...hidden, ...(usage === 'list' ? (list?.omits ?? []) : [])]);
	if (fields === undefined) return (name) => !never.has(name);
	const { optional, allowed = optional, asking = 'adds', allAfterWrites = false } = fields;
	if (usage === 'write' && allAfterWrites) return (name) => !never.has(name);
	const asked = requestedFields(call.query, allowed);
	if (asking === 'limits' && asked !== undefined)
		return (name) => (name === 'id' || asked.has(name)) && !never.has(name);
	const left = new Set([...never, ...optional.filter((name) => asked?.has(name) !== true)]);
	return (name) => !left.has(name);
}
