import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { KeapClient } from '../api/client';
import type { Lookups } from '../api/lookups';
import type { KeapRequest } from '../api/request';
import type { Operation } from '../descriptor/operation';
import type { Shaper } from './output';
import type { Prepared } from './prepare';

/** How many items are under way at once: enough to use ten calls a second while each takes more than one. */
const CONCURRENCY = 20;

/** What a run hands to the flow that carries its items out. */
export interface Job {
	context: IExecuteFunctions;
	operation: Operation;
	client: KeapClient;
	lookups: Lookups;
	shaper: Shaper;
	/** The items that are fit to be sent. */
	items: Prepared[];
	results: Results;
	/** Calls that gathering made unnecessary. */
	saved: number;
}

/** Carries out the items of a run. */
export type Flow = (job: Job) => Promise<void>;

/** What became of each item. */
export class Results {
	readonly outputs = new Map<number, INodeExecutionData[]>();
	readonly errors = new Map<number, unknown>();

	constructor(private readonly stopAtError: boolean) {}

	/** True once an item went wrong and the rest shall not be tried. */
	get stopped(): boolean {
		return this.stopAtError && this.errors.size > 0;
	}

	add(index: number, json: object, binary?: INodeExecutionData['binary']): void {
		const output = {
			json,
			pairedItem: { item: index },
			...(binary ? { binary } : {}),
		} as INodeExecutionData;
		const known = this.outputs.get(index);
		if (known) known.push(output);
		else this.outputs.set(index, [output]);
	}

	/** An item that gives nothing, such as a list without records. */
	none(index: number): void {
		if (!this.outputs.has(index)) this.outputs.set(index, []);
	}

	fail(index: number, error: unknown): void {
		this.errors.set(index, error);
	}
}

/** Runs `work` for every element, some at a time and begun in order, until all are done or the run is stopped. */
export async function inParallel<T>(
	elements: readonly T[],
	work: (element: T) => Promise<void>,
	stopped: () => boolean = () => false,
): Promise<void> {
	let next = 0;
	const worker = async () => {
		while (next < elements.length && !stopped()) await work(elements[next++]);
	};
	await Promise.all(Array.from({ length: Math.min(CONCURRENCY, elements.length) }, worker));
}

/** Runs `work` for every item of a job; what it throws becomes the item's error. */
export async function eachItem(
	{ results }: Job,
	items: readonly Prepared[],
	work: (item: Prepared) => Promise<void>,
): Promise<void> {
	await inParallel(
		items,
		async (item) => {
			await work(item).catch((error: unknown) => results.fail(item.index, error));
		},
		() => results.stopped,
	);
}

/**
 * Makes work on the same record wait for its turn: two items that update one contact, or that would both create it, run
 * one after the other, in the order of the items.
 */
export class Turns {
	private readonly last = new Map<string, Promise<unknown>>();

	async take<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
		const before = Promise.all(keys.map((key) => this.last.get(key)));
		const mine = before.then(work);
		const settled = mine.catch(() => undefined);
		for (const key of keys) this.last.set(key, settled);
		return await mine;
	}
}

export const chunks = <T>(elements: readonly T[], size: number): T[][] =>
	Array.from({ length: Math.ceil(elements.length / size) }, (_, i) =>
		elements.slice(i * size, (i + 1) * size),
	);

/** The path with the item's inputs in it, encoded; `more` are values that stand for inputs. */
export function pathFor(
	operation: Pick<Operation, 'path'>,
	item: Prepared,
	more: Record<string, string> = {},
): string {
	return operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
		encodeURIComponent(String(more[name] ?? item.inputs[name])),
	);
}

/** The first segments of the body's properties, under the names that `update_mask` has for them. */
function maskOf({ inputs, optional }: Operation, body: Record<string, unknown>): string[] {
	const fields = [...inputs, ...(optional?.fields ?? [])];
	return Object.keys(body).map(
		(key) => fields.find((field) => field.key === key && field.mask)?.mask ?? key,
	);
}

/** The request for an item, as its operation describes it. */
export function requestFor(operation: Operation, item: Prepared, body = item.body): KeapRequest {
	const { method, mask, repeatable } = operation;
	const query = { ...item.query } as KeapRequest['query'] & object;
	if (mask) query.update_mask = maskOf(operation, body);
	return {
		method,
		path: pathFor(operation, item),
		query,
		...(method === 'GET' || method === 'DELETE' || Object.keys(body).length === 0 ? {} : { body }),
		...(repeatable ? { repetition: 'repeatable' } : {}),
	};
}
