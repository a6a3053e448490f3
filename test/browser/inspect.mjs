/**
 * Opens the nodes of a workflow one after the other, and gathers what the editor finds wrong.
 */
import { closeNode, marksOf, openNode, showWorkflow } from './panel.mjs';

/**
 * @param {{ page: import('playwright-core').Page, troubles: string[] }} browser
 * @param {string} url of n8n
 * @param {{ id: string, name: string, nodes: string[] }} workflow with the names of the nodes to open
 * @param {(node: string) => Promise<void>} [look] what else is to be done while a node is open
 * @returns {Promise<{ kind: 'warning' | 'trouble', at: string, says: string }[]>} the warnings at inputs; console errors,
 *   exceptions and failed requests
 */
export async function inspect({ page, troubles }, url, { id, name, nodes }, look) {
	const found = [];
	const gather = (at) =>
		found.push(...troubles.splice(0).map((says) => ({ kind: 'trouble', at, says })));
	await showWorkflow(page, url, id);
	gather(name);
	for (const node of nodes) {
		await openNode(page, node);
		await look?.(node);
		for (const { input, says } of await marksOf(page))
			found.push({ kind: 'warning', at: `${name} › ${node}`, says: `'${input}': ${says}` });
		await closeNode(page);
		gather(`${name} › ${node}`);
	}
	return found;
}
