import { readFileSync } from 'node:fs';

import { resources } from '../../../nodes/Keap/resources';
import { allBelow, chosen, shownFor } from '../compiled';

interface Row {
	/** As in `Note > Create`. */
	operation: string;
	/** The labels that an input has in this package: what stands behind an arrow, up to the end of the sentence. */
	labels: string[];
}

const rows: Row[] = [
	...readFileSync('docs/migration.md', 'utf8').matchAll(
		/^\| [^|]+ \| ([A-Z][\w ]+ > [^|]+?) +\| (.*?) *\|$/gm,
	),
].map(([, operation = '', changes = '']) => ({
	operation,
	labels: [...changes.matchAll(/→ ([^.;]+)/g)].flatMap(([, renamed = '']) =>
		[...renamed.matchAll(/\*\*([^*]+)\*\*/g)].map(([, label = '']) => label),
	),
}));

function labelsOf(name: string): string[] {
	const [resource, operation] = name.split(' > ');
	const { value, operations } = resources.find((one) => one.name === resource) ?? {};
	const own = operations?.find((one) => one.name === operation)?.value;
	return chosen
		.filter(({ operation: one }) => one.resource === value && one.value === own)
		.flatMap((one) => shownFor(one))
		.flatMap(allBelow)
		.map(({ displayName }) => displayName);
}

describe('docs/migration.md', () => {
	it("has all operations of n8n's node", () => {
		expect(rows).toHaveLength(28);
	});

	it.each(rows)('names what there is in $operation', ({ operation, labels }) => {
		const known = labelsOf(operation);
		expect(known.length).toBeGreaterThan(0);
		expect(labels.filter((label) => !known.includes(label))).toEqual([]);
	});
});
