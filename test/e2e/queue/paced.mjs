/**
 * An import that several workers share, under Keap's own limits.
 */
import { complaintsAbout, differs } from '../checks.mjs';
import { checkComplete } from './list.mjs';
import { KEAP_LIMITS, paceOf } from './pace.mjs';

/** Takes two minutes. */
const LIST = { name: 'paced', contacts: 480, pieces: 16 };
/** How much longer than the least possible it may take. */
const LONGEST_RATIO = 1.1;

/** @param {{ check: Function, keap: object, workers: object[], imports: object, contacts?: number }} context `contacts` in place of 480 */
export async function checkPaced({ check, keap, workers, imports, contacts = LIST.contacts }) {
	const list = await imports.listOf({ ...LIST, contacts });
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
