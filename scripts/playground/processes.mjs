/**
 * Child processes: run one to its end, or keep one running, and never leave one behind.
 */
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';

const GRACE_MS = 15_000;
const WINDOWS = process.platform === 'win32';

/** Every child that has not ended yet. */
const running = new Set();

/** A child that did not do what it was started for. `log` holds what it printed. */
export class ChildFailed extends Error {
	constructor(message, log) {
		super(message);
		this.log = log;
	}

	static ended(what, code, log) {
		return new ChildFailed(
			`${what} ended with ${code === null ? 'a signal' : `exit code ${code}`}.`,
			log,
		);
	}
}

/**
 * Starts a child. On Unix it leads its own process group, so that stopping it also stops what it started.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, logFile: string, append?: boolean, user?: { uid: number, gid: number } }} options
 *   all output goes to `logFile`; `user` is whom the child runs as, if not as this process
 * @returns {{ pid: number, logFile: string, ended: Promise<number | null>, stop: () => Promise<void>, kill: () => Promise<void> }}
 *   `stop` lets the child end in its own way, `kill` does not
 */
export function start(command, args, { cwd, env, logFile, append = false, user }) {
	mkdirSync(dirname(logFile), { recursive: true });
	const log = openSync(logFile, append ? 'a' : 'w');
	const child = spawn(command, args, {
		cwd,
		env,
		detached: !WINDOWS,
		windowsHide: true,
		stdio: ['ignore', log, log],
		...user,
	});
	closeSync(log);
	const ended = new Promise((resolve) => {
		child.once('error', () => resolve(127));
		child.once('exit', (code) => resolve(code));
	});
	const kill = async () => {
		signal(child, 'SIGKILL');
		await ended;
	};
	const handle = { pid: child.pid, logFile, ended, stop: () => stop(child, ended), kill };
	running.add(handle);
	void ended.then(() => running.delete(handle));
	return handle;
}

/**
 * Runs a command to its end.
 * @param {string} what for the message, should it fail
 * @throws {ChildFailed} when the exit code is not 0
 * @returns {Promise<string>} everything it printed
 */
export async function run(what, command, args, options) {
	const child = start(command, args, options);
	const code = await child.ended;
	const log = readLog(child.logFile);
	if (code !== 0) throw ChildFailed.ended(what, code, log);
	return log;
}

/** Stops every child that is still there. */
export async function stopAll() {
	await Promise.all([...running].map(async (child) => await child.stop()));
}

export function readLog(file) {
	try {
		return readFileSync(file, 'utf8');
	} catch {
		return '';
	}
}

async function stop(child, ended) {
	signal(child, 'SIGTERM');
	const timer = setTimeout(() => signal(child, 'SIGKILL'), GRACE_MS);
	await ended;
	clearTimeout(timer);
	// The child is gone; whatever it had started and left behind goes too.
	signal(child, 'SIGKILL');
}

function signal(child, name) {
	if (!child.pid) return;
	try {
		if (!WINDOWS) process.kill(-child.pid, name);
		else if (child.exitCode === null)
			spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
	} catch {
		// No such process: it has ended, which is what was wanted.
	}
}
