import { readRecord, writeRecord } from './record';
import { compare, storedParameters } from './stored';

/**
 * `npm run parameters`: what workflows that were saved with the node on record no longer find in this one, and what is new;
 * exits with 1 if anything has changed. `--write` puts this node's parameters on record.
 */
const now = storedParameters();
if (process.argv.includes('--write')) {
	writeRecord(now);
	console.log(`${now.length} parameters on record`);
} else {
	const { lost, added } = compare(readRecord(), now);
	for (const part of lost) console.log(`- ${part}`);
	for (const part of added) console.log(`+ ${part}`);
	if (lost.length + added.length > 0) process.exitCode = 1;
}
