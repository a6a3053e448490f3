import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { connect, type KeapClient } from '../../api';
import type { Json } from '../../api/json';
import { Lookups } from '../../api/lookups';
import { textAt } from '../../descriptor/labels';
import type { HookCatalog, HookEvent, NarrowingInput } from '../../descriptor/hookEvent';
import type { Operation } from '../../descriptor/operation';
import { notChosen } from '../../messages/hints';
import { Simplifier } from '../../run/outputs/simplify';
import { readRecords } from '../../run/readRecords';
import { toTriggerError } from '../errors';
import { OUTPUT_PARAMETER, type OutputKind } from '../output';
import { chosenIds, tagNames } from '../references';

let runs = 0;

/** What is left of Keap's own words in simplified output. */
const SHORT = ['event_key', 'id', 'tag_id', 'timestamp'];

type Condition = NarrowingInput & { within: string };

/** The items of one event that are about the same kind of record. */
interface Group {
	operation: Operation;
	event: HookEvent;
	indexes: number[];
}

/** Reads the records that events are about, and puts them in the place of their IDs. */
class Records {
	private readonly output: OutputKind;
	private readonly options: Json;
	private readonly lookups: Lookups;
	/** How many events there were of something that wasn't chosen, by the label of the input. */
	private readonly leftOut = new Map<string, number>();
	private names: ReadonlyMap<string, string> = new Map();

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly client: KeapClient,
		private readonly catalog: HookCatalog,
		private readonly items: readonly INodeExecutionData[],
	) {
		this.output = context.getNodeParameter(OUTPUT_PARAMETER, 0, 'simplified') as OutputKind;
		this.options = context.getNodeParameter('options', 0, {});
		this.lookups = new Lookups(client);
	}

	async read(): Promise<INodeExecutionData[]> {
		const output = new Map<number, IDataObject | undefined>();
		if (this.output === 'simplified') this.names = await this.tagNames();
		for (const group of this.groups()) await this.readGroup(group, output);
		for (const [label, count] of this.leftOut)
			this.context.addExecutionHints?.({
				message: notChosen(count, label),
				location: 'outputPane',
			});
		return this.items.flatMap(({ json }, item) => {
			const read = output.has(item) ? output.get(item) : this.said(json);
			return read ? [{ json: read, pairedItem: { item } }] : [];
		});
	}

	private groups(): Group[] {
		const groups = new Map<string, Group>();
		for (const [index, { json }] of this.items.entries()) {
			const event = this.catalog.events.find(({ key }) => key === json.event_key);
			const operation = event?.resource ? this.catalog.get(event.resource) : undefined;
			if (!event || !operation || json.id === undefined) continue;
			if (this.output === 'ids' && this.condition(event) === undefined) continue;
			const group = groups.get(event.key) ?? { operation, event, indexes: [] };
			groups.set(event.key, group);
			group.indexes.push(index);
		}
		return [...groups.values()];
	}

	private async readGroup(
		{ operation, event, indexes }: Group,
		output: Map<number, IDataObject | undefined>,
	): Promise<void> {
		const condition = this.condition(event);
		const chosen = condition && (await this.chosen(condition));
		if (this.output === 'ids' && !chosen) return;
		const simplify = this.output !== 'raw';
		const idOf = (index: number) => String(this.items[index]?.json.id);
		const records = await readRecords(this.client, operation, indexes.map(idOf), simplify);
		const simplifier = new Simplifier(operation, this.lookups);
		for (const index of indexes) {
			const said = this.said(this.items[index]?.json ?? {});
			const record = records.get(idOf(index));
			if (chosen && record && !chosen.includes(textAt(record, condition.within))) {
				output.set(index, undefined);
				this.leftOut.set(condition.label, (this.leftOut.get(condition.label) ?? 0) + 1);
			} else if (!record) {
				output.set(index, { ...said, id: idOf(index), found: false });
			} else if (this.output !== 'ids') {
				const options = this.options;
				const simple = await simplifier.simplify(structuredClone(record), { simplify, options });
				// Records of REST v1 have numbers.
				output.set(index, { ...said, ...(simple as IDataObject), id: idOf(index) });
			}
		}
	}

	private async tagNames(): Promise<ReadonlyMap<string, string>> {
		const ids = this.items.flatMap(({ json }) => (json.tag_id ? [String(json.tag_id)] : []));
		return await tagNames(this.client, this.catalog.narrowing.tags, ids);
	}

	/** What Keap said of an event. */
	private said(json: IDataObject): IDataObject {
		if (this.output !== 'simplified') return json;
		// Without an ID, nobody knows what of it matters.
		const isShort = json.id !== undefined;
		const entries = Object.entries(json).filter(([name]) => !isShort || SHORT.includes(name));
		const tagName = this.names.get(String(json.tag_id));
		return Object.fromEntries([
			...entries,
			...(tagName === undefined ? [] : [['tag_name', tagName] as const]),
		]);
	}

	/** What narrows an event by something in its record. */
	private condition({ narrowedBy }: HookEvent): Condition | undefined {
		const input = narrowedBy && this.catalog.narrowing[narrowedBy];
		return input?.within === undefined ? undefined : { ...input, within: input.within };
	}

	/** The IDs that are chosen; undefined where all start the workflow. */
	private async chosen(input: Condition): Promise<string[] | undefined> {
		const chosen = this.context.getNodeParameter(input.name, 0, {}) as unknown;
		return await chosenIds(this.client, input, chosen);
	}
}

/**
 * The first step of an execution that a delivery has started: its items are what Keap has delivered, and become records.
 * When Keap can't be asked, the execution fails with the delivery in it, and can be run again.
 */
export async function readDelivered(
	context: IExecuteFunctions,
	catalog: HookCatalog,
): Promise<INodeExecutionData[][]> {
	try {
		const { client } = await connect(context, {
			owner: `delivery ${runs++}`,
			signal: context.getExecutionCancelSignal?.(),
		});
		return [await new Records(context, client, catalog, context.getInputData()).read()];
	} catch (error) {
		throw toTriggerError(context.getNode(), error);
	}
}
