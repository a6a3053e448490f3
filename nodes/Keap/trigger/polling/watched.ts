import type { PollEvent } from '../../descriptor/pollEvent';
import { fieldsFor } from '../../run/inputs/fields';
import type { WatchedList } from './lists';

type ListEvent = PollEvent & { kind: 'created' | 'updated' };

/** IDs this close to the newest may still appear: Keap gives them before a record can be seen. */
const ID_OVERLAP = 100;

/** Changes this close to the latest may still appear, in milliseconds. */
const TIME_OVERLAP_MS = 120_000;

/** A list and how far back it is read again. */
export interface Watched {
	list: WatchedList;
	overlap: number;
	/** Of tagging. */
	tagId?: string;
}

/** The list in which new or changed records turn up. */
export function listOf({ kind, of, list }: ListEvent, simplify: boolean): Watched {
	const { path, items, pageSize, idProperty, changes = {} } = of;
	const fields = fieldsFor(list, simplify);
	const common = { path, items, pageSize, idProperty, fields };
	if (kind === 'created') {
		const { filter, order } = changes.created ?? {};
		const orderIsRough = order !== idProperty;
		return { list: { ...common, since: filter, order, orderIsRough }, overlap: ID_OVERLAP };
	}
	const { property: time, since, order } = changes.updated ?? {};
	return { list: { ...common, time, since, order }, overlap: TIME_OVERLAP_MS };
}

/** The list of the contacts that have a tag. */
export const taggedWith = (tagId: string): Watched => ({
	list: {
		path: `/v2/tags/${encodeURIComponent(tagId)}/contacts`,
		items: 'contacts',
		pageSize: 1000,
		idProperty: 'id',
		time: 'applied_time',
		ofEvents: true,
		since: 'since_applied_time',
		order: 'applied_time',
	},
	overlap: TIME_OVERLAP_MS,
	tagId,
});
