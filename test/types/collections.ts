import { collection } from '../../nodes/Keap/descriptor/collection';

/**
 * Mistakes in a collection that the compiler must refuse; `npm run types` fails where it doesn't. Every refusal stands
 * beside the same thing said right.
 */

const things = {
	noun: 'Thing',
	id: 'thingId',
	example: '1',
	items: 'things',
	picker: { label: () => '' },
} as const;

collection({ ...things, path: '/v2/things' });
collection({ ...things, path: '/v2/things', one: '/v2/things/{thingId}' });

// @ts-expect-error one record is read by another name than that of its ID
collection({ ...things, path: '/v2/things', one: '/v2/things/{thngId}' });

// @ts-expect-error one record is read without its ID
collection({ ...things, path: '/v2/things', one: '/v2/things/current' });

// @ts-expect-error one record is read below a parent that the collection doesn't have
collection({ ...things, path: '/v2/things', one: '/v2/boxes/{boxId}/things/{thingId}' });

// @ts-expect-error the list is read below a parent that the collection doesn't have
collection({ ...things, path: '/v2/boxes/{boxId}/things' });

const parents = { boxId: 'Box' };

collection({ ...things, parents, path: '/v2/boxes/{boxId}/things' });
collection({
	...things,
	parents,
	path: '/v2/things',
	one: '/v2/boxes/{boxId}/things/{thingId}',
	byId: { filter: 'ids', max: 100, below: { input: 'boxId', property: 'box_id' } },
	picker: { ...things.picker, within: '/v2/boxes/{boxId}/things' },
});

// @ts-expect-error the list is read by another name than that of the parent
collection({ ...things, parents, path: '/v2/boxes/{bxId}/things' });

collection({
	...things,
	parents,
	path: '/v2/things',
	// @ts-expect-error one record is read by another name than that of the parent
	one: '/v2/boxes/{bxId}/things/{thingId}',
});

collection({
	...things,
	parents,
	path: '/v2/things',
	// @ts-expect-error the parent of records read by their IDs is none of the collection's
	byId: { filter: 'ids', max: 100, below: { input: 'bxId', property: 'box_id' } },
});

collection({
	...things,
	parents,
	path: '/v2/things',
	// @ts-expect-error the editor reads below a parent that the collection doesn't have
	picker: { ...things.picker, within: '/v2/crates/{crateId}/things' },
});
