import * as texts from '../../messages/keapErrors';
import type { KeapClient } from '../client';
import { KeapError, type KeapErrorKind } from '../errors';
import { isObject, objectsOf, type Json } from '../json';
import { listIn } from '../lists';
import { allPages, readPage, type PagedList } from '../pages';
import { pathAndQuery, type KeapRequest } from '../request';
import { CustomFields, readModel } from './customFields';

export interface Named {
	id: string;
	name: string;
}

const id = (record: Json): string => String(record.id ?? '');

/** A list to look something up in. */
export type ListRequest = KeapRequest & { method: 'GET' };

const TAGS = { method: 'GET', path: '/v2/tags' } as const;

const error = (kind: KeapErrorKind, text: texts.ErrorText, { method, path }: KeapRequest) =>
	new KeapError(kind, text.message, { remedy: text.remedy, method, path });

/** What a filter takes literally. */
const FILTERABLE = /^[^;,*]+$/;

/** Failures of creating a tag after which there may be one of its name all the same. */
const MAY_EXIST = new Set<KeapErrorKind>([
	'badRequest',
	'conflict',
	'unknownOutcome',
	'responseLost',
]);

const folded = (text: string): string => text.trim().toLowerCase();

const questionOf = (request: ListRequest) => `list ${pathAndQuery(request)}`;

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
			const request = { method: 'GET', path: `/v2/${path}/model` } as const;
			const { body } = await this.client.send(request);
			return new CustomFields(readModel(listIn(body, 'custom_fields', request)));
		});
	}

	/** All records of a list. The same request gives the same array. */
	async records(request: ListRequest, list: PagedList): Promise<readonly Json[]> {
		return await this.once(questionOf(request), async () =>
			objectsOf(await allPages(this.client, request, list)),
		);
	}

	/** The records of a list that Keap finds by a filter: one page, since Keap ignores filters that it doesn't know. */
	async found(request: ListRequest, { items, pageSize }: PagedList): Promise<readonly Json[]> {
		const query = { ...request.query, page_size: pageSize };
		return await this.once(`found ${pathAndQuery({ ...request, query })}`, async () => {
			const { body } = await this.client.send({ ...request, query });
			return objectsOf(readPage(body, items, request).records);
		});
	}

	/**
	 * The ID of a record that was found.
	 * @throws KeapError when Keap returned the record without it: it could be taken for another one, or for none
	 */
	idOf(record: Json, property: string, noun: string, request: ListRequest): string {
		const own = String(record[property] ?? '');
		if (own === '') throw error('unavailable', texts.recordWithoutId(noun), request);
		return own;
	}

	/**
	 * Makes a tag, once however often it is asked for in one run.
	 * @throws KeapError when Keap doesn't make it, or when its ID can't be learned
	 */
	async createTag(name: string, categoryId?: string): Promise<string> {
		return await this.once(`new tag ${folded(name)}`, async () => {
			const request: KeapRequest = {
				method: 'POST',
				path: '/v2/tags',
				body: { name: name.trim(), category: categoryId ? { id: categoryId } : undefined },
			};
			const made = await this.client.send(request).then(
				({ body }) => (isObject(body) ? id(body) : ''),
				(failure: unknown) => failure,
			);
			if (typeof made === 'string' && made !== '') return made;
			const failure =
				made === '' ? error('responseLost', texts.tagWithoutId(name.trim()), request) : made;
			const mayExist = failure instanceof KeapError && MAY_EXIST.has(failure.kind);
			const existing = mayExist ? await this.findTag(name).catch(() => undefined) : undefined;
			if (existing === undefined) throw failure;
			return existing;
		});
	}

	/** The same, if this run has asked for it already; otherwise none, without asking. */
	async recordsReadSoFar(request: ListRequest, list: PagedList): Promise<readonly Json[]> {
		const isRead = this.responses.has(questionOf(request));
		return isRead ? await this.records(request, list) : [];
	}

	/** Whether Keap has a record at this path; undefined where that can't be learned. */
	async exists(path: string): Promise<boolean | undefined> {
		return await this.once(`exists ${path}`, async () => {
			try {
				await this.client.send({ method: 'GET', path });
				return true;
			} catch (failure) {
				return failure instanceof KeapError && failure.kind === 'notFound' ? false : undefined;
			}
		});
	}

	/** Asks anew for the ID of a tag that may have been made since the tags were read. */
	private async findTag(name: string): Promise<string | undefined> {
		const wanted = name.trim();
		const filter = FILTERABLE.test(wanted) ? `name==${wanted}` : undefined;
		const request = filter ? { ...TAGS, query: { filter } } : TAGS;
		const found = await allPages(this.client, request, { items: 'tags', pageSize: 1000 });
		const tags = objectsOf(found).map((tag) => ({ id: id(tag), name: String(tag.name ?? '') }));
		return tags.find((tag) => folded(tag.name) === folded(wanted))?.id || undefined;
	}

	/** The IDs of the contacts that have an email address, in any of its places; smallest first. */
	async contactIdsByEmail(email: string): Promise<string[]> {
		return await this.once(`contact ${email.toLowerCase()}`, async () => {
			const found = await findContacts(this.client, email, ['id', 'email_addresses']);
			return found.map(id);
		});
	}

	/** The provinces of a country (ISO 3166-1 alpha-3), by ISO 3166-2 code. */
	async provinces(country: string): Promise<Named[]> {
		return await this.once(`provinces ${country}`, async () => {
			const request = {
				method: 'GET',
				path: `/v2/locales/countries/${encodeURIComponent(country)}/provinces`,
			} as const;
			const { body } = await this.client.send(request);
			return objectsOf(listIn(body, 'provinces', request))
				.map(({ code, name }) => ({ id: String(code ?? ''), name: String(name ?? '') }))
				.filter(({ id }) => id !== '');
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

/**
 * The contacts that have an email address, oldest first.
 * @throws KeapError when one of them comes without its ID: it could be taken for another one, or for none
 */
export async function findContacts(
	client: KeapClient,
	email: string,
	fields: readonly string[],
): Promise<Json[]> {
	const request = {
		method: 'GET',
		path: '/v2/contacts',
		query: { filter: `email==${email}`, fields, page_size: 100 },
	} as const;
	const { body } = await client.send(request);
	const has = (contact: Json) =>
		objectsOf(contact.email_addresses).some(
			(entry) => String(entry.email ?? '').toLowerCase() === email.toLowerCase(),
		);
	// Keap ignores a filter it doesn't know: trust only what really has the address.
	const found = objectsOf(listIn(body, 'contacts', request)).filter(has);
	if (found.some((contact) => id(contact) === ''))
		throw error('unavailable', texts.recordWithoutId('contact'), request);
	return found.sort((a, b) => Number(a.id) - Number(b.id));
}
