import type { Choice } from './field';

const capitalized = (word: string) => word.charAt(0) + word.slice(1).toLowerCase();

/** `ORDER_TOTAL` as a person reads it: Order Total. */
const titleOf = (value: string) => value.split('_').map(capitalized).join(' ');

/** Keap's values as choices, in the words of their codes; `names` has those that read better otherwise. */
export const enumeration = <const V extends string>(
	values: readonly V[],
	names: Partial<Record<V, string>> = {},
): ReadonlyArray<Choice & { value: V }> =>
	values.map((value) => ({ name: names[value] ?? titleOf(value), value }));
