/**
 * The executions of one workflow, one after the other.
 */
import { pause } from '../../scripts/playground/wait.mjs';

const PAUSE_MS = 200;

/**
 * @param {object} rest a running n8n
 * @param {string} workflowId
 * @param {'webhook' | 'trigger' | 'manual'} mode what started them
 */
export function executionsOf(rest, workflowId, mode) {
	const taken = new Set();
	const fresh = async () =>
		(await rest.executions(workflowId))
			.filter((execution) => execution.mode === mode && !taken.has(execution.id))
			.reverse();
	return {
		/** The status of the next one; undefined as long as there is none. */
		async status() {
			return (await fresh())[0]?.status;
		},

		/**
		 * The next one, once it has ended.
		 * @throws Error if there is none, or if others have begun besides
		 */
		async next({ seconds = 30 } = {}) {
			const deadline = Date.now() + seconds * 1000;
			for (;;) {
				const [first] = await fresh();
				if (first) {
					const execution = await rest.ended(first.id, seconds);
					const begun = await fresh();
					for (const { id } of begun) taken.add(id);
					if (begun.length > 1) throw new Error(`${begun.length} executions instead of one`);
					return execution;
				}
				if (Date.now() > deadline) throw new Error(`No execution within ${seconds} seconds`);
				await pause(PAUSE_MS);
			}
		},

		/** A complaint if anything has begun besides what `next` gave. */
		async noMore() {
			const begun = await fresh();
			return begun.length > 0 ? `${begun.length} executions` : undefined;
		},
	};
}
