import type { KeapClient } from '../../api/client';
import { isObject, type Json } from '../../api/json';
import { pages } from '../../api/pages';
import { digestOf, split } from '../digests';

/**
 * Keap tells neither when an address was opted out nor lists the latest first: what is new is what wasn't in the list
 * before. A thousand addresses take a call and 8 KB of what n8n keeps with the workflow.
 */
export interface OptOuts {
	/** Digests of the addresses that were in the list, one after the other. */
	known: string;
	/** Of those, the ones that were missing the last time: a list that changes while it is read may skip one. */
	missing: string;
}

const LIST = { items: 'email_addresses', pageSize: 1000 };

/** The addresses that are opted out now. */
async function* optedOut(
	client: KeapClient,
	statuses: readonly string[],
	limit?: number,
): AsyncGenerator<Json> {
	const query = { filter: `statuses==${statuses.join(',')}`, order_by: 'email asc' };
	const request = { method: 'GET', path: '/v2/emailAddresses', query } as const;
	for await (const page of pages(client, request, LIST, limit))
		for (const entry of page)
			// A filter that Keap ignores would bring everybody.
			if (isObject(entry) && statuses.includes(String(entry.status))) yield entry;
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
	const missingBefore = new Set(split(before?.missing ?? ''));
	const present = new Set<string>();
	const fresh: Json[] = [];
	let complete = true;
	for await (const entry of optedOut(client, statuses)) {
		const digest = digestOf(String(entry.email).toLowerCase());
		if (before && !known.has(digest)) {
			if (fresh.length >= most) {
				complete = false;
				continue;
			}
			fresh.push(entry);
		}
		present.add(digest);
	}
	const missing = [...known].filter((digest) => !present.has(digest));
	const gone = new Set(missing.filter((digest) => missingBefore.has(digest)));
	const kept = new Set([...known].filter((digest) => !gone.has(digest)));
	for (const digest of present) kept.add(digest);
	return {
		fresh,
		complete,
		after: {
			known: [...kept].join(''),
			missing: missing.filter((digest) => !gone.has(digest)).join(''),
		},
	};
}

/** One address that is opted out, to try a workflow with. */
export async function anyOptOut(
	client: KeapClient,
	statuses: readonly string[],
): Promise<Json | undefined> {
	for await (const entry of optedOut(client, statuses, 1)) return entry;
	return undefined;
}
