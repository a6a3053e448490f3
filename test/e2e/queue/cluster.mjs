/**
 * n8n in queue mode: a main process and its workers, each with a home of its own, as on machines of their own.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { n8nInstance } from '../../../scripts/playground/n8n.mjs';
import { placePackage } from '../../../scripts/playground/package.mjs';
import { freePort } from '../../../scripts/playground/ports.mjs';
import { readLog } from '../../../scripts/playground/processes.mjs';

/** Executions that a worker runs at the same time; n8n advises against fewer. */
export const CONCURRENCY = 5;

/** By default, n8n takes 80 to 120 seconds to notice that a worker is gone; with these, 45 to 55. */
const NOTICE_SOON = {
	QUEUE_WORKER_LOCK_DURATION: '20000',
	QUEUE_WORKER_LOCK_RENEW_TIME: '5000',
	QUEUE_WORKER_STALLED_INTERVAL: '5000',
};

/**
 * Starts them.
 * @param {{ node: string, home: string, sandboxUrl: string, services: object, workers: number, logOf: (name: string) => string }} options
 *   `services` are the environment variables for Redis and PostgreSQL
 * @returns the port of the main process, the workers, and where all of them log
 */
export async function startCluster({ node, home, sandboxUrl, services, workers, logOf }) {
	const variables = {
		...services,
		...NOTICE_SOON,
		EXECUTIONS_MODE: 'queue',
		N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
		N8N_RESTRICT_FILE_ACCESS_TO: home,
	};
	const instance = async (name) => {
		const own = join(home, name);
		mkdirSync(own);
		await placePackage(own);
		const logFile = logOf(name);
		rmSync(logFile, { force: true });
		const [port, brokerPort] = [await freePort(), await freePort()];
		const options = { node, home: own, port, brokerPort, sandboxUrl, logFile, variables };
		return { port, logFile, n8n: n8nInstance(options) };
	};

	// The main process makes the tables that the workers want.
	const main = await instance('main');
	await main.n8n.serve();
	const started = [];
	for (let i = 1; i <= workers; i++) {
		const { n8n, logFile } = await instance(`worker-${i}`);
		started.push({ n8n, logFile });
	}
	return {
		port: main.port,
		logFiles: [main, ...started].map(({ logFile }) => logFile),
		workers: await Promise.all(
			started.map(async ({ n8n, logFile }) => {
				const { kill } = await n8n.work(CONCURRENCY);
				return { kill, executions: () => executionsIn(logFile) };
			}),
		),
	};
}

/** The IDs of the executions that a worker has begun. n8n's database doesn't hold who ran what. */
const executionsIn = (logFile) =>
	[...readLog(logFile).matchAll(/Worker started execution (\d+)/g)].map(([, id]) => id);
