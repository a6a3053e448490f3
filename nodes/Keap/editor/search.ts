import { jsonParse, type INodeListSearchItems, type INodeListSearchResult } from 'n8n-workflow';

import type { Json } from '../api/json';
import type { Collection } from '../descriptor/collection';
import { words } from '../descriptor/labels';
import { contains, distinguished, ranked } from './entries';
import type { Session, Source } from './session';
import { labelOf, sourceOf } from './source';
import { filterable, isId } from './typedText';

/** How many pages are searched here at once before the editor is told that there is more. */
const PAGES_SEARCHED = 10;

interface Found {
	entries: INodeListSearchItems[];
	next: string;
}

const NOTHING: Found = { entries: [], next: '' };

/** Finds records for a list of the editor. Like Keap's lists it comes in pages. */
class Search {
	private readonly source: Source;

	constructor(
		private readonly session: Session,
		private readonly of: Collection,
		private readonly text: string,
	) {
		this.source = sourceOf(session, of);
	}

	/** Keap's filters for the text; none where Keap can't look for it. */
	private get filters(): string[] {
		const { typed, id } = this.of.picker;
		const text = filterable(this.text);
		if (!text) return [];
		return [...(id && isId(text) ? [`${id}==${text}`] : []), ...(typed?.(text) ?? [])];
	}

	private async entries(records: Json[]): Promise<INodeListSearchItems[]> {
		return await Promise.all(
			// Of payment methods, only some have an ID of REST v1.
			records
				.filter((record) => words(record[this.of.idProperty]))
				.map(async (record) => {
					const value = String(record[this.of.idProperty]);
					const name = await labelOf(this.session, this.of, record);
					return { name: name || `${this.of.noun} ${value}`, value };
				}),
		);
	}

	private async narrowed(filter: string, token?: string): Promise<Found> {
		const { records, next } = await this.session.page(this.source, filter, token);
		return { entries: await this.entries(records), next };
	}

	/** Searches the list itself, from one page to the next, until something is found. */
	private async searched(token?: string): Promise<Found> {
		for (let pages = 1, at = token; ; pages++) {
			const { records, next } = await this.session.page(this.source, undefined, at);
			const entries = (await this.entries(records)).filter(contains(this.text));
			if (entries.length > 0 || !next || pages === PAGES_SEARCHED) return { entries, next };
			at = next;
		}
	}

	/** `token` holds one of Keap's tokens for each request, empty where a request has no more. */
	async page(token?: string): Promise<INodeListSearchResult> {
		const { filters } = this;
		const tokens = token ? jsonParse<string[]>(token) : undefined;
		const requests = filters.length
			? filters.map((filter) => async (at?: string) => await this.narrowed(filter, at))
			: [async (at?: string) => await this.searched(at)];
		const found = await Promise.all(
			requests.map(async (request, i) =>
				tokens && !tokens[i] ? NOTHING : await request(tokens?.[i]),
			),
		);
		const byId = new Map(
			found.flatMap(({ entries }) => entries.map((entry) => [entry.value, entry])),
		);
		const next = found.map((response) => response.next);
		return {
			results: distinguished(ranked([...byId.values()], this.text)),
			...(next.some(Boolean) ? { paginationToken: JSON.stringify(next) } : {}),
		};
	}
}

export async function search(
	session: Session,
	of: Collection,
	typed = '',
	token?: string,
): Promise<INodeListSearchResult> {
	return await new Search(session, of, typed.trim()).page(token);
}
