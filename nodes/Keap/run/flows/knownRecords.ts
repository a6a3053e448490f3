import { clock } from '../../api/clock';
import type { Json } from '../../api/json';
import { findByKey, folded, idOf, keysOf } from '../../api/lookups/keyed';
import { readForKeys, recordsAfter } from '../../api/lookups/reading';
import { isReadableById, type KeyedCollection } from '../../descriptor/collection';
import { readMany } from '../requests/readMany';
import { chunks } from '../concurrency';
import type { RunContext } from './runContext';

/**
 * How old a copy may be that a merge is based on, in ms: about as long as the calls of one round of writes take. A change
 * that another program makes within that time, to a list that is then written, is lost.
 */
const FRESH_MS = 15_000;

/** What is known of a record. */
interface Copy {
	record: Json;
	/** When it came, in elapsed milliseconds. However long Keap took for it, there is time then to write to it. */
	asOf: number;
}

/**
 * What Keap has of the records that a run looks up by their keys, such as contacts by email address. Where that takes fewer
 * calls, their list is read at once, and what is kept of it is brought up to date before it is written to. Only records with
 * a wanted key are held, and only until the last item that wants them is done.
 */
export class KnownRecords {
	private readonly copies = new Map<string, Copy>();
	/** The IDs of the records with a key, as far as they are known. */
	private readonly idsByKey = new Map<string, Set<string>>();
	/** The items that still want a key, by their places in the run. */
	private readonly wanted = new Map<string, number[]>();
	/** The calls that looking up all records one by one takes. */
	readonly lookups: number;
	/** Of these keys is not known which records have them: Keap has to be asked. */
	private readonly doubtful = new Set<string>();
	/** Since the list was read: how far it went, when nothing lay beyond that, and whether that could be told at last. */
	private reading: { lastId: number; asOf: number; isCompletable: boolean } | undefined;
	/** When records were last written, counted in events of this run. */
	private readonly writtenAt = new Map<string, number>();
	private events = 0;

	/**
	 * @param fields what the items need of a record
	 * @param wants for each item, its place and the keys that it is about; the first is the one that it looks for
	 */
	constructor(
		private readonly run: RunContext,
		private readonly of: KeyedCollection,
		private readonly fields: readonly string[],
		wants: ReadonlyArray<{ place: number; keys: readonly string[] }>,
	) {
		for (const { place, keys } of wants)
			for (const key of keys.map(folded)) {
				const places = this.wanted.get(key);
				if (places) places.push(place);
				else this.wanted.set(key, [place]);
			}
		this.lookups = new Set(wants.map(({ keys: [key = ''] }) => folded(key))).size;
	}

	/** Whether the list was read, so that for every wanted key there is an answer that may have to be brought up to date. */
	get isRead(): boolean {
		return this.reading !== undefined;
	}

	/** Reads the list, where that takes fewer calls than looking up each key. */
	async readList(): Promise<void> {
		const { lookups, run } = this;
		const { client, stats, progress } = run;
		const wanted = new Set(this.wanted.keys());
		const onPage = (records: number) => progress.read(records, lookups);
		// What keeps a list from being read may not concern a single look-up; if it does, that says so for its own item.
		const reading = await readForKeys(client, this.of, wanted, {
			fields: this.fields,
			lookups,
			onPage,
		}).catch(() => undefined);
		if (!reading) return;
		stats.callsSaved += lookups - reading.calls;
		this.reading = { lastId: reading.lastId, asOf: clock.elapsed(), isCompletable: true };
		for (const record of reading.records) this.keep(record);
	}

	/** The records with a key, oldest first; undefined where Keap has to be asked. */
	withKey(key: string): Json[] | undefined {
		const wanted = folded(key);
		if (this.doubtful.has(wanted)) return undefined;
		const ids = this.idsByKey.get(wanted);
		if (!ids) return this.isRead ? [] : undefined;
		const oldestFirst = [...ids].sort((a, b) => Number(a) - Number(b));
		return oldestFirst.flatMap((id): Json[] => {
			const copy = this.copies.get(id);
			return copy ? [copy.record] : [];
		});
	}

	/** Asks Keap for the records with a key. */
	async ask(key: string): Promise<Json[]> {
		for (;;) {
			const begun = ++this.events;
			const records = await findByKey(this.run.client, this.of, key, this.fields);
			const isOutdated = (record: Json) => (this.writtenAt.get(idOf(record)) ?? 0) > begun;
			// What was written meanwhile is known better, unless the write failed.
			if (records.some((record) => isOutdated(record) && !this.copies.has(idOf(record)))) continue;
			this.doubtful.delete(folded(key));
			this.idsByKey.set(folded(key), new Set());
			for (const record of records) if (!isOutdated(record)) this.keep(record);
			for (const record of records) if (isOutdated(record)) this.index(this.latest(record));
			return this.withKey(key) ?? [];
		}
	}

