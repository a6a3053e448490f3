import type { BatchWrite, Operation } from '../../descriptor/operation';
import { pathFor } from '../inputs/path';
import type { PreparedItem } from '../inputs/prepare';

/** What Keap said of an id, or why it isn't done. */
export type Outcome = { word: string } | { error: unknown };

/** One id to be sent to one path, on behalf of the items that want it there. */
export interface Target {
	path: string;
	id: string;
	/** The value that stands in the path for an input that fans out. */
	fanOutValue?: string;
	items: PreparedItem[];
	/** Absent until it has been sent. */
	outcome?: Outcome;
}

/** The targets of a run, by item and by path. */
export interface Targets {
	byItem: Map<PreparedItem, Target[]>;
	byPath: Map<string, Target[]>;
}

/** The paths that an item wants its record to be sent to: one, or one for each value of the input that fans out. */
function pathsOf(
	operation: Operation,
	item: PreparedItem,
): Array<Pick<Target, 'path' | 'fanOutValue'>> {
	if (!operation.fanOut) return [{ path: pathFor(operation, item) }];
	const { input, as } = operation.fanOut;
	return ((item.inputs[input] ?? []) as string[]).map((value) => ({
		path: pathFor(operation, item, { [as]: value }),
		fanOutValue: value,
	}));
}

/** What the items want. Those that want the same id at the same path share one target. */
export function targetsOf(
	operation: Operation,
	{ collect }: BatchWrite,
	items: readonly PreparedItem[],
): Targets {
	const targets = new Map<string, Target>();
	const { byItem, byPath }: Targets = { byItem: new Map(), byPath: new Map() };
	const targetFor = (path: string, id: string, fanOutValue: string | undefined): Target => {
		const known = targets.get(`${path} ${id}`);
		if (known) return known;
		const target = { path, id, fanOutValue, items: [] };
		targets.set(`${path} ${id}`, target);
		const sharing = byPath.get(path);
		if (sharing) sharing.push(target);
		else byPath.set(path, [target]);
		return target;
	};
	for (const item of items) {
		const id = String(item.inputs[collect]);
		const wanted = pathsOf(operation, item).map(({ path, fanOutValue }) =>
			targetFor(path, id, fanOutValue),
		);
		for (const target of wanted) target.items.push(item);
		byItem.set(item, wanted);
	}
	return { byItem, byPath };
}
