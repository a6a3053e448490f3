import type { Answer } from '../api/request';
import { toFile } from './files';
import type { Job } from './job';
import type { Prepared } from './prepare';

/** Hands an answer on as the item's output. */
export async function deliver(job: Job, item: Prepared, { body }: Answer): Promise<void> {
	const { operation, results, shaper } = job;
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
		case 'list':
			// Some writes are answered without a body where the documents promise one.
			if (body === undefined) return results.add(item.index, { success: true });
			return results.add(item.index, await shaper.shape(body, item.simplify));
	}
}
