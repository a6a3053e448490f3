import type { Collection, KeyedCollection, ReadableById } from './collection';
import type { CustomFieldRecord } from './customFieldRecords';
import type { Choice, ChoiceField, Choosing, Field, RuledOut } from './field';
import { once } from './once';
import type { OperationOutput } from './recordOutput';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A key of Keap's `filter` string. */
export type Filter = Field & {
	operator?: '==' | '>' | '<' | '>=' | '<=' | '!=';
	/** Whether an asterisk at the end finds everything that begins with the text; `always` adds it. */
	prefix?: boolean | 'always';
	/** Another key that Keap requires beside this one and that filters nothing by itself; its value unless one is given. */
	needs?: { key: string; value: string };
};

/** A list endpoint. */
export interface List {
	/** The property of the response that holds the records; empty where the response is the list itself. */
	items: string;
	/** The largest page; absent where the endpoint takes no page token. */
	pageSize?: number;
	/** Whether it is paged by `limit` and `offset`, as the lists of REST v1 are. */
	offsets?: boolean;
	/** In REST v1, each is a parameter of its own. */
	filters?: readonly Filter[];
	/** The record type whose custom fields the list can be filtered by. */
	filterCustomFields?: CustomFieldRecord;
	/** What `order_by` takes. */
	sort?: readonly Choice[];
	/** The property of the response that holds the token of the next page, where it has a name of its own. */
	token?: string;
	/** For lists of bare IDs: what they are called in the output. */
	bare?: BareIds;
}

/** Records that a list holds as bare IDs. */
export interface BareIds {
	/** The property for the ID. */
	as: string;
	/** Properties that are true of those IDs that another list of the page names: `locked: 'locked_automation_ids'`. */
	marks: Readonly<Record<string, string>>;
}

/** What a response is turned into. */
export type Output =
	/** `within`: the property that some responses wrap the record in. `outcome`: see `Outcome`. */
	| { kind: 'record'; within?: string; outcome?: Outcome }
	| { kind: 'list' }
	| { kind: 'deleted' }
	/** No body worth returning. */
	| { kind: 'done' }
	/** A bare text, returned under this name. `page`: it is a web page. */
	| { kind: 'text'; as: string; page?: boolean }
	/**
	 * A bare text in Base64, returned as a file; its name comes from the record at `about`. That of an image is the name of
	 * something else, without an ending.
	 */
	| { kind: 'base64File'; about: string; name: string; image?: boolean };

/**
 * Where a response with a status of success says whether anything was done. The item fails if nothing was.
 */
export interface Outcome {
	/** The list of results in the response, of which at least one has to be good; without it, the response is the only one. */
	list?: string;
	/** The property of a result that is true if it is good. */
	good: string;
	/** The property of a result that says why it isn't. */
	reason?: string;
	/** What an item without a good result is told. */
	message: string;
}

/** An input that holds the IDs of several records, each of which stands in the path of a request of its own. */
export interface FanOut<Input extends string = string, Id extends string = string> {
	input: Input;
	of: Collection<Id>;
	/** What has become of a value when Keap doesn't tell more, such as `added`. */
	done: string;
	/** The property of the output that lists the values, each with its result, and what its name is called there. */
	list: string;
}

/** One request for each item, or for each value of one of its inputs. */
export interface Single<Input extends string = string, Id extends string = string> {
	kind: 'single';
	fanOut?: FanOut<Input, Id>;
}

/** The records of a list, page by page. */
export interface Listing {
	kind: 'list';
	list: List;
}

/** One call for the records that the items of a run ask for one by one. */
export interface BatchRead {
	kind: 'batchRead';
	of: ReadableById;
}

/**
 * One call for the items of a run that agree on the path and on the rest of the body: their IDs are collected in one list
 * of the body.
 */
