import { choice, number, text, type Field } from '../../nodes/Keap/descriptor/field';
import { mergeRules } from '../../nodes/Keap/descriptor/merging';
import { inputsOf, type Operation } from '../../nodes/Keap/descriptor/operation';
import { first, present } from '../support/present';
import { keapDocument as document, type Schema } from './document';
import { Exceptions, GIVEN_OTHERWISE, UNOFFERED_PROPERTIES } from './exceptions';
import { bodyInputs, placeOf } from './operations';
import { expectSame, meaningful, rule } from './rule';

/** `email_addresses[field=EMAIL1].email` as one of `email_addresses[].email`. */
const anyEntry = (path: string) => path.replace(/\[[^\]]*\]/g, '[]');

/** The property that tells the entries of a list apart, where a path names one. */
const entryKeys = (path: string): string[] =>
	[...path.matchAll(/^(.*)\[(\w+)=[^\]]*\]/g)].map(
		([, list, key]) => `${anyEntry(present(list))}[].${key}`,
	);

const isBelow = (path: string, parent: string) =>
	path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`);

/** Whether a property is inside a list or an object, which as a whole may be missing. */
const isNested = (path: string) => /[.[]/.test(path);

/** Inputs that have a value whenever their form is filled in. */
const isAlwaysGiven = ({ required, kind }: Field) =>
	required === true || kind === 'choice' || kind === 'attachments';

/** Whether a property stands in an object that is sent with all of its properties. */
const isCompleted = (operation: Operation, path: string) =>
	inputsOf(operation).some(
		(field) => field.kind === 'object' && field.complete && isBelow(path, field.key),
	);

/** The type of JSON that an input is sent as. */
function typeSent(field: Field): string {
	switch (field.kind) {
		case 'number':
			if (field.asText) return 'string';
			return field.integer ? 'integer' : 'number';
		case 'money':
			if (field.unit === 'text') return 'string';
			return field.unit === 'cents' ? 'integer' : 'number';
		case 'record':
			return field.numeric ? 'integer' : 'string';
		case 'choice':
			return typeof first(field.options).value === 'number' ? 'integer' : 'string';
		case 'boolean':
			return 'boolean';
		case 'object':
			return 'object';
		case 'attachments':
		case 'choices':
		case 'ids':
		case 'list':
		case 'objects':
		case 'records':
			return 'array';
		default:
			return 'string';
	}
}

/** A choice that has forgotten all that Keap takes, and invented something. */
const inventedChoice = (name: string) => choice(name, 'Choice', [{ name: 'Mood', value: 'MOOD' }]);

describe('bodies', () => {
	const at = (schema: Schema | undefined, path: string) => schema && document.at(schema, path);

	rule(
		document,
		'are sent where Keap reads one, and in its form',
		({ operation, endpoint }) => {
			const inputs = bodyInputs(operation);
			expect(inputs.length > 0).toBe(endpoint.body !== undefined);
			if (!endpoint.body) return;
			expect(endpoint.body.type).toBe(
				operation.body === 'multipart' ? 'multipart/form-data' : 'application/json',
			);
		},
		{ in: 'task create', change: () => ({ body: 'multipart' }) },
	);

	rule(
		document,
		'have only properties that exist',
		({ operation, body }) => {
			const paths = bodyInputs(operation).map(({ path }) => path);
			expect(paths.filter((path) => !at(body, path.replace(/\[\]$/, '')))).toEqual([]);
		},
		{ in: 'task create', change: ({ inputs }) => ({ inputs: [...inputs, text('mood', 'Mood')] }) },
	);

	rule(
		document,
		'have inputs of the types that Keap wants',
		({ operation, body }) => {
			for (const { path, field } of bodyInputs(operation)) {
				const schema = at(body, path.replace(/\[\]$/, ''));
				const isPart = field.kind === 'attachments' && isNested(path);
				const given = path.endsWith('[]') ? 'array' : isPart ? 'string' : typeSent(field);
				// A whole number is a number, and everything in a form is a text.
				const types = [
					given,
					...(given === 'integer' && field.kind === 'money' ? ['number'] : []),
					...(operation.body === 'multipart' ? ['string'] : []),
				];
				expect([path, types.includes(schema?.type ?? given)]).toEqual([path, true]);
			}
		},
		{
			in: 'task create',
			change: ({ inputs }) => ({
				inputs: inputs.map((input) => (input.name === 'title' ? number('title', 'Title') : input)),
			}),
		},
	);

	const unoffered = new Exceptions(UNOFFERED_PROPERTIES);

	rule(
		document,
		'have an input for every property',
		({ name, operation, body }) => {
			if (!body) return;
			const paths = bodyInputs(operation).map(({ path }) => path);
			const offered = new Set(paths.flatMap((path) => [anyEntry(path), ...entryKeys(path)]));
			const missing = document.leaves(body).flatMap(({ path }) => {
				if (path.split(/[.[]/)[0] === 'custom_fields') return operation.customFields ? [] : path;
				if (offered.has(path) || offered.has(`${path}[]`)) return [];
				// An object has no input of its own when its properties have.
				if ([...offered].some((known) => isBelow(known, path))) return [];
				return unoffered.has(name, path) ? [] : path;
			});
			expect(missing).toEqual([]);
		},
		{ in: 'task create', change: () => ({ optional: undefined }) },
	);

	rule(
		document,
		'have custom fields only where Keap takes them',
		({ operation, body }) => {
			if (operation.customFields) expect(at(body, 'custom_fields')).toBeDefined();
		},
		{ in: 'tag create', change: () => ({ customFields: 'contact' }) },
	);

	const otherwise = new Exceptions(GIVEN_OTHERWISE);

	rule(
		document,
		'always have what Keap requires',
		({ name, operation, body }) => {
			const inputs = bodyInputs(operation).map(({ path, field }) => ({
				path: anyEntry(path),
				field,
			}));
			const { flow } = operation;
			// The record at Keap gives the rest.
			if (flow.kind === 'mergedWrite' && flow.whole) return;
			const demanded = (operation.constraints ?? []).flatMap(({ oneOf }) => oneOf);
			const missing = (body ? document.leaves(body) : [])
				.filter(({ path, required }) => required && !isNested(path))
				.map(({ path }) => path)
				.filter((path) => {
					const own = inputs.filter((input) => input.path === path || isBelow(input.path, path));
					return !own.some(({ field }) => isAlwaysGiven(field)) && !demanded.includes(path);
				});
			expect(missing.filter((path) => !otherwise.has(name, path))).toEqual([]);
		},
		{ in: 'contact merge', change: () => ({ inputs: [] }) },
	);

	rule(
		document,
		'always have what Keap requires of their objects',
		({ operation, body }) => {
			const required = (body ? document.leaves(body) : []).filter((leaf) => leaf.required);
			for (const { path } of required.filter((leaf) => isNested(leaf.path))) {
				const own = bodyInputs(operation).filter((input) => anyEntry(input.path) === path);
				for (const { field } of own) {
					// An input that makes the object by naming a property of it is the reason why there is one.
					const isReason = field.key.includes('.');
					const isGiven = isReason || isAlwaysGiven(field) || isCompleted(operation, path);
					expect([path, isGiven]).toEqual([path, true]);
				}
			}
		},
		{
			in: 'email createBatch',
			change: ({ inputs }) => ({ inputs: inputs.map((input) => ({ ...input, required: false })) }),
		},
	);

	rule(
		document,
		'offer all values of a choice, and no others',
		({ operation, body }) => {
			for (const { path, field } of bodyInputs(operation)) {
				const values = meaningful(at(body, path));
				if (field.kind !== 'choice') expect([path, values]).toEqual([path, undefined]);
				else if (values) {
					const offered = field.options.map(({ value }) => value);
					expectSame(path, offered, values);
				}
			}
		},
		{
			in: 'task create',
			change: () => ({ inputs: [inventedChoice('priority')], optional: undefined }),
		},
	);

	rule(
		document,
		'offer all values of a choice in the query, too',
		({ operation, query }) => {
			for (const field of inputsOf(operation)) {
				const place = placeOf(operation, field);
				if (place.in !== 'query' || field.kind !== 'choice') continue;
				const offered = field.options.map(({ value }) => value);
				expectSame(place.at, offered, query(place.at)?.schema.enum ?? []);
			}
		},
		{
			in: 'contact upsert',
			change: ({ inputs }) => ({
				inputs: inputs.map((input) =>
					input.name === 'matchBy' ? inventedChoice('matchBy') : input,
				),
			}),
		},
	);

	rule(
		document,
		'are masked by names that Keap knows',
		({ operation, query }) => {
			if (!operation.mask) return;
			const known = query('update_mask')?.schema.items?.enum ?? [];
			const roots = new Map(
				bodyInputs(operation).map(
					({ path, field }) => [path.split(/[.[]/)[0], field.mask] as const,
				),
			);
			if (operation.customFields) roots.set('custom_fields', undefined);
			for (const [root, mask = root] of roots) {
				// What only says what is changed has no name there.
				const name = mask === false ? root : mask;
				expect([name, known.includes(present(name))]).toEqual([name, mask !== false]);
			}
		},
		{
			in: 'task update',
			change: ({ inputs }) => ({ inputs: [...inputs, text('mood', 'Mood')] }),
		},
	);

	rule(
		document,
		'are merged where Keap replaces',
		({ operation, body }) => {
			const { flow, method } = operation;
			const rules = mergeRules(operation);
			const properties = body ? document.leaves(body).filter(({ path }) => !isNested(path)) : [];
			const lists = properties
				.filter(({ schema }) => schema.type === 'array')
				.map(({ path }) => path);
			const lost = lists.filter((list) => !rules.has(list));
			if (method === 'PATCH') expect(lost).toEqual([]);
			for (const [key, how] of rules) {
				const schema = at(body, key);
				if (how === 'properties')
					expect([key, schema?.properties !== undefined]).toEqual([key, true]);
				if (how === 'union') expect([key, schema?.items?.type]).toEqual([key, 'string']);
				if (typeof how === 'string') continue;
				for (const property of [how.by, how.movable ?? how.by])
					expect([key, property, at(body, `${key}[].${property}`) !== undefined]).toEqual([
						key,
						property,
						true,
					]);
			}
			const joining = [...rules].filter(([, how]) => how !== 'whole').map(([key]) => key);
			// A rule that nothing carries out would lose what it promises to keep.
			if (method === 'PATCH')
				expect([flow.kind === 'mergedWrite', joining]).toEqual([joining.length > 0, joining]);
		},
		{ in: 'contact update', change: () => ({ flow: { kind: 'single' } }) },
	);

	rule(
		document,
		'that hold many records are as Keap wants them',
		({ operation, body, endpoint }) => {
			const { flow } = operation;
			if (flow.kind !== 'batchCreate' || !body) return;
			const { into, made, rejected, identify, max } = flow;
			expect(at(body, `${into}[].${identify}`)).toBeDefined();
			for (const path of [
				`${made}[].${identify}`,
				`${rejected.list}[].${rejected.record}.${identify}`,
				`${rejected.list}[].${rejected.reason}`,
			])
				expect([path, at(endpoint.response, path) !== undefined]).toEqual([path, true]);
			expect(max).toBe(at(body, into)?.maxItems);
		},
		{
			in: 'email createBatch',
			change: ({ flow }) => ({
				flow: flow.kind === 'batchCreate' ? { ...flow, max: 100_000 } : flow,
			}),
		},
	);

	it('leave out nothing without need', () => {
		expect([...unoffered.unused, ...otherwise.unused]).toEqual([]);
	});
});
