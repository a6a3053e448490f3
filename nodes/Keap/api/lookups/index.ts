import type { KeapClient } from '../client';
import { allPages } from '../pages';
import { CustomFields, readModel } from './customFields';

export interface Named {
	id: string;
	name: string;
}

type Json = Record<string, unknown>;

const id = (record: Json): string => String(record.id ?? '');

const named = (records: unknown[], name: (record: Json) => string): Named[] =>
	(records as Json[]).map((record) => ({ id: id(record), name: name(record) || id(record) }));

const folded = (text: string): string => text.trim().toLowerCase();

export const fullName = ({ given_name, family_name }: Json): string =>
	[given_name, family_name].filter((part) => typeof part === 'string' && part).join(' ');

/**
 * What has to be asked of Keap before a person's words become Keap's: each question is asked once in the life of this
 * object, which is one run of a node.
 */
export class Lookups {
	private readonly responses = new Map<string, Promise<unknown>>();

	constructor(private readonly client: KeapClient) {}

	/** The custom fields of a record type; `path` is the first segment of its endpoints. */
	async customFields(path: string): Promise<CustomFields> {
		return await this.once(`model ${path}`, async () => {
			const { body } = await this.client.send({ method: 'GET', path: `/v2/${path}/model` });
			return new CustomFields(readModel(body));
		});
	}

	async tags(): Promise<Named[]> {
		return await this.once('tags', async () => {
			const request = { method: 'GET', path: '/v2/tags' } as const;
			const tags = await allPages(this.client, request, { items: 'tags', pageSize: 1000 });
			return named(tags, (tag) => String(tag.name ?? ''));
		});
	}

	/** The ID of the tag with this name, whatever the case. */
	async tagId(name: string): Promise<string | undefined> {
		const ids = await this.once('tag ids', async () => {
			const byName = new Map<string, string>();
			// Of tags that share a name, the first counts.
			for (const tag of [...(await this.tags())].reverse()) byName.set(folded(tag.name), tag.id);
			return byName;
		});
		return ids.get(folded(name));
	}

	/** Makes a tag, once however often it is asked for in one run. */
	async createTag(name: string, categoryId?: string): Promise<string> {
		return await this.once(`new tag ${folded(name)}`, async () => {
			const category = categoryId ? { id: categoryId } : undefined;
			const { body } = await this.client.send({
				method: 'POST',
				path: '/v2/tags',
				body: { name: name.trim(), category },
			});
			return id((body ?? {}) as Json);
		});
	}

	/** The IDs of the contacts that have an e-mail address, in any of its places; smallest first. */
	async contactIdsByEmail(email: string): Promise<string[]> {
		return await this.once(`contact ${email.toLowerCase()}`, async () => {
			const found = await findContacts(this.client, email, ['id', 'email_addresses']);
			return found.map(id);
		});
	}

	/** The provinces of a country (ISO 3166-1 alpha-3), by ISO 3166-2 code. */
	async provinces(country: string): Promise<Named[]> {
		return await this.once(`provinces ${country}`, async () => {
			const { body } = await this.client.send({
				method: 'GET',
				path: `/v2/locales/countries/${encodeURIComponent(country)}/provinces`,
			});
			const { provinces } = (body ?? {}) as { provinces?: Json[] };
			return (provinces ?? []).map((province) => ({
				id: String(province.code ?? ''),
				name: String(province.name ?? ''),
			}));
		});
	}

	private async once<T>(question: string, ask: () => Promise<T>): Promise<T> {
		let response = this.responses.get(question) as Promise<T> | undefined;
		if (!response) {
			response = ask();
			this.responses.set(question, response);
		}
		return await response;
	}
}

/** The contacts that have an e-mail address, oldest first. */
export async function findContacts(
	client: KeapClient,
	email: string,
	fields: readonly string[],
): Promise<Json[]> {
	const { body } = await client.send({
		method: 'GET',
		path: '/v2/contacts',
		query: { filter: `email==${email}`, fields, page_size: 100 },
	});
	const { contacts } = (body ?? {}) as { contacts?: Json[] };
	const has = (contact: Json) =>
		((contact.email_addresses ?? []) as Json[]).some(
			(entry) => String(entry.email ?? '').toLowerCase() === email.toLowerCase(),
		);
	// Keap ignores a filter it doesn't know: trust only what really has the address.
	return (contacts ?? []).filter(has).sort((a, b) => Number(a.id) - Number(b.id));
}
