import type { INodeExecutionData } from 'n8n-workflow';

import type { Fault, FaultPlan, FaultRequest } from '../../sandbox';
import type { TestKeap } from '../support/keap';

/** What the tests of flows have in common: many items, and a Keap that responds oddly. */

/** The ids that the request of a fault plan carries in a property of its body. */
export function idsIn({ sandbox }: TestKeap, { n }: FaultRequest, property: string): string[] {
	const body = sandbox.log[n - 1]?.body as Record<string, unknown> | undefined;
	const ids = body?.[property];
	return Array.isArray(ids) ? ids.map(String) : [];
}

/** The faults of some requests, told by method and path; the others are left alone. */
export const on =
	(call: RegExp, fault: Fault | ((request: FaultRequest) => Fault | undefined)): FaultPlan =>
	(request) => {
		if (!call.test(`${request.method} ${request.path}`)) return undefined;
		return typeof fault === 'function' ? fault(request) : fault;
	};

export const rejected = (status: number, message: string): Fault => ({
	kind: 'status',
	status,
	body: { message },
});

/** A success with this body, with nothing done. */
export const returned = (body: unknown): Fault => ({ kind: 'status', status: 200, body });

export const counted = (keap: TestKeap, call: RegExp): number =>
	keap.calls().filter((made) => call.test(made)).length;

/** The items that failed. */
export const failedItems = (items: INodeExecutionData[]): number[] =>
	items.flatMap(({ error, pairedItem }) => (error ? [(pairedItem as { item: number }).item] : []));

/** Every object within a value. */
function objectsWithin(value: unknown, found = new Set<object>()): Set<object> {
	if (typeof value !== 'object' || value === null || found.has(value)) return found;
	found.add(value);
	for (const inner of Object.values(value)) objectsWithin(inner, found);
	return found;
}

/** How many objects two items have in common: a change to one would be seen in the other. */
export function sharedObjects(one: INodeExecutionData, other: INodeExecutionData): number {
	const first = objectsWithin(one);
	return [...objectsWithin(other)].filter((object) => first.has(object)).length;
}
