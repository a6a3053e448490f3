/**
 * This package: its development dependencies, its build, and its place inside an n8n.
 */
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { npm } from './npm.mjs';
import { pack } from './pack.mjs';
import { PACKAGE_NAME, PLAYGROUND, REPO } from './paths.mjs';
import { step } from './progress.mjs';
import { hashOf, isStamped, stamp, unstamp } from './stamp.mjs';

const LOGS = join(PLAYGROUND, 'logs');
const BUILD_STAMP = join(PLAYGROUND, 'build.stamp');
const SOURCES = [
	'nodes',
	'credentials',
	'icons',
	'package.json',
	'package-lock.json',
	'tsconfig.json',
	'tsconfig.build.json',
	'gulpfile.js',
];

/** Installs the development dependencies, unless exactly those of the lock file are there. */
export async function ensureDependencies() {
	if (dependenciesMatchLock()) return;
	await step('Installing the development dependencies (about 400 MB)', async ({ done }) => {
		await npm('npm ci', ['ci', '--no-audit', '--no-fund'], {
			cwd: REPO,
			logFile: join(LOGS, 'dependencies.log'),
		});
		done('Development dependencies installed');
	});
}

/** Builds `dist/`, unless it was built from these very sources. */
export async function ensureBuild() {
	const hash = sourceHash();
	if (isStamped(BUILD_STAMP, hash) && declaredFiles().every((file) => existsSync(join(REPO, file))))
		return;
	unstamp(BUILD_STAMP);
	await step('Building the Keap node', async ({ done }) => {
		await npm('The build', ['run', 'build'], { cwd: REPO, logFile: join(LOGS, 'build.log') });
		done('Keap node built');
	});
	stamp(BUILD_STAMP, hash);
}

/**
 * Puts the package where n8n keeps community packages, with exactly the files that npm would publish.
 * @param {string} home n8n's user folder
 */
export async function placePackage(home) {
	const nodes = join(home, '.n8n', 'nodes');
	const target = join(nodes, 'node_modules', PACKAGE_NAME);
	const placed = join(home, 'package.stamp');
	const hash = sourceHash();
	if (isStamped(placed, hash) && existsSync(join(target, 'package.json'))) return;
	unstamp(placed);

	const { version } = JSON.parse(readFileSync(join(REPO, 'package.json'), 'utf8'));
	rmSync(target, { recursive: true, force: true });
	const { files } = await pack('--dry-run');
	for (const { path } of files) {
		mkdirSync(dirname(join(target, path)), { recursive: true });
		cpSync(join(REPO, path), join(target, path));
	}
	writeFileSync(
		join(nodes, 'package.json'),
		`${JSON.stringify({ name: 'installed-nodes', private: true, dependencies: { [PACKAGE_NAME]: version } }, null, 2)}\n`,
	);
	stamp(placed, hash);
}

function sourceHash() {
	return hashOf(SOURCES.map((name) => join(REPO, name)));
}

/** The files that package.json promises to n8n. */
function declaredFiles() {
	const { n8n } = JSON.parse(readFileSync(join(REPO, 'package.json'), 'utf8'));
	return [...n8n.nodes, ...n8n.credentials];
}

/** npm leaves a copy of what it installed in node_modules; compare it with the lock file. */
function dependenciesMatchLock() {
	try {
		const wanted = JSON.parse(readFileSync(join(REPO, 'package-lock.json'), 'utf8')).packages;
		const found = JSON.parse(
			readFileSync(join(REPO, 'node_modules', '.package-lock.json'), 'utf8'),
		).packages;
		return Object.entries(wanted).every(
			([path, { version, optional, devOptional }]) =>
				path === '' || (found[path] ? found[path].version === version : optional || devOptional),
		);
	} catch {
		return false;
	}
}
