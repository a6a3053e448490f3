import type { KeapResponse } from '../../api/request';
import type { PreparedItem } from '../inputs/prepare';
import { toFile } from './download';
import type { OutputContext } from './outputContext';

/** Hands a response on as the item's output. */
export async function deliver(
	run: OutputContext,
	item: PreparedItem,
	{ body }: KeapResponse,
): Promise<void> {
	const { operation, results } = run;
	const { output } = operation;
	switch (output.kind) {
		case 'deleted':
			return results.add(item.index, { deleted: true });
		case 'done':
			return results.add(item.index, { success: true });
		case 'text':
			return results.add(item.index, { [output.as]: body ?? '' });
		case 'base64File':
			return await toFile(run, item, String(body ?? ''));
		case 'record':
			return await record(run, item, inside(body, output.within));
		case 'list':
			return await record(run, item, body);
	}
}

const inside = (body: unknown, property: string | undefined): unknown =>
	property && typeof body === 'object' && body !== null && property in body
		? (body as Record<string, unknown>)[property]
		: body;

async function record(
	{ results, simplifier }: OutputContext,
	item: PreparedItem,
	body: unknown,
): Promise<void> {
	// Some writes are answered without a body where the documents promise one.
	results.add(
		item.index,
		body === undefined ? { success: true } : await simplifier.simplify(body, item.simplify),
	);
}
