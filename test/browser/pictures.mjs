/**
 * The pictures in README and the docs: `npm run pictures`. They are those of a test: what they show has been checked.
 */
import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { exampleWorkflows, importExamples } from '../../scripts/playground/examples.mjs';
import { REPO } from '../../scripts/playground/paths.mjs';
import { step } from '../../scripts/playground/progress.mjs';
import { logIn } from '../../scripts/playground/rest.mjs';
import { SANDBOX_KEY } from '../../scripts/playground/sandbox.mjs';
import { checks } from '../e2e/checks.mjs';
import { runToEnd, temporaryHome } from '../e2e/ending.mjs';
import { keapAt } from '../e2e/keap.mjs';
import { prepareServers } from '../e2e/servers.mjs';
import { openBrowser } from './browser.mjs';
import { checkFirstContact } from './firstContact.mjs';
import { showWorkflow } from './panel.mjs';
import { checkTriggerPanels } from './triggerPanels.mjs';

const FOLDER = join(REPO, 'docs', 'pictures');
const SCREEN = { width: 1400, height: 900 };
const CANVAS = { width: 1200, height: 760 };

const home = temporaryHome('keap-pictures-');
const { check, summary } = checks();

await runToEnd(home, async () => {
	const { n8n, port, sandboxUrl } = await prepareServers({ name: 'pictures', home, contacts: 300 });
	await importExamples(n8n, { home, apiKey: SANDBOX_KEY, sandboxUrl });
	await step('Starting n8n', async () => await n8n.serve());
	// Makes the owner of an n8n that does not take it from the environment.
	await logIn(port);
	mkdirSync(FOLDER, { recursive: true });

	const browser = await openBrowser(n8n.url, { viewport: SCREEN });
	const { page } = browser;
	const look = async (name) => await photograph(page, name);
	try {
		const keap = keapAt(sandboxUrl, SANDBOX_KEY);
		const context = { url: n8n.url, key: SANDBOX_KEY, keap, check, look };
		await checkFirstContact(page, context);
		await checkTriggerPanels(page, context);
		await page.setViewportSize(CANVAS);
		for (const { file, id } of exampleWorkflows()) {
			await showWorkflow(page, n8n.url, id);
			await photograph(page, `example-${file.replace(/^.*[/\\]|\.json$/g, '')}`);
		}
	} finally {
		await browser.close();
	}
	console.log(`The pictures are in ${relative(REPO, FOLDER)}`);
	return summary();
});

async function photograph(page, name) {
	// Controls under the mouse look different, and so does what n8n announces for a while.
	await page.mouse.move(0, 0);
	for (const close of await page.locator('.el-notification__closeBtn').all()) await close.click();
	await page.screenshot({ path: join(FOLDER, `${name}.png`) });
}
