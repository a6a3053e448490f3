import type { Lookups } from '../../api/lookups';
import { snakeCase } from '../../descriptor/field';
import type { FanOut } from '../../descriptor/operation';

/** What became of one value of an input that fans out, such as a tag: `added`. */
export interface ValueResult {
	value: string;
	result: string;
}

/**
 * The results of an item in the output, in one shape for one value and for several: whose they are, what happened to at
 * least one of them, and each with its ID, its name and its result.
 */
export async function fanOutOutput(
	lookups: Lookups,
	{ of, list, done }: FanOut,
	target: Record<string, string>,
	results: readonly ValueResult[],
): Promise<Record<string, unknown>> {
	// Where all are given by ID, names are not worth a call.
	const request = { method: 'GET', path: of.path, query: { ...of.picker.query } } as const;
	const known = await lookups.recordsReadSoFar(request, of);
	const names = new Map(known.map((record) => [String(record[of.idProperty]), record.name]));
	const id = snakeCase(of.id);
	const name = id.replace(/_id$/, '_name');
	return {
		...target,
		result: (results.find(({ result }) => result === done) ?? results[0])?.result,
		[list]: results.map(({ value, result }) => {
			const called = names.get(value);
			return { [id]: value, ...(called === undefined ? {} : { [name]: called }), result };
		}),
	};
}
