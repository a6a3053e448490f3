import { keapError, type KeapError } from '../../api/errors';
import { isObject, type Json } from '../../api/json';
import { isReadableById, type ReadableById } from '../../descriptor/collection';
import { OPTION } from '../../descriptor/names';
import type { MergedWrite } from '../../descriptor/operation';
import { incompleteResponse } from '../../messages/keapErrors';
import { pathFor } from '../inputs/path';
import type { PreparedItem } from '../inputs/preparedItem';
import { replacedKeys } from '../requests/merge';
import { planReads, readMany } from '../requests/readMany';
import type { RunContext } from './runContext';
import { fieldsOf } from './unchanged';

/** Whether the lists and objects that an item gives join those at Keap, or take their place. */
export const keepsExisting = ({ options }: PreparedItem): boolean =>
	options[OPTION.existingValues] !== 'replace';

/** What Keap has of the records that some items will overwrite in part. */
export class ExistingRecords {
	private readonly records = new Map<string, Promise<Json>>();
	/** The call that reads a record together with others; it is made by the first item that needs one of them. */
	private readonly batches = new Map<string, () => Promise<Map<string, Json>>>();
	/** What all of the items need of a record, so that one reading serves each of them. */
	private fields: string[] | undefined;

	constructor(
		private readonly run: RunContext,
		private readonly spec: MergedWrite,
	) {}

	private get of() {
		return this.spec.of;
	}

	idOf({ inputs }: PreparedItem): string {
		return String(inputs[this.of.id]);
	}

	/** Whether writing the item would lose what it doesn't mention, unless the record is read before. */
	isNeededBy(item: PreparedItem): boolean {
		if (this.spec.whole) return true;
		return keepsExisting(item) && replacedKeys(this.run.operation, item.body).length > 0;
	}

	/** Plans how the records that these items need are read: in one call where Keap allows it. Nothing is sent yet. */
	plan(items: readonly PreparedItem[]): void {
		const needing = items.filter((item) => this.isNeededBy(item));
		this.fields = this.of.fields
			? [
					...new Set(
						needing.flatMap((item) => [
							...replacedKeys(this.run.operation, item.body),
							...fieldsOf(this.run.operation, item),
						]),
					),
				]
			: undefined;
		const { of } = this;
		if (!isReadableById(of)) return;
		const ids = [...new Set(needing.map((item) => this.idOf(item)))];
		for (const batch of planReads(of, ids).filter(({ length }) => length > 1)) {
			let found: Promise<Map<string, Json>> | undefined;
			const read = async () => await (found ??= this.readBatch(of, batch));
			for (const id of batch) this.batches.set(id, read);
		}
	}

	/**
	 * The record that an item needs, as it is now.
	 * @throws KeapError when Keap doesn't give it
	 */
	async get(item: PreparedItem): Promise<Json> {
		const id = this.idOf(item);
		const known = this.records.get(id);
		if (known) return await known;
		return await this.keep(id, this.read(item));
	}

	/** The next item about this record builds on what is now there. */
	changed(item: PreparedItem, changes: Json): void {
		// What was written stands elsewhere in the record: only Keap knows how it looks now.
		if (this.of.held || this.spec.part) return this.forget(item);
		const id = this.idOf(item);
		this.batches.delete(id);
		const before = this.records.get(id);
		if (before)
			void this.keep(
				id,
				before.then((record) => ({ ...record, ...changes })),
			);
	}

	/** For a record of which it's unknown what is there now: it is read again. */
	forget(item: PreparedItem): void {
		this.batches.delete(this.idOf(item));
		this.records.delete(this.idOf(item));
	}

	private async read(item: PreparedItem): Promise<Json> {
		const id = this.idOf(item);
		const read = this.batches.get(id);
		// A list may leave out what can be written all the same: written unread, it would lose what it has.
		return (await read?.())?.get(id) ?? (await this.readOne(item));
	}

	private async readBatch(of: ReadableById, ids: readonly string[]): Promise<Map<string, Json>> {
		const { client, stats } = this.run;
		const found = await readMany(client, of, ids, this.fields);
		const records = new Map(found?.records);
		if (of.sparse && found?.complete)
			for (const id of ids) if (!records.has(id)) records.set(id, {});
		stats.callsSaved += ids.filter((id) => records.has(id)).length - 1;
		return records;
	}

	private async readOne(item: PreparedItem): Promise<Json> {
		const { of } = this;
		if (of.sparse && isReadableById(of)) return await this.readListed(of, this.idOf(item));
		const path = pathFor({ path: of.one }, item);
		const query = { fields: this.fields };
		const { body } = await this.run.client.send({ method: 'GET', path, query });
		if (this.isRecord(body)) return body;
		throw unreadable(path);
	}

	/** Reads a record that only the list has. */
	private async readListed(of: ReadableById, id: string): Promise<Json> {
		const record = (await this.readBatch(of, [id])).get(id);
		if (record) return record;
		throw unreadable(of.path);
	}

	/** Whether a response is the record, or at least has something of what it was asked for. */
	private isRecord(body: unknown): body is Json {
		return (
			isObject(body) && [this.of.idProperty, ...(this.fields ?? [])].some((name) => name in body)
		);
	}

	private keep(id: string, record: Promise<Json>): Promise<Json> {
		const mergeable = record.then(withoutEmptyEntries);
		// It is looked at later: until then its rejection is nobody's surprise.
		mergeable.catch(() => undefined);
		this.records.set(id, mergeable);
		return mergeable;
	}
}

/** Written unread, a record would lose what it has. */
const unreadable = (path: string): KeapError =>
	keapError('unavailable', { method: 'GET', path }, incompleteResponse('no record'));

/** Lists whose entries are all something that can be merged. */
const withoutEmptyEntries = (record: Json): Json =>
	Object.fromEntries(
		Object.entries(record).map(([name, value]) => [
			name,
			Array.isArray(value) ? (value as unknown[]).filter((entry) => entry !== null) : value,
		]),
	);
