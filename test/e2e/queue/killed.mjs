/**
 * An import during which a worker is killed, and the same import once more.
 */
import { complaintsAbout, differs } from '../checks.mjs';
import { CONCURRENCY } from './cluster.mjs';
import { checkComplete, countsOf } from './list.mjs';
import { WIDE_LIMITS } from './pace.mjs';

const LIST = { name: 'killed', contacts: 2_000, pieces: 40 };
/** A worker is killed once so many contacts are made. */
const KILLED_AT = 600;
/** What a piece may read beside the list of all contacts, a thousand in a call. To look up each row would take fifty calls. */
const OTHER_READS = 4;
const PAGE = 1_000;

export async function checkKilled({ check, keap, victim, imports }) {
	const list = await imports.listOf(LIST);
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
	const all = await keap.contactCount();
	await check('and reads little more than the list of all contacts for each piece', () =>
		reads <= list.pieces * (Math.ceil(all / PAGE) + OTHER_READS) ? undefined : `${reads} reads`,
	);
	console.log(`    (${writes} writes, ${reads} reads, ${list.pieces} pieces, ${all} contacts)`);
	await checkComplete({ check, keap, list, what: 'then the list is in Keap, each contact once' });
}
