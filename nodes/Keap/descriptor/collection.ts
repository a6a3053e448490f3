import { textAt } from './labels';
import type { PathOf, PathWith } from './paths';
import type { Column, Columns, RecordOutput } from './recordOutput';
import type { TypedText } from './search';

type Json = Readonly<Record<string, unknown>>;

/** The filter of a list that takes IDs. */
export interface ById {
	filter: string;
	/** The most IDs in one call. */
	max: number;
	/** The filter compares, but takes no list of IDs: those that lie close together are read as a range. */
	range?: boolean;
	/** For records that are read below another one: the input that names it, and the property that must agree. */
	below?: { input: string; property: string };
	/** A condition without which the list leaves out records that can be read one by one. */
	always?: string;
}

/** How a person's words find one record: a user by name, a product by name or SKU. */
export interface ByName {
	/** What the words are, as in 'By Name or Email'; absent where the editor offers no way of its own to enter them. */
	as?: string;
	/** A believable name, for placeholders. */
	example: string;
	/** What a record is called. A person's text must equal one of these, but for case and the space around it. */
	names(record: Json): readonly string[];
	/** Keap's filters for the whole text. Without any, the list is read once in a run: for lists that are short. */
	typed?: TypedText;
	/** What texts must look like to be names. */
	like?: RegExp;
}

/**
 * What people know records by, so that an upsert can find the one that is meant. A record may have several keys, and a key
 * several parts: an opportunity is known by its title together with its contact.
 */
export interface RecordKey {
	/** For each part of a key, the filter that compares it, and where there is one, the filter that takes its beginning. */
	parts: ReadonlyArray<{ filter: string; prefix?: string }>;
	/** The filter that compares IDs, where the list takes `id` as its order. */
	idFilter?: string;
	/** The properties that hold the keys. */
	fields: readonly string[];
	/** The keys of a record; those of several parts as lists. */
	of(record: Json): ReadonlyArray<string | readonly string[]>;
}

/** How the editor's searchable list finds and shows the records. */
export interface Picker {
	/** What goes along with the list's own parameters: the fields that the label needs, an order. */
	query?: Readonly<Record<string, string | readonly string[]>>;
	/** The page to ask for, where the largest one is more than a person looks through. */
	pageSize?: number;
	/** Keap's filters for typed text. Without any, the list is read and searched in n8n. */
	typed?: TypedText;
	/** The filter by which Keap finds one record by its ID. */
	id?: string;
	/** The endpoint to list from while the parent is known, for records that can be listed without it, too. */
	within?: string;
	/** Whether pages are remembered for a moment: for lists that hardly change and are asked for again and again. */
	remembered?: boolean;
	/** A record of another collection that the label names, by the property that holds its ID. */
	names?: { property: string; of: Collection };
	/** How people call a record; empty where nothing is known but its ID. `other` is the label of the one that it names. */
	label(record: Json, other: string): string;
}

/** How a list tells what is new, and what has changed, so that it can be polled. */
export interface Changes {
	/** New records have larger IDs: the filter that compares them, and the order that follows creation, if there is one. */
	created?: { filter: string; order?: string };
	/** The property that holds the time of the last change, the filter that takes a time to begin at, and the order. */
	updated?: { property: string; since?: string; order?: string };
}

/** Where a record holds what writes have under another name or in another form: as a whole, or part by part. */
export type Held = Column | { parts: Columns };

/**
 * A collection of Keap's, stated once: Get and Get Many, batched reads, the reading half of merges and the editor's
 * searchable lists all derive from it.
 */
