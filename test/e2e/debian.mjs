/**
 * What comes from Debian and not from npm.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { PLAYGROUND } from '../../scripts/playground/paths.mjs';
import { run } from '../../scripts/playground/processes.mjs';
import { step } from '../../scripts/playground/progress.mjs';

const APT_GET = '/usr/bin/apt-get';

const isRoot = () => process.getuid?.() === 0;

/**
 * Installs packages, as root on Debian or Ubuntu.
 * @param {{ what: string, packages: string[] }} options `what` they are, in a person's words
 * @throws Error elsewhere
 */
export async function installPackages({ what, packages }) {
	if (!isRoot() || !existsSync(APT_GET)) {
		throw new Error(
			`${what} must be installed. On Debian and Ubuntu: sudo apt-get install ${packages.join(' ')}`,
		);
	}
	await step(`Installing ${what}`, async () => {
		const options = {
			logFile: join(PLAYGROUND, 'logs', 'apt.log'),
			env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
		};
		await run('apt-get update', APT_GET, ['update'], options);
		const install = ['install', '--yes', '--no-install-recommends', ...packages];
		await run('apt-get install', APT_GET, install, { ...options, append: true });
	});
}
