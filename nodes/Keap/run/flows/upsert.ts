import { sleep } from 'n8n-workflow';

import { KeapError, type KeapErrorKind } from '../../api/errors';
import { isObject, type Json } from '../../api/json';
import { folded, idOf, keysOf } from '../../api/lookups/keyed';
import type { KeyedCollection } from '../../descriptor/collection';
import type { Upsert } from '../../descriptor/operation';
import { KeyedMutex } from '../concurrency';
import { pathFor } from '../inputs/path';
import type { PreparedItem } from '../inputs/preparedItem';
import { deliver } from '../outputs/deliver';
import { tell } from '../outputs/outcome';
import { requestFor } from '../requests/request';
import { contactUpsert } from './contactUpsert';
import { checkDay, leftToday } from './dayCheck';
import { KnownRecords } from './knownRecords';
import { recordUpsert } from './recordUpsert';
import { forEachItem, type Flow, type RunContext } from './runContext';
import { deliverUnchanged } from './unchanged';
import type { UpsertSubject } from './upsertSubject';

/** How many writes make a round: what they are based on is brought up to date before, with a call or two. */
const WRITES_PER_ROUND = 50;
/** The most items of a round, most of which then have nothing to write: others that share this n8n get their turn. */
const ITEMS_PER_ROUND = 500;

/** What Keap returns where a record has to be the only one of its name. */
const MAY_EXIST: ReadonlySet<KeapErrorKind> = new Set(['badRequest', 'conflict']);

/** Creates records, or updates those that match and keeps what the input doesn't mention. */
class UpsertRun {
	private readonly known: KnownRecords;
	private readonly keyMutex: KeyedMutex;
	private readonly recordMutex: KeyedMutex;

	constructor(
		private readonly run: RunContext,
		private readonly items: readonly PreparedItem[],
		private readonly of: KeyedCollection,
		private readonly subject: UpsertSubject,
	) {
		const wants = items.map((item) => ({ place: item.index, keys: subject.keysOf(item) }));
		this.known = new KnownRecords(run, of, subject.fieldsFor(items), wants);
		this.keyMutex = new KeyedMutex(run.results);
		this.recordMutex = new KeyedMutex(run.results);
	}

	async carryOut(): Promise<void> {
		const { items, run } = this;
		await this.known.readList();
		await this.checkDay();
		let next = 0;
		let putOff: PreparedItem[] = [];
		while (!run.results.stopped && (next < items.length || putOff.length > 0)) {
			await sleep(0);
			const added = this.known.isRead
				? this.fitting(items, next, putOff.length)
				: items.slice(next);
			next += added.length;
			const round = [...putOff, ...added];
			putOff = [];
			if (this.known.isRead) await this.bringUpToDate(round);
			await forEachItem(run, round, async (item) => {
				if (await this.isPutOff(item)) putOff.push(item);
			});
			putOff.sort((a, b) => a.index - b.index);
		}
	}

	/** @throws KeapError when the day's remaining calls can't finish the run */
	private async checkDay(): Promise<void> {
		const { items, run, known } = this;
		const left = leftToday(run);
		// Each item takes a write at the most, and where the list wasn't read, a look-up.
		if (left === undefined || items.length <= left) return;
		if (!known.isRead) return checkDay(run, known.lookups);
		// Of several items about one record, the first may do what the others want.
		const written = new Set<string>();
		for (const [i, item] of items.entries()) {
			if (i % ITEMS_PER_ROUND === 0) await sleep(0);
			const existing = this.find(item);
			if (!existing) written.add(folded(this.subject.keyOf(item)));
			else if (this.wouldWrite(item, existing)) written.add(idOf(existing));
		}
		checkDay(run, written.size);
	}

	/** The items from `from` on that fit into a round that has some writes already. */
	private fitting(
		items: readonly PreparedItem[],
		from: number,
		writesAlready: number,
	): PreparedItem[] {
		let writes = writesAlready;
		const fitting: PreparedItem[] = [];
		for (const item of items.slice(from, from + ITEMS_PER_ROUND)) {
			if (writes >= WRITES_PER_ROUND) break;
			const existing = this.find(item);
			if (!existing || this.wouldWrite(item, existing)) writes++;
			fitting.push(item);
		}
		return fitting;
	}

	private async bringUpToDate(round: readonly PreparedItem[]): Promise<void> {
		const found = round.map((item) => ({ item, existing: this.find(item) }));
		const mayCreate = found.some(({ existing }) => !existing);
		const changing = found.flatMap(({ item, existing }) =>
			existing && this.wouldWrite(item, existing) ? [existing] : [],
		);
		await Promise.all([
			this.known.refresh([...new Set(changing)]),
			mayCreate ? this.known.readAdded() : undefined,
		]);
	}

	/** The record that an item means, as far as it is known. */
	private find(item: PreparedItem): Json | undefined {
		return this.known
			.withKey(this.subject.keyOf(item))
			?.find((record) => this.subject.isMeant(record, item));
	}

	/** What can't be written says so when its turn comes. */
	private wouldWrite(item: PreparedItem, existing: Json): boolean {
		try {
			return Object.keys(this.subject.changesTo(item, existing)).length > 0;
		} catch {
			return false;
		}
	}

