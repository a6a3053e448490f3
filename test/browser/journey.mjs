/**
 * The way that README leads a newcomer, from an empty canvas to the first contacts, with clicks and keys alone.
 */
import { atRest } from './activity.mjs';
import { controlOf, panelOf } from './panel.mjs';

/** @typedef {(name: string) => Promise<void>} Look what else is to be done with the page as it is now, such as a picture */

/** Opens an empty workflow and gives it a trigger that is pressed by hand. */
export async function beginWorkflow(page, url) {
	await page.goto(`${url}/workflow/new`);
	await page.getByTestId('canvas-plus-button').click();
	await itemOf(page, 'Trigger manually').click();
	await atRest(page);
}

/** Adds an action of the node that n8n calls this, from the panel of nodes. @param {Look} look */
export async function addAction(page, { search, described, action }, look) {
	await page.keyboard.press('n');
	await page.getByTestId('node-creator-search-bar').fill(search);
	await atRest(page);
	await look('nodes-panel');
	await page
		.getByTestId('item-iterator-item')
		.filter({ has: page.getByTestId('node-creator-item-description').getByText(described) })
		.click();
	await atRest(page);
	await itemOf(page, action).click();
	await panelOf(page).waitFor();
	await atRest(page);
}

/** Opens the dialog for the credential that the open node asks for. */
export async function beginCredential(page) {
	await panelOf(page).getByTestId('node-credentials-select').click();
	await page.getByTestId('node-credentials-select-item-new').click();
	await dialogOf(page).waitFor();
}

/** Enters a key and saves it, which tests it. n8n closes the dialog if that went well. @returns what it says otherwise */
export async function saveKey(page, key) {
	const dialog = dialogOf(page);
	await dialog.getByPlaceholder('KeapAK-').fill(key);
	await dialog.getByTestId('credential-save-button').click();
	await atRest(page);
	return (await dialog.isVisible()) ? await dialog.innerText() : undefined;
}

/** Opens the credential of the open node once more, which tests it again. @returns what the dialog then says */
export async function reopenCredential(page, look) {
	await panelOf(page).getByTestId('credential-edit-button').click();
	const dialog = dialogOf(page);
	await dialog.waitFor();
	await atRest(page);
	await look('credential');
	const says = await dialog.innerText();
	await dialog.getByRole('button', { name: /close/i }).first().click();
	await dialog.waitFor({ state: 'hidden' });
	return says;
}

const dialogOf = (page) => page.getByTestId('editCredential-modal');

/** Takes another entry of one of the panel's menus. */
export async function choose(page, parameter, name) {
	await controlOf(page, parameter).click();
	await atRest(page);
	await page
		.locator('.el-select-dropdown__item:visible')
		.filter({ has: page.getByText(name, { exact: true }) })
		.first()
		.click();
	await atRest(page);
}

/** Runs the open node. @returns the text of its output as a table */
export async function runNode(page) {
	const begun = page.waitForResponse(
		(response) =>
			response.request().method() === 'POST' && /\/workflows\/[^/]+\/run\b/.test(response.url()),
	);
	await page.getByTestId('node-execute-button').click();
	await begun;
	const output = page.getByTestId('output-panel');
	// Until then it shows what the run before has given.
	await output.getByTestId('ndv-executing').waitFor({ state: 'hidden' });
	await output.getByTestId('ndv-items-count').waitFor();
	await atRest(page);
	return await output.innerText();
}

/** Chooses a record from the list of a locator, by what a person types to find it. @returns the text of the chosen entry */
export async function pick(page, parameter, search) {
	const locator = panelOf(page).getByTestId(`resource-locator-${parameter}`);
	await locator.getByTestId('rlc-input').click();
	await page.getByTestId('rlc-search').fill(search);
	await atRest(page);
	const entry = page.getByTestId('rlc-item').first();
	const text = await entry.innerText();
	await entry.click();
	await atRest(page);
	return text;
}

/** Adds a custom field to those that are filled in one by one, and fills it in. */
export async function fillCustomField(page, label, value) {
	await panelOf(page).getByTestId('add-fields-select').click();
	await page.getByText(label, { exact: true }).last().click();
	await atRest(page);
	await panelOf(page)
		.getByTestId('mapping-fields-container')
		.locator('input, textarea')
		.last()
		.fill(value);
	await atRest(page);
}

const itemOf = (page, name) =>
	page.getByTestId('node-creator-item-name').getByText(name, { exact: true }).first();
