import type { Change } from './compare';
import type { SectionCoverage } from './coverage';

/** As many names as a line holds. */
const NAMED = 5;

const show = (value: unknown) =>
	value === undefined ? 'none' : typeof value === 'string' ? value : JSON.stringify(value);

/** As in `GET /v2/contacts ?page_size: maximum 1000 → 500`. */
export const changeText = ({ where, what, kind, before, after }: Change): string =>
	kind === 'changed'
		? `${where}: ${what} ${show(before)} → ${show(after)}`
		: `${where}: ${what} ${kind}`;

function named(names: string[]): string {
	const more = names.length - NAMED;
	return `${names.slice(0, NAMED).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** The differences, first those that operations of the node have to do with; `offered` is by endpoint. */
export function changesReport(changes: Change[], offered: Map<string, string[]>): string[] {
	const touched = changes.map((change) => ({
		change,
		names: [...new Set(change.operations.flatMap((id) => offered.get(id) ?? []))],
	}));
	const own = touched.filter(({ names }) => names.length);
	const others = touched.filter(({ names }) => !names.length);
	return [
		`${changes.length} differences from the committed facts, ${own.length} of them in what the node offers`,
		...(own.length ? ['', 'In what the node offers:'] : []),
		...own.flatMap(({ change, names }) => [`  ${changeText(change)}`, `      ${named(names)}`]),
		...(others.length ? ['', 'In what it does not offer:'] : []),
		...others.map(({ change }) => `  ${changeText(change)}`),
	];
}

export function coverageReport(version: string, sections: SectionCoverage[]): string[] {
	const total = sections.reduce((sum, section) => sum + section.total, 0);
	const missing = sections.reduce((sum, section) => sum + section.missing.length, 0);
	return [
		`The node offers ${total - missing} of the ${total} operations of REST ${version}`,
		...sections.flatMap((section) => [
			`  ${section.section}: ${section.total - section.missing.length} of ${section.total}`,
			...section.missing.map((id) => `      ${id}`),
		]),
	];
}
