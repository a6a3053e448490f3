/**
 * The example workflows in a real n8n, against a fresh sandbox: `npm run e2e`.
 *
 * Nothing of this is simulated on n8n's side: the package lies where n8n installs community packages, the credential is
 * encrypted by n8n, the workflows run as they run for a user. What came of it is asked of the sandbox, not of the node.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { CREDENTIAL, importExamples } from '../../scripts/playground/examples.mjs';
import { EXAMPLES } from '../../scripts/playground/paths.mjs';
import { stopAll } from '../../scripts/playground/processes.mjs';
import { step } from '../../scripts/playground/progress.mjs';
import { isBefore, logIn } from '../../scripts/playground/rest.mjs';
import { SANDBOX_KEY } from '../../scripts/playground/sandbox.mjs';
import { pause } from '../../scripts/playground/wait.mjs';
import { ensureChromium } from '../browser/browser.mjs';
import { checkAssistant } from './agent.mjs';
import { checkBrowser } from './browser.mjs';
import { checks, complaintsAbout, differs } from './checks.mjs';
import { runToEnd, temporaryHome } from './ending.mjs';
import { checkJobs } from './jobs.mjs';
import { emailOf, keapAt } from './keap.mjs';
import { checkQueue } from './queue/index.mjs';
import { ensureServices } from './queue/services.mjs';
import { prepareServers } from './servers.mjs';
import { checkTriggers } from './triggers.mjs';

const USAGE = `
npm run e2e -- [options]

  --only <parts>     some of: examples, assistant, triggers, browser, queue
  --contacts <count> how many the queue part imports under Keap's limits (480): 240 a minute
  --help             this text
`;
/** The first four share an n8n. Queue mode is one of its own, of several processes. */
const PARTS = ['examples', 'assistant', 'triggers', 'browser', 'queue'];

const CONTACTS = 200;
const IMPORT = { id: 'keapExampleImport', trigger: 'Start' };
const SCHEDULE = {
	id: 'keapExampleSchedule',
	trigger: 'Every Day at 7',
	keap: 'Get Changed Contacts',
};
const WEBHOOK = { id: 'keapExampleWebhook', path: 'keap-form' };

const NODES = ['keap', 'keapTrigger', 'keapPollingTrigger'].map((name) => `n8n-nodes-keap.${name}`);

const COUNTRY_CODES = {
	'United States': 'USA',
	Canada: 'CAN',
	'United Kingdom': 'GBR',
	Australia: 'AUS',
	Germany: 'DEU',
	France: 'FRA',
	Spain: 'ESP',
	Netherlands: 'NLD',
};

const { values: options } = parseArgs({
	options: {
		only: { type: 'string', default: PARTS.join(',') },
		contacts: { type: 'string' },
		help: { type: 'boolean', default: false },
	},
});
const parts = options.only.split(',');
const isCount = options.contacts === undefined || /^[1-9]\d*$/.test(options.contacts);
if (options.help || !isCount || parts.some((part) => !PARTS.includes(part))) {
	console.log(USAGE);
	process.exit(options.help ? 0 : 1);
}

const home = temporaryHome('keap-e2e-');
const { check, summary } = checks();

await runToEnd(home, async () => {
	// What is missing should not come to light after all the rest.
	if (parts.includes('queue')) await ensureServices();
	if (parts.includes('browser')) await ensureChromium();
	if (parts.some((part) => part !== 'queue')) await main();
	if (parts.includes('queue')) {
		await stopAll();
		await checkQueue({ home, check, contacts: options.contacts && Number(options.contacts) });
	}
	return summary();
});

