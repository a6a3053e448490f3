/**
 * A Chromium at n8n's editor, logged in, with an ear on everything that goes wrong in it.
 */
import { existsSync } from 'node:fs';
import { chromium, selectors } from 'playwright-core';
import { OWNER } from '../../scripts/playground/n8n.mjs';
import { installPackages } from '../e2e/debian.mjs';
import { watchActivity } from './activity.mjs';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
selectors.setTestIdAttribute('data-test-id');

const VIEWPORT = { width: 1600, height: 1800 };

/**
 * What n8n's editor says on its own account, whatever node is open. It looks for the schemas of outputs, which most of its own
 * nodes don't have, and the triggers neither: what they return depends on the event.
 */
const NOT_OURS = [
	/Permissions-Policy/,
	/posthog/i,
	/sentry/i,
	/\/schemas\/(n8n-nodes-base\.|n8n-nodes-keap\.keap\w*Trigger\b)/,
];

/** Installs Chromium where that can be done without a person. @throws Error elsewhere */
export async function ensureChromium() {
	if (existsSync(CHROMIUM)) return;
	if (process.env.CHROMIUM) throw new Error(`There is no Chromium at ${CHROMIUM}`);
	await installPackages({ what: 'Chromium', packages: ['chromium'] }).catch((failure) => {
		throw new Error(`${failure.message}; or say where it is: CHROMIUM=/path/to/chromium`);
	});
}

/**
 * @param {string} url of n8n
 * @param {{ viewport?: { width: number, height: number } }} [options] by default tall, so that a whole form is in sight
 * @returns a page of the editor; `troubles` grows by what the console and the network report, `close` ends the browser
 */
export async function openBrowser(url, { viewport = VIEWPORT } = {}) {
	await ensureChromium();
	const browser = await chromium.launch({
		executablePath: CHROMIUM,
		args: ['--no-sandbox'],
		// It would end this process before n8n and its folder are gone.
		handleSIGINT: false,
		handleSIGTERM: false,
		handleSIGHUP: false,
	});
	const context = await browser.newContext({ viewport });
	context.setDefaultTimeout(180_000);
	const page = await context.newPage();
	const troubles = listenForTroubles(page, url);
	await watchActivity(page);
	await logIn(page, url);
	// Before the login everything is forbidden.
	troubles.length = 0;
	return { page, troubles, close: async () => await browser.close() };
}

function listenForTroubles(page, url) {
	const troubles = [];
	const note = (text, about = '') => {
		if (!NOT_OURS.some((pattern) => pattern.test(`${text} ${about}`))) troubles.push(text);
	};
	page.on('console', (message) => {
		const { url: source } = message.location();
		// The editor looks up community nodes with npm, for one: whether that can be had is another matter.
		const isElsewhere = source !== '' && !source.startsWith(url);
		if (message.type() === 'error' && !isElsewhere) note(`console: ${message.text()}`, source);
	});
	page.on('pageerror', (error) => note(`exception: ${error.message}`));
	page.on('requestfailed', (request) => {
		if (request.url().startsWith(url) && request.failure()?.errorText !== 'net::ERR_ABORTED')
			note(`request: ${request.url().slice(url.length)} ${request.failure()?.errorText}`);
	});
	page.on('response', (response) => {
		if (response.url().startsWith(url) && response.status() >= 400)
			note(`request: ${response.url().slice(url.length)} answered ${response.status()}`);
	});
	return troubles;
}

async function logIn(page, url) {
	await page.goto(`${url}/signin`);
	await page.locator('input[name="emailOrLdapLoginId"]').fill(OWNER.email);
	await page.locator('input[name="password"]').fill(OWNER.password);
	await page.getByTestId('form-submit-button').click();
	await page.waitForURL((address) => !address.pathname.startsWith('/signin'));
}
