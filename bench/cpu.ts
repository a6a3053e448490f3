import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

import { redirectKeapTo } from '../sandbox/redirect.cjs';
import { Child } from './child';
import { prepareRun, useN8nExpressions } from './engine';
import { builtInNodes } from './paths';
import * as server from './server';
import { CREATES, people, subjectOf, type Setup } from './subjects';
import { median, ms, number, type Row, type Theme } from './table';

let run: () => Promise<void>;

/** In a process of its own: a node, its workflow and its items, ready to run. */
export async function ready(
	{ subject, parameters }: Setup,
	folder: string,
	keap: string,
	items: number,
): Promise<void> {
	redirectKeapTo(keap);
	await useN8nExpressions();
	const execute = prepareRun(subjectOf(subject, folder), parameters);
	const input = people(items);
	run = async () => {
		const output = await execute(input);
		if (output.length !== items) throw new Error(`${output.length} of ${items} items came out`);
	};
}

/** What one run costs, in milliseconds. */
interface Cost {
	/** CPU time that the whole process spent. */
	cpu: number;
	/** The longest time in which n8n could do nothing else. */
	blocked: number;
}

export async function runOnce(): Promise<Cost> {
	const delay = monitorEventLoopDelay({ resolution: 5 });
	delay.enable();
	// The first turn of the loop is what later ones are measured from, and the last has to come round, too.
	await sleep(50);
	const before = process.cpuUsage();
	await run();
	const { user, system } = process.cpuUsage(before);
	await sleep(50);
	delay.disable();
	return { cpu: (user + system) / 1_000, blocked: delay.max / 1e6 };
}

/** What one node costs; its CPU time by item. */
interface Measured extends Cost {
	label: string;
}

/** The nodes take turns, so that what else the machine does meets them all. */
async function measure(
	setups: readonly Setup[],
	keap: string,
	{ items, warmUps, runs }: { items: number; warmUps: number; runs: number },
): Promise<Measured[]> {
	const nodes = setups.map((setup) => ({
		setup,
		child: new Child(__filename),
		costs: [] as Cost[],
	}));
	try {
		const folder = builtInNodes();
		for (const { setup, child } of nodes) {
			await child.call(ready, setup, folder, keap, items);
		}
		for (let turn = 0; turn < warmUps + runs; turn++) {
			for (const { child, costs } of nodes) {
				const cost = await child.call(runOnce);
				if (turn >= warmUps) costs.push(cost);
			}
		}
		return nodes.map(({ setup, costs }) => ({
			label: setup.label,
			cpu: median(costs.map((cost) => cost.cpu)) / items,
			blocked: median(costs.map((cost) => cost.blocked)),
		}));
	} finally {
		await Promise.all(nodes.map(async ({ child }) => await child.end()));
	}
}

/** CPU time per item, and how long a run keeps n8n from everything else. */
export async function cpu(quick: boolean): Promise<Theme> {
	const plan = quick ? { items: 200, warmUps: 2, runs: 3 } : { items: 1_000, warmUps: 2, runs: 5 };
	const keap = new Child(require.resolve('./server'));
	const spent: Row[] = [];
	const held: Row[] = [];
	try {
		const address = await keap.call(server.listen);
		for (const [values, setups] of Object.entries<Setup[]>(CREATES)) {
			const [ours, ...others] = await measure(setups, address, plan);
			if (!ours) throw new Error(`Nothing makes contacts of ${values}`);
			const compare = (what: string, of: (cost: Cost) => number) =>
				others.map((theirs) => ({
					what: `${what}, ${values}`,
					ours: ms(of(ours)),
					against: theirs.label,
					theirs: ms(of(theirs)),
					ratio: of(ours) / of(theirs),
				}));
			spent.push(...compare('CPU', ({ cpu: time }) => time));
			held.push(...compare('all of n8n held up', ({ blocked }) => blocked));
		}
	} finally {
		await keap.end();
	}
	return {
		title: 'CPU per item, and the longest time for which a run holds up all of n8n',
		about: `${number(plan.items)} items each make a contact of five values, median of ${plan.runs} runs`,
		rows: [...spent, ...held],
	};
}
