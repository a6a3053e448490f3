import type { Json } from '../../api/json';
import { OPTION } from '../../descriptor/names';
import type { Operation } from '../../descriptor/operation';
import type { PreparedItem } from '../inputs/preparedItem';

/**
 * A raw record without the properties that only tell it apart, unless 'Fields to Return' names them: a batch has to ask for
 * them, and whether a single read returns them unasked is Keap's business. An item gets the same either way.
 */
export function onlyChosen({ flow }: Operation, item: PreparedItem, record: Json): Json {
	const chosen = item.options[OPTION.fields];
	if (flow.kind !== 'batchRead' || item.simplify || !Array.isArray(chosen)) return record;
	const { fields, idProperty, byId } = flow.of;
	if (fields !== 'limit') return record;
	const added = [idProperty, byId.below?.property].filter((name) => !chosen.includes(name));
	if (!added.some((name) => name !== undefined && name in record)) return record;
	return Object.fromEntries(Object.entries(record).filter(([name]) => !added.includes(name)));
}
