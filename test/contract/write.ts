import { writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';

import { fileOf, FOLDER, type Facts } from './facts';

/**
 * JSON the way the formatter of this repository wants it: one line for each that fits into one.
 * @param place a file of this repository, whose style is taken
 */
export async function formatted(value: unknown, place: string): Promise<string> {
	const style = await resolveConfig(place);
	return await format(JSON.stringify(value), { ...style, parser: 'json' });
}

export async function writeFacts(facts: Facts, folder = FOLDER): Promise<string> {
	const file = fileOf(facts.version, folder);
	writeFileSync(file, await formatted(facts, fileOf(facts.version, FOLDER)));
	return file;
}
