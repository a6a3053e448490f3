import { readFileSync } from 'node:fs';

import { fileOf, FOLDER, readFacts, VERSIONS } from './facts';
import { factsOf } from './openapi';
import { published } from './published';

/** Names of sections and v1's states of email addresses have a few words; sentences have more. */
const MOST_WORDS = 4;

/** Everything that a person wrote: keys and values of more than a few words, or with the end of a sentence in them. */
function proseIn(value: unknown): string[] {
	if (typeof value === 'string')
		return value.split(/\s+/).length > MOST_WORDS || /[.!?](\s|$)/.test(value) ? [value] : [];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, entry]) => [...proseIn(key), ...proseIn(entry)]);
}

describe.each(VERSIONS)('the facts about REST %s', (version) => {
	const facts = readFacts(version);

	it('are of this version', () => {
		expect(facts.version).toBe(version);
		const others = Object.keys(facts.operations).filter((id) => !id.includes(` /${version}/`));
		expect(others).toEqual([]);
	});

	it('hold no prose', () => {
		expect(proseIn(facts)).toEqual([]);
	});

	it('are small', () => {
		expect(readFileSync(fileOf(version, FOLDER)).byteLength).toBeLessThan(500_000);
	});

	it.each([
		['refers to shared schemas', false],
		['writes them out', true],
	])('are what is read from a document that says the same and %s', (_, writtenOut) => {
		const read = factsOf(published(facts, { writtenOut }));
		// As texts: the order is part of what is committed.
		expect(JSON.stringify(read, null, 1).split('\n')).toEqual(
			JSON.stringify(facts, null, 1).split('\n'),
		);
	});
});

describe('prose', () => {
	it.each([
		['a description', { description: 'The name that this tag is shown by.' }],
		['a short one', { description: 'The name.' }],
		['a key', { 'what nobody would ever call a property': 1 }],
		['something deep', { a: [{ b: ['one', 'the second one of these values'] }] }],
	])('is found in %s', (_, value) => {
		expect(proseIn({ operations: { 'GET /v2/tags': value } })).toHaveLength(1);
	});
});