async function main() {
	const { n8n, port, logFile, sandboxUrl } = await prepareServers({
		name: 'e2e',
		home,
		contacts: CONTACTS,
	});
	const keap = keapAt(sandboxUrl, SANDBOX_KEY);

	await step(
		'Importing the credential and the examples',
		async () => await importExamples(n8n, { home, apiKey: SANDBOX_KEY, sandboxUrl }),
	);
	const imported = parts.includes('examples') && (await checkFirstImport(n8n, keap));

	const serve = async () => await n8n.serve();
	let server = await step('Starting the n8n server', serve);
	const rest = await logIn(port);
	const restart = async () => {
		await server.stop();
		server = await serve();
	};

	await check('n8n offers the nodes', async () => {
		const found = await rest.nodeTypes('n8n-nodes-keap.');
		return complaintsAbout(NODES, (node) =>
			found.some(({ name }) => name === node) ? undefined : `n8n does not know ${node}`,
		);
	});
	await checkOutputSchemas(rest);
	const ids = [];
	if (imported) {
		await checkCredentialTest(rest);
		await checkSecondImport(rest, keap, imported);
		await checkSchedule(rest, keap);
		await checkWebhook(rest, keap, port);
		ids.push(IMPORT.id, SCHEDULE.id, WEBHOOK.id, ...(await checkJobs({ rest, keap, check })));
	}
	if (parts.includes('assistant')) ids.push(...(await checkAssistant({ rest, keap, port, check })));
	if (parts.includes('triggers'))
		ids.push(...(await checkTriggers({ rest, keap, check, restart })));

	if (parts.includes('browser'))
		await checkBrowser({ url: n8n.url, key: SANDBOX_KEY, keap, check });

	await check(
		'the key is in no log and no execution of n8n',
		async () => await whereTheKeyIs(rest, logFile, ids),
	);
}

/** While the server does not run. @returns what the second import has to begin from */
async function checkFirstImport(n8n, keap) {
	const before = await keap.contacts();
	const rows = readCsv(join(EXAMPLES, 'import.csv'));
	const output = await step(
		'Running the import example with `n8n execute`',
		async () => await n8n.command('execute', `--id=${IMPORT.id}`, '--rawOutput'),
	);
	await check('the import example ends with success', () => complaintInOutput(output));
	await checkImport(keap, rows, before, 'the import');
	return { before, rows };
}

/** What `n8n execute` says, as a complaint. */
function complaintInOutput(output) {
	// Some older ones still say "running"; what has failed is not "finished" in any.
	const success = isBefore(2, 41) ? '"finished": true' : '"status": "success"';
	return output.includes(success) ? undefined : output.slice(-3000);
}

async function checkImport(keap, rows, before, what) {
	const contacts = await keap.contacts();
	const tagNames = await keap.tagNames();
	const fields = await keap.customFields();
	const byEmail = new Map();
	for (const contact of contacts) {
		const email = emailOf(contact, 'EMAIL1');
		byEmail.set(email, [...(byEmail.get(email) ?? []), contact]);
	}
	const find = (row) => byEmail.get(row.Email)?.[0];
	const custom = (contact, label) =>
		contact.custom_fields?.find(({ id }) => id === fields.get(label))?.content;

	await check(
		`${what} leaves exactly one contact for each of the ${rows.length} e-mail addresses`,
		() => complaintsAbout(rows, ({ Email }) => differs(byEmail.get(Email)?.length ?? 0, 1, Email)),
	);
	await check(`${what} makes no other contacts`, () =>
		differs(contacts.length, before.length + rows.length),
	);
	await check(`${what} brings names, second e-mails, phones and addresses`, () =>
		complaintsAbout(rows, (row) => {
			const contact = find(row);
			const address = contact?.addresses?.find(({ field }) => field === 'BILLING');
			return differs(
				[
					contact?.given_name,
					contact?.family_name,
					emailOf(contact ?? {}, 'EMAIL2') ?? '',
					contact?.phone_numbers?.find(({ field }) => field === 'PHONE1')?.number ?? '',
					address?.line1,
					address?.locality,
					address?.postal_code,
				],
				[
					row['First Name'],
					row['Last Name'],
					row['Second Email'],
					row.Phone,
					row.Street,
					row.City,
					row['Postal Code'],
				],
				row.Email,
			);
		}),
	);
	await check(`${what} turns country names into codes`, () =>
		complaintsAbout(rows, (row) =>
			differs(find(row)?.addresses?.[0]?.country_code, COUNTRY_CODES[row.Country], row.Email),
		),
	);
	await check(`${what} fills the custom fields by their names`, () =>
		complaintsAbout(rows, (row) => {
			const contact = find(row);
			return differs(
				[custom(contact, 'Membership Level'), String(custom(contact, 'Renewal Date')).slice(0, 10)],
				[row['Membership Level'], row['Renewal Date']],
				row.Email,
			);
		}),
	);
	await check(`${what} tags every contact`, () =>
		complaintsAbout(rows, (row) => {
			const names = find(row)?.tag_ids?.map((id) => tagNames.get(String(id))) ?? [];
			return names.includes(row.Tag)
				? undefined
				: `${row.Email} has ${JSON.stringify(names)}, not ${row.Tag}`;
		}),
	);
}

