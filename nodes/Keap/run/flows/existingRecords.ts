import { KeapError } from '../../api/errors';
import { isObject, type Json } from '../../api/json';
import { isReadableById, type Collection } from '../../descriptor/collection';
import { OPTION } from '../../descriptor/names';
import { incompleteResponse } from '../../messages/keapErrors';
import { pathFor } from '../inputs/path';
import type { PreparedItem } from '../inputs/preparedItem';
import { replacedKeys } from '../requests/merge';
import { planReads, readMany } from '../requests/readMany';
import type { RunContext } from './runContext';

/** What Keap has of the records that some items will overwrite in part. */
export class ExistingRecords {
	private readonly records = new Map<string, Promise<Json>>();
	/** What all of the items need of a record, so that one reading serves each of them. */
	private fields: string[] | undefined;

	constructor(
		private readonly run: RunContext,
		private readonly of: Collection,
	) {}

	idOf({ inputs }: PreparedItem): string {
		return String(inputs[this.of.id]);
	}

	/** Whether writing the item would lose what it doesn't mention, unless the record is read before. */
	isNeededBy({ body, options }: PreparedItem): boolean {
		return (
			options[OPTION.existingValues] !== 'replace' &&
			replacedKeys(this.run.operation, body).length > 0
		);
	}

	/** Starts reading the records that these items need, in one call where Keap allows it. */
	readAhead(items: readonly PreparedItem[]): void {
		const needing = items.filter((item) => this.isNeededBy(item));
		const byId = new Map<string, PreparedItem>();
		for (const item of needing) if (!byId.has(this.idOf(item))) byId.set(this.idOf(item), item);
		this.fields = this.of.fields
			? [...new Set(needing.flatMap(({ body }) => replacedKeys(this.run.operation, body)))]
			: undefined;
		const many = isReadableById(this.of) ? this.of : undefined;
		const ids = [...byId.keys()];
		for (const batch of many ? planReads(many, ids) : ids.map((id) => [id])) {
			const found =
				many && batch.length > 1 ? readMany(this.run.client, many, batch, this.fields) : undefined;
			if (found) this.run.stats.callsSaved += batch.length - 1;
			for (const id of batch) {
				const item = byId.get(id) as PreparedItem;
				// A list may leave out what can be written all the same: written unread, it would lose what it has.
				const record = found
					? found.then(async (all) => all?.records.get(id) ?? (await this.readOne(item)))
					: this.readOne(item);
				void this.keep(id, record);
			}
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
		return await this.keep(id, this.readOne(item));
	}

	/** The next item about this record builds on what is now there. */
	changed(item: PreparedItem, changes: Json): void {
		const id = this.idOf(item);
		const before = this.records.get(id);
		if (before)
			void this.keep(
				id,
				before.then((record) => ({ ...record, ...changes })),
			);
	}

	/** For a record of which it's unknown what is there now: it is read again. */
	forget(item: PreparedItem): void {
		this.records.delete(this.idOf(item));
	}

	private async readOne(item: PreparedItem): Promise<Json> {
		const path = pathFor({ path: this.of.one }, item);
		const query = { fields: this.fields };
		const { body } = await this.run.client.send({ method: 'GET', path, query });
		if (this.isRecord(body)) return body;
		// Written unread, the record would lose what it has.
		const { message, remedy } = incompleteResponse('no record');
		throw new KeapError('unavailable', message, { remedy, method: 'GET', path });
	}

	/** Whether a response is the record, or at least has something of what it was asked for. */
	private isRecord(body: unknown): body is Json {
		return isObject(body) && ['id', ...(this.fields ?? [])].some((name) => name in body);
	}

	private keep(id: string, record: Promise<Json>): Promise<Json> {
		const mergeable = record.then(withoutEmptyEntries);
		// It is looked at later: until then its rejection is nobody's surprise.
		mergeable.catch(() => undefined);
		this.records.set(id, mergeable);
		return mergeable;
	}
}

/** Lists whose entries are all something that can be merged. */
const withoutEmptyEntries = (record: Json): Json =>
	Object.fromEntries(
		Object.entries(record).map(([name, value]) => [
			name,
			Array.isArray(value) ? (value as unknown[]).filter((entry) => entry !== null) : value,
		]),
	);
