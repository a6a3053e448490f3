import type { JsonObject } from '../types';
import { apiUrl, objectType } from './event-keys';
import type { Happening } from './events';
import { groupBy } from './groups';

export interface HookEvent extends Happening {
	/** In ISO 8601 and UTC. */
	time: string;
}

/** The most changes that one delivery holds. https://developer.keap.com/rest-hook-documentation/ */
export const MAX_OBJECTS = 1_000;

/** What a hook is told of events with the same key. */
export const deliveryBody = (eventKey: string, events: readonly HookEvent[]): JsonObject => ({
	event_key: eventKey,
	object_type: objectType(eventKey),
	object_keys: isTagging(eventKey) ? taggings(events) : events.map(objectKey),
});

const isTagging = (eventKey: string) =>
	['contactGroup.applied', 'contactGroup.removed'].includes(eventKey);

const objectKey = ({ eventKey, id, time }: HookEvent): JsonObject => ({
	id: Number(id),
	apiUrl: apiUrl(eventKey, id),
	timestamp: time,
});

/**
 * Keap documents nowhere how it tells who got a tag. Of what receivers of others expect, this is the shape that keeps to
 * the documented one: an entry per tag, with its contacts in `contact_details`. Older ones read `tagId` and a list of IDs
 * in `applied`; `Hooks.deliver` sends any shape.
 */
const taggings = (events: readonly HookEvent[]): JsonObject[] =>
	groupBy(events, ({ id }) => id).map((ofTag) => ({
		...objectKey(ofTag[0]),
		contact_details: ofTag.flatMap(({ contactId, time }) =>
			contactId === undefined ? [] : [{ id: Number(contactId), timestamp: time }],
		),
	}));
