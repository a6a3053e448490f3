import type { INodeProperties } from 'n8n-workflow';

import { sorted } from './properties';

/** Where a property stands among those of one operation, whatever operation first brought it. */
export type Ranked = [rank: number, property: INodeProperties];

/** One property, or several collections of one name, by the choices of a variant that have it. */
type ByChoice = Map<string, Ranked>;

const isCollection = ({ type }: INodeProperties) => type === 'collection';

/** Collections of one name are one: of several that are shown at once, n8n would keep the contents of the last only. */
const keyOf = (property: INodeProperties): string =>
	isCollection(property)
		? JSON.stringify([property.name, property.displayOptions])
		: JSON.stringify(property);

function onlyFor(property: INodeProperties, input: string, values: string[]): INodeProperties {
	// See toProperty: whether it is required is for the run to say.
	const { displayOptions } = property;
	const conditional = {
		...property,
		displayOptions: { ...displayOptions, show: { ...displayOptions?.show, [input]: values } },
	};
	delete conditional.required;
	return conditional;
}

function joinCollection(input: string, found: ByChoice, first: INodeProperties): INodeProperties {
	const inner = [...found].map(([value, [, { options }]]): [string, Ranked[]] => [
		value,
		(options as INodeProperties[]).map((property) => [0, property]),
	]);
	// From inside a collection, a slash leads to the inputs at the top.
	const joined = joinVariants(`/${input}`, new Map(inner)).map(([, property]) => property);
	return { ...first, options: sorted(joined, ({ displayName }) => displayName) };
}

/**
 * The properties of an operation's variants as those of one operation: what all variants have is shown whatever is chosen;
 * the rest, where the choice is one that has it. n8n shows the latter also while the choice is an expression.
 * @param input the choice, as n8n names it from where the properties stand
 * @param variants what each choice has
 */
export function joinVariants(
	input: string,
	variants: ReadonlyMap<string, readonly Ranked[]>,
): Ranked[] {
	const all = new Map<string, ByChoice>();
	for (const [value, properties] of variants) {
		for (const ranked of properties) {
			const key = keyOf(ranked[1]);
			const known = all.get(key) ?? new Map<string, Ranked>();
			all.set(key, known.set(value, ranked));
		}
	}
	return [...all.values()].flatMap((found): Ranked[] => {
		const [ranked] = found.values();
		if (!ranked) return [];
		const [, first] = ranked;
		const rank = Math.max(...[...found.values()].map(([own]) => own));
		const property = isCollection(first) ? joinCollection(input, found, first) : first;
		const isShared = found.size === variants.size;
		return [[rank, isShared ? property : onlyFor(property, input, [...found.keys()])]];
	});
}
