import { findContacts } from '../../api/lookups';
import { OPTION } from '../../descriptor/names';
import { deliver } from '../deliver';
import { withoutHollow } from '../hollow';
import { InputError } from '../inputError';
import { eachItem, requestFor, Turns, type Flow, type Job } from '../job';
import { mergeInto, replacedKeys } from '../merge';
import type { Prepared } from '../prepare';

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
	{ client, operation }: Job,
	{ inputs, body }: Prepared,
): Promise<Json | undefined> {
	const keys = operation.merge ? replacedKeys(operation.merge, body) : [];
	const fields = ['id', ...new Set(['email_addresses', ...NAMES, ...keys])];
	const found = await findContacts(client, String(inputs.email), fields);
	return found.find((contact) => matches(contact, body, inputs.matchBy));
}

const PLACES = ['EMAIL1', 'EMAIL2', 'EMAIL3'];

/**
 * The body with the address that the contact is found by. It keeps the place that it has there, unless the input puts
 * another address into that one: then it moves to a free place, or the next run would not find the contact again.
 */
function addEmail(
	{ inputs, options, body }: Prepared,
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
	const field = [known?.field, ...PLACES].find((place) => place && !taken.has(place));
	if (!field) {
		throw new InputError(
			`'Email' ${email} would lose its place among the contact's addresses`,
			`Leave one of ${PLACES.join(', ')} to it in 'Email Addresses'`,
		);
	}
	return { ...body, email_addresses: [{ email, field, ...reason }, ...given] };
}

const without = (body: Json, key: string): Json =>
	Object.fromEntries(Object.entries(body).filter(([other]) => other !== key));

async function create(job: Job, item: Prepared): Promise<void> {
	const { operation, client } = job;
	const body = withoutNulls(addEmail(item, String(item.inputs.email), undefined));
	const request = requestFor(operation, item, withoutHollow(operation, body));
	request.query = { ...request.query, duplicate_option: String(item.inputs.matchBy) };
	await deliver(job, item, await client.send(request));
}

async function update(job: Job, item: Prepared, existing: Json): Promise<void> {
	const { operation, client } = job;
	const replace = item.options[OPTION.existingValues] === 'replace';
	const body = addEmail(item, String(item.inputs.email), existing);
	const merged =
		replace || !operation.merge ? body : mergeInto(operation, operation.merge, existing, body);
	const changes = withoutHollow(operation, merged);
	const path = `/v2/contacts/${encodeURIComponent(String(existing.id))}`;
	const request =
		Object.keys(changes).length === 0
			? { method: 'GET' as const, path, query: { fields: item.query.fields as string[] } }
			: requestFor({ ...operation, method: 'PATCH', path, mask: true }, item, changes);
	await deliver(job, item, await client.send(request));
}

/**
 * Creates a contact, or updates the one that matches and keeps what the input doesn't mention. Keap's own upsert would
 * replace whole lists; it is used only for contacts that don't exist, where it also settles races with other programs.
 */
export const upsert: Flow = async (job) => {
	const byAddress = new Turns();
	const byContact = new Turns();
	/** When contacts were last written, counted in events of this run. */
	const writtenAt = new Map<string, number>();
	let now = 0;

	const write = async (item: Prepared): Promise<void> => {
		const askedAt = ++now;
		const existing = await findExisting(job, item);
		if (!existing) return await create(job, item);
		const id = String(existing.id);
		const outdated = await byContact.take([id], async () => {
			// Another item found the same contact by another address, and has changed it since.
			if ((writtenAt.get(id) ?? 0) > askedAt) return true;
			await update(job, item, existing).finally(() => writtenAt.set(id, ++now));
			return false;
		});
		if (outdated) await write(item);
	};
	await eachItem(job, job.items, async (item) => {
		// Two items with one address would both find nothing and both create.
		const addresses = [
			item.inputs.email,
			...((item.body.email_addresses ?? []) as Json[]).map(({ email }) => email),
		];
		await byAddress.take([...new Set(addresses.map(text))], async () => await write(item));
	});
};

const withoutNulls = (body: Json): Json =>
	Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