export interface BatchWrite<Input extends string = string, Id extends string = string> {
	kind: 'batchWrite';
	/** The input that every item gives one of. */
	collect: Input;
	/** The property of the body, or the parameter of the query, that takes them all. */
	into: string;
	in?: 'query';
	/** The most IDs in one call. */
	max: number;
	/** The ID that Keap takes for all records. It is refused: an expression that goes wrong gives it too easily. */
	wildcard?: string;
	fanOut?: FanOut<Input, Id>;
	/** Where the response holds each ID's own result. */
	results?: BatchResults;
}

/** The results of a batched write, by ID, in Keap's codes: `good` are those of success, with their words in the output. */
export interface BatchResults {
	/** The property of the response. */
	property: string;
	good: Readonly<Record<string, string>>;
	/** The codes that mean success when the response to an earlier attempt was lost: it has been carried out already. */
	alreadyDone?: readonly string[];
	/** What the other codes mean, in the user's words; `{id}` is the record's ID, `{value}` what the call fans out for. */
	words?: Readonly<Record<string, string>>;
}

/** One call for whole records: each item is one element of a list in the body. */
export interface BatchCreate {
	kind: 'batchCreate';
	into: string;
	/** The most records in one call. */
	max: number;
	/** A property that tells the records apart; those that lack it get a unique one. */
	identify: string;
	/** The list of what was created, in the response. */
	made: string;
	/** The list of what was rejected: where in an entry the record and the reason stand. */
	rejected: { list: string; record: string; reason: string };
}

/** A write that replaces lists and objects whole: what the input doesn't mention is read and kept. */
export interface MergedWrite {
	kind: 'mergedWrite';
	of: Collection;
	/** The part of the record that is written, if not all of it: `product_commissions[product_id={productId}]`. */
	part?: string;
	/** Whether Keap takes all of the record with every change: what isn't given is sent as it is there. */
	whole?: boolean;
}

/** Creates a record, or updates the one that matches. */
export interface Upsert<Input extends string = string> {
	kind: 'upsert';
	of: KeyedCollection;
	/** The required inputs that the record is found by, one for each part of the collection's key. */
	by: readonly Input[];
	/** Where a create has properties that an update has at the top of the body: the keys of inputs are those of the update. */
	createdAs?: Readonly<Record<string, string>>;
	/** Contacts have up to three addresses to be found by, and further ways to tell who is meant. */
	subject: 'contact' | 'record';
}

/** Any request to Keap. */
export interface RawRequest {
	kind: 'rawRequest';
}

/** How the items of an operation are carried out. */
export type FlowSpec =
	Single | Listing | BatchRead | BatchWrite | BatchCreate | MergedWrite | Upsert | RawRequest;

/** At least one of these inputs of the body must be given, or exactly one; the message says so to the user. */
export interface Constraint<Input extends string = string> {
	oneOf: readonly Input[];
	exactly?: boolean;
	message: string;
}

/** What of an operation depends on a choice; see `Operation.variants`. */
export type Variant = Partial<
	Pick<
		Operation,
		'path' | 'inputs' | 'optional' | 'flow' | 'constraints' | 'customFields' | keyof OperationOutput
	>
>;

/** One entry of the Operation menu: the whole truth about one endpoint. */
export interface Operation extends OperationOutput {
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
	flow: FlowSpec;
	output: Output;
	customFields?: CustomFieldRecord;
	/** Properties of the response that Keap has in Base64 and people as text. */
	decode?: readonly string[];
	/** Options that go into the query. */
	queryOptions?: readonly Field[];
	/** Options beyond those that follow from the rest. */
	options?: readonly Field[];
	/** Whether `update_mask` goes along. */
	mask?: boolean;
	/** How the body is encoded. */
	body?: 'json' | 'multipart';
	/** Whether the body is a list, of which an item gives the only entry. */
	bodyList?: boolean;
	/** A POST that leaves the same state when sent twice. */
	idempotent?: boolean;
	/**
	 * The status of a retry that says that an earlier attempt, whose response was lost, was carried out. DELETE has 404 and
	 * 410 by itself.
	 */
	alreadyDoneOn?: number;
	constraints?: readonly Constraint[];
	/** What Keap's refusals mean here, by status, where the node's general words say too little. */
	refusals?: { conflict?: string; notFound?: string };
	/**
	 * What differs by one choice, an input at the top of all variants: endpoints that do the same for several kinds of record,
	 * such as the five discounts, are one operation.
	 */
	variants?: { by: string; of: Readonly<Record<string, Variant>> };
	/** Of a variant: the choice that it is for, and the inputs that only others have. */
	variant?: {
		by: RuledOut;
		elsewhere: Readonly<Record<'inputs' | 'fields' | 'filters', readonly Field[]>>;
	};
}

