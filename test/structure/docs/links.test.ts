import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

import { anchor, withoutCode } from './markdown';

const REPOSITORY = 'https://github.com/n8n-nodes-keap/n8n-nodes-keap';

const pagesIn = (folder: string): string[] =>
	readdirSync(folder)
		.filter((file) => file.endsWith('.md'))
		.map((file) => join(folder, file));

const PAGES = ['.', 'docs', 'examples'].flatMap(pagesIn);

/** What n8n opens from the nodes and the credential. */
const CODE = ['nodes/Keap', 'credentials'].flatMap((folder) =>
	readdirSync(folder)
		.filter((file) => /\.(node\.json|credentials\.ts)$/.test(file))
		.map((file) => join(folder, file)),
);

/** Headings may hold code, which their anchors keep the letters of. */
const anchorsOf = (text: string): string[] =>
	[...text.replace(/^```.*?^```$/gms, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
		anchor(heading),
	);

/** What is wrong with a target, which is a file, an anchor in it, or both. */
function problemWith(from: string, target: string): string | undefined {
	const [path = '', hash] = target.split('#');
	const file = path === '' ? from : normalize(join(dirname(from), decodeURI(path)));
	if (!existsSync(file)) return `${from}: there is no ${target}`;
	const isFound =
		hash === undefined || anchorsOf(readFileSync(file, 'utf8')).includes(decodeURI(hash));
	return isFound ? undefined : `${from}: there is no heading ${target}`;
}

const linksIn = (page: string): string[] =>
	[...withoutCode(readFileSync(page, 'utf8')).matchAll(/\]\(([^)\s]+)\)/g)].map(
		([, target = '']) => target,
	);

describe('links', () => {
	it('within the documents lead to files and headings that exist', () => {
		const links = PAGES.flatMap((page) => linksIn(page).map((target) => [page, target] as const));
		const relative = links.filter(([, target]) => !/^[a-z]+:/.test(target));
		expect(relative.length).toBeGreaterThan(100);
		expect(relative.flatMap(([page, target]) => problemWith(page, target) ?? [])).toEqual([]);
	});

	it('from n8n to this repository lead to files and headings that exist', () => {
		const targets = CODE.flatMap((file) => [
			...readFileSync(file, 'utf8').matchAll(/https:\/\/github\.com\/[^\s"'`)]+/g),
		]).map(([address]) => address);
		expect(targets.length).toBeGreaterThan(3);
		expect(
			targets.flatMap((address) => {
				// What every repository has of its own begins at its README.
				const rest = address.replace(REPOSITORY, '').replace(/^\/blob\/main\/|#readme$/, '');
				return problemWith('README.md', rest) ?? [];
			}),
		).toEqual([]);
	});
});
