import {
	create,
	get,
	getMany,
	operation,
	remove,
	update,
} from '../../nodes/Keap/descriptor/builders';
import { collection } from '../../nodes/Keap/descriptor/collection';
import { choice, ids, record, records, text } from '../../nodes/Keap/descriptor/field';
import { variants } from '../../nodes/Keap/descriptor/operation';

/** Mistakes in an operation that the compiler must refuse; see collections.ts. */

const common = { example: '1', items: 'x', picker: { label: () => '' } };
const people = collection({ ...common, noun: 'Person', id: 'personId', path: '/v2/people' });
const tags = collection({ ...common, noun: 'Tag', id: 'tagId', path: '/v2/tags' });

const person = record(people, { required: true });
const tagNames = records(tags, 'tagNames', 'Tags');
const note = text('note', 'Note');

// Paths.

get({ path: '/v2/people/{personId}', inputs: [person] });
get({ path: '/v2/people/{personId}', of: people });
// @ts-expect-error the path has a parameter that is no input
get({ path: '/v2/people/{prsonId}', inputs: [person] });
// @ts-expect-error the path has a parameter of another collection
get({ path: '/v2/tags/{tagId}', of: people });
// @ts-expect-error the locator chooses another kind of record than the path
get({ path: '/v2/people/{personId}', inputs: [record(tags)] });
// @ts-expect-error the path has a parameter that is no input
getMany({ path: '/v2/people/{prsonId}/notes', inputs: [person] });
// @ts-expect-error the path has a parameter that is no input
create({ path: '/v2/people/{prsonId}/notes', inputs: [person] });
// @ts-expect-error the path has a parameter that is optional
update({ path: '/v2/people/{personId}', fields: [person] });
// @ts-expect-error the path has a parameter that is no input
remove({ path: '/v2/people/{personId}/notes/{noteId}', inputs: [person] });

// Creating twice makes two.

create({ of: people, fields: [note] });
// @ts-expect-error a create is never repeated as if nothing had happened
create({ of: people, fields: [note], idempotent: true });
const idempotent = { of: people, idempotent: true };
// @ts-expect-error however it is said
create(idempotent);

// Constraints.

create({ of: people, inputs: [note], fields: [text('name', 'Name')] });
create({
	of: people,
	inputs: [note],
	fields: [text('name', 'Name')],
	constraints: [{ oneOf: ['name', 'note'], message: '' }],
});
create({
	of: people,
	inputs: [note],
	fields: [text('name', 'Name')],
	// @ts-expect-error no input is called that
	constraints: [{ oneOf: ['name', 'nte'], message: '' }],
});

// Fan-outs and batches.

const tagging = {
	value: 'tag',
	name: 'Tag',
	action: 'Tag person',
	description: 'Add tags',
	method: 'POST',
	output: { kind: 'done' },
} as const;

operation({
	...tagging,
	path: '/v2/people/{personId}/tags/{tagId}',
	inputs: [person, tagNames],
	flow: { kind: 'single', fanOut: { input: 'tagNames', of: tags, done: 'added', list: 'tags' } },
});
operation({
	...tagging,
	path: '/v2/people/{personId}/tags/{tagId}',
	inputs: [person, tagNames],
	// @ts-expect-error no input is called that
	flow: { kind: 'single', fanOut: { input: 'tagName', of: tags } },
});
operation({
	...tagging,
	// @ts-expect-error the values of the fan-out don't stand in the path
	path: '/v2/people/{personId}/tags/{tagId}',
	inputs: [person, tagNames],
	flow: { kind: 'single', fanOut: { input: 'tagNames', of: people, done: 'added', list: 'tags' } },
});
operation({
	...tagging,
	path: '/v2/tags/{tagId}:apply',
	inputs: [person, tagNames],
	flow: {
		kind: 'batchWrite',
		collect: 'personId',
		into: 'person_ids',
		max: 100,
		fanOut: { input: 'tagNames', of: tags, done: 'added', list: 'tags' },
	},
});
operation({
	...tagging,
	path: '/v2/tags/{tagId}:apply',
	inputs: [person, tagNames],
	flow: {
		kind: 'batchWrite',
		// @ts-expect-error no input is called that
		collect: 'prsonId',
		into: 'person_ids',
		max: 100,
		fanOut: { input: 'tagNames', of: tags, done: 'added', list: 'tags' },
	},
});
operation({
	...tagging,
	path: '/v2/tags/{tagId}:apply',
	inputs: [person, tagNames],
	flow: {
		kind: 'batchWrite',
		collect: 'personId',
		into: 'person_ids',
		max: 100,
		// @ts-expect-error no input is called that
		fanOut: { input: 'tags', of: tags },
	},
});

// Flows and verbs.

create({
	of: people,
	inputs: [note],
	// @ts-expect-error records are created one by one or in a batch, not collected by ID
	flow: { kind: 'batchWrite', collect: 'note', into: 'notes', max: 100 },
});
operation({
	...tagging,
	path: '/v2/people:merge',
	inputs: [ids(people, 'personIds', 'People')],
	// @ts-expect-error a batch that reads needs a list that can be read by ID
	flow: { kind: 'batchRead', of: people },
});

// Choices that variants depend on.

const color = choice('color', 'Color', [
	{ name: 'Blue', value: 'blue' },
	{ name: 'Red', value: 'red' },
]);
variants(color, { blue: {}, red: {} });
// @ts-expect-error one of the values has no variant
variants(color, { blue: {} });
// @ts-expect-error the choice has no such value
variants(color, { blue: {}, red: {}, green: {} });
// @ts-expect-error what isn't a choice has no values
variants(note, { blue: {} });

// Every operation is somewhere: at a collection, a path, or those of its variants.

const inColor = variants(color, { blue: { path: '/v2/blue' }, red: { path: '/v2/red' } });

getMany({ of: people });
getMany({ path: '/v2/people/templates', list: { items: 'templates' } });
getMany({ inputs: [color], variants: inColor });
// @ts-expect-error nothing says what is listed
getMany({ inputs: [color] });
// @ts-expect-error nothing says what the pages of the list call the records
getMany({ path: '/v2/people/templates', list: { pageSize: 100 } });
// @ts-expect-error nothing says what is read
get({ inputs: [person] });
// @ts-expect-error nothing says what is created
create({ fields: [note] });
// @ts-expect-error nothing says what is updated
update({ inputs: [person], fields: [note] });
// @ts-expect-error nothing says what is deleted
remove({ inputs: [person] });
// @ts-expect-error nothing says where it is
operation({ ...tagging, inputs: [person, tagNames] });
