import type { Operation } from '../../descriptor/operation';
import type { Flow } from '../job';
import { gatheredBodies } from './gatheredBodies';
import { gatheredRead } from './gatheredRead';
import { gatheredWrite } from './gatheredWrite';
import { listing } from './listing';
import { mergedWrite } from './mergedWrite';
import { rawRequest } from './rawRequest';
import { single } from './single';
import { upsert } from './upsert';

const GATHERED = { read: gatheredRead, write: gatheredWrite, bodies: gatheredBodies };
const NAMED = { upsert, rawRequest };

/** How the items of an operation are carried out; it follows from what its descriptor states. */
export function flowOf({ flow, gather, merge, list }: Operation): Flow {
	if (flow) return NAMED[flow];
	if (gather) return GATHERED[gather.kind];
	if (merge) return mergedWrite;
	return list ? listing : single;
}
