import type { ErrorText } from './keapErrors';
import { inSequence } from './sentences';

/** What the node says about a run as a whole. */

export const unknownOperation = (resource: string, operation: string): ErrorText => ({
	message: `The node has no operation '${operation}' for '${resource}'`,
	remedy: "Choose 'Resource' and 'Operation' again",
});

/** What is done already when a run stops, so that whoever runs it again knows. */
export const carriedOut = (items: number): string =>
	`${items === 1 ? '1 other item was' : `${items} other items were`} carried out before the run stopped.`;

/**
 * What a tool tells its agent in place of no results.
 * @param whole the labels of the filters that compared whole values and could find beginnings
 * @param isFiltered whether there were any filters
 */
export const nothingFound = (whole: readonly string[], isFiltered: boolean): string =>
	inSequence(
		'Keap has no records that match',
		whole.length > 0 &&
			`With an asterisk at the end, as in Smi*, ${whole.map((label) => `'${label}'`).join(' and ')} ${whole.length > 1 ? 'find' : 'finds'} all that begin with the text`,
		isFiltered && 'Use other values, or fewer filters',
	);