/** Between two imports somebody adds what the file knows nothing of. */
async function checkSecondImport(rest, keap, { rows, before }) {
	const fields = await keap.customFields();
	const color = fields.get('Favorite Color');
	const contacts = await keap.contacts();
	const touched = contacts.filter((contact) =>
		rows.slice(0, 50).some(({ Email }) => emailOf(contact, 'EMAIL1') === Email),
	);
	for (const { id, email_addresses: emails, custom_fields: values } of touched) {
		await keap.changeContact(id, {
			email_addresses: [
				...emails.map(({ email, field }) => ({ email, field })),
				{ email: `third-${id}@example.net`, field: 'EMAIL3' },
			],
			custom_fields: [
				...values.filter((value) => value.id !== color),
				{ id: color, content: `Shade ${id}` },
			],
		});
	}
	const execution = await step(
		'Running the import example once more, in the server',
		async () => await rest.execute(IMPORT.id, IMPORT.trigger),
	);
	await check('the second import ends with success', () =>
		differs(execution.status, 'success', execution.error?.message ?? 'status'),
	);
	await checkImport(keap, rows, before, 'the second import');

	const after = new Map((await keap.contacts()).map((contact) => [contact.id, contact]));
	await check('a third e-mail address put on 50 contacts meanwhile is still there', () =>
		touched.length === 50
			? complaintsAbout(touched, ({ id }) =>
					differs(emailOf(after.get(id), 'EMAIL3'), `third-${id}@example.net`, id),
				)
			: `only ${touched.length} contacts found`,
	);
	await check('a custom field filled on 50 contacts meanwhile is still filled', () =>
		complaintsAbout(touched, ({ id }) =>
			differs(
				after.get(id).custom_fields.find((value) => value.id === color)?.content,
				`Shade ${id}`,
				id,
			),
		),
	);
}

async function checkOutputSchemas(rest) {
	const schemaOf = async (resource, operation) =>
		await rest.outputSchema({ node: NODES[0], version: '1.0.0', resource, operation });
	await check('n8n shows what an operation returns before it has run', async () => {
		const read = await schemaOf('contact', 'getMany');
		const written = await schemaOf('contact', 'upsert');
		return differs(
			[read.properties.given_name, written.properties.outcome],
			[{ type: ['string', 'null'] }, { type: 'string' }],
		);
	});
}

async function checkCredentialTest(rest) {
	const good = await rest.testCredential(CREDENTIAL, { apiKey: SANDBOX_KEY });
	await check("the credential's test accepts the right key", () =>
		differs(good.status, 'OK', good.message),
	);
	const bad = await rest.testCredential(CREDENTIAL, { apiKey: 'KeapAK-wrong' });
	await check("the credential's test refuses a wrong key and says so plainly", () => {
		if (bad.status !== 'Error') return `status: ${bad.status}`;
		// Older ones have words of their own for it.
		const plain = isBefore(2, 41) ? /Authorization failed/ : /key/i;
		return plain.test(bad.message) && !bad.message.includes('KeapAK-wrong')
			? undefined
			: `message: ${bad.message}`;
	});
	console.log(`    (it says: ${bad.message})`);
}

async function checkSchedule(rest, keap) {
	const execution = await step(
		'Running the schedule example',
		async () => await rest.execute(SCHEDULE.id, SCHEDULE.trigger),
	);
	await check('the schedule example ends with success', () =>
		differs(execution.status, 'success', execution.error?.message ?? 'status'),
	);
	const items = execution.itemsOf(SCHEDULE.keap).map(({ json }) => json);
	const dayAgo = Date.now() - 24 * 60 * 60 * 1000;
	const changed = (await keap.contacts()).filter(
		(contact) => Date.parse(contact.update_time) >= dayAgo,
	);
	await check('it returns exactly the contacts that changed', () =>
		differs(
			items.map(({ id }) => Number(id)).sort((a, b) => a - b),
			changed.map(({ id }) => Number(id)).sort((a, b) => a - b),
		),
	);
	await check('custom fields come under their names', () =>
		complaintsAbout(items, ({ id, custom_fields: values }) =>
			values && 'Membership Level' in values
				? undefined
				: `contact ${id}: ${JSON.stringify(values)}`,
		),
	);
}

