import type { Operation } from '../../descriptor/operation';
import { batchCreate } from './batchCreate';
import { batchRead } from './batchRead';
import { batchWrite } from './batchWrite';
import { listing } from './listing';
import { mergedWrite } from './mergedWrite';
import { rawRequest } from './rawRequest';
import type { Flow } from './runContext';
import { single } from './single';
import { upsert } from './upsert';

const BATCHES = { read: batchRead, write: batchWrite, create: batchCreate };
const NAMED = { upsert, rawRequest };

/** How the items of an operation are carried out; it follows from what its descriptor states. */
export function flowOf({ flow, batch, merge, list }: Operation): Flow {
	if (flow) return NAMED[flow];
	if (batch) return BATCHES[batch.kind];
	if (merge) return mergedWrite;
	return list ? listing : single;
}
