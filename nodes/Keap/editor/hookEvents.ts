import type { INodePropertyOptions } from 'n8n-workflow';

import { EVENT_KEYS, type HookCatalog } from '../descriptor/hookEvent';
import type { Session } from './session';

/** The account's events: those that have a name in the catalog's order, then the others. */
export async function hookEvents(
	session: Session,
	{ events }: HookCatalog,
): Promise<INodePropertyOptions[]> {
	const keys: unknown[] = await session.all(EVENT_KEYS);
	const available = new Set(keys.filter((key) => typeof key === 'string'));
	const named = events.filter(({ key }) => available.delete(key));
	return [
		...named.map(({ key, name }) => ({ name, value: key, description: key })),
		...[...available].sort().map((key) => ({ name: key, value: key })),
	];
}
