import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { formatted } from '../write';
import { fileOf, FOLDER, type Schemas } from './files';

/** Makes the folder of the schemas hold these and nothing else. */
export async function writeSchemas(schemas: Schemas): Promise<void> {
	rmSync(FOLDER, { recursive: true, force: true });
	for (const [operation, schema] of schemas) {
		const file = fileOf(operation);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, await formatted(schema, file));
	}
}
