import type { INodeExecutionData } from 'n8n-workflow';

import { listOf, type Operation } from '../../descriptor/operation';
import { nothingFound } from '../../messages/runErrors';
import type { PreparedItem } from '../inputs/preparedItem';

/** The labels of the filters that compared whole values and could find beginnings. */
function wholeValues(operation: Operation, { query }: PreparedItem): string[] {
	const conditions = typeof query.filter === 'string' ? query.filter.split(';') : [];
	const isWhole = (key: string) =>
		conditions.some((one) => one.startsWith(`${key}==`) && !one.endsWith('*'));
	const filters = listOf(operation)?.filters ?? [];
	return filters.filter(({ key, prefix }) => prefix && isWhole(key)).map(({ label }) => label);
}

/** No items are no answer to a language model: it would ask again, or make something up. */
export const emptyResult = (
	index: number,
	operation: Operation,
	item: PreparedItem | undefined,
): INodeExecutionData => ({
	json: {
		message: nothingFound(item ? wholeValues(operation, item) : [], Boolean(item?.query.filter)),
	},
	pairedItem: { item: index },
});
