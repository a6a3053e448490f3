import type { PreparedItem } from '../inputs/preparedItem';
import { batchCreate } from './batchCreate';
import { batchRead } from './batchRead';
import { batchWrite } from './batchWrite';
import { listing } from './listing';
import { mergedWrite } from './mergedWrite';
import { rawRequest } from './rawRequest';
import type { RunContext } from './runContext';
import { single } from './single';
import { upsert } from './upsert';

/** Carries out items in the way that their operation states. */
export async function flow(run: RunContext, items: readonly PreparedItem[]): Promise<void> {
	const { flow: spec } = run.operation;
	switch (spec.kind) {
		case 'single':
			return await single(run, items, spec);
		case 'list':
			return await listing(run, items, spec);
		case 'batchRead':
			return await batchRead(run, items, spec);
		case 'batchWrite':
			return await batchWrite(run, items, spec);
		case 'batchCreate':
			return await batchCreate(run, items, spec);
		case 'mergedWrite':
			return await mergedWrite(run, items, spec);
		case 'upsert':
			return await upsert(run, items, spec);
		case 'rawRequest':
			return await rawRequest(run, items, spec);
	}
}
