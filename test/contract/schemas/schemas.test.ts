import { resolveOutputSchemaPath } from 'n8n-core';
import { existsSync } from 'node:fs';

import { Keap } from '../../../nodes/Keap/Keap.node';
import { resources } from '../../../nodes/Keap/resources';
import { keapDocument as document } from '../document';
import { present } from '../../support/present';
import { differences } from './difference';
import { committedSchemas, NODE_FOLDER } from './files';
import { anyOf, listOf, objectOf, orNull, text, truth } from './jsonSchema';
import { outputSchemas } from './outputs';

/** What has no properties that are the same for everyone. */
const WITHOUT = ['api/request', 'report/run'];

const committed = committedSchemas();
const offered = resources.flatMap(({ value: resource, operations }) =>
	operations.map(({ value }) => `${resource}/${value}`),
);

describe('the schemas of outputs', () => {
	it('are what the operations and the document say (else: npm run schemas)', () => {
		const wanted = outputSchemas(document);
		expect([...committed.keys()].sort()).toEqual([...wanted.keys()].sort());
		// As texts: the editor shows properties in their order.
		for (const [operation, schema] of wanted)
			expect([operation, JSON.stringify(committed.get(operation))]).toEqual([
				operation,
				JSON.stringify(schema),
			]);
	});

	it.each(offered.filter((operation) => !WITHOUT.includes(operation)))(
		'are found by n8n for %s (else: npm run schemas)',
		(operation) => {
			const [resource, value] = operation.split('/');
			const { version } = new Keap().description;
			const ref = { nodeDir: NODE_FOLDER, version: Number(version), resource, operation: value };
			expect(existsSync(resolveOutputSchemaPath(ref) ?? '')).toBe(true);
			// The editor refuses any other.
			const { type, properties } = present(committed.get(operation));
			expect(type).toBe('object');
			expect(Object.keys(properties ?? {})).not.toEqual([]);
		},
	);

	it('are of nothing that the node does not offer (else: npm run schemas)', () => {
		expect([...committed.keys(), ...WITHOUT].sort()).toEqual([...offered].sort());
	});
});

describe('one schema of several', () => {
	it('has the properties of all, with the types of each', () => {
		const some = [
			objectOf({ id: text, tags: listOf(objectOf({ id: text })) }),
			objectOf({
				id: orNull({ type: 'integer' }),
				tags: listOf(objectOf({ name: text })),
				on: truth,
			}),
		];
		expect(anyOf(some)).toEqual(
			objectOf({
				id: { type: ['string', 'integer', 'null'] },
				tags: listOf(objectOf({ id: text, name: text })),
				on: truth,
			}),
		);
	});

	it('names null last, since the editor shows the first type', () => {
		expect(anyOf([orNull(text), { type: 'integer' }])).toEqual({
			type: ['string', 'integer', 'null'],
		});
	});

	it.each([
		['an object and a text', [objectOf({ id: text }), text]],
		['a list and an object', [listOf(text), objectOf({ id: text })]],
	])('is none of %s', (_, some) => {
		expect(() => anyOf(some)).toThrow('several kinds');
	});
});

describe('an item beside its schema', () => {
	const schema = objectOf({
		id: text,
		total: orNull({ type: 'number' }),
		tags: listOf(objectOf({ id: text })),
		custom_fields: { type: 'object' },
	});
	const right = { id: '1', total: 12.34, tags: [{ id: '2' }], custom_fields: { Color: 'Red' } };

	it.each([
		['all is there', right, []],
		['a number is whole, another value is null', { ...right, total: 12, tags: null }, []],
		['a type is another', { ...right, id: 1 }, ['item.id is integer, not string']],
		['null is none of the types', { ...right, id: null }, ['item.id is null, not string']],
		['something is missing within', { ...right, tags: [{}] }, ['item.tags[].id is missing']],
		['something is unknown', { ...right, mood: 'good' }, ['item.mood is unknown']],
	])('differs where it should: %s', (_, item, wanted) => {
		expect(differences(schema, item, { whole: true })).toEqual(wanted);
	});

	it('may lack properties unless all of it is wanted', () => {
		expect(differences(schema, { id: '1' })).toEqual([]);
	});
});
