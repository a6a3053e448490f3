import type { Choice, Field } from './field';
import type { CustomFieldRecord } from './records';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** A key of Keap's `filter` string. */
export type Filter = Field & {
	operator?: '==' | '>' | '<' | '>=' | '<=' | '!=';
	/** Whether an asterisk at the end finds everything that begins with the text. */
	prefix?: boolean;
	/** Another key that Keap requires beside this one and that filters nothing by itself; its value unless one is given. */
	needs?: { key: string; value: string };
};

/** A list endpoint. */
export interface List {
	/** The property of the answer that holds the records. */
	items: string;
	/** The largest page; absent where the endpoint takes no page token. */
	pageSize?: number;
	filters?: readonly Filter[];
	/** The record type whose custom fields the list can be filtered by. */
	filterCustomFields?: CustomFieldRecord;
	/** What `order_by` takes. */
	sort?: readonly Choice[];
}

/** Properties of a record that its `fields` parameter can ask for. */
export interface Selectable {
	/** All that exist, for the raw output. */
	all: readonly string[];
	/** Those that the simplified output is made of. */
	simple: readonly string[];
}

/** Simplified output: column → where it stands in Keap's record, as in `email_addresses[field=EMAIL1].email`. */
export type Columns = Readonly<Record<string, string>>;

/**
 * One call for the items of a run that agree on the path: their ids are collected in one list of the body.
 * `chunk` is how many go into one call at the most.
 */
export interface BatchWrite {
	kind: 'write';
	/** The input that every item gives one of. */
	collect: string;
	/** The property of the body that takes them all. */
	into: string;
	chunk: number;
	/** Where the response holds each id's own result; without it, a success is one for every id. */
	results?: BatchResults;
}

/** What a batch says of each id, in words such as `SUCCESS`. */
export interface BatchResults {
	/** The property of the response with the words, by id. */
	property: string;
	good: readonly string[];
	/** Words that are good, too, when the request was repeated after its first response was lost. */
	alreadyDone?: readonly string[];
	/** What the other words mean for the user. */
	words?: Readonly<Record<string, string>>;
}

/** One call for the records that the items of a run ask for one by one. */
export interface BatchRead {
	kind: 'read';
	/** The list endpoint, the property of its answer, and the filter key that takes several ids. */
	path: string;
	items: string;
	filter: string;
	/** The filter key compares, but takes no list of ids: those that lie close together are read as a range. */
	range?: boolean;
	/** `fields` limits the records to what it names; elsewhere it adds to what they have. */
	fieldsLimit?: boolean;
	/** A condition without which the list would leave out records that can be read one by one. */
	always?: string;
	/** The input that holds the id. */
	id: string;
	chunk: number;
	/** For records that are asked for below another one: the input that names it, and the record's property that must agree. */
	below?: { input: string; property: string };
}

/** One call for whole records: each item is one element of a list in the body. */
export interface BatchCreate {
	kind: 'create';
	into: string;
	chunk: number;
	/** A property that tells the records apart; those that lack it get a unique one. */
	identify: string;
	/** The answer's list of what was made. */
	made: string;
	/** The answer's list of what was refused: where in an entry the record and the reason stand. */
	refused: { list: string; record: string; reason: string };
}

/**
 * A write that replaces lists and objects whole: what the input doesn't mention is read and kept. What joins what is said by
 * the fields, in their `merge`.
 */
export interface Merge {
	/** How records are read: many at once where Keap has a list that takes their ids. */
	read: {
		path: string;
		many?: Omit<BatchRead, 'kind' | 'id' | 'below'>;
		/** Whether it takes `fields`. */
		fields: boolean;
	};
	/** The input that holds the record's id. */
	id: string;
}

/** What an answer is turned into. */
export type Output =
	/** `within`: the property that some of its answers wrap the record in. */
	| { kind: 'record'; within?: string }
	| { kind: 'list' }
	| { kind: 'deleted' }
	/** No body worth returning. */
	| { kind: 'done' }
	/** A bare text, returned under this name. */
	| { kind: 'text'; as: string }
	/** A bare text in Base64, returned as a file; its name comes from the record at `about`. */
	| { kind: 'base64File'; about: string; name: string };

