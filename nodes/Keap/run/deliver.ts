import type { Answer } from '../api/request';
import { toFile } from './files';
import type { Job } from './job';
import type { Prepared } from './prepare';

/** Hands an answer on as the item's output. */
export async function deliver(job: Job, item: Prepared, { body }: Answer): Promise<void> {
	const { operation, results } = job;
	const { output } = operation;
	switch (output.kind) {
		case 'deleted':
			return results.add(item.index, { deleted: true });
		case 'done':
			return results.add(item.index, { success: true });
		case 'text':
			return results.add(item.index, { [output.as]: body ?? '' });
		case 'base64File':
			return await toFile(job, item, String(body ?? ''));
		case 'record':
			return await record(job, item, inside(body, output.within));
		case 'list':
			return await record(job, item, body);
	}
}

const inside = (body: unknown, property: string | undefined): unknown =>
	property && typeof body === 'object' && body !== null && property in body
		? (body as Record<string, unknown>)[property]
		: body;

async function record({ results, shaper }: Job, item: Prepared, body: unknown): Promise<void> {
	// Some writes are answered without a body where the documents promise one.
	results.add(
		item.index,
		body === undefined ? { success: true } : await shaper.shape(body, item.simplify),
	);
}
