/**
 * How long a person waits for the panel, beside n8n's own nodes in the same browser.
 */
import { atRest } from './activity.mjs';
import { closeNode, controlOf, countInputs, openNode } from './panel.mjs';

const ROUNDS = 5;

const HUBSPOT = { type: 'n8n-nodes-base.hubspot', typeVersion: 2.2 };
const NOTION = { type: 'n8n-nodes-base.notion', typeVersion: 2.2 };

/**
 * For each service a list of records, which is changed to other operations and another resource, and a node that gets one
 * record. How long a form takes depends on how many inputs it has, so the report counts them. Only Keap's Create has a
 * resource mapper, which asks for the account's fields and then changes the form twice.
 */
export const SUBJECTS = [
	{
		service: 'Keap',
		list: { resource: 'contact', operation: 'getMany' },
		one: { resource: 'contact', operation: 'get' },
		names: { list: 'Get Many', one: 'Get', create: 'Create' },
		resources: ['Contact', 'Company'],
	},
	{
		service: 'HubSpot',
		node: HUBSPOT,
		list: { resource: 'contact', operation: 'getAll' },
		one: { resource: 'contact', operation: 'get' },
		names: { list: 'Get Many', one: 'Get', create: 'Create or Update' },
		resources: ['Contact', 'Company'],
	},
	{
		service: 'Notion',
		node: NOTION,
		list: { resource: 'databasePage', operation: 'getAll' },
		one: { resource: 'databasePage', operation: 'get' },
		names: { list: 'Get Many', one: 'Get', create: 'Create' },
		resources: ['Database Page', 'Page'],
	},
];

const listNode = ({ service }) => service;
const oneNode = ({ service }) => `${service} Get`;

/** The nodes that `measure` opens. */
export const speedNodes = () =>
	SUBJECTS.flatMap((subject) => [
		{ name: listNode(subject), parameters: subject.list, ...subject.node },
		{ name: oneNode(subject), parameters: subject.one, ...subject.node },
	]);

/** What a person does, and what it is called in the report. */
const ACTIONS = {
	open: 'open a list',
	openOne: 'open one record',
	create: 'choose Create',
	one: 'choose Get',
	many: 'choose Get Many',
	resource: 'choose another resource',
	key: "press a key in 'Limit'",
};

/**
 * Does everything with each subject in turn, several times.
 * @returns {Promise<{ subject: string, action: string, inputs: number, wait: number, cpu: number }[]>} how many inputs the form
 *   then shows, and medians in milliseconds: until the panel is at rest, and of computing time, which a busy machine changes
 *   less
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
		const sample = { wait, cpu: (await cpu()) - before, inputs: await countInputs(page) };
		const key = JSON.stringify([subject.service, ACTIONS[action]]);
		samples.set(key, [...(samples.get(key) ?? []), sample]);
	};
	const timedChoice = async (subject, action, parameter, name) => {
		await unfold(page, parameter);
		await timed(subject, action, async () => await choose(page, name));
	};

	// The first round loads what the later ones have in the browser's cache.
	for (let round = 0; round <= rounds; round++) {
		if (round === 1) samples.clear();
		for (const subject of SUBJECTS) {
			const { names, resources } = subject;
			await timed(subject, 'openOne', async () => await openNode(page, oneNode(subject)));
			await closeNode(page);
			await timed(subject, 'open', async () => await openNode(page, listNode(subject)));
			await timedChoice(subject, 'one', 'operation', names.one);
			await timedChoice(subject, 'many', 'operation', names.list);
			await timedChoice(subject, 'create', 'operation', names.create);
			await timedChoice(subject, 'many', 'operation', names.list);
			await controlOf(page, 'limit').focus();
			await timed(subject, 'key', async () => {
				await page.keyboard.press('1');
				return await atRest(page);
			});
			const [own, other] = resources;
			await timedChoice(subject, 'resource', 'resource', other);
			await timedChoice(subject, 'resource', 'resource', own);
			// Another resource may have begun with another operation.
			await unfold(page, 'operation');
			await choose(page, names.list);
			await closeNode(page);
		}
	}
	return [...samples].map(([key, values]) => {
		const [subject, action] = JSON.parse(key);
		const medianOf = (name) => median(values.map((value) => value[name]));
		return {
			subject,
			action,
			inputs: medianOf('inputs'),
			wait: medianOf('wait'),
			cpu: medianOf('cpu'),
		};
	});
}

/** Opens the menu of a choice. */
async function unfold(page, parameter) {
	await controlOf(page, parameter).click();
	await atRest(page);
}

/** Takes one of the open menu. */
async function choose(page, name) {
	await page
		.locator('.el-select-dropdown__item:visible')
		.filter({ has: page.getByText(name, { exact: true }) })
		.first()
		.click();
	return await atRest(page);
}

function median(values) {
	const sorted = [...values].sort((a, b) => a - b);
	return Math.round(sorted[Math.floor(sorted.length / 2)]);
}

/** The measurements as a table for people. */
export function toTable(rows) {
	const line = ({ action, subject, inputs, wait, cpu }) =>
		`${action.padEnd(26)} ${subject.padEnd(8)} ${String(inputs).padStart(6)} ${String(wait).padStart(6)} ms ${String(cpu).padStart(9)} ms`;
	const actions = [...new Set(rows.map(({ action }) => action))];
	return [
		`${''.padEnd(35)} ${'inputs'.padStart(6)} ${'at rest'.padStart(9)} ${'computing'.padStart(12)}`,
		...actions.flatMap((action) => rows.filter((row) => row.action === action).map(line)),
	].join('\n');
}
