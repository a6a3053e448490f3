import { isObject, type Json } from '../../api/json';

/** One thing that an event happened to, with all that Keap says of it. */
export interface EventObject {
	/** The record that it is about; of tagging, the contact. Absent where Keap's entry doesn't tell. */
	id?: string;
	/** Of tagging. */
	tagId?: string;
	/** When it happened, as Keap wrote it. */
	timestamp?: string;
	/** The entry of the delivery that it stands in, without what is said above. */
	details: Json;
}

export interface Delivery {
	event: string;
	objectType?: string;
	objects: EventObject[];
}

/**
 * The most objects that are taken from one delivery. Keap documents at most 1,000; the entries of tagging may hold several
 * contacts each.
 * Source: https://developer.infusionsoft.com/rest-hook-documentation/
 */
const MOST_OBJECTS = 10_000;

/** Keap's entries hold a list of objects at most. What is nested deeper than any reader expects is refused. */
const DEEPEST = 16;

function isShallow(value: unknown): boolean {
	let level = [value];
	for (let depth = 0; depth <= DEEPEST; depth++) {
		level = level.flatMap((one) =>
			typeof one === 'object' && one !== null ? (Object.values(one) as unknown[]) : [],
		);
		if (level.length === 0) return true;
	}
	return false;
}

/** IDs are numbers from 1. */
const ID = /^[1-9]\d{0,18}$/;

function toId(value: unknown): string | undefined {
	const isExact = typeof value === 'string' || Number.isSafeInteger(value);
	return isExact && ID.test(String(value)) ? String(value) : undefined;
}

const toText = (value: unknown): string | undefined =>
	typeof value === 'string' && value !== '' ? value : undefined;

function toObject(entry: unknown): EventObject | undefined {
	if (!isObject(entry)) return undefined;
	const { id: given, timestamp, ...details } = entry;
	const id = toId(given);
	return id === undefined ? undefined : { id, timestamp: toText(timestamp), details };
}

/** Where entries of tagging have been seen to hold the contacts. */
const DETAILS = 'contact_details';
const CONTACTS = [DETAILS, 'applied', 'removed'];

/**
 * The contacts of an entry of tagging. Keap doesn't document it: receivers in the wild read the tag from `tagId` or `id`, and
 * the contacts from a list of IDs or of objects. An entry without such a list is passed on as it is, rather than lost.
 */
function toTagging(event: string, entry: unknown): EventObject[] | undefined {
	if (!isObject(entry)) return undefined;
	const { tagId: named, id: given, timestamp, ...rest } = entry;
	const tagId = toId(named) ?? toId(given);
	if (tagId === undefined) return undefined;
	const lists = CONTACTS.filter((name) => Array.isArray(rest[name]));
	// Of several, not those who got the tag for those who lost it.
	const list = lists.find((name) => name === DETAILS || event.endsWith(`.${name}`)) ?? lists[0];
	const own = { tagId, timestamp: toText(timestamp) };
	if (list === undefined) {
		// Beside the tag, an ID of its own can only be the contact's.
		const id = toId(named) === undefined ? undefined : toId(given);
		return [{ ...own, ...(id === undefined || id === tagId ? {} : { id }), details: rest }];
	}
	const { [list]: contacts, ...details } = rest;
	const objects = (contacts as unknown[]).map((contact): EventObject | undefined => {
		const found = toObject(isObject(contact) ? contact : { id: contact });
		return (
			found && {
				...own,
				id: found.id,
				timestamp: found.timestamp ?? own.timestamp,
				details: { ...details, ...found.details },
			}
		);
	});
	const known = objects.filter((object) => object !== undefined);
	return known.length > 0 || objects.length === 0 ? known : undefined;
}

/**
 * What Keap has posted; undefined for what can't be a delivery of its hooks. What makes no sense among other things is left
 * out: refusing the delivery would lose the others, and after four attempts Keap would switch off the subscription.
 * @param isTagging whether an event is about tags and their contacts
 */
export function readDelivery(
	body: unknown,
	isTagging: (event: string) => boolean,
): Delivery | undefined {
	if (!isObject(body)) return undefined;
	const { event_key: event, object_type: objectType, object_keys: entries } = body;
	if (typeof event !== 'string' || !Array.isArray(entries)) return undefined;
	if (entries.length === 0 || entries.length > MOST_OBJECTS || !isShallow(entries))
		return undefined;
	const known = (entries as unknown[])
		.map((entry) => (isTagging(event) ? toTagging(event, entry) : asList(toObject(entry))))
		.filter((found) => found !== undefined);
	const objects = known.flat();
	if (known.length === 0 || objects.length > MOST_OBJECTS) return undefined;
	return { event, objectType: toText(objectType), objects };
}

const asList = <T>(value: T | undefined): T[] | undefined =>
	value === undefined ? undefined : [value];
