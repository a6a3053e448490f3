import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { redirectKeapTo } from '../sandbox/redirect.cjs';
import { apart, Child } from './child';
import { prepareRun } from './engine';
import { builtInNodes } from './paths';
import * as server from './server';
import { subjectOf, type SubjectName } from './subjects';
import { kB, MB, number, type Row, type Theme } from './table';

interface Footprint {
	/** Bytes that the process grew by at its largest. */
	peak: number;
	/** Bytes of heap that hold the output. */
	held: number;
	/** The output as JSON. */
	json: number;
	/** The output; here so that nothing collects it. */
	items: number;
}

const collect = () => (globalThis as { gc?: () => void }).gc?.();

/** In a process of its own, which has to expose its garbage collector. */
export async function measure(
	name: SubjectName,
	parameters: INodeParameters,
	keap: string,
): Promise<Footprint> {
	redirectKeapTo(keap);
	const folder = name === 'ours' ? '' : builtInNodes();
	const execute = prepareRun(subjectOf(name, folder), parameters);
	collect();
	const before = process.memoryUsage();
	let largest = before.rss;
	const look = setInterval(() => {
		largest = Math.max(largest, process.memoryUsage.rss());
	}, 10);
	const output: INodeExecutionData[] = await execute([{}]);
	clearInterval(look);
	largest = Math.max(largest, process.memoryUsage.rss());
	collect();
	const held = process.memoryUsage().heapUsed - before.heapUsed;
	const sample = output.slice(0, 1_000).map(({ json }) => JSON.stringify(json).length);
	const json = sample.reduce((sum, length) => sum + length, 0) / sample.length;
	return { peak: largest - before.rss, held, json, items: output.length };
}

const LIST: INodeParameters = { resource: 'contact', operation: 'getMany', returnAll: true };

/** Memory of a list that returns everything. */
export async function memory(quick: boolean): Promise<Theme> {
	const records = quick ? 10_000 : 100_000;
	const keap = new Child(require.resolve('./server'));
	const rows: Row[] = [];
	try {
		const address = await keap.call(server.listen);
		await keap.call(server.begin, records);
		const run = async (name: SubjectName, parameters: INodeParameters) => {
			const print = await apart(__filename, measure, [name, parameters, address], ['--expose-gc']);
			if (print.items !== records) throw new Error(`${print.items} of ${records} records came`);
			return print;
		};
		const theirs = await run('builtIn', {
			resource: 'contact',
			operation: 'getAll',
			returnAll: true,
			options: {},
		});
		for (const [what, simplify] of [
			['simplified', true],
			['whole records', false],
		] as const) {
			const mine = await run('ours', { ...LIST, simplify });
			rows.push(
				{
					what: `${what}, process at its largest`,
					ours: `+${MB(mine.peak)}`,
					against: "n8n's Keap node",
					theirs: `+${MB(theirs.peak)}`,
					ratio: mine.peak / theirs.peak,
				},
				{
					what: `${what}, heap per record`,
					ours: kB(mine.held / records),
					against: "n8n's Keap node",
					theirs: kB(theirs.held / records),
					ratio: mine.held / theirs.held,
					note: `ours is ${kB(mine.json)} as JSON`,
				},
			);
		}
	} finally {
		await keap.end();
	}
	return { title: 'Memory', about: `Return All of ${number(records)} contacts`, rows };
}
