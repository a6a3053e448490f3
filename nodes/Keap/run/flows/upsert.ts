import { sleep } from 'n8n-workflow';

import { KeapError } from '../../api/errors';
import { isObject, type Json } from '../../api/json';
import { folded, idOf, keysOf } from '../../api/lookups/keyed';
import type { KeyedCollection } from '../../descriptor/collection';
import type { Upsert } from '../../descriptor/operation';
import { KeyedMutex } from '../concurrency';
import type { PreparedItem } from '../inputs/preparedItem';
import { deliver } from '../outputs/deliver';
import { tell } from '../outputs/outcome';
import { requestFor } from '../requests/request';
import { changesTo, isMeant, newContact } from './contactBody';
import { checkDay, leftToday } from './dayCheck';
import { KnownRecords } from './knownRecords';
import { deliverUnchanged, fieldsOf } from './unchanged';
import { forEachItem, type Flow, type RunContext } from './runContext';

/** How many writes make a round: what they are based on is brought up to date before, with a call or two. */
const WRITES_PER_ROUND = 50;
/** The most items of a round, most of which then have nothing to write: others that share this n8n get their turn. */
const ITEMS_PER_ROUND = 500;

const emailOf = ({ inputs }: PreparedItem) => String(inputs.email);

/** All addresses that an item is about, its own first: two items that share one would both find nothing, and both create. */
const addressesOf = (item: PreparedItem): string[] => {
	const others = (item.body.email_addresses ?? []) as Json[];
	const all = [emailOf(item), ...others.map(({ email }) => String(email ?? ''))].map(folded);
	return [...new Set(all)].filter(Boolean);
};

/** What the items need of a contact: to tell which one is meant, to merge and compare with, and to put out. */
function fieldsFor({ operation }: RunContext, items: readonly PreparedItem[]): string[] {
	const toMatch = ['id', 'email_addresses', 'given_name', 'family_name', 'company'];
	return [...new Set([...toMatch, ...items.flatMap((item) => fieldsOf(operation, item))])];
}

/**
 * Creates contacts, or updates those that match and keeps what the input doesn't mention. Keap's own upsert would replace
 * whole lists; it is used only for contacts that don't exist, where it also settles races with other programs.
 */
class UpsertRun {
	private readonly known: KnownRecords;
	private readonly addressMutex: KeyedMutex;
	private readonly contactMutex: KeyedMutex;

