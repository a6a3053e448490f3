/**
 * The examples that do a whole job on a schedule or at the press of a button: what the account has afterwards.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES } from '../../scripts/playground/paths.mjs';
import { step } from '../../scripts/playground/progress.mjs';
import { differs } from './checks.mjs';
import { checkDeduplicate, DEDUPLICATE } from './jobs/deduplicate.mjs';
import { checkMigrate, MIGRATE } from './jobs/migrate.mjs';
import { checkReengage, REENGAGE } from './jobs/reengage.mjs';
import { checkReport, REPORT } from './jobs/report.mjs';

const LONGEST_SECONDS = 120;

/**
 * @param {{ rest: object, keap: object, check: Function }} context `rest` is a running n8n that has the examples
 * @returns {Promise<string[]>} the ids of the workflows that ran
 */
export async function checkJobs({ rest, keap, check }) {
	const copies = [];

	/** Runs an example to its end, which has to be a success. */
	async function run(id, trigger, what) {
		const execution = await step(
			`Running ${what}`,
			async () => await rest.execute(id, trigger, { seconds: LONGEST_SECONDS }),
		);
		await check(`${what} ends with success`, () =>
			differs(execution.status, 'success', execution.error?.message ?? 'status'),
		);
	}

	/** An example of which a node has other parameters. @returns {Promise<string>} its id */
	async function copyOf(file, node, change) {
		const workflow = JSON.parse(readFileSync(join(EXAMPLES, file), 'utf8'));
		change(workflow.nodes.find(({ name }) => name === node).parameters);
		const id = await rest.createWorkflow({ ...workflow, id: undefined });
		copies.push(id);
		return id;
	}

	/** The requests to a path so far. */
	const sent = async (path) => (await keap.log()).filter((call) => call.path === path);

	const context = { rest, keap, check, run, copyOf, setValue, sent };
	await checkReport(context);
	await checkDeduplicate(context);
	await checkReengage(context);
	await checkMigrate(context);
	return [...[REPORT, DEDUPLICATE, REENGAGE, MIGRATE].map(({ id }) => id), ...copies];
}

/** Changes what an Edit Fields node gives a field. */
function setValue({ assignments }, name, value) {
	assignments.assignments.find((assignment) => assignment.name === name).value = value;
}