	/** Whether this is what was last learned of a record; nobody knows it of one that is no longer held. */
	isLatest(record: Json): boolean {
		return this.copies.get(idOf(record))?.record === record;
	}

	/** Whether a record was read recently enough to be written to. */
	isFresh(record: Json): boolean {
		return this.isRecent(this.copies.get(idOf(record))?.asOf);
	}

	/** Whether it is known as of now that there is no more than is known: no record was added since. */
	get isComplete(): boolean {
		return this.isRecent(this.reading?.asOf);
	}

	/** Whether reading what was added to the list tells that; otherwise only Keap's answer for a key does. */
	get isCompletable(): boolean {
		return this.reading?.isCompletable ?? false;
	}

	/** Brings records up to date that are to be written to, in one call for many. Those that it fails for are asked for. */
	async refresh(records: readonly Json[]): Promise<void> {
		const { of } = this;
		const outdated = records.filter((record) => !this.isFresh(record));
		if (outdated.length === 0) return;
		if (!isReadableById(of)) return this.doubt(outdated);
		for (const batch of chunks(outdated, of.byId.max)) {
			const ids = batch.map(idOf);
			const found = await readMany(this.run.client, of, ids, this.fields).catch(() => undefined);
			this.doubt(batch.filter((record) => !found?.records.has(idOf(record))));
			for (const record of found?.records.values() ?? []) this.keep(record);
		}
	}

	/** Learns of the records that were added since. */
	async readAdded(): Promise<void> {
		const { reading } = this;
		if (!reading || this.isComplete) return;
		const { client } = this.run;
		try {
			for await (const page of recordsAfter(client, this.of, reading.lastId, this.fields))
				for (const record of page) {
					reading.lastId = Number(record.id);
					this.keep(record);
				}
			reading.asOf = clock.elapsed();
			reading.isCompletable = true;
		} catch {
			reading.isCompletable = false;
		}
	}

	/** Takes what a write has made of a record. */
	wrote(record: Json): void {
		this.writtenAt.set(idOf(record), ++this.events);
		this.keep(record);
	}

	/** After a write of which it isn't known what came of it. */
	lost(record: Json | undefined, keys: readonly string[]): void {
		for (const key of keys) this.doubtful.add(folded(key));
		if (record === undefined) return;
		this.writtenAt.set(idOf(record), ++this.events);
		this.doubt([record]);
	}

	/** Whether an item that comes before this place still wants one of these keys. */
	isWantedBefore(place: number, keys: readonly string[]): boolean {
		return keys.some((key) => {
			const [first = Infinity] = this.wanted.get(folded(key)) ?? [];
			return first < place;
		});
	}

	/** An item that wants these keys is done. */
	release(place: number, keys: readonly string[]): void {
		for (const key of keys.map(folded)) {
			const places = this.wanted.get(key) ?? [];
			const i = places.indexOf(place);
			if (i < 0) continue;
			places.splice(i, 1);
			if (places.length === 0) this.forget(key);
		}
	}

	private forget(key: string): void {
		this.wanted.delete(key);
		this.doubtful.delete(key);
		const ids = this.idsByKey.get(key) ?? [];
		this.idsByKey.delete(key);
		for (const id of ids) this.dropIfUnwanted(id);
	}

	private latest(record: Json): Json {
		return this.copies.get(idOf(record))?.record ?? record;
	}

	private isRecent(asOf = -Infinity): boolean {
		return clock.elapsed() - asOf <= FRESH_MS;
	}

	private keep(record: Json): void {
		const id = idOf(record);
		const before = this.copies.get(id);
		if (before) this.unindex(before.record);
		if (!keysOf(this.of, record).some((key) => this.wanted.has(key))) {
			this.copies.delete(id);
			return;
		}
		this.copies.set(id, { record, asOf: clock.elapsed() });
		this.index(record);
	}

	private index(record: Json): void {
		for (const key of keysOf(this.of, record)) {
			if (!this.wanted.has(key)) continue;
			const ids = this.idsByKey.get(key);
			if (ids) ids.add(idOf(record));
			// Without the list, only an answer of Keap's tells all records with a key.
			else if (this.isRead) this.idsByKey.set(key, new Set([idOf(record)]));
		}
	}

	private unindex(record: Json): void {
		for (const key of keysOf(this.of, record)) this.idsByKey.get(key)?.delete(idOf(record));
	}

	/** Forgets records; whoever wants them asks Keap. */
	private doubt(records: readonly Json[]): void {
		for (const record of records) {
			const known = this.latest(record);
			for (const key of keysOf(this.of, known)) this.doubtful.add(key);
			this.unindex(known);
			this.copies.delete(idOf(record));
		}
	}

	private dropIfUnwanted(id: string): void {
		const copy = this.copies.get(id);
		if (copy && !keysOf(this.of, copy.record).some((key) => this.wanted.has(key)))
			this.copies.delete(id);
	}
}
