import { searchMethod } from '../../nodes/Keap/descriptor/collection';
import { collectionsOf } from '../../nodes/Keap/descriptor/collections';
import { customFieldRecords, customFieldSearchMethod } from '../../nodes/Keap/descriptor/names';
import { Keap } from '../../nodes/Keap/Keap.node';
import { resources } from '../../nodes/Keap/resources';

/** The values of all properties with this name, however deep. */
function named(value: unknown, name: string): string[] {
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, inner]) =>
		key === name ? [String(inner)] : named(inner, name),
	);
}

const {
	description: { properties },
	methods,
} = new Keap();

describe('the methods that the descriptors name', () => {
	it.each([
		['searchListMethod', 'listSearch'],
		['resourceMapperMethod', 'resourceMapping'],
	] as const)('of the kind %s exist', (name, kind) => {
		const wanted = [...new Set(named(properties, name))];
		expect(wanted.length).toBeGreaterThan(0);
		for (const method of wanted) expect(methods[kind]).toHaveProperty(method);
	});

	it('include one for every kind of record that can be searched', () => {
		const wanted = [
			...collectionsOf(resources).map(searchMethod),
			...customFieldRecords.map(customFieldSearchMethod),
		];
		expect(Object.keys(methods.listSearch ?? {}).sort()).toEqual(wanted.sort());
	});
});
