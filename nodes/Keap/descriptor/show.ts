export interface Place {
	resource: string;
	operation: string;
}

export interface Show {
	resource: string[];
	operation: string[];
}

const key = (resource: string, operation: string) => `${resource} ${operation}`;

/**
 * The display rules that show a property in exactly these places. A rule is a cross product of resources and operations;
 * pairs that don't exist may be inside it, pairs that exist elsewhere may not. As few rules as a greedy search finds.
 */
export function showFor(places: readonly Place[], all: readonly Place[]): Show[] {
	const wanted = new Set(places.map((place) => key(place.resource, place.operation)));
	const forbidden = new Set(
		all.map((place) => key(place.resource, place.operation)).filter((pair) => !wanted.has(pair)),
	);
	const clean = (resources: Iterable<string>, operations: Set<string>) =>
		[...resources].every((resource) =>
			[...operations].every((operation) => !forbidden.has(key(resource, operation))),
		);

	const rules: Array<{ resources: Set<string>; operations: Set<string> }> = [];
	for (const { resource, operation } of places) {
		const rule = rules.find(({ resources, operations }) =>
			clean([...resources, resource], new Set([...operations, operation])),
		);
		if (rule) {
			rule.resources.add(resource);
			rule.operations.add(operation);
		} else {
			rules.push({ resources: new Set([resource]), operations: new Set([operation]) });
		}
	}
	return rules.map(({ resources, operations }) => ({
		resource: [...resources],
		operation: [...operations],
	}));
}
