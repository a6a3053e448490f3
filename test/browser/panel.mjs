/**
 * The panel of one node, opened and read as a person does.
 */
import { atRest } from './activity.mjs';

/** n8n's triangle, in its own colour or red, which tells more when the mouse is over it. */
const MARK = '[data-icon="triangle-alert"]';
const TOOLTIP_MS = 10_000;

/** Shows a workflow on the canvas, all nodes in sight. */
export async function showWorkflow(page, url, id) {
	await page.goto(`${url}/workflow/${id}`);
	await page.getByTestId('canvas-node').first().waitFor();
	await page.keyboard.press('1');
	await atRest(page);
}

/** Opens a node by a double click. @returns {Promise<number>} milliseconds until its panel has come to rest */
export async function openNode(page, name) {
	const node = page.locator(`[data-test-id="canvas-node"][data-node-name=${JSON.stringify(name)}]`);
	await node.dblclick();
	await panelOf(page).waitFor();
	return await atRest(page);
}

export async function closeNode(page) {
	await page.getByTestId('ndv-close-button').click();
	await panelOf(page).waitFor({ state: 'hidden' });
	await atRest(page);
}

export const panelOf = (page) => page.getByTestId('ndv');

/**
 * The warnings that the open panel shows at its inputs.
 * @returns {Promise<{ input: string, says: string }[]>} the label of each input, and the words of its warning
 */
export async function marksOf(page) {
	const marks = panelOf(page).locator(MARK);
	const found = [];
	for (const mark of await marks.all()) {
		const input = await mark.evaluate((element) => {
			const item = element.closest('.parameter-item, [data-test-id="parameter-item"]');
			return item?.querySelector('.n8n-input-label .n8n-text')?.textContent?.trim() ?? '';
		});
		await mark.hover();
		const tooltip = page.getByTestId('tooltip-content').last();
		const says =
			(await tooltip.textContent({ timeout: TOOLTIP_MS }).catch(() => null)) ?? '(no words)';
		await page.mouse.move(0, 0);
		await tooltip.waitFor({ state: 'detached', timeout: TOOLTIP_MS }).catch(() => undefined);
		found.push({ input, says: says.replace(/^Issues:/, '').trim() });
	}
	return found;
}

/**
 * The control of one of the panel's top inputs, by the name of its parameter. The first input's item holds the choice of a
 * credential, too, which stands before it.
 */
export const controlOf = (page, parameter) =>
	panelOf(page)
		.getByTestId('parameter-item')
		.filter({ has: page.getByTestId(`${parameter}-parameter-input-options-container`) })
		.locator('input')
		.last();

/** How many inputs the open panel's form shows, those inside of collections included. */
export const countInputs = async (page) =>
	await panelOf(page).getByTestId('parameter-item').filter({ visible: true }).count();
