import { findContacts } from '../../api/lookups';
import { OPTION } from '../../descriptor/names';
import { noFreeEmailSlot } from '../../messages/inputErrors';
import { KeyedMutex } from '../concurrency';
import type { PreparedItem } from '../inputs/prepare';
import { deliver } from '../outputs/deliver';
import { mergeInto, replacedKeys } from '../requests/merge';
import { prune } from '../requests/prune';
import { requestFor } from '../requests/request';
import { forEachItem, type Flow, type RunContext } from './runContext';

type Json = Record<string, unknown>;

const text = (value: unknown) => (typeof value === 'string' ? value.trim().toLowerCase() : '');

/** Whether a contact with the same e-mail address is the one meant, by the chosen way of matching. */
function matches(contact: Json, body: Json, by: unknown): boolean {
	if (by === 'Email') return true;
	const name = (of: Json) => [text(of.given_name), text(of.family_name)].join(' ');
	if (name(contact) !== name(body)) return false;
	if (by === 'EmailAndName') return true;
	const [known, given] = [contact, body].map((of) => (of.company ?? {}) as Json);
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
	const keys = operation.merge ? replacedKeys(operation.merge, body) : [];
	const fields = ['id', ...new Set(['email_addresses', ...NAMES, ...keys])];
	const found = await findContacts(client, String(inputs.email), fields);
	return found.find((contact) => matches(contact, body, inputs.matchBy));
}

const SLOTS = ['EMAIL1', 'EMAIL2', 'EMAIL3'];

/**
 * The body with the address that the contact is found by. It keeps the place that it has there, unless the input puts
 * another address into that one: then it moves to a free place, or the next run would not find the contact again.
 */
function addEmail(
	{ inputs, options, body }: PreparedItem,
	email: string,
	existing: Json | undefined,
): Json {
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
	const stay = options[OPTION.existingValues] === 'replace' ? [] : there;
	const taken = new Set(
		[...given, ...stay.filter((entry) => !moved.has(text(entry.email)))].map(({ field }) => field),
	);
	const field = [known?.field, ...SLOTS].find((place) => place && !taken.has(place));
	if (!field) {
		throw noFreeEmailSlot(email, SLOTS);
	}
	return { ...body, email_addresses: [{ email, field, ...reason }, ...given] };
}

const without = (body: Json, key: string): Json =>
	Object.fromEntries(Object.entries(body).filter(([other]) => other !== key));

async function create(run: RunContext, item: PreparedItem): Promise<void> {
	const { operation, client } = run;
	const body = withoutNulls(addEmail(item, String(item.inputs.email), undefined));
	const request = requestFor(operation, item, prune(operation, body));
	request.query = { ...request.query, duplicate_option: String(item.inputs.matchBy) };
	await deliver(run, item, await client.send(request));
}

async function update(run: RunContext, item: PreparedItem, existing: Json): Promise<void> {
	const { operation, client } = run;
	const replace = item.options[OPTION.existingValues] === 'replace';
	const body = addEmail(item, String(item.inputs.email), existing);
	const merged =
		replace || !operation.merge ? body : mergeInto(operation, operation.merge, existing, body);
	const changes = prune(operation, merged);
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
export const upsert: Flow = async (run) => {
	const addressMutex = new KeyedMutex();
	const contactMutex = new KeyedMutex();
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
	await forEachItem(run, run.items, async (item) => {
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

const withoutNulls = (body: Json): Json =>
	Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
