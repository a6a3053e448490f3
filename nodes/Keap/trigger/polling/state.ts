import type { IDataObject } from 'n8n-workflow';

import { ANY_VERSION, type Cursor } from './cursor';
import type { OptOuts } from './optOuts';

/** What n8n keeps for the node as long as the workflow exists, across restarts. It saves it with what a poll has found. */
export interface PollState {
	/** The event that the rest belongs to. */
	event?: string;
	/** Keap's ID of the account that the rest belongs to, as far as it has told. */
	account?: string;
	/** The output that the versions in the cursors are of. */
	output?: string;
	/** How far each list is read, by its path. */
	cursors?: Record<string, Cursor>;
	optOuts?: OptOuts;
	/** What still has records to come that were there before the trigger: lists by their paths, or the opt-outs. */
	fillsBack?: string[];
}

export const stateOf = (context: { getWorkflowStaticData(type: 'node'): IDataObject }): PollState =>
	context.getWorkflowStaticData('node');

/** The same positions, with versions that can't be compared any more. */
const unversioned = ({ at, seen }: Cursor): Cursor => ({
	at,
	seen: Object.fromEntries(
		Object.entries(seen).map(([key, [position]]) => [key, [position, ANY_VERSION]]),
	),
});

function beginAnew(state: PollState): void {
	state.cursors = {};
	state.optOuts = undefined;
	state.fillsBack = undefined;
}

/** Begins anew for another account, whose IDs and times have nothing to do with those of the one before. Whether it is one. */
export function fitAccount(state: PollState, account: string | undefined): boolean {
	if (account === undefined) return false;
	const isOther = state.account !== undefined && state.account !== account;
	if (isOther) beginAnew(state);
	state.account = account;
	return isOther;
}

/** Begins anew for another event; another output only makes other versions of the same records. */
export function fit(state: PollState, event: string, output: string): void {
	if (state.event !== event) {
		beginAnew(state);
	} else if (state.output !== output) {
		const cursors = Object.entries(state.cursors ?? {});
		state.cursors = Object.fromEntries(
			cursors.map(([path, cursor]) => [path, unversioned(cursor)]),
		);
	}
	state.event = event;
	state.output = output;
}
