import { writeFileSync } from 'node:fs';

import { current, pages, pathOf } from './pages';

/** `npm run docs`: writes what the docs say about operations, from the resources. */
for (const page of pages()) {
	if (current(page) === page.content) continue;
	writeFileSync(pathOf(page), page.content);
	console.log(`${page.path} written`);
}
