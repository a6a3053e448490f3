import { readRecord, writeRecord } from './record';
import { compare, storedParameters } from './stored';

/**
 * `npm run parameters`: what workflows that were saved with the node on record no longer find in this one, and what is new;
 * exits with 1 if anything has changed. `--write` adds what is new to the record; only `--lose` takes off it what the node
 * no longer has.
 */
const now = storedParameters();
const { lost, added } = compare(readRecord(), now);
const mayLose = process.argv.includes('--lose');
const writes = mayLose || process.argv.includes('--write');
for (const part of lost) console.log(`- ${part}`);
if (!writes) for (const part of added) console.log(`+ ${part}`);
if (writes && (mayLose || lost.length === 0)) {
	writeRecord(now);
	console.log(`${now.length} parameters on record`);
} else if (lost.length > 0) {
	console.error('Saved workflows hold these. Keep them, or take them off the record with --lose.');
	process.exitCode = 1;
} else if (added.length > 0) process.exitCode = 1;
