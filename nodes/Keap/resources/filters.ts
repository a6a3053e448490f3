import { text } from '../descriptor/field';
import type { Filter } from '../descriptor/operation';

/** Filters on the IDs beyond and below one, for lists whose `key` compares. */
export const idRange = (key: string): Filter[] => [
	{ ...text('idAbove', 'ID Above', { key }), operator: '>' },
	{ ...text('idBelow', 'ID Below', { key }), operator: '<' },
];

/** Says that a filter finds beginnings, too. */
export const byPrefix = (example: string) => ({
	description: `An asterisk at the end finds all that begin with it, as in ${example}*`,
});
