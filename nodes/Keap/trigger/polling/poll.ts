import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';

import { connect, type KeapClient } from '../../api';
import { KeapError } from '../../api/errors';
import type { Json } from '../../api/json';
import { Lookups } from '../../api/lookups';
import { textAt } from '../../descriptor/labels';
import { PARAMETER } from '../../descriptor/names';
import type { Operation } from '../../descriptor/operation';
import type { PollCatalog, PollEvent } from '../../descriptor/pollEvent';
import { belowMinimum, emptyRecords } from '../../messages/inputErrors';
import { noExample, unknownEvent } from '../../messages/triggerErrors';
import { toNumber } from '../../run/inputs/values/scalars';
import { Simplifier } from '../../run/outputs/simplify';
import { readRecords } from '../../run/readRecords';
import { isOutageAtStart, toActivationError, toTriggerError } from '../errors';
import { OUTPUT_PARAMETER } from '../output';
import { chosenIds, notThere, tagNames } from '../references';
import { ListReader } from './lists';
import { anyOptOut, newOptOuts } from './optOuts';
import { endOf, readOn } from './progress';
import { EVENT, MOST_ITEMS, POLL_OPTION } from './properties';
import { fit, fitAccount, stateOf, type PollState } from './state';
import { listOf, taggedWith, type Watched } from './watched';

/** The longest that a poll waits for running workflows that use the same key, in milliseconds. */
const MAX_WAIT_MS = 300_000;

/** What the opt-outs, which have no cursor, are called among the lists that still have records to come. */
const OPT_OUTS = 'optOuts';

/** A record that a list has brought, and the list. */
interface Found {
	record: Json;
	watched: Watched;
}

/** One look at Keap. */
class Poll {
	private readonly simplify: boolean;
	private readonly options: Json;
	private readonly lookups: Lookups;

	constructor(
		private readonly context: IPollFunctions,
		private readonly client: KeapClient,
		private readonly event: PollEvent,
		private readonly catalog: PollCatalog,
	) {
		this.simplify = this.output !== 'raw';
		this.options = context.getNodeParameter(PARAMETER.options, {}) as Json;
		this.lookups = new Lookups(client);
	}

	get output(): string {
		return String(this.context.getNodeParameter(OUTPUT_PARAMETER, 'simplified'));
	}

	/** What is new. What was found counts as seen once all of it is here. */
	async run(state: PollState): Promise<Json[]> {
		const { event, most, existing } = this;
		const begins = { known: '' };
		const fillsBack: string[] = [];
		// What is left of the records that were there before may not be wanted any more.
		const isDropped = (what: string) => !existing && state.fillsBack?.includes(what);
		const note = (what: string, isNew: boolean, complete: boolean) => {
			if (!complete && (isNew || state.fillsBack?.includes(what))) fillsBack.push(what);
		};
		if (event.kind === 'optedOut') {
			const known = isDropped(OPT_OUTS) ? undefined : state.optOuts;
			const before = known ?? (existing ? begins : undefined);
			const { fresh, after, complete } = await newOptOuts(
				this.client,
				event.statuses,
				before,
				most,
			);
			note(OPT_OUTS, !known, complete);
			Object.assign(state, { optOuts: after, fillsBack });
			return fresh;
		}
		const found: Found[] = [];
		const cursors: PollState['cursors'] = {};
		for (const watched of await this.watched()) {
			const { path } = watched.list;
			const known = isDropped(path) ? undefined : state.cursors?.[path];
			const cursor = known ?? (existing ? { at: 0, seen: {} } : undefined);
			if (!cursor) {
				cursors[path] = await this.named(watched, endOf(this.client, watched));
				continue;
			}
			const reading = readOn(this.client, watched, cursor, most - found.length);
			const read = await this.named(watched, reading);
			note(path, !known, read.complete);
			cursors[path] = read.cursor;
			for (const record of read.fresh) found.push({ record, watched });
		}
		const items = await this.outputs(found);
		Object.assign(state, { cursors, fillsBack });
		return items;
	}

	/** The latest that there is, to try a workflow with. */
	async example(): Promise<Json[]> {
		const { event } = this;
		if (event.kind === 'optedOut') {
			const entry = await anyOptOut(this.client, event.statuses);
			return entry ? [entry] : [];
		}
		for (const watched of await this.watched()) {
			const newest = await this.named(watched, new ListReader(this.client, watched.list).newest());
			if (newest) return await this.outputs([{ record: newest.record, watched }]);
		}
		return [];
	}

	/** @throws InputError for less than one */
	private get most(): number {
		const most = toNumber(this.options[POLL_OPTION.most] ?? MOST_ITEMS, 'Max Items per Poll', true);
		if (most < 1) throw belowMinimum('Max Items per Poll', 1, most);
		return most;
	}

	private get existing(): boolean {
		return this.options[POLL_OPTION.existing] === true;
	}

