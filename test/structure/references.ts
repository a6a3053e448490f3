import type { Collection } from '../../nodes/Keap/descriptor/collection';
import { fieldsOf } from '../../nodes/Keap/descriptor/collections';
import type { Field } from '../../nodes/Keap/descriptor/field';
import { fanOutOf, inputsOf, type Operation } from '../../nodes/Keap/descriptor/operation';

/**
 * What one part of a descriptor says of another, held against it without any document of Keap's. The compiler refuses most
 * of such mistakes (test/types); these checks see what is put together out of its sight, in variants and in lists that are
 * shared. Each gives complaints.
 */

const parametersOf = (path: string): string[] =>
	[...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? []);

const namesOf = (fields: readonly Field[]) => new Set(fields.map(({ name }) => name));

/** The names that the flow of an operation uses for its inputs, each with what it uses it for. */
function usedBy({ flow }: Operation): Array<[what: string, name: string]> {
	switch (flow.kind) {
		case 'mergedWrite':
			return parametersOf(flow.of.one + (flow.part ?? '')).map((name) => ['merge', name]);
		case 'batchRead': {
			const { below } = flow.of.byId;
			return [
				['batch', flow.of.id],
				...(below ? [['batch', below.input] as [string, string]] : []),
			];
		}
		case 'batchWrite':
			return [['batch', flow.collect]];
		default:
			return [];
	}
}

/** Names of inputs that an operation doesn't have. */
export function unknownInputs(operation: Operation): string[] {
	const fanOut = fanOutOf(operation);
	const top = namesOf(operation.inputs);
	const all = namesOf(inputsOf(operation));
	const inPath = parametersOf(operation.path)
		.filter((name) => name !== fanOut?.of.id)
		.map((name): [string, string] => ['path', name]);
	const fansOut: Array<[string, string]> = fanOut ? [['fan-out', fanOut.input]] : [];
	const constrained = (operation.constraints ?? []).flatMap(({ oneOf }) => oneOf);
	return [
		...[...inPath, ...usedBy(operation), ...fansOut].filter(([, name]) => !top.has(name)),
		...constrained.filter((name) => !all.has(name)).map((name) => ['constraint', name]),
	].map(([what, name]) => `${what}: no input is called ${name}`);
}

/** Creates that would be sent again as if the first had never arrived. */
export const repeatedCreates = ({ value, method, idempotent }: Operation): string[] =>
	idempotent && method === 'POST' && /^(create|upsert)/.test(value)
		? ['a create is never idempotent']
		: [];

/** The last words of a path before a parameter, as in `companies` for `/v2/companies/{companyId}`. */
const segmentBefore = (path: string, parameter: string): string | undefined =>
	path
		.slice(0, path.indexOf(`{${parameter}}`))
		.split('/')
		.filter((segment) => segment !== '' && !segment.startsWith('{'))
		.at(-1);

const plain = (text: string) => text.toLowerCase().replace(/[^a-z]/g, '');

/** `assigned_to_user_id` is about a user, `company.id` about a company. */
const meantBy = (key: string) => plain(key.replace(/([._]?ids?|s)$/i, ''));

const isAbout = (key: string, { id }: Collection): boolean => {
	const [meant, noun] = [meantBy(key), meantBy(id)];
	return meant === '' || meant.endsWith(noun) || noun.endsWith(meant);
};

/** Inputs that choose another kind of record than their name or their path says; `excused` may allow for a key. */
export function wrongRecords(
	operation: Operation,
	excused: (key: string) => boolean = () => false,
): string[] {
	const inPath = new Set(parametersOf(operation.path));
	const fanOut = fanOutOf(operation);
	const wrongFanOut =
		fanOut && inPath.has(fanOut.of.id)
			? operation.inputs.filter(
					(field) => field.name === fanOut.input && 'of' in field && field.of !== fanOut.of,
				)
			: [];
	const wrong = fieldsOf(operation).filter((field) => {
		if (field.kind !== 'record' && field.kind !== 'ids') return false;
		if (field.kind === 'record' && inPath.has(field.name)) {
			const { one, id } = field.of;
			// What hangs on a record may say so in a word with the record's own: defaultCommissionPrograms.
			const [here, own] = [segmentBefore(operation.path, field.name), segmentBefore(one, id)];
			return !plain(here ?? '').endsWith(plain(own ?? ''));
		}
		return !isAbout(field.key, field.of) && !excused(field.key);
	});
	return [...wrongFanOut, ...wrong].map(
		(field) =>
			`${field.name} (${field.key}) chooses a ${'of' in field && typeof field.of === 'object' ? field.of.noun : 'record'}`,
	);
}

const holdsIds = (key: string) => /(^|[._])ids?$/.test(key);

const REFERENCES: ReadonlySet<Field['kind']> = new Set(['record', 'records', 'ids', 'id']);

/** Properties and filters that hold IDs by their names, but are entered as something else. */
export const untypedIds = (
	operation: Operation,
	excused: (name: string) => boolean = () => false,
): string[] =>
	fieldsOf(operation)
		.filter(({ key, kind }) => holdsIds(key) && !REFERENCES.has(kind))
		.filter(({ name }) => !excused(name))
		.map(({ name, key, kind }) => `${name} (${key}) is a ${kind}`);
