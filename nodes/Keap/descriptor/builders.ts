import { isReadableById, type Collection, type KeyedCollection } from './collection';
import { createCustomFields } from './customFieldGroups';
import { record, type Field } from './field';
import { withArticle } from './labels';
import { joinsExisting } from './merging';
import type {
	BatchCreate,
	BatchRead,
	BatchWrite,
	Constraint,
	List,
	Listing,
	MergedWrite,
	Operation,
	RawRequest,
	Resource,
	Single,
	Upsert,
} from './operation';
import type { PathOf } from './paths';
import { outputOf, type OperationOutput } from './recordOutput';

/**
 * The verbs in which resources are written. Names, method, path, inputs, flow and output of an operation follow from the
 * verb and the collection that it is about, unless it says otherwise. The names that an operation uses (in its path, its
 * batches, its constraints) are held against those of its inputs by the compiler.
 */

/** What an operation states itself. `I` are the names of its inputs, `F` of its optional fields, `Id` of its collection. */
interface Stated<
	I extends string,
	F extends string,
	P extends string,
	Id extends string,
> extends Partial<
	Omit<Operation, 'resource' | 'inputs' | 'optional' | 'flow' | 'path' | 'constraints'>
> {
	/** The collection that the operation is about. */
	of?: Collection<Id>;
	path?: P & PathOf<P, NoInfer<I> | NoInfer<Id>>;
	inputs?: readonly Field<I>[];
	fields?: readonly Field<F>[];
	constraints?: ReadonlyArray<Constraint<NoInfer<I> | NoInfer<F>>>;
}

/** What says where an operation's endpoint is: a collection, a path, or the variants, each of which has its own. */
type Located = { of: Collection } | { path: string } | Required<Pick<Operation, 'variants'>>;

/** What says where a list is, and what its pages call the records. */
type ListLocated =
	| { of: Collection }
	| { path: string; list: Pick<List, 'items'> }
	| Required<Pick<Operation, 'variants'>>;

/** What the names of an operation are made of, as they stand in a menu. */
interface Nouns {
	resource: string;
	noun: string;
	nouns: string;
	/** A kind of sub-record, as in 'Stage' and 'Stages'. */
	sub?: { noun: string; nouns: string };
}

/** How single records of a collection are read: several in one call where its list takes IDs. */
export const readFlow = (of: Collection): Single | BatchRead =>
	isReadableById(of) ? { kind: 'batchRead', of } : { kind: 'single' };

/** The list of a collection, with what an operation says of it. */
export const listFlow = (
	{ items, pageSize }: Pick<Collection, 'items' | 'pageSize'>,
	list: Partial<List> = {},
): Listing => ({
	kind: 'list',
	list: { items, ...(pageSize ? { pageSize } : {}), ...list },
});

/** An operation whose resource isn't known yet. */
export type Draft = (nouns: Nouns) => Operation;

type Naming = Pick<Operation, 'value' | 'name' | 'action' | 'description'>;

type Untyped = Partial<Operation> & { of?: Collection; fields?: readonly Field[]; list?: object };

/** A title within a sentence: 'Tag Category' is 'tag category', 'API' and 'WordPress' stay as they are. */
const words = (title: string) =>
	(/^[A-Z]([A-Z]|[a-z]+[A-Z])/.test(title)
		? title
		: title.charAt(0).toLowerCase() + title.slice(1)
	).replace(/ \(?[A-Z](?=[a-z])/g, (start) => start.toLowerCase());

/** The noun of a resource that has another word for it in brackets, for those who search by that. */
const withoutBrackets = (title: string) => title.replace(/ \([^)]*\)/, '');

const camelCase = (title: string) =>
	title.replace(/\W/g, '').replace(/^[A-Z]/, (letter) => letter.toLowerCase());

interface Verb {
	name: string;
	/** What the operation is called where it is about the resource itself. */
	menu?: string;
	value?: string;
	action?: string;
	/** Whether it is about several records. */
	many?: boolean;
	describe(thing: string): string;
}

