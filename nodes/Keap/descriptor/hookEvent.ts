import type { Collection } from './collection';
import type { Operation } from './operation';

/** How an event can be narrowed: to chosen tags, or to opportunities in chosen stages. */
export type Narrowing = 'tags' | 'stages';

/** Something that Keap's REST hooks tell of. */
export interface HookEvent {
	/** Keap's key, as in `contact.add`, which saved workflows hold. */
	key: string;
	/** What happened, in a person's words. */
	name: string;
	/** The resource whose Get reads the records that an event is about; absent where they are gone, or can't be read. */
	resource?: string;
	/** Of tagging: the event's objects are tags, each with the contacts that got or lost it. */
	tagging?: boolean;
	narrowedBy?: Narrowing;
}

/** The list of the keys that an account's hooks can tell of: bare texts. */
export const EVENT_KEYS = { path: '/v1/hooks/event_keys', items: '' };

/** An input of records to choose. */
export interface Choosable {
	name: string;
	label: string;
	of: Collection;
	/** The Get of one of them, which tells whether there is one with an ID, and its name. */
	read: Operation;
	description: string;
}

/** What narrows events. */
export interface NarrowingInput extends Choosable {
	/** Where the record that the event is about holds it; absent where the event itself says it. */
	within?: string;
}

/** All that a trigger can tell of. */
export interface HookCatalog {
	events: readonly HookEvent[];
	/** The inputs that narrow events. */
	narrowing: Readonly<Record<Narrowing, NarrowingInput>>;
	/** The Get of a resource. */
	get(resource: string): Operation | undefined;
}

/** The events that an input narrows. */
export const narrowedBy = ({ events }: HookCatalog, by: Narrowing): string[] =>
	events.filter((event) => event.narrowedBy === by).map(({ key }) => key);
