import type { Collection } from './collection';
import type { Choosable } from './hookEvent';
import type { Operation } from './operation';

/** Something that can be found out by asking Keap again and again. */
export type PollEvent = {
	/** What saved workflows hold. */
	value: string;
	/** What happened, in a person's words. */
	name: string;
} & (
	| {
			/** Records that are new, or that are new or have changed. */
			kind: 'created' | 'updated';
			of: Collection;
			/** Their Get Many, which says what comes out. */
			list: Operation;
			/** Their Get, for records of which the list doesn't hold all. */
			get?: Operation;
	  }
	/** Contacts that got a tag. */
	| { kind: 'tagged'; get: Operation }
	/** Email addresses that marketing may no longer be sent to, because of who they belong to. */
	| { kind: 'optedOut'; statuses: readonly string[] }
);

/** All that a polling trigger can watch. */
export interface PollCatalog {
	events: readonly PollEvent[];
	/** The tags to watch. */
	tags: Choosable;
}
