import type { IDataObject } from 'n8n-workflow';

import { newToken } from './address';
import type { Seen } from './repeats';

/**
 * What n8n keeps for the node as long as the workflow exists, across restarts and processes. It saves what has changed after
 * each delivery, and, in a test, for as long as the editor listens.
 */
export interface HookState {
	/** A part of the address. */
	token?: string;
	/** Whether Keap delivered all events the last time that it was asked. */
	subscribed?: boolean;
	/** The tags that start the workflow, by ID; absent where all do. */
	tags?: string[];
	/** What those are the IDs of: the digest of what is chosen, and of the account. */
	choice?: string;
	/** What was delivered. */
	seen?: Seen[];
}

export const stateOf = (context: { getWorkflowStaticData(type: 'node'): IDataObject }): HookState =>
	context.getWorkflowStaticData('node');

export const tokenOf = (state: HookState): string => (state.token ??= newToken());

/**
 * What this process has seen, by node: deliveries that come in at the same time each have a copy of the state from before
 * the other.
 */
const remembered = new Map<string, readonly Seen[]>();

const merge = (...lists: ReadonlyArray<readonly Seen[]>): Seen[] => [
	...new Map(lists.flat().map((entry) => [`${entry.at} ${entry.digests}`, entry])).values(),
];

export const seenBy = (node: string, state: HookState): Seen[] =>
	merge(remembered.get(node) ?? [], state.seen ?? []);

export function remember(node: string, state: HookState, seen: Seen[]): void {
	remembered.set(node, seen);
	state.seen = seen;
}

/** Forgets what this process has seen, as a restart does. For tests. */
export const forgetDeliveries = (): void => remembered.clear();