	private async watched(): Promise<Watched[]> {
		const { event } = this;
		if (event.kind === 'created' || event.kind === 'updated') return [listOf(event, this.simplify)];
		const { tags } = this.catalog;
		const ids = await chosenIds(this.client, tags, this.context.getNodeParameter(tags.name, {}));
		if (!ids) throw emptyRecords(tags.label, tags.of.noun.toLowerCase());
		return ids.map(taggedWith);
	}

	/** What is read of a list. Keap's word that there is no such record is about the tag. */
	private async named<T>({ tagId }: Watched, reading: Promise<T>): Promise<T> {
		return await reading.catch((failure: unknown) => {
			const isGone = failure instanceof KeapError && failure.kind === 'notFound';
			throw isGone && tagId !== undefined ? notThere(this.catalog.tags, tagId) : failure;
		});
	}

	private async outputs(found: readonly Found[]): Promise<Json[]> {
		const { event } = this;
		if (event.kind === 'optedOut') return found.map(({ record }) => record);
		if (event.kind === 'tagged') return await this.tagged(event.get, found);
		const whole = event.get ? await this.whole(event.get, found) : undefined;
		const simplifier = new Simplifier(event.list, this.lookups);
		return await Promise.all(
			found.map(async ({ record }) => {
				const id = textAt(record, event.of.idProperty);
				return await this.shown(simplifier, whole?.get(id) ?? record);
			}),
		);
	}

	/** The contacts of tags, of which the lists have little more than the IDs. */
	private async tagged(get: Operation, found: readonly Found[]): Promise<Json[]> {
		const contacts = await this.whole(get, found);
		const simplifier = new Simplifier(get, this.lookups);
		const tagIds = this.simplify ? found.map(({ watched: { tagId = '' } }) => tagId) : [];
		const names = await tagNames(this.client, this.catalog.tags, tagIds);
		return await Promise.all(
			found.map(async ({ record, watched: { tagId = '' } }) => {
				const { applied_time, ...rest } = record;
				const contact = contacts.get(textAt(record, 'id'));
				const tagName = names.get(tagId);
				const named = tagName === undefined ? {} : { tag_name: tagName };
				const said = { tag_id: tagId, ...named, applied_time };
				if (!contact) return { ...said, ...rest, found: false };
				return { ...said, ...(await this.shown(simplifier, structuredClone(contact))) };
			}),
		);
	}

	private async whole(get: Operation, found: readonly Found[]) {
		const ids = found.map(({ record }) => textAt(record, 'id'));
		return await readRecords(this.client, get, ids, this.simplify);
	}

	private async shown(simplifier: Simplifier, record: Json): Promise<Json> {
		return await simplifier.simplify(record, { simplify: this.simplify, options: this.options });
	}
}

/** The nodes that this process has polled for. */
const begun = new Set<string>();

/**
 * The states with which a poll is under way: n8n begins the next one whether or not that is over. A workflow that is published
 * again has a state of its own, and must not miss its first poll because of one that n8n no longer waits for.
 */
const underWay = new WeakSet<PollState>();

/**
 * Looks for what is new. The state is kept by n8n from one poll to the next, and changes only when all has gone well, so that
 * a poll that fails is made up for by the next.
 * @returns null if there is nothing new
 */
export async function poll(
	context: IPollFunctions,
	catalog: PollCatalog,
): Promise<INodeExecutionData[][] | null> {
	const node = `${context.getWorkflow().id} ${context.getNode().id} ${context.getMode()}`;
	const state = stateOf(context);
	if (underWay.has(state)) return null;
	underWay.add(state);
	try {
		const items = await look(context, catalog, state);
		return items.length > 0 ? [items.map((json) => ({ json: json as IDataObject }))] : null;
	} catch (error) {
		// The next poll makes up for the first one, unless n8n has given up by then.
		if (!begun.has(node) && isOutageAtStart(context.getActivationMode(), error)) return null;
		const isTest = context.getMode() === 'manual';
		throw (isTest ? toTriggerError : toActivationError)(context.getNode(), error);
	} finally {
		begun.add(node);
		underWay.delete(state);
	}
}

async function look(
	context: IPollFunctions,
	catalog: PollCatalog,
	state: PollState,
): Promise<Json[]> {
	const value = String(context.getNodeParameter(EVENT));
	const event = catalog.events.find((known) => known.value === value);
	if (!event) throw unknownEvent(value);
	const { client } = await connect(context, { owner: 'poll', maxWaitMs: MAX_WAIT_MS });
	const current = new Poll(context, client, event, catalog);
	if (context.getMode() === 'manual') {
		const example = await current.example();
		if (example.length === 0) throw noExample(event.name);
		return example;
	}
	fit(state, value, current.output);
	const next = { ...state };
	let items = await current.run(next);
	// Only a response tells which account the credential is for.
	if (fitAccount(next, client.accountId)) items = await current.run(next);
	Object.assign(state, next);
	return items;
}

/** Forgets which nodes were polled, as a restart does. For tests. */
export const forgetPolls = (): void => begun.clear();
