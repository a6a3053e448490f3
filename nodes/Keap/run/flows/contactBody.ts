import { without, type Json } from '../../api/json';
import { noFreeEmailSlot } from '../../messages/inputErrors';
import { fillSlots, identityOf } from '../inputs/entries';
import type { PreparedItem } from '../inputs/preparedItem';
import { prune } from '../inputs/prune';
import { mergeInto } from '../requests/merge';
import { keepsExisting } from './existingRecords';
import type { RunContext } from './runContext';
import { changesIn } from './unchanged';
import { newRecord } from './upsertSubject';

/** What an upsert writes to a contact, and to which one. */

const text = (value: unknown) => (typeof value === 'string' ? value.trim().toLowerCase() : '');

/** Whether a contact with the same email address is the one meant, by the chosen way of matching. */
export function isMeant(contact: Json, body: Json, by: unknown): boolean {
	if (by === 'Email') return true;
	const name = (of: Json) => [text(of.given_name), text(of.family_name)].join(' ');
	if (name(contact) !== name(body)) return false;
	if (by === 'EmailAndName') return true;
	const company = (of: Json) => (of.company ?? {}) as Json;
	const [known, given] = [company(contact), company(body)];
	// A company is a record, or a mere name.
	return given.id === undefined
		? text(known.company_name) === text(given.company_name)
		: String(known.id) === String(given.id);
}

const SLOTS = ['EMAIL1', 'EMAIL2', 'EMAIL3'];

/** Whether the list of addresses at Keap is to be replaced: by a list, not by the one address at the top. */
const replacesList = (item: PreparedItem) =>
	!keepsExisting(item) && Array.isArray(item.body.email_addresses);

const slotOf = (entry: Json) => identityOf(entry, 'field');

/**
 * The body with the address that the contact is found by. It keeps the slot that it has there, unless the input puts
 * another address into that one: then it moves to a free slot, or the next run would not find the contact again.
 */
function addEmail(item: PreparedItem, existing: Json | undefined): Json {
	const { inputs, body } = item;
	const email = String(inputs.email);
	const reason = inputs.optInReason ? { opt_in_reason: inputs.optInReason } : {};
	const given = (body.email_addresses ?? []) as Json[];
	const has = (entry: Json) => text(entry.email) === text(email);
	if (given.some(has)) {
		const list = given.map((entry) => (has(entry) ? { ...reason, ...entry } : entry));
		return { ...body, email_addresses: list };
	}
	const there = (existing?.email_addresses ?? []) as Json[];
	const known = there.find(has);
	if (known && given.length === 0 && !inputs.optInReason) {
		// An empty list with 'Clear' can't mean the address by which the contact was just found.
		return body.email_addresses === null ? without(body, 'email_addresses') : body;
	}
	const moved = new Set([known, ...given].map((entry) => text(entry?.email)));
	const stay = replacesList(item) ? [] : there;
	const taken = new Set(
		[...given, ...stay.filter((entry) => !moved.has(text(entry.email)))].map(slotOf),
	);
	const field = [known && slotOf(known), ...SLOTS].find((slot) => slot && !taken.has(slot));
	if (!field) throw noFreeEmailSlot(email, SLOTS);
	return { ...body, email_addresses: [{ email, field, ...reason }, ...given] };
}

/** What a new contact is made of. */
export const newContact = ({ operation }: RunContext, item: PreparedItem): Json =>
	newRecord(operation, addEmail(item, undefined));

/** What is written to a contact that exists: with what it has, or in its place. */
function mergedBody({ operation }: RunContext, item: PreparedItem, existing: Json): Json {
	const body = addEmail(item, existing);
	if (keepsExisting(item)) return mergeInto(operation, existing, body);
	if (replacesList(item) || !body.email_addresses) return fillSlots(operation, body);
	const { email_addresses } = body;
	return { ...body, ...mergeInto(operation, existing, { email_addresses }) };
}

/** What of an item is written to a contact that exists; nothing where it is so already. */
export const changesTo = (run: RunContext, item: PreparedItem, existing: Json): Json =>
	changesIn(run.operation, item, existing, prune(run.operation, mergedBody(run, item, existing)));
