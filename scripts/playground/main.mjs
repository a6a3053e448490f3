/**
 * The course of `npm start`: prepare what is missing, start both servers, and stop them together.
 */
import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { exampleWorkflows, importExamples } from './examples.mjs';
import { onEnd } from './endings.mjs';
import { ensureN8n, n8nInstance, OWNER } from './n8n.mjs';
import { BadOption, readOptions, USAGE } from './options.mjs';
import { ensureBuild, ensureDependencies, placePackage } from './package.mjs';
import { HOME, N8N_VERSION, PLAYGROUND, REPO } from './paths.mjs';
import { freePortNear, isFree } from './ports.mjs';
import { ChildFailed, readLog, stopAll } from './processes.mjs';
import { step } from './progress.mjs';
import { ensureNode } from './runtime.mjs';
import { SANDBOX_KEY, startSandbox } from './sandbox.mjs';

const LOGS = join(PLAYGROUND, 'logs');
const LAST_LINES = 25;

/** Something the person at the keyboard can put right; the message says how. */
class Advice extends Error {}

/** @param {string[]} argv */
export async function main(argv) {
	let stopping = false;
	const stop = async () => {
		if (stopping) return;
		stopping = true;
		console.log('\n  Stopping …');
		await stopAll();
		console.log('✔ Stopped. `npm start` goes on from here.');
		process.exit(0);
	};
	onEnd(() => void stop());

	try {
		const options = readOptions(argv);
		if (options.help) {
			console.log(USAGE);
			return;
		}
		const servers = await bringUp(options);
		const ended = await Promise.race(
			servers.map(async ({ name, child }) => ({ name, child, code: await child.ended })),
		);
		if (!stopping) throw ChildFailed.ended(ended.name, ended.code, readLog(ended.child.logFile));
	} catch (error) {
		// While stopping, whatever was under way fails, as it should.
		if (stopping) return await new Promise(() => {});
		stopping = true;
		await stopAll();
		explain(error);
		process.exit(1);
	}
}

async function bringUp(options) {
	console.log(`\nThe Keap node in n8n ${N8N_VERSION}, with a Keap that runs on this machine\n`);
	await checkPorts(options);
	mkdirSync(PLAYGROUND, { recursive: true });

	await ensureDependencies();
	await ensureBuild();
	const node = await ensureNode();
	await ensureN8n(node);

	if (options.fresh) rmSync(HOME, { recursive: true, force: true });
	mkdirSync(HOME, { recursive: true });
	const sandbox = await step('Starting the sandbox', async ({ done }) => {
		const started = await startSandbox({
			node,
			port: options.sandboxPort,
			contacts: options.contacts,
			limits: options.limits,
			file: join(HOME, `keap-${options.contacts}.sqlite`),
			logFile: join(LOGS, 'sandbox.log'),
		});
		const pace = options.limits
			? 'with the limits of Keap: 10 calls a second, 240 a minute'
			: 'without limits';
		done(`Sandbox on ${started.url}, ${options.contacts} contacts to begin with, ${pace}`);
		return started;
	});

	await placePackage(HOME);
	const n8n = n8nInstance({
		node,
		home: HOME,
		port: options.port,
		brokerPort: await freePortNear(5679),
		sandboxUrl: sandbox.url,
		logFile: join(LOGS, 'n8n.log'),
	});
	await step('Bringing the examples into n8n', async ({ done }) => {
		const count = await importExamples(n8n, {
			home: HOME,
			apiKey: SANDBOX_KEY,
			sandboxUrl: sandbox.url,
		});
		done(
			count > 0
				? 'Credential and example workflows are in n8n'
				: 'Your workflows are as you left them',
		);
	});
	const server = await step('Starting n8n', async ({ done }) => {
		const child = await n8n.serve();
		done('n8n is running');
		return child;
	});

	console.log(`
  Open       ${n8n.url}
  E-mail     ${OWNER.email}
  Password   ${OWNER.password}
  Try        ${exampleWorkflows()
		.map(({ name }) => name)
		.join('\n             ')}
  Events     ${sandbox.url}/__sandbox/hooks shows what Keap tells n8n. While an example listens, or once it is published:
             5: ${eventBy(sandbox.url, { eventKey: 'contactGroup.applied', ids: [5], contactIds: [7] })}
             6: ${eventBy(sandbox.url, { eventKey: 'order.add', ids: [1] })}
  Logs       ${relative(REPO, LOGS)}

  Ctrl-C stops everything.
`);
	return [
		{ name: 'The sandbox', child: sandbox },
		{ name: 'n8n', child: server },
	];
}

/** The command that makes the sandbox tell of something. */
const eventBy = (url, event) =>
	`curl ${url}/__sandbox/hooks/events --json '${JSON.stringify(event)}'`;

async function checkPorts({ port, sandboxPort }) {
	if (port === sandboxPort)
		throw new Advice(`n8n and the sandbox cannot both stand on port ${port}.`);
	for (const [number, option, what] of [
		[port, '--port', "n8n's editor"],
		[sandboxPort, '--sandbox-port', 'the sandbox'],
	]) {
		if (await isFree(number)) continue;
		throw new Advice(
			`Port ${number}, meant for ${what}, is taken by another program (perhaps by another \`npm start\`).\n` +
				`  Stop that program, or choose another port:  npm start -- ${option} ${number + 10}`,
		);
	}
}

function explain(error) {
	console.error(`\n✖ ${error.message}`);
	if (error instanceof BadOption) console.error(USAGE);
	else if (error instanceof ChildFailed) {
		const tail = error.log.trimEnd().split('\n').slice(-LAST_LINES);
		console.error(`\n  The last it printed:\n\n${tail.map((line) => `    ${line}`).join('\n')}\n`);
	} else if (!(error instanceof Advice)) console.error(error.stack);
}
