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
	/** Absent until it has been sent. */
	outcome?: Outcome;
}

/** The targets of a run: by item, and those that can go out in one call. */
export interface Targets {
	byItem: Map<PreparedItem, Target[]>;
	byCall: Map<string, Target[]>;
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

/** What the items want. Those that want the same id at the same path, with the same body, share one target. */
export function targetsOf(
	operation: Operation,
	spec: BatchWrite,
	items: readonly PreparedItem[],
): Targets {
	const targets = new Map<string, Target>();
	const { byItem, byCall }: Targets = { byItem: new Map(), byCall: new Map() };
	const targetFor = (wanted: Omit<Target, 'items'>, item: PreparedItem): Target => {
		const call = JSON.stringify([wanted.path, wanted.body]);
		const key = `${call} ${wanted.id}`;
		const known = targets.get(key);
		if (known) {
			known.items.push(item);
			return known;
		}
		const target: Target = { ...wanted, items: [item] };
		targets.set(key, target);
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
	return { byItem, byCall };
}
