/**
 * `npm run check:package`: packs the package as npm would publish it, and looks at what came out. Run `npm run build` first.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join, posix } from 'node:path';
import { pack } from '../playground/pack.mjs';
import { PLAYGROUND, REPO } from '../playground/paths.mjs';
import { unexpected } from './exceptions.mjs';
import { complaintsAboutFiles, kilobytes } from './files.mjs';
import { complaintsAboutManifest } from './manifest.mjs';
import { scanRepository, scanTarball } from './scan.mjs';

/** Inside of the repository, so that what is unpacked finds n8n-workflow as it does inside of n8n. */
const FOLDER = join(PLAYGROUND, 'package');

rmSync(FOLDER, { recursive: true, force: true });
mkdirSync(FOLDER, { recursive: true });
const packed = await pack('--pack-destination', FOLDER);
unpack(packed.filename);

const schemas = readdirSync(join(REPO, 'nodes'), { recursive: true })
	.map((path) => posix.join('nodes', path.replaceAll('\\', '/')))
	.filter((path) => path.includes('/__schema__/') && path.endsWith('.json'));
const complaints = [
	...complaintsAboutFiles(packed, schemas),
	...complaintsAboutManifest(FOLDER),
	...unexpected([...(await scanTarball(FOLDER)), ...(await scanRepository(REPO))]),
];
for (const complaint of complaints) console.error(`✖ ${complaint}`);
if (complaints.length) process.exit(1);
const { name, version, size, unpackedSize, files } = packed;
console.log(
	`✔ ${name} ${version}: ${files.length} files, ${kilobytes(size)} packed, ${kilobytes(unpackedSize)} unpacked`,
);

function unpack(tarball) {
	const args = ['-xzf', tarball, '--strip-components=1'];
	const { status, stderr, error } = spawnSync('tar', args, { cwd: FOLDER, encoding: 'utf8' });
	if (status !== 0) throw new Error(`tar could not unpack ${tarball}: ${stderr}`, { cause: error });
	rmSync(join(FOLDER, tarball));
}
