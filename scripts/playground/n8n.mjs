/**
 * A whole n8n: install it once, then run its commands or its server on a home of its own.
 */
import { createRequire } from 'node:module';
import { existsSync, mkdirSync, realpathSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { npm } from './npm.mjs';
import { EXAMPLES, N8N_DIR, N8N_VERSION, PLAYGROUND, REPO } from './paths.mjs';
import { run, start } from './processes.mjs';
import { step } from './progress.mjs';
import { REDIRECT } from './sandbox.mjs';
import { isStamped, stamp, unstamp } from './stamp.mjs';
import { until } from './wait.mjs';

/** The owner of the playground's n8n. It listens on this machine only, so the password is no secret. */
export const OWNER = { email: 'owner@example.com', password: 'Playground1' };
const OWNER_PASSWORD_HASH = '$2a$10$o1/4nunTrJ8Xgkr6POnCkuCKPbjLOkiTO6BxRNZhWi.DzaS91PSZi';

const STAMP = join(PLAYGROUND, 'n8n.stamp');
const GIGABYTE = 1024 ** 3;

/** Downloads n8n, unless this very version is there. @param {string} node the Node it will run under */
export async function ensureN8n(node) {
	// What a tag such as `latest` means changes; a version stays what it is.
	if (
		/^\d/.test(N8N_VERSION) &&
		isStamped(STAMP, N8N_VERSION) &&
		existsSync(join(N8N_DIR, 'node_modules', 'n8n', 'bin', 'n8n'))
	)
		return;
	unstamp(STAMP);
	rmSync(N8N_DIR, { recursive: true, force: true });
	mkdirSync(N8N_DIR, { recursive: true });
	// Older ones take xlsx from its makers' own server, of which a network with a registry alone knows nothing.
	const overrides = { xlsx: '0.18.5' };
	writeFileSync(
		join(N8N_DIR, 'package.json'),
		`${JSON.stringify({ private: true, dependencies: { n8n: N8N_VERSION }, overrides })}\n`,
	);
	const options = { cwd: N8N_DIR, node };
	console.log(
		`  n8n ${N8N_VERSION} is about 3 GB on disk; this takes 4 to 12 minutes, the first time only.`,
	);
	await step(
		'Downloading n8n',
		async ({ done }) => {
			await npm(
				'The download of n8n',
				['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
				{
					...options,
					logFile: join(PLAYGROUND, 'logs', 'n8n-install.log'),
				},
			);
			// The one native part that does not bring its binary along.
			await npm(
				"The set-up of n8n's database driver",
				['rebuild', 'sqlite3', '--ignore-scripts=false', '--loglevel=error'],
				{
					...options,
					logFile: join(PLAYGROUND, 'logs', 'n8n-sqlite.log'),
				},
			);
			done(`n8n ${N8N_VERSION} downloaded`);
		},
		{ detail: writtenSince(PLAYGROUND) },
	);
	stamp(STAMP, N8N_VERSION);
}

/**
 * One n8n with its own home.
 * @param {{ node: string, home: string, port: number, brokerPort: number, sandboxUrl: string, logFile: string, variables?: Record<string, string> }} options
 *   `variables` are settings of n8n beyond those of the playground
 */
export function n8nInstance({ node, home, port, brokerPort, sandboxUrl, logFile, variables }) {
	const bin = join(N8N_DIR, 'node_modules', 'n8n', 'bin', 'n8n');
	const env = { ...environment({ home, port, brokerPort, sandboxUrl }), ...variables };
	const args = ['--require', REDIRECT, bin];
	const url = `http://localhost:${port}`;

	return {
		url,

		/** Runs one n8n command, such as `import:workflow`. @returns {Promise<string>} what it printed */
		async command(...command) {
			return await run(`n8n ${command[0]}`, node, [...args, ...command], {
				cwd: REPO,
				env,
				logFile,
				append: true,
			});
		},

		/** Starts the server with its editor. @returns once it answers */
		async serve() {
			const child = start(node, [...args, 'start'], { cwd: REPO, env, logFile, append: true });
			await until(async () => await isReady(`http://127.0.0.1:${port}`), {
				seconds: 180,
				child,
				what: 'n8n',
			});
			return child;
		},

		/** Starts a worker of queue mode; its health is asked at the port. @returns once it takes executions */
		async work(concurrency) {
			const child = start(node, [...args, 'worker', `--concurrency=${concurrency}`], {
				cwd: REPO,
				env: {
					...env,
					N8N_WORKER_SERVER_ADDRESS: '127.0.0.1',
					QUEUE_HEALTH_CHECK_ACTIVE: 'true',
					QUEUE_HEALTH_CHECK_PORT: String(port),
				},
				logFile,
				append: true,
			});
			await until(async () => (await fetch(`http://127.0.0.1:${port}/healthz/readiness`)).ok, {
				seconds: 180,
				child,
				what: 'The worker',
			});
			return child;
		},

		/** The ids of what a table of n8n's database holds. @param {'workflow_entity' | 'credentials_entity'} table */
		async idsIn(table) {
			return await readIds(join(home, '.n8n', 'database.sqlite'), table);
		},
	};
}

/** n8n answers long before it is ready: first with a text that says so, then without its editor. */
async function isReady(url) {
	const settings = await (await fetch(`${url}/rest/settings`)).json();
	const editor = await fetch(`${url}/`);
	return Boolean(settings.data) && editor.ok && (await editor.text()).includes('<html');
}

/** Only what n8n needs: settings of another n8n in this shell have no business in the playground. */
function environment({ home, port, brokerPort, sandboxUrl }) {
	const inherited = Object.entries(process.env).filter(
		([name]) =>
			!/^(N8N|DB|EXECUTIONS|QUEUE|NODES|CREDENTIALS|WORKFLOWS|EXTERNAL|WEBHOOK|GENERIC|npm)_/i.test(
				name,
			),
	);
	return {
		...Object.fromEntries(inherited),
		KEAP_SANDBOX_URL: sandboxUrl,
		N8N_USER_FOLDER: home,
		N8N_PORT: String(port),
		N8N_HOST: 'localhost',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_RUNNERS_BROKER_PORT: String(brokerPort),
		GENERIC_TIMEZONE: Intl.DateTimeFormat().resolvedOptions().timeZone,
		N8N_SECURE_COOKIE: 'false',
		N8N_GRACEFUL_SHUTDOWN_TIMEOUT: '5',
		N8N_RESTRICT_FILE_ACCESS_TO: realpathSync(EXAMPLES),

		// The owner stands before the first visit; no set-up form, no survey.
		N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'true',
		N8N_INSTANCE_OWNER_EMAIL: OWNER.email,
		N8N_INSTANCE_OWNER_FIRST_NAME: 'Playground',
		N8N_INSTANCE_OWNER_LAST_NAME: 'Owner',
		N8N_INSTANCE_OWNER_PASSWORD_HASH: OWNER_PASSWORD_HASH,
		N8N_PERSONALIZATION_ENABLED: 'false',

		// Nothing leaves this machine.
		N8N_DIAGNOSTICS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
		N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
		N8N_DYNAMIC_BANNERS_ENABLED: 'false',
		N8N_TEMPLATES_ENABLED: 'false',
		N8N_HIRING_BANNER_ENABLED: 'false',
		N8N_VERIFIED_PACKAGES_ENABLED: 'false',
		N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
		N8N_AI_ENABLED: 'false',
		N8N_DISABLED_MODULES: ['mcp-registry', 'instance-ai'].filter(hasModule).join(','),
		EXTERNAL_FRONTEND_HOOKS_URLS: '',
	};
}

/** Whether this n8n has a module: it refuses to start without one that it doesn't know. */
const hasModule = (name) =>
	existsSync(join(N8N_DIR, 'node_modules', 'n8n', 'dist', 'modules', name));

async function readIds(file, table) {
	if (!existsSync(file)) return [];
	const { Database, OPEN_READONLY } = createRequire(join(N8N_DIR, 'package.json'))('sqlite3');
	return await new Promise((resolve) => {
		const database = new Database(file, OPEN_READONLY, () => {
			database.all(`SELECT id FROM ${table}`, (error, rows) => {
				database.close();
				// Without the table nothing has been imported yet.
				resolve(error ? [] : rows.map(({ id }) => id));
			});
		});
	});
}

/** How much the disk has filled up since now: rough, but it costs nothing and shows that things move. */
function writtenSince(folder) {
	mkdirSync(folder, { recursive: true });
	const free = () => {
		const { bavail, bsize } = statfsSync(folder);
		return bavail * bsize;
	};
	const before = free();
	return () => `${Math.max(0, (before - free()) / GIGABYTE).toFixed(1)} GB so far`;
}