	constructor(
		private readonly run: RunContext,
		private readonly items: readonly PreparedItem[],
		private readonly of: KeyedCollection,
	) {
		const wants = items.map((item) => ({ place: item.index, keys: addressesOf(item) }));
		this.known = new KnownRecords(run, of, fieldsFor(run, items), wants);
		this.addressMutex = new KeyedMutex(run.results);
		this.contactMutex = new KeyedMutex(run.results);
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
		// Of several items about one contact, the first may do what the others want.
		const written = new Set<string>();
		for (const [i, item] of items.entries()) {
			if (i % ITEMS_PER_ROUND === 0) await sleep(0);
			const existing = this.find(item);
			if (!existing) written.add(folded(emailOf(item)));
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

	/** The contact that an item means, as far as it is known. */
	private find(item: PreparedItem): Json | undefined {
		return this.known
			.withKey(emailOf(item))
			?.find((contact) => isMeant(contact, item.body, item.inputs.matchBy));
	}

	/** What can't be written says so when its turn comes. */
	private wouldWrite(item: PreparedItem, existing: Json): boolean {
		try {
			return Object.keys(changesTo(this.run, item, existing)).length > 0;
		} catch {
			return false;
		}
	}

	/** Carries an item out, unless what is known of its contact is too old by now: then it is put off to the next round. */
	private async isPutOff(item: PreparedItem): Promise<boolean> {
		const work = async () =>
			await this.write(item).catch((error: unknown) => {
				this.done(item);
				throw error;
			});
		return (await this.addressMutex.runExclusive(addressesOf(item), work)) ?? false;
	}

	private async write(item: PreparedItem): Promise<boolean> {
		const { known } = this;
		// What comes before it was put off, and so is this.
		if (known.isWantedBefore(item.index, addressesOf(item))) return true;
		let asked = false;
		for (;;) {
			let existing = this.find(item);
			if (this.mustAsk(item, existing, asked)) {
				await known.ask(emailOf(item));
				asked = true;
				existing = this.find(item);
			}
			if (!existing) {
				if (!asked && !known.isComplete) return true;
				await this.create(item);
				return false;
			}
			const found = existing;
			const isPutOff = await this.contactMutex.runExclusive(
				[idOf(found)],
				async () => await this.writeTo(item, found, asked),
			);
			if (isPutOff !== 'again') return isPutOff ?? false;
		}
	}

	/** Whether Keap has to say which contact is meant, since what is known can't be brought up to date for many at once. */
	private mustAsk(item: PreparedItem, existing: Json | undefined, asked: boolean): boolean {
		const { known } = this;
		const contacts = known.withKey(emailOf(item));
		if (!contacts || asked) return !contacts;
		if (!existing) return !known.isCompletable;
		return !known.isRead && !contacts.every((one) => known.isFresh(one));
	}

	/** `again` when the contact has changed since it was found, or is gone. */
	private async writeTo(
		item: PreparedItem,
		existing: Json,
		isNew: boolean,
	): Promise<boolean | 'again'> {
		const { run, known, of } = this;
		if (!known.isLatest(existing)) return 'again';
		// An item before this one knows the contact by another of its addresses.
		if (known.isWantedBefore(item.index, keysOf(of, existing))) return true;
		const changes = changesTo(run, item, existing);
		if (Object.keys(changes).length === 0) {
			await deliverUnchanged(run, item, existing);
			this.done(item);
			return false;
		}
		if (!isNew && !known.isFresh(existing)) return true;
		return await this.update(item, existing, changes).catch((error: unknown) => {
			known.lost(existing, addressesOf(item));
			// It may have been deleted, or merged into another one, since the list was read.
			if (!isNew && error instanceof KeapError && error.kind === 'notFound') return 'again';
			throw error;
		});
	}

	private async update(item: PreparedItem, existing: Json, changes: Json): Promise<false> {
		const { run, known } = this;
		const path = `/v2/contacts/${encodeURIComponent(idOf(existing))}`;
		const operation = { ...run.operation, method: 'PATCH' as const, path, mask: true };
		const response = await run.client.send(requestFor(operation, item, changes));
		const { body } = response;
		known.wrote({ ...existing, ...changes, ...(isObject(body) ? body : {}), id: idOf(existing) });
		await deliver(run, item, response);
		tell(run, item, 'updated');
		this.done(item);
		return false;
	}

	private async create(item: PreparedItem): Promise<void> {
		const { run, known } = this;
		const body = newContact(run, item);
		const request = requestFor(run.operation, item, body);
		if (!(await this.mayBeTakenForAnother(item)))
			request.query = { ...request.query, duplicate_option: String(item.inputs.matchBy) };
		const response = await run.client.send(request).catch((error: unknown) => {
			known.lost(undefined, addressesOf(item));
			throw error;
		});
		const made = isObject(response.body) ? response.body : {};
		// Of a contact that was there after all nothing is known but what was written.
		const isNew = response.status === 201 && idOf(made) !== '';
		if (isNew) known.wrote({ ...body, ...made });
		else known.lost(idOf(made) === '' ? undefined : made, addressesOf(item));
		await deliver(run, item, response);
		tell(run, item, response.status === 200 ? 'updated' : 'created');
		this.done(item);
	}

	/** Whether Keap, which looks at all addresses that it gets, may update another contact instead of creating this one. */
	private async mayBeTakenForAnother(item: PreparedItem): Promise<boolean> {
		const { known } = this;
		const [, ...others] = addressesOf(item);
		for (const address of others) {
			const contacts = known.withKey(address) ?? (await known.ask(address));
			if (contacts.length > 0) return true;
		}
		return false;
	}

	private done(item: PreparedItem): void {
		this.known.release(item.index, addressesOf(item));
	}
}

export const upsert: Flow<Upsert> = async (run, items, { of }) =>
	await new UpsertRun(run, items, of).carryOut();
