import {
	NodeOperationError,
	sleep,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type NodeApiError,
} from 'n8n-workflow';

import { Lookups } from '../api/lookups';
import { PARAMETER } from '../descriptor/names';
import type { Operation } from '../descriptor/operation';
import { carriedOut, unknownOperation } from '../messages/runErrors';
import { inSequence } from '../messages/sentences';
import { forEachConcurrent } from './concurrency';
import { flow } from './flows';
import { carryOut } from './flows/carryOut';
import type { RunContext } from './flows/runContext';
import { UnknownReferences } from './flows/unknownReferences';
import { Parameters } from './inputs/parameters';
import { Preparation } from './inputs/prepare';
import type { PreparedItem } from './inputs/preparedItem';
import { ChosenVariants } from './inputs/variants';
import { emptyResult } from './outputs/emptyResult';
import { hintsFor, type RunStats } from './outputs/hints';
import { toNodeError } from './outputs/nodeErrors';
import { Progress } from './outputs/progress';
import { Results } from './outputs/results';
import { Simplifier } from './outputs/simplify';
import { clientOfRun, goesBeyondDay } from './requestOptions';

/** Reading expressions takes its time: others that share this n8n get their turn in between. */
const LONGEST_TURN_MS = 50;

/** Agents run a tool in a context of its own, or as a node whose type n8n has given this ending. */
const runsAsTool = (context: IExecuteFunctions): boolean =>
	context.isToolExecution?.() || context.getNode().type.endsWith('Tool');

/** What all items of a run have in common, whatever variant of the operation they choose. */
type Common = Omit<RunContext, 'simplifier'>;

/** The items of a run that choose the same variant of its operation: all of them, where it has no variants. */
interface Part {
	run: RunContext;
	preparation: Preparation;
	items: PreparedItem[];
}

/** The parts of a run, made as its items choose them. */
class Parts {
	private readonly chosen: ChosenVariants;
	private readonly parts = new Map<Operation, Part>();

	constructor(
		private readonly common: Common,
		private readonly parameters: Parameters,
	) {
		this.chosen = new ChosenVariants(common.operation, parameters);
	}

	/** @throws InputError when the item chooses a variant that there isn't */
	of(index: number): Part {
		const operation = this.chosen.of(index);
		const part = this.parts.get(operation) ?? this.make(operation);
		this.parts.set(operation, part);
		return part;
	}

	get all(): Part[] {
		return [...this.parts.values()];
	}

	private make(operation: Operation): Part {
		const { context, lookups, stats } = this.common;
		const preparation = new Preparation(
			operation,
			this.parameters,
			context.getTimezone(),
			async (files) => await files.check(context),
			stats.unmatchedColumns,
			runsAsTool(context),
		);
		const simplifier = new Simplifier(operation, lookups, runsAsTool(context));
		return { run: { ...this.common, operation, simplifier }, preparation, items: [] };
	}
}

/** Every input is checked before anything is sent; what has to be asked of Keap for that is asked next. */
async function prepareAll(
	{ results, lookups }: Common,
	parts: Parts,
	inputs: INodeExecutionData[],
): Promise<void> {
	const prepared: Array<{ part: Part; item: PreparedItem }> = [];
	let since = Date.now();
	for (const [index, source] of inputs.entries()) {
		if (Date.now() - since > LONGEST_TURN_MS) {
			await sleep(0);
			since = Date.now();
		}
		try {
			const part = parts.of(index);
			prepared.push({ part, item: part.preparation.prepare(index, source) });
		} catch (error) {
			results.fail(index, error);
			if (results.stopped) return;
		}
	}
	for (const { part, item } of prepared) part.preparation.announce(item, lookups);
	await forEachConcurrent(
		prepared,
		async ({ part, item }) => {
			await part.preparation
				.resolve(item, lookups)
				.catch((error: unknown) => results.fail(item.index, error));
		},
		() => results.stopped,
	);
	if (results.stopped) return;
	for (const { part, item } of prepared) if (!results.errors.has(item.index)) part.items.push(item);
}

/** Carries out an operation for all items of a node's input. */
export async function run(
	context: IExecuteFunctions,
	find: (resource: string, operation: string) => Operation | undefined,
): Promise<INodeExecutionData[][]> {
	const inputs = context.getInputData();
	const parameters = new Parameters(context);
	const { node } = parameters;
	const resource = String(parameters.read(PARAMETER.resource, 0));
	const value = String(parameters.read(PARAMETER.operation, 0));
	const operation = find(resource, value);
	if (!operation) {
		const { message, remedy } = unknownOperation(resource, value);
		throw new NodeOperationError(node, message, { description: remedy });
	}
	const client = await clientOfRun(context, parameters);
	const lookups = new Lookups(client);
	const goOn = context.continueOnFail();
	const isTool = runsAsTool(context);
	const progress = new Progress(context.logger, inputs.length);
	const results = new Results(!goOn, (items) => progress.done(items));
	const stats: RunStats = { callsSaved: 0, outcomes: new Map(), unmatchedColumns: new Set() };
	const common: Common = {
		context,
		operation,
		client,
		lookups,
		results,
		stats,
		progress,
		goesBeyondDay: goesBeyondDay(parameters),
	};
	const parts = new Parts(common, parameters);
	await prepareAll(common, parts, inputs);
	for (const { run, items } of parts.all)
		if (items.length > 0 && !results.stopped) await carryOut(flow, run, items);
	stats.callsSaved += lookups.callsSaved;
	context.addExecutionHints?.(...hintsFor(common));

	const byIndex = new Map(
		parts.all.flatMap(({ run, items }) => items.map((item) => [item.index, { run, item }])),
	);
	const unknown = new UnknownReferences(lookups);
	const output: INodeExecutionData[] = [];
	for (let index = 0; index < inputs.length; index++) {
		const { run, item } = byIndex.get(index) ?? { run: common };
		if (!results.errors.has(index)) {
			const items = results.outputs.get(index) ?? [];
			for (const one of items) output.push(one);
			if (items.length === 0 && isTool) output.push(emptyResult(index, run.operation, item));
			continue;
		}
		const failure: unknown = results.errors.get(index);
		const cause = item ? await unknown.explain(failure, run.operation, item) : failure;
		const plain = toNodeError(node, cause, run.operation, index, inputs.length, item);
		const error = isTool ? forModel(plain) : plain;
		if (!goOn) throw withProgress(error, common);
		output.push(failedItem(node, error, index));
	}
	return [output];
}

/** Of a tool's error a language model gets the message only, and needs the remedy to do better. */
function forModel<E extends NodeApiError | NodeOperationError>(error: E): E {
	error.message = inSequence(error.message, error.description);
	return error;
}

/** What goes on in place of an item's result. */
function failedItem(
	node: INode,
	error: NodeApiError | NodeOperationError,
	index: number,
): INodeExecutionData {
	const { message, description } = error;
	const pairedItem = { item: index };
	if (node.onError !== 'continueErrorOutput')
		return { json: { error: message }, error, pairedItem };
	// On the error output n8n puts the input beside these, but not into an item that has an `error` of its own.
	return { json: { error: message, ...(description ? { details: description } : {}) }, pairedItem };
}

/** Who runs a stopped workflow again should know what of it is done already. */
function withProgress<E extends NodeApiError | NodeOperationError>(
	error: E,
	{ operation, results }: Common,
): E {
	const done = results.succeeded;
	if (done > 0 && operation.method !== 'GET')
		error.description = inSequence(error.description, carriedOut(done));
	return error;
}
