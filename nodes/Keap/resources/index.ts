import type { Operation, Resource } from '../descriptor/operation';
import { contact } from './contact';
import { tag } from './tag';

/** Everything the node offers. */
export const resources: readonly Resource[] = [contact, tag];

const operations = new Map(
	resources.flatMap((resource) =>
		resource.operations.map(
			(operation) => [`${resource.value} ${operation.value}`, operation] as const,
		),
	),
);

export const findOperation = (resource: string, operation: string): Operation | undefined =>
	operations.get(`${resource} ${operation}`);
