import type { KeapClient } from '../api/client';
import type { KeapRequest } from '../api/request';

type Json = Record<string, unknown>;

const PAGE = 1000;

/**
 * All records of a list of REST v1, which is paged by `limit` and `offset`. It ends at a short page: `count` may overstate,
 * and following it would never end.
 */
export async function everyV1Record(client: KeapClient, request: KeapRequest): Promise<unknown[]> {
	const limit = Math.min(PAGE, Number(request.query?.limit) || PAGE);
	const all: unknown[] = [];
	for (let offset = Number(request.query?.offset) || 0; ; offset += limit) {
		const { body } = await client.send({ ...request, query: { ...request.query, limit, offset } });
		if (Array.isArray(body)) return body;
		const lists = Object.values((body ?? {}) as Json).filter(Array.isArray) as unknown[][];
		if (lists.length === 0) return [body];
		for (const record of lists[0]) all.push(record);
		if (lists[0].length < limit) return all;
	}
}
