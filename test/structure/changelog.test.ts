import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** As `npm run release` leaves it. */
const RELEASED = `# Changelog

## [Unreleased]

## [0.2.0] - 2026-12-01

### Added

- A thing.
  - A part of it [somewhere](https://example.com).

## [0.1.0] - 2026-11-01

### Fixed

- Another.

[Unreleased]: https://example.com/compare/0.2.0...main
[0.2.0]: https://example.com/compare/0.1.0...0.2.0
[0.1.0]: https://example.com/releases/tag/0.1.0
`;

const notesOf = (version: string) => {
	const { stdout, status } = spawnSync(process.execPath, ['scripts/release/notes.mjs', version], {
		input: RELEASED,
		encoding: 'utf8',
	});
	return status === 0 ? stdout : undefined;
};

it('has the headings that `npm run release` looks for', () => {
	const headings = readFileSync('CHANGELOG.md', 'utf8').match(/^## .*$/gm) ?? [];
	expect(headings[0]).toBe('## [Unreleased]');
	expect(
		headings.slice(1).filter((text) => !/^## \[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d$/.test(text)),
	).toEqual([]);
});

it('gives each release on GitHub its section', () => {
	expect(notesOf('0.2.0')).toBe(
		'### Added\n\n- A thing.\n  - A part of it [somewhere](https://example.com).\n',
	);
	expect(notesOf('0.1.0')).toBe('### Fixed\n\n- Another.\n');
});

it.each(['0.2', '0.3.0', 'Unreleased', ''])('has no notes for %p', (version) => {
	expect(notesOf(version)).toBeUndefined();
});
