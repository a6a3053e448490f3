/**
 * Pictures of the forms that most people see first.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { PLAYGROUND, REPO } from '../../scripts/playground/paths.mjs';
import { panelOf } from './panel.mjs';

const FOLDER = join(PLAYGROUND, 'screenshots');

/** Fresh from the node menu, nothing filled in. */
export const COMMON_FORMS = [
	['contact', 'create'],
	['contact', 'getMany'],
	['contact', 'upsert'],
	['contact', 'addTags'],
	['task', 'create'],
	['note', 'create'],
	['email', 'send'],
	['company', 'create'],
	['opportunity', 'create'],
	['product', 'create'],
].map(([resource, operation]) => ({
	name: `${resource} ${operation}`,
	parameters: { resource, operation },
}));

/** An empty folder for this run's pictures. @returns {string} its path from the repository */
export function emptyFolder() {
	rmSync(FOLDER, { recursive: true, force: true });
	mkdirSync(FOLDER, { recursive: true });
	return relative(REPO, FOLDER);
}

/** Takes a picture of the whole form in the open panel, scrolled parts too. */
export async function photograph(page, name) {
	// Controls under the mouse look different.
	await page.mouse.move(0, 0);
	const panel = panelOf(page).locator('[data-test-id="node-parameters"], .node-settings').first();
	await panel.screenshot({ path: join(FOLDER, `${name.replaceAll(/\W+/g, '-')}.png`) });
}