export interface Collection<Id extends string = string> {
	/** What Keap's users call one record, as in 'Tag Category', and several. */
	noun: string;
	plural: string;
	/** The input that holds the ID of a record, and the path parameter that takes it. */
	id: Id;
	/** The property of a record that holds its ID. */
	idProperty: string;
	/** A believable ID, for placeholders. */
	example: string;
	/** The list endpoint. Path parameters other than the ID are those of parents. */
	path: string;
	/** The endpoint of one record. */
	one: string;
	/** The property of a page that holds the records. */
	items: string;
	/** The largest page; absent where the list can't be paged. */
	pageSize?: number;
	byId?: ById;
	/** Whether the list leaves out properties that a record read by itself has: then reads aren't batched. */
	partial?: boolean;
	/** Whether records can only be listed: Keap has no endpoint for reading one. */
	listOnly?: boolean;
	/** What IDs look like that people make up themselves, such as keys; those that Keap gives hold a digit. */
	ids?: RegExp;
	/**
	 * Whether the list has only records that hold something, and no endpoint has a single one: what it leaves out is empty.
	 */
	sparse?: boolean;
	/** What the `fields` parameter does: it limits records to the properties that it names, or adds those to what they have. */
	fields?: 'limit' | 'add';
	/**
	 * Where records hold properties of writes that they call otherwise, or hold in another form; null for those that they
	 * don't hold, though something else in them has that name.
	 */
	held?: Readonly<Record<string, Held | null>>;
	/** Whether a record can also be named by its email address. */
	byEmail?: boolean;
	/** How a record can also be named by a person's words. Its IDs are then numbers. */
	byName?: ByName;
	changes?: Changes;
	/** What people know a record by, and an upsert looks it up by. */
	key?: RecordKey;
	/** Names of the inputs that decide which records there are to choose from, with their labels. */
	parents?: Readonly<Record<string, string>>;
	/** The output of the operations that return a record; without it, they return what Keap does. */
	record?: RecordOutput;
	picker: Picker;
}

/**
 * What a collection states itself. Its paths are held against the names of its ID and of its parents by the compiler:
 * `List`, `One` and `Within` are those paths.
 */
interface Stated<
	Id extends string,
	Parent extends string,
	List extends string,
	One extends string,
	Within extends string,
>
	extends
		Omit<Collection<Id>, 'path' | 'one' | 'plural' | 'idProperty' | 'parents' | 'byId' | 'picker'>,
		Partial<Pick<Collection, 'plural' | 'idProperty'>> {
	path: List & PathOf<List, NoInfer<Parent>>;
	one?: One & PathWith<One, NoInfer<Id>, NoInfer<Parent>>;
	parents?: Readonly<Record<Parent, string>>;
	byId?: Omit<ById, 'below'> & { below?: { input: NoInfer<Parent>; property: string } };
	picker: Omit<Picker, 'within'> & { within?: Within & PathOf<Within, NoInfer<Parent>> };
}

/** States a collection; what it doesn't say follows from the rest. */
export function collection<
	const Id extends string,
	const Parent extends string = never,
	const List extends string = string,
	const One extends string = string,
	const Within extends string = string,
>(stated: Stated<Id, Parent, List, One, Within> & { key: RecordKey }): KeyedCollection<Id>;
export function collection<
	const Id extends string,
	const Parent extends string = never,
	const List extends string = string,
	const One extends string = string,
	const Within extends string = string,
>(stated: Stated<Id, Parent, List, One, Within>): Collection<Id>;
export function collection(
	stated: Omit<Collection, 'plural' | 'idProperty' | 'one'> & Partial<Collection>,
): Collection {
	const { noun, path, id } = stated;
	return { plural: `${noun}s`, idProperty: 'id', one: `${path}/{${id}}`, ...stated };
}

/**
 * What an account has only one of, such as its business profile: it is read and updated at a path without an ID.
 * @param idProperty a property that it always has, by which a response is known to be it
 */
export const onlyOne = <const Path extends string>(
	noun: string,
	stated: { path: Path & PathOf<Path, never>; idProperty: string; record: RecordOutput },
): Collection<never> => ({
	noun,
	plural: noun,
	id: '' as never,
	example: '',
	one: stated.path,
	items: '',
	picker: { label: () => noun },
	...stated,
});

/** The names of records that are called by one of these properties. `as` and `example`: see `ByName`. */
export const calledBy = (as: string, example: string, ...properties: string[]): ByName => ({
	as,
	example,
	names: (record) => properties.map((property) => textAt(record, property)),
});

const pascal = (title: string) => title.replace(/\W/g, '');

/** The editor's method that searches a collection. */
export const searchMethod = ({ plural }: Collection): string => `search${pascal(plural)}`;

/** A collection of which several records can be read in one call, as whole as each by itself. */
export type ReadableById<Id extends string = string> = Collection<Id> & { byId: ById };

export const isReadableById = (of: Collection): of is ReadableById =>
	of.byId !== undefined && !of.partial;

/** A collection whose records people know by a key. */
export type KeyedCollection<Id extends string = string> = Collection<Id> & { key: RecordKey };

export const isKeyed = (of: Collection): of is KeyedCollection => of.key !== undefined;
