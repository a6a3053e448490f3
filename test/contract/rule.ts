import { listOf, type List, type Operation } from '../../nodes/Keap/descriptor/operation';
import {
	parameter,
	type Endpoint,
	type KeapDocument,
	type Parameter,
	type Schema,
} from './document';
import { requestOf } from './facts';
import { reached, type Call, type Reached } from './operations';

/** An operation of the node beside what the document says about its endpoint. */
export interface Subject extends Reached {
	endpoint: Endpoint;
	/** The body of the request. */
	body?: Schema;
	/** One record of the response: of a list, what stands in it. */
	record?: Schema;
	query(name: string): Parameter | undefined;
}

/** What stands in a list, which may be the whole response. */
function recordIn(document: KeapDocument, response: Schema, { items }: List): Schema | undefined {
	if (items !== '') return document.at(response, `${items}[]`);
	const { items: record } = document.resolve(response);
	return record && document.resolve(record);
}

function subjectOf(document: KeapDocument, at: Reached): Subject | undefined {
	const { operation, path } = at;
	const endpoint = document.find(operation.method, path);
	if (!endpoint) return undefined;
	const list = listOf(operation);
	const { response } = endpoint;
	const body = endpoint.body?.schema;
	return {
		...at,
		endpoint,
		body: operation.bodyList ? body?.items : body,
		record: list && response ? recordIn(document, response, list) : response,
		query: (name) => parameter(endpoint, name),
	};
}

/** Operations beside their endpoints. Those that the document doesn't have are left to `unpublished`. */
export const subjectsOf = (document: KeapDocument, some: readonly Reached[] = reached): Subject[] =>
	some.flatMap((at) => subjectOf(document, at) ?? []);

/** The requests that the document doesn't have, as in `contact create: POST /v2/contact`. */
export const unpublished = (document: KeapDocument, calls: readonly Call[]): string[] =>
	calls
		.filter(({ request }) => {
			const { method, path } = requestOf(request);
			return !document.find(method, path);
		})
		.map(({ name, request }) => `${name}: ${request}`);

type Check = (subject: Subject) => void;

const complaints = (subjects: readonly Subject[], check: Check): string[] =>
	subjects.flatMap((subject) => {
		try {
			check(subject);
			return [];
		} catch (error) {
			return [`${subject.name}: ${(error as Error).message}`];
		}
	});

/** An operation of the node, by its name, with a mistake in it. */
export interface Mistake {
	in: string;
	change: (operation: Operation) => Partial<Operation>;
}

function spoil({ in: name, change }: Mistake): Reached {
	const at = reached.find((entry) => entry.name === name);
	if (!at) throw new Error(`The node has no operation ${name}`);
	return { ...at, operation: { ...at.operation, ...change(at.operation) } };
}

/**
 * Two tests: that something holds for every operation, where all are named for which it doesn't; and that it would be
 * noticed if one made this mistake.
 */
export function rule(document: KeapDocument, title: string, check: Check, mistake: Mistake): void {
	it(title, () => {
		expect(complaints(subjectsOf(document), check).join('\n\n')).toBe('');
	});

	it(`${title}, or are reported`, () => {
		const wrong = complaints(subjectsOf(document, [spoil(mistake)]), check);
		expect(wrong).toEqual([expect.stringMatching(`^${mistake.in.replace(/[()]/g, '.')}: `)]);
	});
}

export const without = <T>(all: Iterable<T>, known: Iterable<T>): T[] => {
	const excluded = new Set(known);
	return [...all].filter((entry) => !excluded.has(entry));
};

/** Both hold the same, in whatever order; what differs is named. */
export function expectSame(what: string, given: Iterable<unknown>, documented: Iterable<unknown>) {
	const [own, theirs] = [new Set([...given].map(String)), new Set([...documented].map(String))];
	expect({ what, invented: without(own, theirs), missing: without(theirs, own) }).toEqual({
		what,
		invented: [],
		missing: [],
	});
}

/** The values of an enum that mean something. */
export const meaningful = (schema: Schema | undefined): string[] | undefined =>
	schema?.enum?.map(String).filter((value) => !value.endsWith('_UNSPECIFIED'));
