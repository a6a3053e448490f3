/**
 * How long a person waits for the panel, beside n8n's own nodes in the same browser.
 */
import { atRest } from './activity.mjs';
import { closeNode, controlOf, openNode } from './panel.mjs';

const ROUNDS = 7;

/** A list of records in each node, and another operation of the same resource. */
export const SUBJECTS = [
	{
		name: 'Keap',
		parameters: { resource: 'contact', operation: 'getMany' },
		other: 'Create',
	},
	{
		name: 'HubSpot',
		type: 'n8n-nodes-base.hubspot',
		typeVersion: 2.2,
		parameters: { resource: 'contact', operation: 'getAll' },
		other: 'Create or Update',
	},
	{
		name: 'Notion',
		type: 'n8n-nodes-base.notion',
		typeVersion: 2.2,
		parameters: { resource: 'databasePage', operation: 'getAll' },
		other: 'Create',
	},
];

/** What a person does, and what it is called in the report. Each leaves the panel as it found it. */
const ACTIONS = {
	open: 'open the node',
	operation: 'choose another operation',
	key: "press a key in 'Limit'",
};

/**
 * Does everything with each subject in turn, several times.
 * @returns {Promise<{ subject: string, action: string, wait: number, cpu: number }[]>} medians in milliseconds: until the
 *   panel is at rest, and of computing time, which a busy machine changes less
 */
export async function measure(page, rounds = ROUNDS) {
	const session = await page.context().newCDPSession(page);
	await session.send('Performance.enable', { timeDomain: 'threadTicks' });
	const cpu = async () => {
		const { metrics } = await session.send('Performance.getMetrics');
		return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
	};
	const samples = new Map();
	const timed = async (subject, action, act) => {
		const before = await cpu();
		const wait = await act();
		const key = JSON.stringify([subject.name, ACTIONS[action]]);
		samples.set(key, [...(samples.get(key) ?? []), { wait, cpu: (await cpu()) - before }]);
	};

	// The first round loads what the later ones have in the browser's cache.
	for (let round = 0; round <= rounds; round++) {
		if (round === 1) samples.clear();
		for (const subject of SUBJECTS) {
			await timed(subject, 'open', async () => await openNode(page, subject.name));
			const before = await selected(page);
			await timed(subject, 'operation', async () => await choose(page, subject.other));
			await choose(page, before);
			await controlOf(page, 'limit').focus();
			await timed(subject, 'key', async () => {
				await page.keyboard.press('1');
				return await atRest(page);
			});
			await closeNode(page);
		}
	}
	return [...samples].map(([key, values]) => {
		const [subject, action] = JSON.parse(key);
		return {
			subject,
			action,
			wait: median(values.map(({ wait }) => wait)),
			cpu: median(values.map((value) => value.cpu)),
		};
	});
}

const selected = async (page) => await controlOf(page, 'operation').inputValue();

async function choose(page, name) {
	await controlOf(page, 'operation').click();
	await atRest(page);
	await page
		.locator('.el-select-dropdown__item:visible')
		.filter({ has: page.getByText(name, { exact: true }) })
		.click();
	return await atRest(page);
}

function median(values) {
	const sorted = [...values].sort((a, b) => a - b);
	return Math.round(sorted[Math.floor(sorted.length / 2)]);
}

/** The measurements as a table for people. */
export function toTable(rows) {
	const line = ({ action, subject, wait, cpu }) =>
		`${action.padEnd(26)} ${subject.padEnd(8)} ${String(wait).padStart(6)} ms ${String(cpu).padStart(9)} ms`;
	const actions = [...new Set(rows.map(({ action }) => action))];
	return [
		`${''.padEnd(35)} ${'at rest'.padStart(9)} ${'computing'.padStart(12)}`,
		...actions.flatMap((action) => rows.filter((row) => row.action === action).map(line)),
	].join('\n');
}
