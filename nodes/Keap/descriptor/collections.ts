import type { Collection } from './collection';
import type { Field } from './field';
import { inputsOf, listOf, variantsOf, type Operation, type Resource } from './operation';

/** The fields of an operation, wherever they stand. */
export function fieldsOf(operation: Operation): Field[] {
	const { queryOptions = [], options = [] } = operation;
	const own = variantsOf(operation).flatMap((variant) => [
		...inputsOf(variant),
		...(listOf(variant)?.filters ?? []),
	]);
	return [...own, ...queryOptions, ...options].flatMap(withParts);
}

const withParts = (field: Field): Field[] =>
	field.kind === 'object' || field.kind === 'objects'
		? [field, ...field.fields.flatMap(withParts)]
		: [field];

/** The collections from which the fields of these resources choose: those that the editor has to search. */
export function collectionsOf(resources: readonly Resource[]): Collection[] {
	const found = resources
		.flatMap(({ operations }) => operations.flatMap(fieldsOf))
		.flatMap((field) => ('of' in field && typeof field.of === 'object' ? [field.of] : []));
	return [...new Set(found)];
}
