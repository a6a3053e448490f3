/**
 * Both triggers in a real n8n, which is started again in between.
 */
import { step } from '../../scripts/playground/progress.mjs';
import { IS_OLD } from '../../scripts/playground/rest.mjs';
import { examplesOf } from './triggerExamples.mjs';
import { hooksOf } from './hooks.mjs';
import { pollingOf } from './polling.mjs';

/**
 * @param {{ rest: object, keap: object, check: Function, restart: () => Promise<void> }} context `rest` is a running n8n
 * @returns {Promise<string[]>} the ids of the workflows that ran
 */
export async function checkTriggers({ restart, ...context }) {
	const examples = examplesOf(context);
	// Older ones can't make a data table in a workflow.
	if (!IS_OLD) await examples.beginSync();
	const hooks = await hooksOf(context);
	const polling = await pollingOf(context);
	await examples.checkTag();
	await examples.checkOrder();
	await hooks.beforeRestart();
	await polling.beforeRestart();
	await hooks.justBeforeRestart();
	await step('Starting n8n again', restart);
	await hooks.afterRestart();
	await polling.afterRestart();
	if (!IS_OLD) await examples.checkSync();
	return [...examples.ids, hooks.id, polling.id];
}
