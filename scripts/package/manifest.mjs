/**
 * What n8n reads when it installs and loads a package: the manifest, and the classes that it names with their icons.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

/** Whatever is in one of these is installed along. */
const DEPENDENCIES = [
	'dependencies',
	'optionalDependencies',
	'bundledDependencies',
	'bundleDependencies',
	'overrides',
];

/** What is wrong with the manifest and what it names. @param {string} folder an unpacked tarball */
export function complaintsAboutManifest(folder) {
	const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	const { peerDependencies, n8n = {} } = manifest;
	const { nodes = [], credentials = [] } = n8n;
	return [
		...DEPENDENCIES.filter((key) => key in manifest).map(
			(key) => `package.json has ${key}, and n8n takes packages without any`,
		),
		...(JSON.stringify(peerDependencies) === '{"n8n-workflow":"*"}'
			? []
			: ['peerDependencies must be { "n8n-workflow": "*" } and nothing else']),
		...(nodes.length ? [] : ['n8n.nodes names no node']),
		...nodes.flatMap((file) => [
			...complaintsAboutClass(folder, file, ({ description }) => description.icon),
			...missing(folder, file.replace(/\.js$/, '.json'), 'the codex file of a node'),
		]),
		...credentials.flatMap((file) => complaintsAboutClass(folder, file, ({ icon }) => icon)),
	];
}

const missing = (folder, file, what) =>
	existsSync(join(folder, file)) ? [] : [`${file}, ${what}, is not in the package`];

/** Loads a class as n8n does, by the name of its file. */
function complaintsAboutClass(folder, file, iconOf) {
	const absent = missing(folder, file, 'which package.json names');
	if (absent.length) return absent;
	const path = join(folder, file);
	try {
		const name = basename(file).split('.')[0];
		const { [name]: Class } = createRequire(path)(path);
		const icon = iconOf(new Class());
		const icons = typeof icon === 'string' ? [icon] : [icon?.light, icon?.dark];
		return icons.flatMap((one) => complaintsAboutIcon(folder, file, one));
	} catch (error) {
		return [`${file} can't be loaded: ${error.message}`];
	}
}

function complaintsAboutIcon(folder, file, icon) {
	if (!icon?.startsWith('file:')) return [`${file} has no icon of its own (${icon})`];
	const path = join(dirname(file), icon.slice('file:'.length));
	return missing(folder, path.replaceAll('\\', '/'), `an icon of ${file}`);
}
