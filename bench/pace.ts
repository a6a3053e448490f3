import { createSandbox, DEFAULT_KEY } from '../sandbox';
import { redirectKeapTo } from '../sandbox/redirect.cjs';
import { VirtualClock, watchTraffic, type Traffic } from '../test/support/virtualClock';
import { prepareRun } from './engine';
import { fromBuild } from './paths';
import { ours, people } from './subjects';
import { number, type Row, type Theme } from './table';

const CALLS = 300;
const LATENCY_MS = 300;
/** The first 240 fill a minute; the other 60 follow it at ten a second. */
const LEAST_MS = 60_000 + ((CALLS - 240) / 10) * 1_000;

const CREATE = { resource: 'contact', operation: 'create', email: '={{ $json.email }}' };

interface Outcome {
	ms: number;
	refused: number;
}

/** Virtual time that so many executions at once, sharing one key and the work, take until the last ends. */
async function time(executions: number): Promise<Outcome> {
	const watch: { traffic?: Traffic } = {};
	let delayed = 0;
	// A request that the sandbox lets wait on this very clock is asleep, not under way.
	const clock = new VirtualClock(() => (watch.traffic?.underWay ?? 0) > delayed);
	const sandboxClock = {
		now: clock.now,
		async sleep(ms: number) {
			delayed++;
			await clock.sleep(ms);
			delayed--;
		},
	};
	const sandbox = await createSandbox({
		seed: false,
		limits: {},
		latencyMs: LATENCY_MS,
		clock: sandboxClock,
	});
	const undo = redirectKeapTo((await sandbox.listen(0)).url);
	watch.traffic = watchTraffic();
	const { useClock } = fromBuild('api/clock');
	useClock(clock);
	fromBuild('api/rateLimiter').forgetRateLimiters();
	try {
		const begin = clock.now();
		const share = CALLS / executions;
		const items = people(CALLS);
		const runs = Array.from({ length: executions }, async (_, i) => {
			await prepareRun(ours(DEFAULT_KEY), CREATE)(items.slice(i * share, (i + 1) * share));
		});
		await Promise.all(runs);
		const refused = sandbox.log.filter(({ status }) => status === 429).length;
		return { ms: clock.now() - begin, refused };
	} finally {
		useClock();
		watch.traffic.stop();
		undo();
		await sandbox.close();
	}
}

/** How close the node comes to the fastest that the limits of a key allow. */
export async function pace(): Promise<Theme> {
	const rows: Row[] = [];
	for (const [what, executions] of [
		['one execution', 1],
		['two executions at once', 2],
	] as const) {
		const { ms, refused } = await time(executions);
		rows.push({
			what: `${what}, ${refused} calls refused`,
			ours: `${number(ms / 1_000, 1)} s`,
			against: 'the least the limits allow',
			theirs: `${number(LEAST_MS / 1_000, 1)} s`,
			ratio: ms / LEAST_MS,
		});
	}
	return {
		title: 'Time under the limits',
		about: `${CALLS} creates at 10 a second and 240 a minute, on a virtual clock`,
		rows,
	};
}
