import type { ErrorText } from './keapErrors';

/** What the node says about a run as a whole. */

export const unknownOperation = (resource: string, operation: string): ErrorText => ({
	message: `The node has no operation '${operation}' for '${resource}'`,
	remedy: "Choose 'Resource' and 'Operation' again",
});

/** What is done already when a run stops, so that whoever runs it again knows. */
export const carriedOut = (items: number): string =>
	`${items === 1 ? '1 other item was' : `${items} other items were`} carried out before the run stopped.`;

/** What a tool tells its agent in place of no results. */
export const nothingFound = () => 'Keap has no records that match';
