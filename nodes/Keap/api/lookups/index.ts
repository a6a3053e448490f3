import * as texts from '../../messages/keapErrors';
import type { KeapClient } from '../client';
import { currencyIn } from '../currencies';
import { keapError, KeapError, type KeapErrorKind } from '../errors';
import { isObject, objectsOf, type Json } from '../json';
import { listIn } from '../lists';
import { allPages, readPage, type PagedList } from '../pages';
import { pathAndQuery, type KeapRequest } from '../request';
import { CustomFields, readModel, type CustomField } from './customFields';
import { findByKey, folded, idOf, keysOf, type Keyed } from './keyed';
import { readForKeys } from './reading';

export interface Named {
	id: string;
	name: string;
}

/** A custom field to be made. */
interface NewField {
	label: string;
	/** Keap's type, as in `TEXT`. */
	type: string;
	/** The section in which Keap shows it; Keap's own choice without one. */
	groupId?: string;
}

/** A list to look something up in. */
export type ListRequest = KeapRequest & { method: 'GET' };

/** The tags, which people know by name. */
const TAGS: Keyed = {
	noun: 'Tag',
	path: '/v2/tags',
	items: 'tags',
	pageSize: 1000,
	key: { parts: [{ filter: 'name' }], fields: [], of: ({ name }) => [String(name ?? '')] },
};

/** Failures of creating a tag after which there may be one of its name all the same. */
const MAY_EXIST = new Set<KeapErrorKind>([
	'badRequest',
	'conflict',
	'unknownOutcome',
	'responseLost',
]);

/** Failures that mean that a key may not read something, or that there is none. */
const NOT_TO_BE_READ = new Set<KeapErrorKind>(['forbidden', 'notFound']);

const questionOf = (request: ListRequest) => `list ${pathAndQuery(request)}`;

/**
 * What has to be asked of Keap before a person's words become Keap's: each question is asked once in the life of this
 * object, which is one run of a node.
 */
export class Lookups {
	private readonly responses = new Map<string, Promise<unknown>>();
	/** The custom fields that were made. */
	readonly createdFields: Array<{ label: string; type: string }> = [];
	/** Whether the account's currency was needed and can't be learned. */
	isCurrencyUnknown = false;
	/** Calls that reading a list made unnecessary. */
	callsSaved = 0;
	private readonly expected = new Map<Keyed, Set<string>>();

	constructor(private readonly client: KeapClient) {}

	/** The custom fields of a record type; `path` is the first segment of its endpoints. */
	async customFields(path: string): Promise<CustomFields> {
		return await this.once(
			`model ${path}`,
			async () => new CustomFields(await this.readCustomFields(path)),
		);
	}

	/**
	 * Makes a custom field, once however often it is asked for in one run.
	 * @throws KeapError when Keap doesn't make it, or when its ID can't be learned
	 */
	async createCustomField(path: string, { label, type, groupId }: NewField): Promise<void> {
		await this.once(`new field ${path} ${folded(label)}`, async () => {
			const request: KeapRequest = {
				method: 'POST',
				path: `/v2/${path}/model/customFields`,
				body: { label: label.trim(), field_type: type, group_id: groupId },
			};
			const field = await this.makeOrFind(
				request,
				// Tasks alone wrap it.
				(body) => readModel([isObject(body.custom_field) ? body.custom_field : body])[0],
				texts.customFieldWithoutId(label.trim()),
				async () =>
					(await this.readCustomFields(path)).find(
						(known) => folded(known.label) === folded(label),
					),
			);
			(await this.customFields(path)).add(field);
			this.createdFields.push({ label: field.label || label, type });
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
		if (own === '') throw keapError('unavailable', request, texts.recordWithoutId(noun));
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
			const made = await this.makeOrFind(
				request,
				(body) => ({ id: idOf(body) }),
				texts.tagWithoutId(name.trim()),
				async () => await this.findTag(name),
			);
			return made.id;
		});
	}

