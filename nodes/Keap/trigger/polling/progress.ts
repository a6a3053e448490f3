import type { KeapClient } from '../../api/client';
import { clock } from '../../api/clock';
import type { Json } from '../../api/json';
import { advance, startOf, type Advance, type Cursor } from './cursor';
import { ListReader } from './lists';
import type { Watched } from './watched';

/** So many records are read again with the next poll without it taking another call. */
const ONE_PAGE = 1000;

/** Keap's clock, by the header of its response; undefined where something in between has removed it. */
async function keapTime(client: KeapClient, { list }: Watched): Promise<number | undefined> {
	const query = { page_size: 1 };
	const { headers } = await client.send({ method: 'GET', path: list.path, query });
	const time = Date.parse(String(headers.date));
	return Number.isFinite(time) ? time : undefined;
}

/** Where a list ends now: what is in it counts as seen. */
export async function endOf(client: KeapClient, watched: Watched): Promise<Cursor> {
	const { list, overlap } = watched;
	const reader = new ListReader(client, list);
	const canTellNewest = list.order !== undefined || list.time === undefined;
	const at = canTellNewest
		? ((await reader.newest())?.position ?? 0)
		: ((await keapTime(client, watched)) ?? clock.now());
	const seen: Cursor['seen'] = {};
	for await (const { key, position, version } of reader.from(startOf({ at, seen }, overlap)))
		seen[key] = [position, version];
	return { at, seen };
}

/** What is new in a list since the cursor, `most` at once. */
export async function readOn(
	client: KeapClient,
	watched: Watched,
	cursor: Cursor,
	most: number,
): Promise<Advance<Json>> {
	const { list, overlap } = watched;
	// After a change of very many records at once, all of them would be read again until something else changes.
	const isHeavy = list.time !== undefined && Object.keys(cursor.seen).length > ONE_PAGE;
	const now = isHeavy ? await keapTime(client, watched) : undefined;
	const entries = new ListReader(client, list).from(startOf(cursor, overlap));
	const found = await advance(cursor, entries, { overlap, most });
	const isPast = now !== undefined && found.complete && now > found.cursor.at;
	return isPast ? { ...found, cursor: { ...found.cursor, at: now } } : found;
}
