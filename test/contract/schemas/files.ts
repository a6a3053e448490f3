import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

import type { OutputSchema } from './jsonSchema';

/** Schemas by resource and operation, as in `contact/create`. */
export type Schemas = ReadonlyMap<string, OutputSchema>;

/** The folder of the node, in which n8n looks for the schemas of each version of the node. */
export const NODE_FOLDER = resolve(__dirname, '../../../nodes/Keap');
export const FOLDER = join(NODE_FOLDER, '__schema__');
const VERSION_FOLDER = join(FOLDER, 'v1.0.0');

export const fileOf = (operation: string) => join(VERSION_FOLDER, `${operation}.json`);

/** The schemas that are committed. */
export const committedSchemas = (): Schemas =>
	new Map(
		readdirSync(FOLDER, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map(({ parentPath, name }) => join(parentPath, name))
			.map((file) => [
				relative(VERSION_FOLDER, file)
					.replaceAll('\\', '/')
					.replace(/\.json$/, ''),
				JSON.parse(readFileSync(file, 'utf8')) as OutputSchema,
			]),
	);
