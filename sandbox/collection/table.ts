import type { Parser } from '../body';
import type { RecordType } from '../custom-fields';
import type { FilterKey } from '../filter';
import type { Condition, Query } from '../store';
import type { Call, Doc, Json, JsonObject } from '../types';
import type { CollectionPath } from './paths';

export type Operation = 'create' | 'get' | 'list' | 'update' | 'delete';

/** One property of a record, as request bodies and responses have it. */
export interface PropertyRow {
	type: Parser;
	/** Which bodies must hold it. */
	required?: 'create' | 'update' | 'both';
	/** Whether an update may clear it; what is required somewhere can't be cleared by default. */
	clearable?: boolean;
	/** The only kind of body it is read from. */
	only?: 'create' | 'update';
	/** Its name in `update_mask`, if that is another one. */
	mask?: string;
	/** Its name in responses, if that is another one. */
	as?: string;
	/** What responses hold of it; undefined leaves it out. */
	show?(value: Json, call: Call): Json | undefined;
}

export type Property = Parser | PropertyRow;

export interface ListTable {
	/** The property of the response that holds the records. */
	items: string;
	/** `emptyToken` for the lists with a token that nothing accepts, `none` for those without one. */
	paging?: 'pages' | 'emptyToken' | 'none';
	maxPageSize?: number;
	minPageSize?: number;
	filters?: Record<string, FilterKey>;
	/** Filters that can't be combined. */
	exclusive?: string[];
	/** What `order_by` may name, and the SQL that it sorts by. */
	order?: Record<string, string>;
	/** The order when none is asked for; by id without it. */
	defaultOrder?: Query['orderBy'];
	/** What the list leaves out and the single record has: `plan`, or `plan.price` inside of it. */
	omits?: readonly string[];
	/** Which records are listed at all. */
	where?(call: Call): Condition[];
}

/** What `fields` may ask for. */
export interface FieldsTable {
	/** Left out of responses unless asked for. */
	optional: readonly string[];
	/** Everything that may be asked for; the optional properties unless said otherwise. */
	allowed?: readonly string[];
	/** Whether asking adds to the rest, or limits the response to what is asked for. */
	asking?: 'adds' | 'limits';
	/** Whether the response to a create or an update has all of it, asked for or not. */
	allAfterWrites?: boolean;
}

/** Entries of a list in the record that have ids of their own, such as the criteria of a discount. */
export interface SubRecordTable {
	/** What their ids are counted by. */
	kind: string;
	idName: string;
	properties: Record<string, Property>;
	/**
	 * How an update of the record tells entries apart: each by its id, new ones without an id, or all of them new.
	 * Entries that the update doesn't hold are removed. Without it, an update can't hold them at all.
	 */
	update?: 'byId' | 'byIdOrNew' | 'replace';
	/** What responses hold of an entry; all of it by default. */
	show?(entry: JsonObject, call: Call): JsonObject;
	routes?: {
		/** Below the record: `/criteria`. */
		path: string;
		operations: Array<Exclude<Operation, 'list'>>;
		/** What a create or an update responds with. */
		response: 'entry' | 'record';
		/** Whether a create takes a list of entries. */
		takesList?: boolean;
	};
}

/** Records of another kind that hold the id of a deleted one. */
export interface Dependent {
	kind: string;
	/** Where the id is; a dotted one is cleared as a whole. */
	property: string;
	onDelete: 'clear' | 'delete' | 'refuse';
	/** Why a delete is refused; `is in use` by default. */
	why?: string;
}

/** A collection of records, and everything ordinary about it. */
export interface CollectionTable extends CollectionPath {
	/** All five by default. */
	operations?: readonly Operation[];
	list?: ListTable;
	properties?: Record<string, Property>;
	/** What a record has if its create doesn't say otherwise. */
	defaults?: JsonObject;
	/** Properties whose values are taken by one record only, without regard to case. */
	unique?: readonly string[];
	/** What `update_mask` may name; the properties that an update takes by default. */
	mask?: readonly string[];
	maskRequired?: boolean;
	customFields?: RecordType;
	fields?: FieldsTable;
	/** What is stored, and never shown. */
	hidden?: readonly string[];
	/** Where the times of creation and of the last change are kept. */
	times?: { created?: string; updated?: string };
	/** Where the users who did it are kept; without a user behind the key, the one in `otherwise` counts. */
	users?: { created: string; updated: string; otherwise?: string };
	dependents?: readonly Dependent[];
	subRecords?: Record<string, SubRecordTable>;
	/** Properties of responses that aren't stored. Undefined leaves one out. */
	computed?: Record<string, (doc: Doc, call: Call) => Json | undefined>;
	/** The property that wraps the record in the response to a create. */
	createdWithin?: string;

	// Behaviour of its own.

	/** From what was written to what changes in the store; null clears. `current` is the record that is updated. */
	prepare?(changes: JsonObject, call: Call, current?: Doc): JsonObject;
	/** Refuses a record that can't be as it is about to be stored. */
	check?(doc: JsonObject, call: Call): void;
	/** What follows from a create or an update. `before` is the record as it was. */
	saved?(doc: Doc, call: Call, before?: Doc): void;
	/** What else goes with a deleted record. */
	deleted?(doc: Doc, call: Call): void;
	/** The last touch to a response. */
	show?(shown: JsonObject, call: Call, doc: Doc): JsonObject;
}

/** A table with everything that it leaves to defaults. */
export interface Collection extends CollectionTable {
	operations: readonly Operation[];
	properties: Record<string, PropertyRow>;
	mask: readonly string[];
}
