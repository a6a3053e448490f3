import { without, type Json } from '../../api/json';
import type { BatchWrite, Operation } from '../../descriptor/operation';
import { pathFor } from '../inputs/path';
import type { PreparedItem } from '../inputs/preparedItem';

/** What became of an id, in the output's words, or why it isn't done. */
export type Outcome = { word: string } | { error: unknown };

/** One id to be sent to one path, on behalf of the items that want it there. */
export interface Target {
	path: string;
	id: string;
	/** What goes along in the body beside the ids. */
	body: Json;
	/** The value that stands in the path for an input that fans out. */
	fanOutValue?: string;
	items: [PreparedItem, ...PreparedItem[]];
	/** Whether a call that it was part of may have been carried out, although Keap rejected that call's repetition. */
	mayHaveBeenDone?: boolean;
	/** Absent until it has been sent. */
	outcome?: Outcome;
}

/** The targets of a run: by item, and those that can go out in one call. */
export interface Targets {
	byItem: Map<PreparedItem, Target[]>;
	/** What several items want of one ID in different bodies takes turns, so that it keeps the order of the items. */
	turns: Array<Map<string, Target[]>>;
}

/** What the items so far want of one ID at one path: the latest target, its call, and its turn. */
interface Latest {
	target: Target;
	call: string;
	turn: number;
}

/** The paths that an item wants its record to be sent to: one, or one for each value of the input that fans out. */
function pathsOf(
	operation: Operation,
	{ fanOut }: BatchWrite,
	item: PreparedItem,
): Array<Pick<Target, 'path' | 'fanOutValue'>> {
	if (!fanOut) return [{ path: pathFor(operation, item) }];
	const { input, of } = fanOut;
	return ((item.inputs[input] ?? []) as string[]).map((value) => ({
		path: pathFor(operation, item, { [of.id]: value }),
		fanOutValue: value,
	}));
}

/** The body of an item without the id that is collected. */
function restOf(operation: Operation, { collect }: BatchWrite, { body }: PreparedItem): Json {
	const key = operation.inputs.find(({ name }) => name === collect)?.key;
	return key === undefined ? body : without(body, key);
}

/**
 * What the items want. Those that want the same id at the same path, with the same body, share one target, unless another
 * item in between wants something else of it.
 */
export function targetsOf(
	operation: Operation,
	spec: BatchWrite,
	items: readonly PreparedItem[],
): Targets {
	const latest = new Map<string, Latest>();
	const { byItem, turns }: Targets = { byItem: new Map(), turns: [] };
	const targetFor = (wanted: Omit<Target, 'items'>, item: PreparedItem): Target => {
		const call = JSON.stringify([wanted.path, wanted.body]);
		const key = `${wanted.path} ${wanted.id}`;
		const known = latest.get(key);
		if (known?.call === call) {
			known.target.items.push(item);
			return known.target;
		}
		const target: Target = { ...wanted, items: [item] };
		const turn = known ? known.turn + 1 : 0;
		latest.set(key, { target, call, turn });
		const byCall = (turns[turn] ??= new Map<string, Target[]>());
		const sharing = byCall.get(call);
		if (sharing) sharing.push(target);
		else byCall.set(call, [target]);
		return target;
	};
	for (const item of items) {
		const id = String(item.inputs[spec.collect]);
		const body = restOf(operation, spec, item);
		const paths = pathsOf(operation, spec, item);
		byItem.set(
			item,
			paths.map((path) => targetFor({ ...path, id, body }, item)),
		);
	}
	return { byItem, turns };
}
