/**
 * Queue mode: one import, split over several n8n workers that share a key, undisturbed and with a worker that is killed.
 */
import { join } from 'node:path';
import { ensureN8n } from '../../../scripts/playground/n8n.mjs';
import { ensureBuild, ensureDependencies } from '../../../scripts/playground/package.mjs';
import { PLAYGROUND } from '../../../scripts/playground/paths.mjs';
import { freePort } from '../../../scripts/playground/ports.mjs';
import { step } from '../../../scripts/playground/progress.mjs';
import { logIn } from '../../../scripts/playground/rest.mjs';
import { ensureNode } from '../../../scripts/playground/runtime.mjs';
import { SANDBOX_KEY, startSandbox } from '../../../scripts/playground/sandbox.mjs';
import { complaintsAbout, differs } from '../checks.mjs';
import { emailOf, keapAt } from '../keap.mjs';
import { CONCURRENCY, startCluster } from './cluster.mjs';
import { importOf } from './import.mjs';
import { paceOf } from './pace.mjs';
import { startServices } from './services.mjs';
import { checkTriggers } from './triggers.mjs';

const WORKERS = 2;

/** Keap's own limits, and an import that takes two minutes of them. */
const KEAP_LIMITS = { perSecond: 10, perMinute: 240 };
const PACED = { name: 'paced', contacts: 480, pieces: 16 };
/** How much longer than the least possible it may take. */
const LONGEST_RATIO = 1.1;

/** Limits with which thousands take a minute; the node learns of them from the responses. */
const WIDE_LIMITS = { perSecond: 50, perMinute: 2_400 };
const KILLED = { name: 'killed', contacts: 2_000, pieces: 40 };
/** A worker is killed once so many contacts are made. */
const KILLED_AT = 600;
/** What a piece may read of Keap to find out what is there already. To look up every row would take ten times as much. */
const READS_PER_PIECE = 5;

/**
 * @param {{ home: string, check: Function, contacts?: number }} options `home` is an empty folder; `contacts` is how many are
 *   imported under Keap's own limits
 */
export async function checkQueue({ home, check, contacts = PACED.contacts }) {
	const { rest, keap, workers, port } = await prepare(home);
	const imports = await importOf({ rest, keap, home, port, key: SANDBOX_KEY });
	await checkPace({ check, keap, workers, list: await imports.listOf({ ...PACED, contacts }) });
	await checkTriggers({ rest, keap, check, workers, keapApiKey: imports.keapApiKey });
	await checkKill({ check, keap, victim: workers[1], list: await imports.listOf(KILLED) });
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

async function checkPace({ check, keap, workers, list }) {
	const { executions, log } = await list.run(KEAP_LIMITS);
	await check('no execution of the import fails', () =>
		complaintsAbout(executions, ({ id, status }) => differs(status, 'success', `execution ${id}`)),
	);
	const shares = workers.map((worker) => worker.executions().length);
	await check('every worker takes part in it', () =>
		shares.every((count) => count > 0) ? undefined : `executions: ${shares.join(' and ')}`,
	);
	const { calls, rateLimited, tookMs, ratio } = paceOf(log, KEAP_LIMITS);
	await check(`it takes at most ${LONGEST_RATIO} of the least time that Keap's limits allow`, () =>
		ratio <= LONGEST_RATIO ? undefined : `${ratio.toFixed(3)} of it`,
	);
	console.log(
		`    (${shares.join(' and ')} executions; ${calls} calls in ${(tookMs / 1000).toFixed(1)} s, ${ratio.toFixed(3)} of the least time; ${rateLimited} were rate-limited and sent again)`,
	);
	await checkComplete({ check, keap, list, what: 'every contact of the list is in Keap, once' });
}

async function checkKill({ check, keap, victim, list }) {
	let killing;
	const { executions } = await list.run(WIDE_LIMITS, async (made) => {
		if (made >= KILLED_AT) await (killing ??= victim.kill());
	});
	const lost = executions.filter(({ status }) => status !== 'success');
	const begun = new Set(victim.executions());
	await check('after a worker is killed, only what it was running has failed', () =>
		lost.length > 0 && lost.length <= CONCURRENCY
			? complaintsAbout(lost, ({ id }) =>
					begun.has(id) ? undefined : `another worker ran execution ${id}`,
				)
			: `${lost.length} executions have failed`,
	);
	const counts = await countsOf(keap);
	const made = list.rows.filter(({ email }) => counts.has(email));
	await check('no contact is there twice', () =>
		complaintsAbout(made, ({ email }) => differs(counts.get(email), 1, email)),
	);
	const missing = list.rows.length - made.length;
	console.log(
		`    (${made.length} contacts made, ${missing} missing; n8n shows ${lost.length} executions as ${[...new Set(lost.map(({ status }) => status))].join(', ')})`,
	);

	const { executions: again, log } = await list.run(WIDE_LIMITS);
	await check('the same import once more, with the worker that is left, succeeds', () =>
		complaintsAbout(again, ({ id, status }) => differs(status, 'success', `execution ${id}`)),
	);
	const calls = log.filter(({ status }) => status !== 429);
	const writes = calls.filter(({ method }) => method !== 'GET').length;
	const reads = calls.length - writes;
	await check('it writes what is missing, and nothing else', () => differs(writes, missing));
	await check(`it reads at most ${READS_PER_PIECE} times for each piece`, () =>
		reads <= READS_PER_PIECE * list.pieces ? undefined : `${reads} reads`,
	);
	console.log(`    (${writes} writes, ${reads} reads, ${list.pieces} pieces)`);
	await checkComplete({ check, keap, list, what: 'then the list is in Keap, each contact once' });
}

async function checkComplete({ check, keap, list, what }) {
	const counts = await countsOf(keap);
	await check(what, () =>
		complaintsAbout(list.rows, ({ email }) => differs(counts.get(email) ?? 0, 1, email)),
	);
}

/** How many contacts there are for each address. */
async function countsOf(keap) {
	const counts = new Map();
	for (const contact of await keap.contacts()) {
		const email = emailOf(contact, 'EMAIL1');
		counts.set(email, (counts.get(email) ?? 0) + 1);
	}
	return counts;
}
