import { listOf } from '../../nodes/Keap/descriptor/operation';
import {
	parameter,
	type Endpoint,
	type KeapDocument,
	type Parameter,
	type Schema,
} from './document';
import { reached, type Reached } from './operations';

/** An operation of the node beside what the document says about its endpoint. */
export interface Subject extends Reached {
	endpoint: Endpoint;
	/** The body of the request. */
	body?: Schema;
	/** One record of the response: of a list, what stands in it. */
	record?: Schema;
	query(name: string): Parameter | undefined;
}

export function subjectOf(document: KeapDocument, at: Reached): Subject {
	const { operation, path } = at;
	const endpoint = document.find(operation.method, path);
	if (!endpoint) throw new Error(`the document has no ${operation.method} ${path}`);
	const list = listOf(operation);
	const { response } = endpoint;
	const body = endpoint.body?.schema;
	return {
		...at,
		endpoint,
		body: operation.bodyList ? body?.items : body,
		record: list && response ? document.at(response, `${list.items}[]`) : response,
		query: (name) => parameter(endpoint, name),
	};
}

/** A test that something holds for every operation; it names all for which it doesn't. */
export function rule(
	document: KeapDocument,
	title: string,
	check: (subject: Subject) => void,
): void {
	it(title, () => {
		const broken = reached.flatMap((at) => {
			try {
				check(subjectOf(document, at));
				return [];
			} catch (error) {
				return [`${at.name}: ${(error as Error).message}`];
			}
		});
		expect(broken.join('\n\n')).toBe('');
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
