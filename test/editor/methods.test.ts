import { searchMethod } from '../../nodes/Keap/descriptor/collection';
import { collectionsOf } from '../../nodes/Keap/descriptor/collections';
import { Keap } from '../../nodes/Keap/Keap.node';
import { resources } from '../../nodes/Keap/resources';
import { useEditor } from './support';

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
		['loadOptionsMethod', 'loadOptions'],
		['resourceMapperMethod', 'resourceMapping'],
	] as const)('of the kind %s exist', (name, kind) => {
		const wanted = [...new Set(named(properties, name))];
		expect(wanted.length).toBeGreaterThan(0);
		for (const method of wanted) expect(methods[kind]).toHaveProperty(method);
	});

	it('include one for every kind of record that can be searched', () => {
		const wanted = collectionsOf(resources).map(searchMethod);
		expect(Object.keys(methods.listSearch ?? {}).sort()).toEqual(wanted.sort());
	});
});

describe('drop-downs', () => {
	const keap = useEditor();

	it('getTags has the category as description', async () => {
		const tags = await keap.options('getTags');
		expect(tags).toHaveLength(40);
		expect(tags).toContainEqual({ name: 'Customer', value: '2', description: 'Lifecycle' });
		expect(tags).toContainEqual({ name: 'Newsletter', value: '1' });
		expect(tags.map(({ name }) => name)).toEqual(
			[...tags.map(({ name }) => name)].sort((a, b) =>
				a.toLowerCase() < b.toLowerCase() ? -1 : 1,
			),
		);
	});

	it('getTags does not ask for categories that no tag has', async () => {
		keap.sandbox.setFaults(() => ({
			kind: 'status',
			status: 200,
			body: { tags: [{ id: '1', name: 'Alone' }] },
		}));
		expect(await keap.options('getTags')).toEqual([{ name: 'Alone', value: '1' }]);
		expect(keap.calls()).toEqual(['GET /v2/tags']);
	});

	it('getTags ends where Keap repeats its tokens', async () => {
		keap.sandbox.setFaults(({ query }) => ({
			kind: 'status',
			status: 200,
			body: {
				tags: [{ id: '1', name: 'Again' }],
				next_page_token: query.get('page_token') === 'a' ? 'b' : 'a',
			},
		}));
		await keap.options('getTags');
		expect(keap.calls()).toHaveLength(3);
	});
});