/** The names of an operation: of the resource itself 'Create', of a sub-record 'Create Stage'. */
function nameFor(verb: Verb, { noun, nouns, sub }: Nouns): Naming {
	const pick = (of: { noun: string; nouns: string }) => (verb.many ? of.nouns : of.noun);
	const whole = sub ? `${words(noun)} ${words(pick(sub))}` : words(pick({ noun, nouns }));
	const description = verb.describe(whole);
	const bare = withoutBrackets(whole);
	const subject = verb.many ? bare : withArticle(bare);
	if (!sub) {
		const name = verb.menu ?? verb.name;
		const action = `${verb.action ?? verb.name} ${subject}`;
		return { value: verb.value ?? camelCase(name), name, action, description };
	}
	const name = `${verb.name} ${pick(sub)}`;
	return { value: camelCase(name), name, action: `${verb.name} ${subject}`, description };
}

/** What the output of an operation about a collection looks like, where it is the record, or a list of them. */
function recordOutput(
	of: Collection | undefined,
	{ method, output }: Pick<Operation, 'method' | 'output'>,
): OperationOutput {
	if (!of?.record || (output.kind !== 'record' && output.kind !== 'list')) return {};
	if (output.kind === 'list') return outputOf(of.record, 'list');
	return outputOf(of.record, method === 'GET' ? 'read' : 'write');
}

function make(
	verb: Verb,
	stated: object,
	defaults: (of: Collection | undefined) => Partial<Operation>,
	collectionName?: 'additionalFields' | 'updateFields',
): Draft {
	const { of, fields, ...own } = stated as Untyped;
	return (nouns) => {
		const { path = '', ...derived } = defaults(of);
		const ownPath = own.path ?? path;
		const inputs = own.inputs ?? [];
		const { customFields: type, options = [] } = own;
		const lacksId =
			of && ownPath.includes(`{${of.id}}`) && !inputs.some(({ name }) => name === of.id);
		const how = { method: 'GET', output: { kind: 'record' }, ...derived, ...own } as const;
		return {
			flow: { kind: 'single' },
			...nameFor(verb, nouns),
			...recordOutput(of, how),
			...how,
			path: ownPath,
			...(type ? { options: [...options, ...createCustomFields(type)] } : {}),
			inputs: lacksId ? [record(of, { required: true }), ...inputs] : inputs,
			...(fields?.length && collectionName
				? { optional: { collection: collectionName, fields } }
				: {}),
			resource: nouns.resource,
		};
	};
}

export const create = <
	const I extends string = never,
	const F extends string = never,
	const P extends string = string,
	const Id extends string = never,
>(
	// A create that is sent twice creates two records.
	stated: Omit<Stated<I, F, P, Id>, 'idempotent'> & {
		idempotent?: never;
		flow?: BatchCreate;
	} & Located,
): Draft =>
	make(
		{ name: 'Create', describe: (noun) => `Create a new ${noun}` },
		stated,
		(of) => ({ method: 'POST', path: of?.path }),
		'additionalFields',
	);

export const get = <
	const I extends string = never,
	const P extends string = string,
	const Id extends string = never,
>(
	stated: Stated<I, never, P, Id> & Located,
): Draft =>
	make({ name: 'Get', describe: (noun) => `Retrieve ${withArticle(noun)}` }, stated, (of) => ({
		path: of?.one,
		// Several records by their IDs come in one call.
		...(of && !stated.path ? { flow: readFlow(of) } : {}),
	}));

export const getMany = <
	const I extends string = never,
	const P extends string = string,
	const Id extends string = never,
