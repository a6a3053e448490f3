import { readFileSync } from 'node:fs';

import { readFacts } from '../../contract/facts';
import { markdownTable, withSection } from './markdown';
import { current, pages } from './pages';

describe('the docs', () => {
	it.each(pages().map((page) => [page.path, page] as const))(
		'say in %s what the node offers (else: npm run docs)',
		(_, page) => {
			expect(current(page)).toBe(page.content);
		},
	);

	it('count the operations that Keap has published', () => {
		const count = Object.keys(readFacts('v2').operations).length;
		for (const page of ['README.md', 'CHANGELOG.md'])
			expect(readFileSync(page, 'utf8')).toMatch(
				new RegExp(`all ${count} operations of .*REST v2`),
			);
	});

	it('are in tables whose columns are aligned, with bars escaped', () => {
		expect(markdownTable(['A', 'Long'], [['a|b', 'c']])).toBe(
			['| A    | Long |', '| ---- | ---- |', '| a\\|b | c    |'].join('\n'),
		);
	});

	it('are made within their marks only', () => {
		const text = 'before\n<!-- part -->\nold\n<!-- /part -->\nafter';
		expect(withSection(text, 'part', 'new')).toBe(
			'before\n<!-- part -->\n\nnew\n\n<!-- /part -->\nafter',
		);
		expect(() => withSection('nothing', 'part', 'new')).toThrow('<!-- part -->');
	});
});
