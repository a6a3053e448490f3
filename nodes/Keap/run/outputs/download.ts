import { OUTPUT_PROPERTY } from '../../descriptor/names';
import { pathFor } from '../inputs/path';
import type { PreparedItem } from '../inputs/prepare';
import type { OutputContext } from './outputContext';

/** Makes binary data of a downloaded file, under the name that Keap has for it. */
export async function toFile(
	run: OutputContext,
	item: PreparedItem,
	base64: string,
): Promise<void> {
	const { operation, client, context, results } = run;
	if (operation.output.kind !== 'base64File') return;
	const { about, name } = operation.output;
	const { body } = await client.send({ method: 'GET', path: pathFor({ path: about }, item) });
	const record = (body ?? {}) as Record<string, unknown>;
	const buffer = Buffer.from(base64, 'base64');
	const binary = await context.helpers.prepareBinaryData(buffer, String(record[name] ?? 'file'));
	const property = String(item.options[OUTPUT_PROPERTY] ?? 'data');
	results.add(item.index, record, { [property]: binary });
}
