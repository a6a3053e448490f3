/**
 * Every way in which a person or a machine asks the playground to end.
 */
import { readFileSync } from 'node:fs';

const CTRL_C = 3;
const CTRL_D = 4;
const PARENT_CHECK_MS = 1_000;

/** Calls `stop` when the playground is asked to end, be it several times. @param {() => void} stop */
export function onEnd(stop) {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
	takeCtrlC(stop);
	noticeParentGone(stop);
}

/**
 * npm puts a shell between the terminal and this process. Some shells (dash, cmd) end on Ctrl-C before we have stopped, and
 * make npm report a failure. Read as a key, Ctrl-C reaches this process alone.
 */
function takeCtrlC(stop) {
	if (!process.stdin.isTTY || !ownsTerminal()) return;
	process.stdin.setRawMode(true);
	process.stdin.on('data', (keys) => {
		if (keys.includes(CTRL_C) || keys.includes(CTRL_D)) stop();
	});
	process.stdin.unref();
}

/** A process in the background must not touch the terminal. macOS' shells wait for us, so there is no need to know there. */
function ownsTerminal() {
	if (process.platform === 'win32') return true;
	try {
		const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');
		const [, , group, , , foregroundGroup] = fields;
		return group === foregroundGroup;
	} catch {
		return false;
	}
}

/** When npm is ended by a signal of its own, its shell goes first and tells nobody. */
function noticeParentGone(stop) {
	if (!process.env.npm_lifecycle_event) return;
	const parent = process.ppid;
	setInterval(() => {
		if (process.ppid !== parent) stop();
	}, PARENT_CHECK_MS).unref();
}
