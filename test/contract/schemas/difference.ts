import { isObject } from '../../../nodes/Keap/api/json';
import type { OutputSchema } from './jsonSchema';

const typeOf = (value: unknown): string => {
	if (value === null) return 'null';
	if (Array.isArray(value)) return 'array';
	return Number.isInteger(value) ? 'integer' : typeof value;
};

/** Whether a schema takes a value of this type; it doesn't say where objects and lists may be null. */
function takes({ type }: OutputSchema, given: string): boolean {
	const types: string[] = [type].flat();
	if (types.includes(given)) return true;
	if (given === 'null') return types.includes('object') || types.includes('array');
	return given === 'integer' && types.includes('number');
}

/**
 * Where a value isn't what its schema says: each place with what is there, and with what the schema has.
 * @param whole whether all that the schema names has to be there
 */
export function differences(
	schema: OutputSchema,
	value: unknown,
	{ whole = false, path = 'item' } = {},
): string[] {
	const given = typeOf(value);
	if (!takes(schema, given)) return [`${path} is ${given}, not ${[schema.type].flat().join('|')}`];
	const { properties, items = { type: 'null' } } = schema;
	if (Array.isArray(value))
		return value.flatMap((entry) => differences(items, entry, { whole, path: `${path}[]` }));
	if (!isObject(value) || !properties) return [];
	const missing = Object.keys(properties).filter((name) => !(name in value));
	return [
		...(whole ? missing.map((name) => `${path}.${name} is missing`) : []),
		...Object.entries(value).flatMap(([name, inner]) => {
			const { [name]: expected } = properties;
			const at = `${path}.${name}`;
			return expected ? differences(expected, inner, { whole, path: at }) : [`${at} is unknown`];
		}),
	];
}
