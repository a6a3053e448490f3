/**
 * A whole n8n with this node, beside a sandbox of its own.
 */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureN8n, n8nInstance } from '../../scripts/playground/n8n.mjs';
import {
	ensureBuild,
	ensureDependencies,
	placePackage,
} from '../../scripts/playground/package.mjs';
import { PLAYGROUND } from '../../scripts/playground/paths.mjs';
import { freePort } from '../../scripts/playground/ports.mjs';
import { ensureNode } from '../../scripts/playground/runtime.mjs';
import { startSandbox } from '../../scripts/playground/sandbox.mjs';

/**
 * Installs and builds what is missing, and starts the sandbox.
 * @param {{ name: string, home: string, contacts: number }} options `name` is that of the log files, `home` n8n's folder
 * @returns the sandbox's address, and an n8n that does not serve yet
 */
export async function prepareServers({ name, home, contacts }) {
	await ensureDependencies();
	await ensureBuild();
	const node = await ensureNode();
	await ensureN8n(node);
	await placePackage(home);

	const logOf = (server) => join(PLAYGROUND, 'logs', `${name}-${server}.log`);
	const logFile = logOf('n8n');
	rmSync(logFile, { force: true });
	const sandbox = await startSandbox({
		node,
		port: await freePort(),
		contacts,
		limits: false,
		logFile: logOf('sandbox'),
	});
	const port = await freePort();
	const n8n = n8nInstance({
		node,
		home,
		port,
		brokerPort: await freePort(),
		sandboxUrl: sandbox.url,
		logFile,
	});
	return { n8n, port, logFile, sandboxUrl: sandbox.url };
}
