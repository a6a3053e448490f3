import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { withSection } from './markdown';
import { operationsPage, operationsTable } from './operations';
import { hookEventsTable, pollEventsTable } from './triggers';

const ROOT = resolve(__dirname, '../../..');

/** A file that is made from what the nodes offer, wholly or in part. */
export interface Page {
	path: string;
	/** What it should hold. */
	content: string;
}

const read = (path: string) => readFileSync(resolve(ROOT, path), 'utf8');

/** What a page holds; nothing where there is none. */
export function current({ path }: Page): string {
	try {
		return read(path);
	} catch {
		return '';
	}
}

export const pathOf = ({ path }: Page): string => resolve(ROOT, path);

export const pages = (): Page[] => [
	{ path: 'docs/operations.md', content: operationsPage() },
	{ path: 'README.md', content: withSection(read('README.md'), 'operations', operationsTable()) },
	{
		path: 'docs/triggers.md',
		content: withSection(
			withSection(read('docs/triggers.md'), 'hook events', hookEventsTable()),
			'poll events',
			pollEventsTable(),
		),
	},
];
