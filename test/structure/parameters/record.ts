import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The parameters that are on record: those that workflows may have stored. */
const RECORD = resolve(__dirname, 'parameters.txt');

export const readRecord = (): string[] =>
	readFileSync(RECORD, 'utf8')
		.split('\n')
		.filter((line) => line !== '');

export const writeRecord = (lines: readonly string[]): void =>
	writeFileSync(RECORD, `${lines.join('\n')}\n`);