/** The inputs of an operation, at its top and in its collection. */
export const inputsOf = once(
	({ inputs, optional }: Pick<Operation, 'inputs' | 'optional'>): readonly Field[] => [
		...inputs,
		...(optional?.fields ?? []),
	],
);

/** The list of an operation that has one. */
export const listOf = ({ flow }: Pick<Operation, 'flow'>): List | undefined =>
	flow.kind === 'list' ? flow.list : undefined;

/** Whether an operation reads and keeps what its input doesn't mention. */
export const merges = ({ flow }: Pick<Operation, 'flow'>): boolean =>
	flow.kind === 'mergedWrite' || flow.kind === 'upsert';

/** The value that an input of several values stands for in the path. */
export const fanOutOf = ({ flow }: Pick<Operation, 'flow'>): FanOut | undefined =>
	flow.kind === 'single' || flow.kind === 'batchWrite' ? flow.fanOut : undefined;

export interface Resource {
	value: string;
	name: string;
	operations: readonly Operation[];
}

/** The operation as it is carried out once its choice is made. */
export function variantOf(operation: Operation, chosen: string | undefined): Operation {
	const { variants, ...base } = operation;
	const variant = chosen === undefined ? undefined : variants?.of[chosen];
	if (!variants || !variant) return operation;
	const inputs = [...base.inputs, ...(variant.inputs ?? [])];
	const choice = inputs.find(({ name }) => name === variants.by) as ChoiceField;
	const option = choice.options.find(({ value }) => String(value) === chosen);
	const own = { ...base, ...variant, inputs };
	if (!option) return own;
	const elsewhere = onlyElsewhere(own, Object.values(variants.of));
	return { ...own, variant: { by: { choice, option }, elsewhere } };
}

type Inputs = Pick<Operation, 'optional'> & Partial<Pick<Operation, 'inputs' | 'flow'>>;

const INPUT_LISTS = {
	inputs: ({ inputs }: Inputs) => inputs ?? [],
	fields: ({ optional }: Inputs) => optional?.fields ?? [],
	filters: ({ flow }: Inputs) => (flow && listOf({ flow })?.filters) ?? [],
};

/** The inputs that some variant has and one hasn't, by where they stand. */
function onlyElsewhere(own: Operation, all: readonly Variant[]) {
	const missing = (of: (inputs: Inputs) => readonly Field[]) => {
		const known = new Set(of(own).map(({ name }) => name));
		return all.flatMap(of).filter(({ name }) => !known.has(name));
	};
	const { inputs, fields, filters } = INPUT_LISTS;
	return { inputs: missing(inputs), fields: missing(fields), filters: missing(filters) };
}

/** All that an operation can be: its variants, or itself. */
export const variantsOf = (operation: Operation): Operation[] =>
	operation.variants
		? Object.keys(operation.variants.of).map((chosen) => variantOf(operation, chosen))
		: [operation];

/** The options of a choice among variants, of which none may be forgotten. */
export type Variants<V extends string | number> = Readonly<Record<`${V}`, Variant>>;

export const variants = <N extends string, V extends string>(
	by: Choosing<N, V>,
	of: Variants<V>,
): NonNullable<Operation['variants']> => ({ by: by.name, of });
