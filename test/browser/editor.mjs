/**
 * The node in n8n's editor: `npm run editor`.
 *
 * Opens every operation, filled in with values that a run accepts, and lists each warning that the editor shows at an
 * input, and what the browser's console and the network report. Takes pictures of the commonest forms, and measures the
 * panel beside n8n's own nodes. Exit code 1 if anything was listed.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { CUSTOM_FIELD_RECORDS } from '../../nodes/Keap/descriptor/customFieldRecords.ts';
import { exampleWorkflows, importExamples } from '../../scripts/playground/examples.mjs';
import { step } from '../../scripts/playground/progress.mjs';
import { logIn } from '../../scripts/playground/rest.mjs';
import { SANDBOX_KEY } from '../../scripts/playground/sandbox.mjs';
import { runToEnd, temporaryHome } from '../e2e/ending.mjs';
import { prepareServers } from '../e2e/servers.mjs';
import { readAccount } from './account.mjs';
import { openBrowser } from './browser.mjs';
import { filledForms } from './forms.ts';
import { inspect } from './inspect.mjs';
import { showWorkflow } from './panel.mjs';
import { COMMON_FORMS, emptyFolder, photograph } from './screenshots.mjs';
import { measure, speedNodes, toTable } from './speed.mjs';
import { generatedWorkflows, isOurs, triggerForms, workflowOf } from './workflows.mjs';

const USAGE = `
npm run editor -- [options]

  --only <parts>      some of: forms, pictures, speed
  --resource <name>   the forms of one resource only, as in contact; also: examples, triggers
  --help              this text
`;
const PARTS = ['forms', 'pictures', 'speed'];
const CONTACTS = 300;

const { values: options } = parseArgs({
	options: {
		only: { type: 'string', default: PARTS.join(',') },
		resource: { type: 'string' },
		help: { type: 'boolean', default: false },
	},
});
const parts = options.only.split(',');
if (options.help || parts.some((part) => !PARTS.includes(part))) {
	console.log(USAGE);
	process.exit(options.help ? 0 : 1);
}

const home = temporaryHome('keap-editor-');
await runToEnd(home, async () => {
	const complaints = await main();
	for (const { at, says } of complaints) console.log(`✖ ${at}: ${says}`);
	console.log(`\n${complaints.length} warnings, console errors and failed requests`);
	return complaints.length === 0;
});

async function main() {
	const { n8n, port, sandboxUrl } = await prepareServers({
		name: 'editor',
		home,
		contacts: CONTACTS,
	});
	await importExamples(n8n, { home, apiKey: SANDBOX_KEY, sandboxUrl });
	await step('Starting n8n', async () => await n8n.serve());
	const rest = await logIn(port);
	const browser = await openBrowser(n8n.url);
	try {
		const complaints = [];
		if (parts.includes('pictures'))
			complaints.push(...(await pictures(browser, n8n.url, rest, sandboxUrl)));
		if (parts.includes('speed')) await speed(browser, n8n.url, rest);
		if (parts.includes('forms')) {
			if (!options.resource || options.resource === 'examples')
				complaints.push(...(await examples(browser, n8n.url)));
			complaints.push(...(await forms(browser, n8n.url, rest, sandboxUrl)));
		}
		return complaints;
	} finally {
		await browser.close();
	}
}

/** The Keap nodes of a saved workflow. */
function nodesOf({ nodes }) {
	return nodes.filter(isOurs).map(({ name }) => name);
}

async function examples(browser, url) {
	const complaints = [];
	for (const { file, id, name } of exampleWorkflows()) {
		const nodes = nodesOf(JSON.parse(readFileSync(file, 'utf8')));
		await step(`Example '${name}' (${nodes.length})`, async () =>
			complaints.push(...(await inspect(browser, url, { id, name, nodes }))),
		);
	}
	return complaints;
}

async function forms(browser, url, rest, sandboxUrl) {
	const account = await readAccount(sandboxUrl, CUSTOM_FIELD_RECORDS);
	const chosen = filledForms(account).filter(
		({ resource }) => !options.resource || resource === options.resource,
	);
	const complaints = [];
	const triggers = workflowOf('The triggers', triggerForms(account));
	const withTriggers = !options.resource || options.resource === 'triggers';
	for (const workflow of [...generatedWorkflows(chosen), ...(withTriggers ? [triggers] : [])]) {
		const id = await rest.createWorkflow(workflow);
		const { name } = workflow;
		const nodes = nodesOf(workflow);
		await step(`${name} (${nodes.length})`, async () =>
			complaints.push(...(await inspect(browser, url, { id, name, nodes }))),
		);
	}
	return complaints;
}

/** Fresh forms have warnings at required inputs, as they should: they can be seen in the pictures, and aren't counted. */
async function pictures(browser, url, rest, sandboxUrl) {
	const folder = emptyFolder();
	const triggers = triggerForms(await readAccount(sandboxUrl, CUSTOM_FIELD_RECORDS));
	const workflow = workflowOf('Common forms', [...COMMON_FORMS, ...triggers]);
	const id = await rest.createWorkflow(workflow);
	const { name } = workflow;
	return await step('Taking pictures', async ({ done }) => {
		const found = await inspect(
			browser,
			url,
			{ id, name, nodes: nodesOf(workflow) },
			async (node) => await photograph(browser.page, node),
		);
		done(`${nodesOf(workflow).length} pictures are in ${folder}`);
		return found.filter(({ kind }) => kind === 'trouble');
	});
}

async function speed(browser, url, rest) {
	const id = await rest.createWorkflow(workflowOf('Speed', speedNodes()));
	await showWorkflow(browser.page, url, id);
	const rows = await step('Measuring', async () => await measure(browser.page));
	// Nodes of other services have no credential here, and may complain.
	browser.troubles.length = 0;
	console.log(`\n${toTable(rows)}\n`);
}
