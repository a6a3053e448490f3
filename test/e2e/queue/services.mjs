/**
 * Redis and PostgreSQL for one test: Debian's own, with their data in a folder that goes with the test.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { freePort } from '../../../scripts/playground/ports.mjs';
import { readLog, run, start } from '../../../scripts/playground/processes.mjs';
import { until } from '../../../scripts/playground/wait.mjs';
import { installPackages } from '../debian.mjs';

const PACKAGES = ['redis-server', 'postgresql'];
/** Where Debian keeps PostgreSQL, a folder for each version. */
const POSTGRESQL = '/usr/lib/postgresql';

/** PostgreSQL's superuser and database here. It listens on this machine only, and asks for no password. */
const USER = 'n8n';
const DATABASE = 'postgres';

const isRoot = () => process.getuid?.() === 0;

/**
 * Installs what is missing, as root on Debian or Ubuntu.
 * @throws Error elsewhere
 */
export async function ensureServices() {
	if (redisServer() && postgresFolder()) return;
	await installPackages({ what: 'Redis and PostgreSQL', packages: PACKAGES });
}

/**
 * Starts both.
 * @param {{ home: string, logOf: (name: string) => string }} options
 * @returns what n8n has to know of them, as environment variables
 */
export async function startServices({ home, logOf }) {
	const redisPort = await startRedis(home, logOf('redis'));
	const postgresPort = await startPostgres(home, logOf('postgresql'));
	return {
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redisPort),
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(postgresPort),
		DB_POSTGRESDB_USER: USER,
		DB_POSTGRESDB_DATABASE: DATABASE,
	};
}

const redisServer = () =>
	(process.env.PATH ?? '')
		.split(delimiter)
		.map((folder) => join(folder, 'redis-server'))
		.find(existsSync);

/** The programs of the newest PostgreSQL. */
const postgresFolder = () =>
	(existsSync(POSTGRESQL) ? readdirSync(POSTGRESQL) : [])
		.sort((a, b) => Number(b) - Number(a))
		.map((version) => join(POSTGRESQL, version, 'bin'))
		.find((folder) => existsSync(join(folder, 'initdb')));

async function startRedis(home, logFile) {
	const port = await freePort();
	const options = { port, bind: '127.0.0.1', dir: home, save: '', appendonly: 'no' };
	const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
	const child = start(redisServer(), args, { logFile });
	const isReady = async () => readLog(logFile).includes('Ready to accept connections');
	await until(isReady, { seconds: 30, child, what: 'Redis' });
	return port;
}

async function startPostgres(home, logFile) {
	const folder = postgresFolder();
	const data = join(home, 'postgresql');
	mkdirSync(data);
	const user = isRoot() ? postgresUser() : undefined;
	if (user) {
		chownSync(data, user.uid, user.gid);
		// Its own user has to get to its data.
		chmodSync(home, 0o711);
	}
	const options = { cwd: data, logFile, user };
	const init = ['--pgdata', data, '--username', USER, '--auth', 'trust', '--encoding', 'UTF8'];
	await run('initdb', join(folder, 'initdb'), [...init, '--no-sync'], options);

	const port = await freePort();
	const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: '', fsync: 'off' };
	const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const child = start(join(folder, 'postgres'), ['-D', data, '-p', String(port), ...args], {
		...options,
		append: true,
	});
	const isReady = async () =>
		execFileSync(join(folder, 'pg_isready'), ['-h', '127.0.0.1', '-p', String(port), '-U', USER])
			.length > 0;
	await until(isReady, { seconds: 30, child, what: 'PostgreSQL' });
	return port;
}

/** PostgreSQL refuses to run as root; its package brings a user along. */
function postgresUser() {
	const idOf = (kind) => Number(execFileSync('id', [kind, 'postgres'], { encoding: 'utf8' }));
	return { uid: idOf('-u'), gid: idOf('-g') };
}
