/**
 * The triggers' panels: what a person does before publishing a workflow.
 */
import { atRest } from './activity.mjs';
import { openNode, panelOf, showWorkflow } from './panel.mjs';

const TAG = { workflow: 'keapExampleTag', node: 'Tag Applied', event: 'contactGroup.applied' };
const SYNC = { workflow: 'keapExampleSync', node: 'Contact Changed' };

/**
 * @param {import('playwright-core').Page} page of an n8n that has the examples, logged in
 * @param {{ url: string, keap: object, check: Function, look: import('./journey.mjs').Look }} context
 */
export async function checkTriggerPanels(page, { url, keap, check, look }) {
	const execute = async () => await panelOf(page).getByTestId('node-execute-button').click();
	const output = panelOf(page).getByTestId('output-panel');
	const itemsOut = async () => {
		await output.getByTestId('ndv-items-count').waitFor();
		await atRest(page);
		return await output.innerText();
	};

	await check('Keap Trigger listens for a test event, and shows the contact of it', async () => {
		await showWorkflow(page, url, TAG.workflow);
		await openNode(page, TAG.node);
		await execute();
		await page.getByTestId('trigger-listening').waitFor();
		const [contact] = (await keap.contacts()).filter(({ given_name: name }) => name);
		const [tag] = [...(await keap.tagNames())].find(([, name]) => name === 'VIP');
		await keap.tell(TAG.event, [tag], [contact.id]);
		const text = await itemsOut();
		await look('keap-trigger');
		return text.includes(contact.given_name) ? undefined : text;
	});

	await check('Keap Polling Trigger fetches a recent example', async () => {
		await showWorkflow(page, url, SYNC.workflow);
		await openNode(page, SYNC.node);
		await execute();
		const text = await itemsOut();
		await look('keap-polling-trigger');
		return text.includes('1 item') ? undefined : text;
	});
}
