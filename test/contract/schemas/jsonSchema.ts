import type { KeapDocument, Schema } from '../document';

type ScalarType = 'string' | 'integer' | 'number' | 'boolean' | 'null';

/**
 * JSON Schema as far as n8n's editor reads it: names, types and what is inside. Of several types it shows the first, and it
 * looks into an object or a list only if that is the one type that is named: what may be null there isn't said.
 */
export interface OutputSchema {
	type: ScalarType | 'object' | 'array' | readonly ScalarType[];
	properties?: Readonly<Record<string, OutputSchema>>;
	items?: OutputSchema;
}

export const text: OutputSchema = { type: 'string' };
export const truth: OutputSchema = { type: 'boolean' };

export const objectOf = (properties: Record<string, OutputSchema>): OutputSchema => ({
	type: 'object',
	properties,
});

export const listOf = (items: OutputSchema): OutputSchema => ({ type: 'array', items });

/** An object whose properties are the account's own, such as its custom fields. */
export const anyObject: OutputSchema = { type: 'object' };

/** What the document says of a value, without what the editor makes no use of: formats, choices, limits. */
export function fromDocument(document: KeapDocument, given: Schema): OutputSchema {
	const { type, properties, items } = document.resolve(given);
	if (properties)
		return objectOf(
			Object.fromEntries(
				Object.entries(properties).map(([name, value]) => [name, fromDocument(document, value)]),
			),
		);
	if (items) return listOf(fromDocument(document, items));
	if (!type) throw new Error(`The document gives no type: ${JSON.stringify(given)}`);
	return { type };
}

const isNested = ({ type }: OutputSchema) => type === 'object' || type === 'array';

/** The same, or null. */
export const orNull = (schema: OutputSchema): OutputSchema =>
	isNested(schema) ? schema : { type: [...scalarsOf(schema), 'null'] };

const scalarsOf = ({ type }: OutputSchema): ScalarType[] => [type].flat() as ScalarType[];

/** Null comes last: the editor shows the first type. */
function scalarOf(schemas: readonly OutputSchema[]): OutputSchema {
	const types = [...new Set(schemas.flatMap(scalarsOf))];
	const sorted = [
		...types.filter((type) => type !== 'null'),
		...types.filter((type) => type === 'null'),
	];
	const [only = 'null'] = sorted;
	return { type: sorted.length > 1 ? sorted : only };
}

/**
 * What any of these describes, such as the records of the variants of an operation.
 * @throws when the editor can't show it: some are objects or lists, and others aren't
 */
export function anyOf(schemas: readonly OutputSchema[]): OutputSchema {
	const nested = schemas.filter(isNested);
	if (nested.length === 0) return scalarOf(schemas);
	const [{ type } = anyObject] = nested;
	if (schemas.some((schema) => schema.type !== type))
		throw new Error(`One value has several kinds: ${JSON.stringify(schemas)}`);
	if (type === 'array') return listOf(anyOf(schemas.flatMap(({ items }) => items ?? [])));
	const byName = new Map<string, OutputSchema[]>();
	for (const { properties = {} } of schemas)
		for (const [name, schema] of Object.entries(properties))
			byName.set(name, [...(byName.get(name) ?? []), schema]);
	if (byName.size === 0) return anyObject;
	return objectOf(Object.fromEntries([...byName].map(([name, some]) => [name, anyOf(some)])));
}
