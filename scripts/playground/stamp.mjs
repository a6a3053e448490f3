/**
 * Remembers what a step was done from, so that the next start can skip it.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Whether `file` says that the step was last done from exactly this. */
export function isStamped(file, value) {
	try {
		return readFileSync(file, 'utf8') === value;
	} catch {
		return false;
	}
}

export function stamp(file, value) {
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, value);
}

export function unstamp(file) {
	rmSync(file, { force: true });
}

/** One hash over files and whole folders (names and contents). What does not exist counts as empty. */
export function hashOf(paths) {
	const hash = createHash('sha256');
	for (const path of paths) addTo(hash, path);
	return hash.digest('hex');
}

function addTo(hash, path) {
	const stats = statSync(path, { throwIfNoEntry: false });
	if (!stats) return;
	hash.update(`${path}\0`);
	if (!stats.isDirectory()) {
		hash.update(readFileSync(path));
		return;
	}
	for (const name of readdirSync(path).sort()) addTo(hash, join(path, name));
}
