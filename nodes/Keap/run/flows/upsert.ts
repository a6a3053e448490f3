import { findContacts } from '../../api/lookups';
import { OPTION } from '../../descriptor/names';
import { deliver } from '../deliver';
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
	const company = (of: Json) => of.company as Json | undefined;
	const [known, given] = [company(contact), company(body)];
	return (
		text(known?.id) === text(given?.id) || text(known?.company_name) === text(given?.company_name)
	);
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

/** The address that a contact is found by has a place there already, which it keeps. */
function addEmail(
	body: Json,
	email: string,
	existing: Json | undefined,
	optInReason: unknown,
): Json {
	const given = (body.email_addresses ?? []) as Json[];
	if (given.some((entry) => text(entry.email) === text(email))) return body;
	const known = ((existing?.email_addresses ?? []) as Json[]).find(
		(entry) => text(entry.email) === text(email),
	);
	const reason = optInReason ? { opt_in_reason: optInReason } : {};
	const taken = new Set(given.map(({ field }) => field));
	const field = known?.field ?? PLACES.find((place) => !taken.has(place)) ?? PLACES[0];
	if (known && !optInReason) return body;
	return { ...body, email_addresses: [{ email, field, ...reason }, ...given] };
}

/**
 * Creates a contact, or updates the one that matches and keeps what the input doesn't mention. Keap's own upsert would
 * replace whole lists; it is used only for contacts that don't exist, where it also settles races with other programs.
 */
export const upsert: Flow = async (job) => {
	const { operation, client } = job;
	const { merge } = operation;
	if (!merge) return;
	const turns = new Turns();

	const write = async (item: Prepared) => {
		const { inputs, options, body: given } = item;
		const replace = options[OPTION.existingValues] === 'replace';
		const existing = await findExisting(job, item);
		const body = addEmail(given, String(inputs.email), existing, inputs.optInReason);
		if (!existing) {
			const request = requestFor(operation, item, withoutNulls(body));
			request.query = { ...request.query, duplicate_option: String(inputs.matchBy) };
			return await deliver(job, item, await client.send(request));
		}
		const merged = replace ? body : mergeInto(operation, merge, existing, body);
		const path = `/v2/contacts/${encodeURIComponent(String(existing.id))}`;
		if (Object.keys(merged).length === 0) {
			return await deliver(
				job,
				item,
				await client.send({
					method: 'GET',
					path,
					query: { fields: item.query.fields as string[] },
				}),
			);
		}
		const update = requestFor({ ...operation, method: 'PATCH', path, mask: true }, item, merged);
		await deliver(job, item, await client.send(update));
	};
	await eachItem(job, job.items, async (item) => {
		// Two items with one address would both find nothing and both create.
		const addresses = [
			item.inputs.email,
			...((item.body.email_addresses ?? []) as Json[]).map(({ email }) => email),
		];
		await turns.take([...new Set(addresses.map(text))], async () => await write(item));
	});
};

const withoutNulls = (body: Json): Json =>
	Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