async function checkWebhook(rest, keap, port) {
	const form = {
		first_name: 'Nadia',
		last_name: 'Ferris',
		email: 'nadia.ferris@example.com',
		phone: '+1 555 555 0142',
		message: 'Please call me about the annual plan.',
	};
	await rest.activate(WEBHOOK.id);
	const send = async () =>
		await fetch(`http://127.0.0.1:${port}/webhook/${WEBHOOK.path}`, {
			method: 'POST',
			body: new URLSearchParams(form),
		});

	await check('the published webhook takes the form', async () =>
		differs(await statusOnceListening(send), 200),
	);
	await check('the webhook example ends with success', async () => await lastExecution(rest, 1));
	await send();
	await check('and once more for the same person', async () => await lastExecution(rest, 2));

	const found = (await keap.contacts()).filter(
		(contact) => emailOf(contact, 'EMAIL1') === form.email,
	);
	await check('the person is in Keap once', () =>
		differs(
			found.map((contact) => [contact.given_name, contact.family_name]),
			[['Nadia', 'Ferris']],
		),
	);
	if (found.length === 0) return;
	const notes = await keap.notes(found[0].id);
	await check('with a note of each message', () => {
		if (notes.length !== 2) return `${notes.length} notes`;
		return complaintsAbout(notes, ({ text }) =>
			text?.includes(form.message) ? undefined : `text: ${text}`,
		);
	});
	const tasks = await keap.tasks(found[0].id);
	await check('and a task for each', () => differs(tasks.length, 2));
}

/** n8n registers the address of a workflow a little after saying that it is published. */
async function statusOnceListening(send) {
	const deadline = Date.now() + 30_000;
	for (;;) {
		const { status } = await send();
		if (status !== 404 || Date.now() > deadline) return status;
		await pause(300);
	}
}

async function lastExecution(rest, count) {
	const deadline = Date.now() + 60_000;
	for (;;) {
		const executions = await rest.executions(WEBHOOK.id);
		if (executions.length >= count && executions.every(({ status }) => status === 'success'))
			return undefined;
		if (executions.some(({ status }) => ['error', 'crashed', 'canceled'].includes(status))) {
			const { error } = await rest.ended(executions[0].id, 5);
			return error?.message ?? executions[0].status;
		}
		if (Date.now() > deadline)
			return `executions: ${JSON.stringify(executions.map(({ status }) => status))}`;
		await pause(300);
	}
}

/** Looks for the key in everything that n8n wrote, its database included (there it may be only in encrypted form). */
async function whereTheKeyIs(rest, logFile, workflowIds) {
	const places = [logFile, ...filesIn(join(home, '.n8n'))];
	if (!places.some((file) => file.endsWith('database.sqlite'))) return 'n8n left no database';
	const found = places.filter((file) => readFileSync(file).includes(SANDBOX_KEY));
	for (const id of workflowIds) {
		for (const execution of await rest.executions(id)) {
			const { data } = await rest.ended(execution.id, 5);
			if (JSON.stringify(data).includes(SANDBOX_KEY)) found.push(`execution ${execution.id}`);
		}
	}
	return found.length > 0 ? found.join(', ') : undefined;
}

function filesIn(folder) {
	return readdirSync(folder, { recursive: true })
		.map((name) => join(folder, name))
		.filter((file) => !file.includes('node_modules') && statSync(file).isFile());
}

/** The example file holds no quotes and no commas within values. */
function readCsv(file) {
	const [head, ...lines] = readFileSync(file, 'utf8')
		.trimEnd()
		.split('\n')
		.map((line) => line.split(','));
	return lines.map((values) => Object.fromEntries(head.map((name, i) => [name, values[i]])));
}
