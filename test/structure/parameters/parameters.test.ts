import { readRecord } from './record';
import { compare, storedParameters } from './stored';

const WRITE = 'npm run parameters -- --write';

const report = (what: string, parts: readonly string[]) =>
	parts.length ? `${what}; if that is meant, run ${WRITE}:\n  ${parts.join('\n  ')}` : '';

describe('the parameters that workflows store', () => {
	const now = storedParameters();

	it('are still there, with their types, values and defaults', () => {
		const { lost } = compare(readRecord(), now);
		expect(report('Saved workflows hold what the node no longer has', lost)).toBe('');
	});

	it('are all on record', () => {
		const { added } = compare(readRecord(), now);
		expect(report('The node has what is not on record', added)).toBe('');
	});

	it('are on record in their order, once', () => {
		const lines = readRecord();
		expect(lines).toEqual([...new Set(lines)].sort());
	});

	it.each([
		['a parameter with another name', 'task create > title:', 'task create > heading:', 1],
		['a parameter of another type', '> dueTime: dateTime', '> dueTime: string', 1],
		['an operation with another value', 'task getMany >', 'task list >', 2],
		['an option with another value', 'ESSENTIAL', 'IMPORTANT', 2],
		['a default that is another', '> limit: number = 50', '> limit: number = 100', 1],
		['a collection with another name', 'task update > updateFields', 'task update > fields', 2],
		['a locator without one of its modes', '[email, id, list]', '[id, list]', 1],
	])('tell of %s', (_, from, to, least) => {
		const changed = now.map((line) => line.replace(from, to));
		expect(compare(now, changed).lost.length).toBeGreaterThanOrEqual(least);
		expect(report('lost', compare(now, changed).lost)).toContain(WRITE);
	});

	it('may get more values without losing any', () => {
		const more = now.map((line) => line.replace('[CRITICAL,', '[ASTERISK, CRITICAL,'));
		expect(more).not.toEqual(now);
		const { lost, added } = compare(now, more);
		expect(lost).toEqual([]);
		expect(added).not.toEqual([]);
		expect(added.every((part) => part.endsWith('has the value ASTERISK'))).toBe(true);
	});
});
