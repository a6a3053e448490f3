import type { KeapClient } from '../../api/client';
import { isObject, objectsOf, type Json } from '../../api/json';
import { pages, type PagedList } from '../../api/pages';
import type { KeapRequest, QueryValue } from '../../api/request';
import { textAt } from '../../descriptor/labels';
import { isEmpty } from '../../run/inputs/values/scalars';
import { digestOf } from '../digests';
import type { Entry } from './cursor';

/** A list that is read in the order in which its records were made or changed. */
export interface WatchedList {
	path: string;
	items: string;
	pageSize?: number;
	fields?: QueryValue;
	idProperty: string;
	/** The property that holds the time of the change; without one, IDs are the positions. */
	time?: string;
	/** Entries are events, which stay what they were: those that look otherwise now are still the same. */
	ofEvents?: boolean;
	/** The filter that begins at a position: an ID after which, or a time at which. */
	since?: string;
	/** What `order_by` takes for the order of positions, if the list can be sorted by them. */
	order?: string;
	/** The order follows creation, but is not that of IDs. */
	orderIsRough?: boolean;
}

type Found = Entry<Json>;
type Query = NonNullable<KeapRequest['query']>;

/** The same value whatever the order of properties and entries. */
function canonical(value: unknown): unknown {
	if (Array.isArray(value)) return value.map((entry) => JSON.stringify(canonical(entry))).sort();
	if (!isObject(value)) return value;
	return Object.entries(value)
		.map(([name, entry]) => [name, canonical(entry)])
		.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}

/** Without the custom fields that hold nothing: one that is added to the account changes no record. */
const withoutEmptyFields = ({ custom_fields: fields, ...rest }: Json): Json => ({
	...rest,
	custom_fields: objectsOf(fields).filter(({ content }) => !isEmpty(content)),
});

const versionOf = (record: Json): string =>
	digestOf(JSON.stringify(canonical(withoutEmptyFields(record))));

/** A record and where it stands; undefined for one that has no position, such as one that was never changed. */
function entryOf(
	{ idProperty, time, ofEvents = time === undefined }: WatchedList,
	record: Json,
): Found | undefined {
	const key = textAt(record, idProperty);
	const position = time === undefined ? Number(key) : Date.parse(textAt(record, time));
	if (key === '' || !Number.isFinite(position)) return undefined;
	return { key, position, version: ofEvents ? '' : versionOf(record), record };
}

/** Keap's times have whole seconds: a filter begins with the second that a time is in. */
const inSeconds = (ms: number) => Math.floor(ms / 1000) * 1000;

function filterFrom({ since, time }: WatchedList, position: number): string | undefined {
	if (since === undefined) return undefined;
	return time === undefined
		? `${since}>${Math.max(0, position - 1)}`
		: `${since}==${new Date(inSeconds(position)).toISOString()}`;
}

const byPosition = (a: Found, b: Found) => a.position - b.position;

/** Reads a list from a position on, in the order of positions. */
export class ListReader {
	constructor(
		private readonly client: KeapClient,
		private readonly list: WatchedList,
	) {}

	from(position: number): AsyncGenerator<Found> {
		const { since, order, orderIsRough } = this.list;
		if (since === undefined && order !== undefined)
			return this.sorted(() => this.backwards(position));
		// With a filter only, or with neither.
		if (order === undefined || orderIsRough)
			return this.sorted(() => this.pages({ filter: filterFrom(this.list, position) }));
		return this.forwards(position);
	}

	/** The newest record; undefined if there is none. */
	async newest(): Promise<Found | undefined> {
		const { order } = this.list;
		if (order === undefined) return await this.newestOf({});
		const query = { order_by: `${order} desc` };
		// What has no position, such as a time of change, may come before all others.
		return (await this.newestOf(query, 1)) ?? (await this.newestOf(query));
	}

	private async newestOf(query: Query, limit?: number): Promise<Found | undefined> {
		let newest: Found | undefined;
		for await (const page of this.pages(query, limit)) {
			for (const entry of page) if (!newest || entry.position >= newest.position) newest = entry;
			if (newest && query.order_by) break;
		}
		return newest;
	}

	/**
	 * With a filter and an order. A page begins where the one before ends, not at a token: what changes meanwhile moves to the
	 * end of the list, and would shift what a token counts. Only what has the very same position is read by token.
	 */
	private async *forwards(position: number): AsyncGenerator<Found> {
		const { order = '', pageSize = 0, time } = this.list;
		// Keap doesn't say of all lists whether the time to begin at belongs to what comes.
		const before = (at: number) => (time === undefined ? at : inSeconds(at) - 1000);
		for (let from: number | undefined = position; from !== undefined;) {
			const begin: number = from;
			from = undefined;
			const query = { filter: filterFrom(this.list, begin), order_by: `${order} asc` };
			for await (const page of this.pages(query)) {
				yield* page;
				const last = page.at(-1);
				if (last && page.length >= pageSize && before(last.position) > begin) {
					from = before(last.position);
					break;
				}
			}
		}
	}

	/** With an order only: from the newest back to the position. */
	private async *backwards(position: number): AsyncGenerator<Found[]> {
		for await (const page of this.pages({ order_by: `${this.list.order} desc` })) {
			const recent = page.filter((entry) => entry.position >= position);
			yield recent;
			if (recent.length < page.length) return;
		}
	}

	/** What pages hold, in the order of positions. */
	private async *sorted(read: () => AsyncIterable<Found[]>): AsyncGenerator<Found> {
		const found = new Map<string, Found>();
		const collect = async () => {
			let count = 0;
			for await (const page of read()) {
				for (const entry of page) found.set(entry.key, entry);
				count++;
			}
			return count;
		};
		// What is deleted between two pages shifts what the next token counts, so that a record is skipped.
		if ((await collect()) > 1) await collect();
		yield* [...found.values()].sort(byPosition);
	}

	private async *pages(query: Query, limit?: number) {
		const { path, fields } = this.list;
		const request: KeapRequest = { method: 'GET', path, query: { ...query, fields } };
		const paged: PagedList = { items: this.list.items, pageSize: this.list.pageSize };
		for await (const page of pages(this.client, request, paged, limit))
			yield page.flatMap((record) => (isObject(record) ? (entryOf(this.list, record) ?? []) : []));
	}
}
