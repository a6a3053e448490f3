import { shape } from './document';
import type { Content, Facts, FilterKeyFacts, OperationFacts, Parameter, Schema } from './facts';

/** One thing in which a newer document differs from an older one. */
export interface Change {
	/** As in `GET /v2/contacts ?filter` or, inside a shared schema, `Contact.company`. */
	where: string;
	/** As in `key company_id`, `property nickname`, `value EMAIL4`, `maximum`. */
	what: string;
	kind: 'added' | 'removed' | 'changed';
	before?: unknown;
	after?: unknown;
	/** The operations that it makes a difference to, as in `GET /v2/contacts`. */
	operations: string[];
}

/** Keywords that hold other schemas, or lists without an order; the others are compared as they stand. */
const STRUCTURAL = ['$ref', 'enum', 'required', 'items', 'additionalProperties', 'properties'];

function labelOf({ name, in: place }: Parameter): string {
	if (place === 'query') return `?${name}`;
	return place === 'path' ? `{${name}}` : `${place} ${name}`;
}

const keyed = (parameters: Parameter[] = []) =>
	Object.fromEntries(parameters.map((parameter) => [labelOf(parameter), parameter]));

class Comparison {
	private readonly found = new Map<string, Change>();
	/** The operation that is being compared. */
	private operation = '';
	/** The pairs of shared schemas that it has led to. */
	private visited = new Set<string>();

	constructor(
		private readonly older: Facts,
		private readonly newer: Facts,
	) {}

