import type { ILoadOptionsFunctions, INode } from 'n8n-workflow';

import { connect, type KeapClient } from '../api';
import type { Json } from '../api/json';
import { readPage } from '../api/pages';
import { pathAndQuery, type KeapRequest } from '../api/request';
import { cached } from './cache';
import { toEditorError } from './errors';

/** A list of Keap's. */
export interface Source {
	path: string;
	/** The property of the response that holds the records. */
	items: string;
	/** How many records to ask for at once; absent where the list can't be paged. */
	pageSize?: number;
	query?: KeapRequest['query'];
	/** Whether pages are remembered for a moment. */
	remembered?: boolean;
}

export interface Page {
	records: Json[];
	/** Where the next page begins; empty at the end, and where Keap points back to this one. */
	next: string;
}

/** The longest that a person in front of the editor waits for running workflows that use the same key. */
const MAX_WAIT_MS = 20_000;
/** The longest that one attempt may take, and after which none is begun: Keap's slow lists take most of a minute. */
const PATIENCE_MS = 45_000;

/** One question of the editor's to Keap. */
export class Session {
	readonly node: INode;

	private constructor(
		private readonly context: ILoadOptionsFunctions,
		private readonly keyId: string,
		private readonly client: KeapClient,
	) {
		this.node = context.getNode();
	}

	/** Asks on behalf of the node that is being edited, and words what goes wrong for its editor. */
	static async with<T>(
		context: ILoadOptionsFunctions,
		work: (session: Session) => Promise<T>,
	): Promise<T> {
		// The requests of one question end when one of them fails: the others are not tried any further.
		const over = new AbortController();
		const { client, keyId } = await connect(context, {
			owner: 'editor',
			maxWaitMs: MAX_WAIT_MS,
			timeoutMs: PATIENCE_MS,
			signal: AbortSignal.any([AbortSignal.timeout(PATIENCE_MS), over.signal]),
		});
		return await work(new Session(context, keyId, client))
			.catch((error: unknown) => {
				throw toEditorError(context.getNode(), error);
			})
			.finally(() => over.abort());
	}

	/** What the person has entered in another input. */
	parameter(name: string): unknown {
		const value: unknown = this.context.getCurrentNodeParameter(name);
		return value;
	}

	async page(source: Source, filter?: string, token?: string): Promise<Page> {
		const { path, pageSize, query } = source;
		const paging = pageSize ? { page_size: pageSize, page_token: token } : {};
		const request: KeapRequest = { method: 'GET', path, query: { ...query, filter, ...paging } };
		const read = async (): Promise<Page> => {
			const { body } = await this.client.send(request);
			const { records, nextToken } = readPage(body, source.items, request);
			return { records: records as Json[], next: pageSize && nextToken !== token ? nextToken : '' };
		};
		return source.remembered
			? await cached(`${this.keyId} ${pathAndQuery(request)}`, read)
			: await read();
	}

	/** All records of a list. A token that comes back ends it: it would never end otherwise. */
	async all(source: Source): Promise<Json[]> {
		const all: Json[] = [];
		const seen = new Set<string>();
		for (let token: string | undefined; ;) {
			const { records, next } = await this.page(source, undefined, token);
			for (const record of records) all.push(record);
			if (!next || seen.has(next)) return all;
			seen.add(next);
			token = next;
		}
	}
}