	/**
	 * What a request makes; where it may be there although the request failed, what is found.
	 * @param noId what is wrong with a response that lacks the ID of what was made
	 */
	private async makeOrFind<T extends { id: string }>(
		request: KeapRequest,
		read: (body: Json) => T | undefined,
		noId: texts.ErrorText,
		find: () => Promise<T | undefined>,
	): Promise<T> {
		const failure: unknown = await this.client.send(request).then(
			({ body }) => {
				const made = isObject(body) ? read(body) : undefined;
				return made?.id ? made : keapError('responseLost', request, noId);
			},
			(reason: unknown) => reason,
		);
		if (!(failure instanceof Error)) return failure as T;
		const mayExist = failure instanceof KeapError && MAY_EXIST.has(failure.kind);
		const existing = mayExist ? await find().catch(() => undefined) : undefined;
		if (existing === undefined) throw failure;
		return existing;
	}

	private async readCustomFields(path: string): Promise<CustomField[]> {
		const request = { method: 'GET', path: `/v2/${path}/model` } as const;
		const { body } = await this.client.send(request);
		return readModel(listIn(body, 'custom_fields', request));
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
	private async findTag(name: string): Promise<Named | undefined> {
		const [tag] = await findByKey(this.client, TAGS, name, []);
		return tag && { id: idOf(tag), name };
	}

	/** Says which keys will be asked for: where they are many, their list is read instead of asking for each. */
	expect(list: Keyed, key: string): void {
		const known = this.expected.get(list);
		if (known) known.add(folded(key));
		else this.expected.set(list, new Set([folded(key)]));
	}

	/** The IDs of the records that have a key, such as a contact's email address; smallest first. */
	async idsByKey(list: Keyed, key: string): Promise<string[]> {
		const fields = ['id', ...list.key.fields];
		const read = await this.once(
			`keys of ${list.path}`,
			async () => await this.readList(list, fields),
		);
		return (
			read?.get(folded(key)) ??
			(await this.once(`${list.path} ${folded(key)}`, async () => {
				const found = await findByKey(this.client, list, key, fields);
				return found.map(idOf);
			}))
		);
	}

	/** The IDs of the records by each of the expected keys; undefined where they are to be asked for one by one. */
	private async readList(
		list: Keyed,
		fields: readonly string[],
	): Promise<ReadonlyMap<string, string[]> | undefined> {
		const wanted = this.expected.get(list) ?? new Set<string>();
		// What keeps a list from being read may not concern a single look-up; if it does, that says so for its own item.
		const reading = await readForKeys(this.client, list, wanted, { fields }).catch(() => undefined);
		if (!reading) return undefined;
		this.callsSaved += wanted.size - reading.calls;
		// A key that wasn't found has no record only where the reading can't have left one out.
		const known = reading.lastId === undefined ? [] : [...wanted];
		const ids = new Map(known.map((key): [string, string[]] => [key, []]));
		for (const record of reading.records)
			for (const key of new Set(keysOf(list, record)))
				if (wanted.has(key)) ids.set(key, [...(ids.get(key) ?? []), idOf(record)]);
		return ids;
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

	/**
	 * The ISO 4217 code of the account's currency; undefined where the key may not read it, or the account has none.
	 * @throws KeapError for other failures, such as a connection that broke
	 */
	async currency(): Promise<string | undefined> {
		return await this.once('currency', async () => {
			const request = { method: 'GET', path: '/v2/businessProfile' } as const;
			const profile = await this.client.send(request).catch((failure: unknown) => {
				if (failure instanceof KeapError && NOT_TO_BE_READ.has(failure.kind)) return undefined;
				throw failure;
			});
			const code = isObject(profile?.body) ? currencyIn(profile.body.currency_code) : undefined;
			this.isCurrencyUnknown = code === undefined;
			return code;
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