	run(): Change[] {
		const byShape = ({ operations }: Facts) =>
			Object.fromEntries(
				Object.entries(operations).map(([id, facts]) => [shape(id), { id, facts }] as const),
			);
		const [before, after] = [byShape(this.older), byShape(this.newer)];
		for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
			const [old, current] = [before[key], after[key]];
			this.operation = current?.id ?? old?.id ?? key;
			this.visited = new Set();
			if (!old) this.note(this.operation, 'operation', 'added');
			else if (!current) this.note(this.operation, 'operation', 'removed');
			else this.operations(old.facts, current.facts);
		}
		return [...this.found.values()].sort((a, b) =>
			`${a.where} ${a.what}` < `${b.where} ${b.what}` ? -1 : 1,
		);
	}

	private note(
		where: string,
		what: string,
		kind: Change['kind'],
		values: Pick<Change, 'before' | 'after'> = {},
	): void {
		const key = JSON.stringify([where, what, kind, values]);
		const change = this.found.get(key) ?? { where, what, kind, ...values, operations: [] };
		if (!change.operations.includes(this.operation)) change.operations.push(this.operation);
		this.found.set(key, change);
	}

	/** Compares what is one value; lists that come here have an order. */
	private value(where: string, what: string, before: unknown, after: unknown): void {
		if (JSON.stringify(before) !== JSON.stringify(after))
			this.note(where, what, 'changed', { before, after });
	}

	/** Compares lists without an order. */
	private list(where: string, noun: string, before: unknown[] = [], after: unknown[] = []): void {
		for (const entry of before)
			if (!after.includes(entry)) this.note(where, `${noun} ${String(entry)}`, 'removed');
		for (const entry of after)
			if (!before.includes(entry)) this.note(where, `${noun} ${String(entry)}`, 'added');
	}

	/** Compares what has names, and looks into what both have. */
	private record<T>(
		where: string,
		noun: string,
		before: Record<string, T> = {},
		after: Record<string, T> = {},
		look: (name: string, before: T, after: T) => void,
	): void {
		this.list(where, noun, Object.keys(before), Object.keys(after));
		for (const [name, value] of Object.entries(before)) {
			const newer = after[name];
			if (newer !== undefined) look(name, value, newer);
		}
	}

	private operations(before: OperationFacts, after: OperationFacts): void {
		const id = this.operation;
		this.list(id, 'section', before.tags, after.tags);
		this.value(id, 'deprecated', before.deprecated, after.deprecated);
		this.record(id, 'parameter', keyed(before.parameters), keyed(after.parameters), (name, a, b) =>
			this.parameter(`${id} ${name}`, a, b),
		);
		this.value(id, 'body required', before.body?.required, after.body?.required);
		this.content(`${id} body`, before.body?.content, after.body?.content);
		this.record(id, 'response', before.responses, after.responses, (status, a, b) =>
			this.content(`${id} response ${status}`, a, b),
		);
	}

	private content(where: string, before?: Content, after?: Content): void {
		this.record(where, 'content type', before, after, (_, a, b) => this.schema(where, a, b));
	}

	private parameter(where: string, before: Parameter, after: Parameter): void {
		for (const key of ['required', 'explode', 'deprecated'] as const)
			this.value(where, key, before[key], after[key]);
		this.schema(where, before.schema, after.schema);
		this.record(where, 'key', before.filter?.keys, after.filter?.keys, (name, a, b) =>
			this.filterKey(`${where} ${name}`, a, b),
		);
		const customFields = [before.filter?.customFields, after.filter?.customFields];
		this.value(where, 'custom fields', customFields[0], customFields[1]);
		this.list(where, 'sort key', before.sort?.keys, after.sort?.keys);
		this.value(where, 'more sort keys', before.sort?.open, after.sort?.open);
		this.list(where, 'value', before.selectable?.values, after.selectable?.values);
		this.value(where, 'more values', before.selectable?.open, after.selectable?.open);
	}

	private filterKey(where: string, before: FilterKeyFacts, after: FilterKeyFacts): void {
		for (const key of ['type', 'wildcard', 'maxItems'] as const)
			this.value(where, key, before[key], after[key]);
		this.list(where, 'operator', before.operators, after.operators);
		this.list(where, 'needed key', before.needs, after.needs);
		this.list(where, 'value', before.values, after.values);
	}

	private schema(where: string, before: Schema, after: Schema): void {
		if (before.$ref === undefined || after.$ref === undefined) {
			this.value(where, 'shared schema', before.$ref, after.$ref);
			this.keywords(where, resolved(this.older, before), resolved(this.newer, after));
			return;
		}
		this.keywords(where, before, after);
		this.value(where, 'shared schema', before.$ref, after.$ref);
		const pair = `${before.$ref} ${after.$ref}`;
		if (this.visited.has(pair)) return;
		this.visited.add(pair);
		this.schema(after.$ref, shared(this.older, before.$ref), shared(this.newer, after.$ref));
	}

	/** Compares schemas but for what they refer to. */
	private keywords(where: string, before: Schema, after: Schema): void {
		const plain = ({ ...schema }: Schema) =>
			Object.entries(schema).filter(([key]) => !STRUCTURAL.includes(key));
		const [a, b] = [Object.fromEntries(plain(before)), Object.fromEntries(plain(after))];
		for (const key of new Set([...Object.keys(a), ...Object.keys(b)]))
			this.value(where, key, a[key], b[key]);
		this.list(where, 'value', before.enum, after.enum);
		this.list(where, 'required property', before.required, after.required);
		this.optional(`${where}[]`, 'items', before.items, after.items);
		this.optional(
			`${where}{}`,
			'other properties',
			before.additionalProperties,
			after.additionalProperties,
		);
		this.record(where, 'property', before.properties, after.properties, (name, one, other) =>
			this.schema(`${where}.${name}`, one, other),
		);
	}

	private optional(
		where: string,
		what: string,
		before?: Schema | boolean,
		after?: Schema | boolean,
	): void {
		if (typeof before === 'object' && typeof after === 'object') this.schema(where, before, after);
		else this.value(where, what, before, after);
	}
}

function shared({ schemas, version }: Facts, name: string): Schema {
	const schema = schemas[name];
	if (!schema) throw new Error(`The facts about ${version} have no schema ${name}`);
	return schema;
}

function resolved(facts: Facts, { $ref, ...own }: Schema): Schema {
	return $ref === undefined ? own : { ...resolved(facts, shared(facts, $ref)), ...own };
}

/** Every difference between the facts of an older and a newer document, in the order of where they are. */
export const compare = (older: Facts, newer: Facts): Change[] => new Comparison(older, newer).run();