>(
	stated: Stated<I, never, P, Id> & { list?: Partial<List> } & ListLocated,
): Draft => {
	const { list, ...own } = stated;
	return make(
		{
			name: 'Get',
			menu: 'Get Many',
			action: 'Get many',
			many: true,
			describe: (nouns) => `Retrieve a list of ${nouns}`,
		},
		own,
		(of) => ({
			path: of?.path,
			output: { kind: 'list' },
			flow: listFlow(of ?? { items: '' }, list),
		}),
	);
};

/** Creates a record, or updates the one that the inputs in `by` name. */
export const upsert = <
	const I extends string = never,
	const F extends string = never,
	const Id extends string = never,
>({
	by,
	createdAs,
	subject = 'record',
	...stated
}: Omit<Stated<I, F, string, Id>, 'path' | 'of' | 'idempotent'> &
	Pick<Upsert, 'createdAs'> & {
		of: KeyedCollection<Id>;
		by: ReadonlyArray<NoInfer<I>>;
		subject?: Upsert['subject'];
	}): Draft =>
	make(
		{
			name: 'Create or Update',
			value: 'upsert',
			action: 'Create or update',
			describe: () =>
				'Create a new record, or update the current one if it already exists (upsert)',
		},
		stated,
		(of) => ({
			method: 'POST',
			path: of?.path,
			flow: { kind: 'upsert', of: stated.of, by, subject, createdAs },
		}),
		'additionalFields',
	);

export const update = <
	const I extends string = never,
	const F extends string = never,
	const P extends string = string,
	const Id extends string = never,
>(
	stated: Stated<I, F, P, Id> & Located & Pick<MergedWrite, 'whole'>,
): Draft => {
	const { whole, ...own } = stated;
	const drafted = make(
		{ name: 'Update', describe: (noun) => `Update an existing ${noun}` },
		own,
		(of) => ({ method: 'PATCH', path: of?.one, mask: true }),
		'updateFields',
	);
	const { of } = own;
	return (nouns) => {
		const operation = drafted(nouns);
		return of && joinsExisting(operation)
			? { ...operation, flow: { kind: 'mergedWrite', of, ...(whole ? { whole } : {}) } }
			: operation;
	};
};

export const remove = <
	const I extends string = never,
	const P extends string = string,
	const Id extends string = never,
>(
	stated: Stated<I, never, P, Id> & Located & { flow?: BatchWrite<NoInfer<I>> },
): Draft =>
	make(
		{ name: 'Delete', describe: (noun) => `Delete ${withArticle(noun)} permanently` },
		stated,
		(of) => ({
			method: 'DELETE',
			path: of?.one,
			output: { kind: 'deleted' },
		}),
	);

/** Any other operation: names and method are its own. */
export const operation = <
	const I extends string = never,
	const F extends string = never,
	const P extends string = string,
	const Id extends string = never,
	const As extends string = never,
>(
	stated: Stated<I, F, P, Id | As> &
		Naming &
		Located &
		Pick<Operation, 'method' | 'output'> & {
			/** The collection of its optional fields: they are added to what is created, or updated. */
			collection?: 'additionalFields' | 'updateFields';
			flow?:
				Single<NoInfer<I>, As> | BatchWrite<NoInfer<I>, As> | MergedWrite | Upsert | RawRequest;
		},
): Draft => {
	const { collection = 'additionalFields', ...own } = stated;
	return make({ name: own.name, describe: () => own.description }, own, () => ({}), collection);
};

/** The operations of a kind of record that belongs to the resource's: 'Create Stage', 'Get Stages'. */
export const subRecord = (
	noun: string,
	drafts: readonly Draft[],
	nouns = `${noun}s`,
): readonly Draft[] =>
	drafts.map(
		(drafted): Draft =>
			(outer) =>
				drafted({ ...outer, sub: { noun, nouns } }),
	);

export const resource = (
	value: string,
	name: string,
	drafts: readonly Draft[],
	plural = `${name}s`,
): Resource => ({
	value,
	name,
	operations: drafts.map((drafted) => drafted({ resource: value, noun: name, nouns: plural })),
});
