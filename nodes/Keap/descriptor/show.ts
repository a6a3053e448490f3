export interface Place {
	resource: string;
	operation: string;
}

export interface Show {
	resource: string[];
	operation: string[];
}

/** Operations by their resources. */
export type Places = ReadonlyMap<string, ReadonlySet<string>>;

type Pair = readonly [resource: string, operation: string];

function add(places: Map<string, Set<string>>, [resource, operation]: Pair): void {
	const operations = places.get(resource);
	if (operations) operations.add(operation);
	else places.set(resource, new Set([operation]));
}

export function byResource(places: readonly Place[]): Places {
	const found = new Map<string, Set<string>>();
	for (const { resource, operation } of places) add(found, [resource, operation]);
	return found;
}

interface Rule {
	resources: Set<string>;
	operations: Set<string>;
}

const holds = (places: Places, [resource, operation]: Pair): boolean =>
	places.get(resource)?.has(operation) ?? false;

/** The pairs that a rule takes in when it grows by one of them. */
const addedBy = ({ resources, operations }: Rule, [resource, operation]: Pair): Pair[] => [
	...(resources.has(resource) ? [] : [...operations].map((own): Pair => [resource, own])),
	...(operations.has(operation) ? [] : [...resources].map((own): Pair => [own, operation])),
	[resource, operation],
];

/**
 * The display rules that show a property in exactly these places. A rule is a cross product of resources and operations;
 * pairs that don't exist may be inside it, pairs that exist elsewhere may not, and no two rules hold the same pair. As few
 * rules as a greedy search finds.
 */
export function showFor(places: readonly Place[], all: Places): Show[] {
	const wanted = byResource(places);
	const shown = new Map<string, Set<string>>();
	const mayShow = (pair: Pair) => !holds(all, pair) || (holds(wanted, pair) && !holds(shown, pair));

	const rules: Rule[] = [];
	for (const { resource, operation } of places) {
		const pair = [resource, operation] as const;
		if (holds(shown, pair)) continue;
		const rule = rules.find((candidate) => addedBy(candidate, pair).every(mayShow));
		if (rule) {
			for (const added of addedBy(rule, pair)) add(shown, added);
			rule.resources.add(resource);
			rule.operations.add(operation);
		} else {
			add(shown, pair);
			rules.push({ resources: new Set([resource]), operations: new Set([operation]) });
		}
	}
	return rules.map(({ resources, operations }) => ({
		resource: [...resources],
		operation: [...operations],
	}));
}
