/**
 * What the tarball may hold, and how large it may be.
 */

/** Everything else in a tarball is there by mistake: sources, tests, maps, what a compiler leaves behind. */
const ALLOWED = [
	/^(package\.json|README\.md|LICENSE)$/,
	/^dist\/(credentials|nodes)\/(?!.*\.(test|spec)\.).+\.js$/,
	/^dist\/nodes\/.+\.node\.json$/,
	/^dist\/nodes\/\w+\/__schema__\/v\d+\.\d+\.\d+\/\w+\/\w+\.json$/,
	/^dist\/icons\/.+\.svg$/,
];

/** In bytes, with room for growth; in November 2026 it was 272 kB packed, and 1.58 MB unpacked in 553 files. */
const MOST = { packed: 350_000, unpacked: 2_000_000 };

/**
 * What is wrong with the list of files.
 * @param {{ files: Array<{ path: string }>, size: number, unpackedSize: number }} pack as npm describes it
 * @param {string[]} schemas the schemas of outputs in the repository, all of which have to be in the package
 */
export function complaintsAboutFiles({ files, size, unpackedSize }, schemas) {
	const paths = files.map(({ path }) => path);
	const wanted = ['package.json', 'README.md', 'LICENSE', ...schemas.map((path) => `dist/${path}`)];
	const extra = paths.filter((path) => !ALLOWED.some((allowed) => allowed.test(path)));
	const missing = wanted.filter((path) => !paths.includes(path));
	return [
		...extra.map((path) => `${path} does not belong in the package`),
		...missing.map((path) => `${path} is missing`),
		...overweight('packed', size, MOST.packed),
		...overweight('unpacked', unpackedSize, MOST.unpacked),
	];
}

const overweight = (what, bytes, most) =>
	bytes > most ? [`The package is ${kilobytes(bytes)} ${what}, over ${kilobytes(most)}`] : [];

/** @param {number} bytes */
export const kilobytes = (bytes) => `${Math.ceil(bytes / 1000).toLocaleString('en-US')} kB`;
