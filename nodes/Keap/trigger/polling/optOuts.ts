import type { KeapClient } from '../../api/client';
import { objectsOf, type Json } from '../../api/json';
import { pages } from '../../api/pages';
import { digestOf, split } from '../digests';

/**
 * Keap tells neither when an address was opted out nor lists the latest first: what is new is what wasn't in the list
 * before. A thousand addresses take a call and 8 KB of what n8n keeps with the workflow.
 */
export interface OptOuts {
	/** Digests of the addresses that were in the list, one after the other. */
	known: string;
}

const LIST = { items: 'email_addresses', pageSize: 1000 };

/** The addresses that are opted out now, by pages. */
async function* optedOut(
	client: KeapClient,
	statuses: readonly string[],
	limit?: number,
): AsyncGenerator<Json[]> {
	const query = { filter: `statuses==${statuses.join(',')}`, order_by: 'email asc' };
	const request = { method: 'GET', path: '/v2/emailAddresses', query } as const;
	for await (const page of pages(client, request, LIST, limit))
		// A filter that Keap ignores would bring everybody.
		yield objectsOf(page).filter(({ status }) => statuses.includes(String(status)));
}

/**
 * The addresses that were opted out since the last time, `most` of them at once.
 * @param before undefined the first time, when all that there are count as known
 * @returns `complete`: whether none is left for the next time
 */
export async function newOptOuts(
	client: KeapClient,
	statuses: readonly string[],
	before: OptOuts | undefined,
	most: number,
): Promise<{ fresh: Json[]; after: OptOuts; complete: boolean }> {
	const known = new Set(split(before?.known ?? ''));
	const present = new Set<string>();
	const fresh: Json[] = [];
	let complete = true;
	const take = (entry: Json) => {
		const digest = digestOf(String(entry.email).toLowerCase());
		if (before && !known.has(digest) && !present.has(digest)) {
			if (fresh.length >= most) {
				complete = false;
				return;
			}
			fresh.push(entry);
		}
		present.add(digest);
	};
	const read = async () => {
		let count = 0;
		for await (const page of optedOut(client, statuses)) {
			page.forEach(take);
			count++;
		}
		return count;
	};
	const count = await read();
	// Where an address leaves the list between two pages, another one is skipped: it would be new the next time.
	const isWhole = before ? [...known].every((digest) => present.has(digest)) : count < 2;
	if (!isWhole) await read();
	return { fresh, complete, after: { known: [...present].join('') } };
}

/** One address that is opted out, to try a workflow with. */
export async function anyOptOut(
	client: KeapClient,
	statuses: readonly string[],
): Promise<Json | undefined> {
	for await (const [entry] of optedOut(client, statuses, 1)) if (entry) return entry;
	return undefined;
}
