import { createHash } from 'node:crypto';

/**
 * Whether a mutant is among the percentage that is tried. That doesn't depend on what other mutants there are, so that a
 * change elsewhere leaves a sample as it is.
 */
export function isSampled({ fileName, location, replacement }, { percent, seed }) {
	const path = fileName.slice(fileName.lastIndexOf('nodes'));
	const text = JSON.stringify([seed, path, location, replacement]);
	return createHash('sha256').update(text).digest().readUInt32BE() < (percent / 100) * 2 ** 32;
}
