/**
 * Checks made-up packages: a list of them comes in as JSON, each as its files with their texts, a list of what is wrong with
 * each goes out. In a process of its own, since ESLint's plugin for n8n is a module that Jest's can't import.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { unexpected } from '../../scripts/package/exceptions.mjs';
import { complaintsAboutFiles } from '../../scripts/package/files.mjs';
import { complaintsAboutManifest } from '../../scripts/package/manifest.mjs';
import { scanTarball } from '../../scripts/package/scan.mjs';

const results = [];
for (const { files, size = 0, schemas = [], exceptions = [] } of JSON.parse(
	await text(process.stdin),
)) {
	const folder = mkdtempSync(join(tmpdir(), 'keap-package-'));
	for (const [path, content] of Object.entries(files)) {
		mkdirSync(dirname(join(folder, path)), { recursive: true });
		writeFileSync(join(folder, path), content);
	}
	const paths = Object.keys(files).map((path) => ({ path }));
	results.push([
		...complaintsAboutFiles({ files: paths, size, unpackedSize: size }, schemas),
		...complaintsAboutManifest(folder),
		...unexpected(await scanTarball(folder), exceptions),
	]);
	rmSync(folder, { recursive: true });
}
process.stdout.write(JSON.stringify(results));
