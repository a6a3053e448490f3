import type { QueryValue } from '../../api/request';
import type { Operation } from '../../descriptor/operation';

/**
 * The properties to ask Keap for: those that simplified output is made of, or those chosen; undefined where the endpoint
 * can't be asked, or returns what it will.
 */
export function fieldsFor(
	{ method, selectable, customFieldsIn, columns }: Operation,
	simplify: boolean,
	chosen?: unknown,
): QueryValue {
	if (!selectable) return undefined;
	if (simplify) return [...selectable.simple, ...(customFieldsIn ? ['custom_fields'] : [])];
	if (Array.isArray(chosen)) return chosen.map(String);
	return columns && method === 'GET' ? selectable.all : undefined;
}
