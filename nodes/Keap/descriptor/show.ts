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
 * pairs that don't exist may be inside it, pairs that exist elsewhere may not, and no two rules hold the same pair. As few
 * rules as a greedy search finds.
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
	const covers = (rule: (typeof rules)[number], { resource, operation }: Place) =>
		rule.resources.has(resource) && rule.operations.has(operation);
	for (const place of places) {
		const { resource, operation } = place;
		if (rules.some((rule) => covers(rule, place))) continue;
		const rule = rules.find((candidate) => {
			const grown = {
				resources: new Set([...candidate.resources, resource]),
				operations: new Set([...candidate.operations, operation]),
			};
			const others = rules.filter((other) => other !== candidate);
			return (
				clean(grown.resources, grown.operations) &&
				// In two rules at once, it would be shown twice.
				!places.some((pair) => covers(grown, pair) && others.some((other) => covers(other, pair)))
			);
		});
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
