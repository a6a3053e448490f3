import type { PreparedItem } from '../inputs/preparedItem';
import type { Results } from './results';

/** What an item did to its record. */
export const OUTCOMES = ['created', 'updated', 'unchanged'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The property of an item's output that says so. No record of Keap's has one of this name; a test holds that. */
export const OUTCOME = 'outcome';

/** Says in an item's output what was done, for a Filter or Switch node, and counts it for the hint after the run. */
export function tell(
	{ results, stats }: { results: Results; stats: { outcomes: Map<Outcome, number> } },
	{ index }: PreparedItem,
	outcome: Outcome,
): void {
	for (const { json } of results.outputs.get(index) ?? []) json[OUTCOME] = outcome;
	stats.outcomes.set(outcome, (stats.outcomes.get(outcome) ?? 0) + 1);
}
