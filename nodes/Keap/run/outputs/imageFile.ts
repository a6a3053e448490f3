/**
 * How the formats of images begin; `at` is the offset in bytes. Sources:
 * https://mimesniff.spec.whatwg.org/#image-type-pattern-matching-algorithm, TIFF 6.0, and ISO/IEC 14496-12 for the brands
 * of AVIF and HEIC. n8n could tell them apart, but not while it gets a name.
 */
const FORMATS: ReadonlyArray<{ ending: string; mimeType: string; at: number; begin: string }> = [
	{ ending: 'png', mimeType: 'image/png', at: 0, begin: '\x89PNG\r\n\x1a\n' },
	{ ending: 'jpg', mimeType: 'image/jpeg', at: 0, begin: '\xff\xd8\xff' },
	{ ending: 'gif', mimeType: 'image/gif', at: 0, begin: 'GIF8' },
	{ ending: 'webp', mimeType: 'image/webp', at: 8, begin: 'WEBPVP' },
	{ ending: 'avif', mimeType: 'image/avif', at: 4, begin: 'ftypavif' },
	{ ending: 'heic', mimeType: 'image/heic', at: 4, begin: 'ftypheic' },
	{ ending: 'tif', mimeType: 'image/tiff', at: 0, begin: 'II*\0' },
	{ ending: 'tif', mimeType: 'image/tiff', at: 0, begin: 'MM\0*' },
	{ ending: 'ico', mimeType: 'image/x-icon', at: 0, begin: '\0\0\x01\0' },
	{ ending: 'svg', mimeType: 'image/svg+xml', at: 0, begin: '<svg' },
	{ ending: 'bmp', mimeType: 'image/bmp', at: 0, begin: 'BM' },
];

/** An image's file name and type, by its bytes: `name` is that of what it shows, such as a product. */
export function imageFile(bytes: Buffer, name: string): { fileName: string; mimeType: string } {
	const format = FORMATS.find(({ at, begin }) =>
		bytes.subarray(at).toString('latin1', 0, begin.length).startsWith(begin),
	);
	// A slash would make folders of it.
	const fileName = name.replace(/[\\/]/g, '-');
	return format
		? { fileName: `${fileName}.${format.ending}`, mimeType: format.mimeType }
		: { fileName, mimeType: 'application/octet-stream' };
}
