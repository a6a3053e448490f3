import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

import { fileOf, FOLDER, type Facts } from './facts';

/** Writes facts the way the formatter of this repository wants them: one line for each that fits into one. */
export async function writeFacts(facts: Facts, folder = FOLDER): Promise<string> {
	const file = fileOf(facts.version, folder);
	const style = await resolveConfig(fileOf(facts.version, FOLDER));
	writeFileSync(file, await format(JSON.stringify(facts), { ...style, parser: 'json' }));
	return file;
}
