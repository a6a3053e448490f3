import { without, type Json } from '../../api/json';
import { findContacts } from '../../api/lookups';
import { OPTION } from '../../descriptor/names';
import type { Upsert } from '../../descriptor/operation';
import { noFreeEmailSlot } from '../../messages/inputErrors';
import { KeyedMutex } from '../concurrency';
import { fillSlots, identityOf } from '../inputs/entries';
import type { PreparedItem } from '../inputs/preparedItem';
import { prune } from '../inputs/prune';
import { isEmpty } from '../inputs/values/scalars';
import { deliver } from '../outputs/deliver';
import { mergeInto, replacedKeys } from '../requests/merge';
import { requestFor } from '../requests/request';
import { forEachItem, type Flow, type RunContext } from './runContext';

const text = (value: unknown) => (typeof value === 'string' ? value.trim().toLowerCase() : '');

/** Whether a contact with the same email address is the one meant, by the chosen way of matching. */
function matches(contact: Json, body: Json, by: unknown): boolean {
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

const NAMES = ['given_name', 'family_name', 'company'];

async function findExisting(
	{ client, operation }: RunContext,
	{ inputs, body }: PreparedItem,
): Promise<Json | undefined> {
	const keys = replacedKeys(operation, body);
	const fields = ['id', ...new Set(['email_addresses', ...NAMES, ...keys])];
	const found = await findContacts(client, String(inputs.email), fields);
	return found.find((contact) => matches(contact, body, inputs.matchBy));
}

const SLOTS = ['EMAIL1', 'EMAIL2', 'EMAIL3'];

/** Whether the list of addresses at Keap is to be replaced: by a list, not by the one address at the top. */
const replacesList = ({ options, body }: PreparedItem) =>
	options[OPTION.existingValues] === 'replace' && Array.isArray(body.email_addresses);

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

async function create(run: RunContext, item: PreparedItem): Promise<void> {
	const { operation, client } = run;
	const body = fillSlots(operation, addEmail(item, undefined));
	const request = requestFor(operation, item, nothingCleared(prune(operation, body)));
	request.query = { ...request.query, duplicate_option: String(item.inputs.matchBy) };
	await deliver(run, item, await client.send(request));
}

/** What is written to a contact that exists: with what it has, or in its place. */
function changesOf({ operation }: RunContext, item: PreparedItem, existing: Json): Json {
	const body = addEmail(item, existing);
	if (item.options[OPTION.existingValues] !== 'replace')
		return mergeInto(operation, existing, body);
	if (replacesList(item) || !body.email_addresses) return fillSlots(operation, body);
	const { email_addresses } = body;
	return { ...body, ...mergeInto(operation, existing, { email_addresses }) };
}

async function update(run: RunContext, item: PreparedItem, existing: Json): Promise<void> {
	const { operation, client } = run;
	const changes = prune(operation, changesOf(run, item, existing));
	const path = `/v2/contacts/${encodeURIComponent(String(existing.id))}`;
	const request =
		Object.keys(changes).length === 0
			? { method: 'GET' as const, path, query: { fields: item.query.fields as string[] } }
			: requestFor({ ...operation, method: 'PATCH', path, mask: true }, item, changes);
	await deliver(run, item, await client.send(request));
}

/**
 * Creates a contact, or updates the one that matches and keeps what the input doesn't mention. Keap's own upsert would
 * replace whole lists; it is used only for contacts that don't exist, where it also settles races with other programs.
 */
export const upsert: Flow<Upsert> = async (run, items) => {
	const addressMutex = new KeyedMutex(run.results);
	const contactMutex = new KeyedMutex(run.results);
	/** When contacts were last written, counted in events of this run. */
	const writtenAt = new Map<string, number>();
	let now = 0;

	const write = async (item: PreparedItem): Promise<void> => {
		const askedAt = ++now;
		const existing = await findExisting(run, item);
		if (!existing) return await create(run, item);
		const id = String(existing.id);
		const outdated = await contactMutex.runExclusive([id], async () => {
			// Another item found the same contact by another address, and has changed it since.
			if ((writtenAt.get(id) ?? 0) > askedAt) return true;
			await update(run, item, existing).finally(() => writtenAt.set(id, ++now));
			return false;
		});
		if (outdated) await write(item);
	};
	await forEachItem(run, items, async (item) => {
		// Two items with one address would both find nothing and both create.
		const addresses = [
			item.inputs.email,
			...((item.body.email_addresses ?? []) as Json[]).map(({ email }) => email),
		];
		await addressMutex.runExclusive(
			[...new Set(addresses.map(text))],
			async () => await write(item),
		);
	});
};

/** A new contact has nothing to clear: neither values, nor lists, nor custom fields. */
function nothingCleared(body: Json): Json {
	const { custom_fields: fields, ...rest } = body;
	const filled = ((fields ?? []) as Json[]).filter(({ content }) => content !== null);
	const given = Object.entries({ ...rest, custom_fields: filled });
	return withoutNulls(Object.fromEntries(given.filter(([, value]) => !isEmpty(value)))) as Json;
}

function withoutNulls(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutNulls);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([, entry]) => entry !== null)
			.map(([key, entry]) => [key, withoutNulls(entry)]),
	);
}
