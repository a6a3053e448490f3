/**
 * What the tarball may hold, and how large it may be.
 */

/** Everything else in a tarball is there by mistake: sources, tests, maps, what a compiler leaves behind. */
const ALLOWED = [
	/^(package\.json|README\.md|LICENSE)$/,
	/^dist\/(credentials|nodes)\/(?!.*\.(test|spec)\.).+\.js$/,
	/^dist\/nodes\/.+\.node\.json$/,
	/^dist\/icons\/.+\.svg$/,
];

/** In bytes, with room for growth; in November 2026 it was 236 kB packed, and 1.39 MB unpacked in 229 files. */
const MOST = { packed: 350_000, unpacked: 2_000_000 };

/**
 * What is wrong with the list of files.
 * @param {{ files: Array<{ path: string }>, size: number, unpackedSize: number }} pack as npm describes it
 */
export function complaintsAboutFiles({ files, size, unpackedSize }) {
	const paths = files.map(({ path }) => path);
	const extra = paths.filter((path) => !ALLOWED.some((allowed) => allowed.test(path)));
	const missing = ['package.json', 'README.md', 'LICENSE'].filter((path) => !paths.includes(path));
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