/** One entry of the Operation menu: the whole truth about one endpoint. */
export interface Operation {
	resource: string;
	/** The n8n value, which saved workflows hold. */
	value: string;
	name: string;
	action: string;
	description: string;
	method: Method;
	/** Beginning with the version; `{contactId}` is the input of that name. */
	path: string;
	/** The inputs at the top: what Keap requires, and what the path needs. */
	inputs: readonly Field[];
	/** The others, in a collection. */
	optional?: { collection: 'additionalFields' | 'updateFields'; fields: readonly Field[] };
	customFields?: CustomFieldRecord;
	/** The record type whose custom fields are named in the output. */
	customFieldsIn?: CustomFieldRecord;
	list?: List;
	selectable?: Selectable;
	columns?: Columns;
	/** Properties of the answer that Keap has in Base64 and people as text. */
	decode?: readonly string[];
	/** Options that go into the query. */
	queryOptions?: readonly Field[];
	/** Options beyond those that follow from the rest. */
	options?: readonly Field[];
	output: Output;
	/** Whether `update_mask` goes along. */
	mask?: boolean;
	merge?: Merge;
	batch?: BatchWrite | BatchRead | BatchCreate;
	/** How the body is encoded. */
	body?: 'json' | 'multipart';
	/** A POST that leaves the same state when sent twice. */
	idempotent?: boolean;
	/**
	 * The status of a repetition that says that an earlier attempt, whose response was lost, was carried out. DELETE has
	 * 404 and 410 by itself.
	 */
	alreadyDoneOn?: number;
	/** At least one of these groups of inputs must be given; the text says so to the user. */
	constraints?: ReadonlyArray<{ oneOf: readonly string[]; exactly?: boolean; message: string }>;
	/**
	 * An input that holds several values, each of which makes its own request: it stands in the path as `as`. `record` is
	 * where the record that a value names can be read, as in `/v2/tags/{tagId}`.
	 */
	fanOut?: { input: string; as: string; record?: string };
	/** A way of running it that follows from none of the above; see run/flows. */
	flow?: 'upsert' | 'rawRequest';
}

export interface Resource {
	value: string;
	name: string;
	operations: readonly Operation[];
}

/** What an operation says itself; names, method and output follow from what it is unless it says otherwise. */
type Own = Omit<
	Operation,
	'resource' | 'value' | 'name' | 'action' | 'description' | 'method' | 'output' | 'inputs'
> &
	Partial<
		Pick<Operation, 'value' | 'name' | 'action' | 'description' | 'method' | 'output' | 'inputs'>
	>;

/** An operation of which the resource's name is not known yet. */
export type Draft = (resource: { value: string; name: string; plural: string }) => Operation;

const lower = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);

const words = (name: string) =>
	(/^[A-Z]{2}/.test(name) ? name : lower(name)).replace(
		/ ([A-Z])(?=[a-z])/g,
		(_, letter: string) => ` ${letter.toLowerCase()}`,
	);

function draft(
	defaults: (
		noun: string,
		nouns: string,
	) => Pick<Operation, 'value' | 'name' | 'action' | 'description' | 'method' | 'output'>,
	own: Own,
): Draft {
	return ({ value, name, plural }) => ({
		inputs: [],
		...defaults(words(name), words(plural)),
		...own,
		resource: value,
	});
}

export const create = (own: Own & { fields?: readonly Field[] }): Draft =>
	draft(
		(noun) => ({
			value: 'create',
			name: 'Create',
			action: `Create ${noun}`,
			description: `Create a new ${noun}`,
			method: 'POST',
			output: { kind: 'record' },
		}),
		withOptional(own, 'additionalFields'),
	);

export const get = (own: Own): Draft =>
	draft(
		(noun) => ({
			value: 'get',
			name: 'Get',
			action: `Get ${noun}`,
			description: `Retrieve one ${noun}`,
			method: 'GET',
			output: { kind: 'record' },
		}),
		own,
	);

export const getMany = (own: Own & { list: List }): Draft =>
	draft(
		(_, nouns) => ({
			value: 'getMany',
			name: 'Get Many',
			action: `Get many ${nouns}`,
			description: `Retrieve a list of ${nouns}`,
			method: 'GET',
			output: { kind: 'list' },
		}),
		own,
	);

export const update = (own: Own & { fields: readonly Field[] }): Draft =>
	draft(
		(noun) => ({
			value: 'update',
			name: 'Update',
			action: `Update ${noun}`,
			description: `Change some properties of one ${noun}`,
			method: 'PATCH',
			output: { kind: 'record' },
		}),
		withOptional({ mask: true, ...own }, 'updateFields'),
	);

export const remove = (own: Own): Draft =>
	draft(
		(noun) => ({
			value: 'delete',
			name: 'Delete',
			action: `Delete ${noun}`,
			description: `Delete one ${noun} permanently`,
			method: 'DELETE',
			output: { kind: 'deleted' },
		}),
		own,
	);

/** Any other operation: names and method are its own. */
export const operation =
	(own: Omit<Operation, 'resource' | 'inputs'> & Partial<Pick<Operation, 'inputs'>>): Draft =>
	({ value }) => ({ inputs: [], ...own, resource: value });

function withOptional(
	{ fields, ...own }: Own & { fields?: readonly Field[] },
	collection: 'additionalFields' | 'updateFields',
): Own {
	return fields?.length ? { ...own, optional: { collection, fields } } : own;
}

export function resource(
	value: string,
	name: string,
	drafts: readonly Draft[],
	plural = `${name}s`,
): Resource {
	return { value, name, operations: drafts.map((make) => make({ value, name, plural })) };
}