	/** Carries an item out, unless what is known of its record is too old by now: then it is put off to the next round. */
	private async isPutOff(item: PreparedItem): Promise<boolean> {
		const work = async () =>
			await this.write(item).catch((error: unknown) => {
				this.done(item);
				throw error;
			});
		return (await this.keyMutex.runExclusive(this.subject.keysOf(item), work)) ?? false;
	}

	private async write(item: PreparedItem): Promise<boolean> {
		const { known } = this;
		// What comes before it was put off, and so is this.
		if (known.isWantedBefore(item.index, this.subject.keysOf(item))) return true;
		let asked = false;
		let refusal: KeapError | undefined;
		for (;;) {
			let existing = this.find(item);
			if (this.mustAsk(item, existing, asked)) {
				await known.ask(this.subject.keyOf(item));
				asked = true;
				existing = this.find(item);
			}
			if (!existing) {
				if (!asked && !known.isComplete) return true;
				if (refusal) throw refusal;
				refusal = await this.create(item);
				if (!refusal) return false;
				asked = false;
				continue;
			}
			const found = existing;
			const isPutOff = await this.recordMutex.runExclusive(
				[idOf(found)],
				async () => await this.writeTo(item, found, asked),
			);
			if (isPutOff !== 'again') return isPutOff ?? false;
		}
	}

	/** Whether Keap has to say which record is meant, since what is known can't be brought up to date for many at once. */
	private mustAsk(item: PreparedItem, existing: Json | undefined, asked: boolean): boolean {
		const { known } = this;
		const records = known.withKey(this.subject.keyOf(item));
		if (!records || asked) return !records;
		if (!existing) return !known.isCompletable;
		return !known.isRead && !records.every((record) => known.isFresh(record));
	}

	/** `again` when the record has changed since it was found, or is gone. */
	private async writeTo(
		item: PreparedItem,
		existing: Json,
		isNew: boolean,
	): Promise<boolean | 'again'> {
		const { run, known, of } = this;
		if (!known.isLatest(existing)) return 'again';
		// An item before this one knows the record by another of its keys.
		if (known.isWantedBefore(item.index, keysOf(of, existing))) return true;
		const changes = this.subject.changesTo(item, existing);
		if (Object.keys(changes).length === 0) {
			await deliverUnchanged(run, item, existing);
			this.done(item);
			return false;
		}
		if (!isNew && !known.isFresh(existing)) return true;
		return await this.update(item, existing, changes).catch((error: unknown) => {
			known.lost(existing, this.subject.keysOf(item));
			// It may have been deleted, or merged into another one, since the list was read.
			if (!isNew && error instanceof KeapError && error.kind === 'notFound') return 'again';
			throw error;
		});
	}

	private async update(item: PreparedItem, existing: Json, changes: Json): Promise<false> {
		const { run, known, of } = this;
		const path = pathFor({ path: of.one }, item, { [of.id]: idOf(existing) });
		const operation = { ...run.operation, method: 'PATCH' as const, path, mask: true };
		const response = await run.client.send(requestFor(operation, item, changes));
		const { body } = response;
		known.wrote({ ...existing, ...changes, ...(isObject(body) ? body : {}), id: idOf(existing) });
		await deliver(run, item, response);
		tell(run, item, 'updated');
		this.done(item);
		return false;
	}

	/** The refusal, where its reason may be that another program has just made the record. */
	private async create(item: PreparedItem): Promise<KeapError | undefined> {
		const { run, known, subject } = this;
		const body = subject.newBody(item);
		const request = requestFor(run.operation, item, body);
		if (!(await this.mayBeTakenForAnother(item)))
			request.query = { ...request.query, ...subject.createQuery(item) };
		const response = await run.client.send(request).catch((error: unknown) => {
			known.lost(undefined, subject.keysOf(item));
			const isRefusal = error instanceof KeapError && MAY_EXIST.has(error.kind);
			if (isRefusal && !subject.mayUpdateOnCreate) return error;
			throw error;
		});
		if (response instanceof KeapError) return response;
		const made = isObject(response.body) ? response.body : {};
		const isNew = response.status === 201 || !subject.mayUpdateOnCreate;
		// Of a record that was there after all nothing is known but what was written.
		if (isNew && idOf(made) !== '') known.wrote({ ...body, ...made });
		else known.lost(idOf(made) === '' ? undefined : made, subject.keysOf(item));
		await deliver(run, item, response);
		const wasThere = subject.mayUpdateOnCreate && response.status === 200;
		tell(run, item, wasThere ? 'updated' : 'created');
		this.done(item);
		return undefined;
	}

	/** Whether Keap, which looks at all addresses that it gets, may update another contact instead of creating this one. */
	private async mayBeTakenForAnother(item: PreparedItem): Promise<boolean> {
		const { known } = this;
		const [, ...others] = this.subject.keysOf(item);
		for (const address of others) {
			const contacts = known.withKey(address) ?? (await known.ask(address));
			if (contacts.length > 0) return true;
		}
		return false;
	}

	private done(item: PreparedItem): void {
		this.known.release(item.index, this.subject.keysOf(item));
	}
}

export const upsert: Flow<Upsert> = async (run, items, spec) => {
	const subject = spec.subject === 'contact' ? contactUpsert(run) : recordUpsert(run, spec);
	await new UpsertRun(run, items, spec.of, subject).carryOut();
};
