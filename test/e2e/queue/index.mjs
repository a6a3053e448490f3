/**
 * Queue mode: one import, split over several n8n workers that share a key, undisturbed and with a worker that is killed.
 */
import { join } from 'node:path';
import { ensureN8n } from '../../../scripts/playground/n8n.mjs';
import { ensureBuild, ensureDependencies } from '../../../scripts/playground/package.mjs';
import { PLAYGROUND } from '../../../scripts/playground/paths.mjs';
import { freePort } from '../../../scripts/playground/ports.mjs';
import { readLog } from '../../../scripts/playground/processes.mjs';
import { step } from '../../../scripts/playground/progress.mjs';
import { logIn } from '../../../scripts/playground/rest.mjs';
import { ensureNode } from '../../../scripts/playground/runtime.mjs';
import { SANDBOX_KEY, startSandbox } from '../../../scripts/playground/sandbox.mjs';
import { complaintsAbout } from '../checks.mjs';
import { keapAt } from '../keap.mjs';
import { startCluster } from './cluster.mjs';
import { importOf } from './import.mjs';
import { checkKilled } from './killed.mjs';
import { checkPaced } from './paced.mjs';
import { checkRetried } from './retried.mjs';
import { startServices } from './services.mjs';
import { checkTriggers } from './triggers.mjs';

const WORKERS = 2;

/**
 * @param {{ home: string, check: Function, contacts?: number }} options `home` is an empty folder; `contacts` is how many are
 *   imported under Keap's own limits
 */
export async function checkQueue({ home, check, contacts }) {
	const { rest, keap, workers, port, logFiles } = await prepare(home);
	const imports = await importOf({ rest, keap, home, port });
	await imports.useKey(SANDBOX_KEY);
	const context = { check, rest, keap, workers, imports };
	await checkPaced({ ...context, contacts });
	await checkTriggers(context);
	await checkRetried(context);
	await checkKilled({ ...context, victim: workers[1] });
	await check('the key is in no log of these processes', () =>
		complaintsAbout(logFiles, (file) => (readLog(file).includes(SANDBOX_KEY) ? file : undefined)),
	);
}

async function prepare(home) {
	await ensureDependencies();
	await ensureBuild();
	const node = await ensureNode();
	await ensureN8n(node);
	const logOf = (name) => join(PLAYGROUND, 'logs', `queue-${name}.log`);
	const services = await startServices({ home, logOf });
	const sandbox = await startSandbox({
		node,
		port: await freePort(),
		contacts: 0,
		limits: true,
		logFile: logOf('sandbox'),
	});
	const cluster = await step(
		`Starting n8n in queue mode, with ${WORKERS} workers`,
		async () =>
			await startCluster({
				node,
				home,
				sandboxUrl: sandbox.url,
				services,
				workers: WORKERS,
				logOf,
			}),
	);
	return {
		...cluster,
		rest: await logIn(cluster.port),
		keap: keapAt(sandbox.url, SANDBOX_KEY),
	};
}
