/**
 * n8n's editor as people use it, in a real browser.
 */
import { readFileSync } from 'node:fs';
import { exampleWorkflows } from '../../scripts/playground/examples.mjs';
import { openBrowser } from '../browser/browser.mjs';
import { checkFirstContact } from '../browser/firstContact.mjs';
import { inspect } from '../browser/inspect.mjs';
import { checkTriggerPanels } from '../browser/triggerPanels.mjs';
import { isOurs } from '../browser/workflows.mjs';
import { differs } from './checks.mjs';

/** The size of a small laptop's screen. */
const VIEWPORT = { width: 1400, height: 900 };

/**
 * @param {{ url: string, key: string, keap: object, check: Function }} context `url` is that of a running n8n with the
 *   examples, `key` a key of the sandbox
 */
export async function checkBrowser({ url, key, keap, check }) {
	const browser = await openBrowser(url, { viewport: VIEWPORT });
	const { page, troubles } = browser;
	const context = { url, key, keap, check, look: async () => undefined };
	try {
		await checkFirstContact(page, context);
		await checkTriggerPanels(page, context);
		await check('the browser reports no errors', () => differs(troubles, []));
		troubles.length = 0;
		for (const { file, id, name } of exampleWorkflows()) {
			const { nodes } = JSON.parse(readFileSync(file, 'utf8'));
			await check(`no input of '${name}' has a warning`, async () => {
				const ours = nodes.filter(isOurs).map((node) => node.name);
				return differs(await inspect(browser, url, { id, name, nodes: ours }), []);
			});
		}
	} finally {
		await browser.close();
	}
}
