import type { Content, Facts, OperationFacts, Parameter, Schema } from './facts';
import { filterFacts, propertyFacts, selectableFacts, sortFacts } from './prose';

/** A schema as OpenAPI 3 has it, sentences included. */
export interface RawSchema {
	$ref?: string;
	title?: string;
	type?: string;
	description?: string;
	enum?: Array<string | number>;
	required?: string[];
	items?: RawSchema;
	additionalProperties?: RawSchema | boolean;
	properties?: Record<string, RawSchema>;
	[keyword: string]: unknown;
}

interface RawParameter {
	name: string;
	in: Parameter['in'];
	description?: string;
	required?: boolean;
	explode?: boolean;
	deprecated?: boolean;
	schema: RawSchema;
}

type RawContent = Record<string, { schema?: RawSchema }>;

interface RawOperation {
	tags?: string[];
	deprecated?: boolean;
	parameters?: RawParameter[];
	requestBody?: { required?: boolean; content: RawContent };
	responses: Record<string, { content?: RawContent }>;
}

export interface OpenApi {
	paths: Record<string, Record<string, RawOperation>>;
	components?: { schemas?: Record<string, RawSchema> };
}

/** Keywords whose values are facts as they stand, in the order in which they are written. */
const PLAIN = [
	'type',
	'format',
	'default',
	'deprecated',
	'minimum',
	'maximum',
	'minLength',
	'maxLength',
	'minItems',
	'maxItems',
	'uniqueItems',
	'pattern',
	'nullable',
	'readOnly',
	'writeOnly',
] as const;

/** Keywords that hold other schemas, or lists without an order. */
const STRUCTURAL = ['$ref', 'enum', 'required', 'items', 'additionalProperties', 'properties'];

/** Keywords for people, and what names a schema. */
const PROSE = ['title', 'description', 'example', 'examples', 'externalDocs'];

const READ = new Set<string>([...PLAIN, ...STRUCTURAL, ...PROSE]);

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

const byName = <T>(record: Record<string, T>): Array<[string, T]> =>
	Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));

const mapValues = <T, U>(record: Record<string, T>, convert: (value: T) => U) =>
	Object.fromEntries(byName(record).map(([key, value]) => [key, convert(value)] as const));

/** A copy without what is undefined. */
const defined = <T extends object>(facts: T): T => JSON.parse(JSON.stringify(facts)) as T;

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** Reads the facts out of one document. */
class Reader {
	private readonly components: Record<string, RawSchema>;
	/** What is being read is there without a value. */
	private readonly shared = new Map<string, Schema | undefined>();

	constructor(document: OpenApi) {
		this.components = document.components?.schemas ?? {};
	}

	/** The shared schemas that the operations refer to, directly or not. */
	schemasOf(operations: Iterable<OperationFacts>): Record<string, Schema> {
		const found: Record<string, Schema> = {};
		const visit = (facts: unknown): void => {
			for (const [, name = ''] of JSON.stringify(facts).matchAll(/"\$ref":"([^"]+)"/g)) {
				if (name in found) continue;
				const schema = this.shared.get(name) ?? {};
				found[name] = schema;
				visit(schema);
			}
		};
		visit([...operations]);
		return mapValues(found, (schema) => schema);
	}

	operation(raw: RawOperation): OperationFacts {
		const { tags = [], deprecated, parameters = [], requestBody, responses } = raw;
		const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
		return defined({
			tags: [...tags].sort(),
			deprecated: deprecated || undefined,
			parameters: parameters.length
				? parameters
						.map((parameter) => this.parameter(parameter))
						.sort((a, b) => (`${a.in} ${a.name}` < `${b.in} ${b.name}` ? -1 : 1))
				: undefined,
			body: requestBody && {
				...(requestBody.required ? { required: true } : {}),
				content: this.content(requestBody.content),
			},
			responses: mapValues(Object.fromEntries(good), ({ content }) => this.content(content)),
		});
	}

	private content(content: RawContent = {}): Content {
		return mapValues(content, ({ schema = {} }) => this.schema(schema));
	}

	private parameter(raw: RawParameter): Parameter {
		const { name, description = '' } = raw;
		const schema = this.schema(raw.schema);
		const isSelection = ['fields', 'optional_properties'].includes(name) && !schema.items?.enum;
		return defined({
			name,
			in: raw.in,
			required: raw.required || undefined,
			// True is what holds without it.
			explode: raw.explode === false ? false : undefined,
			deprecated: raw.deprecated || undefined,
			schema,
			filter: name === 'filter' ? filterFacts(description) : undefined,
			sort: name === 'order_by' ? sortFacts(description) : undefined,
			selectable: isSelection ? selectableFacts(description) : undefined,
		});
	}

	private schema(raw: RawSchema): Schema {
		const unknown = Object.keys(raw).filter((key) => !READ.has(key) && !key.startsWith('x-'));
		if (unknown.length)
			throw new Error(`A schema uses ${unknown.join(', ')}, which is not read here yet`);
		if (raw.$ref !== undefined) {
			const name = raw.$ref.slice(raw.$ref.lastIndexOf('/') + 1);
			this.share(name);
			return { $ref: name, ...this.facts({ ...raw, $ref: undefined }) };
		}
		const facts = this.facts(raw);
		// v1 writes shared schemas out wherever they occur, under their names.
		const { title } = raw;
		const isShared = raw.properties && title !== undefined && title in this.components;
		return isShared && isSame(this.share(title), facts) ? { $ref: title } : facts;
	}

	/** A shared schema; undefined inside itself. */
	private share(name: string): Schema | undefined {
		if (this.shared.has(name)) return this.shared.get(name);
		const raw = this.components[name];
		if (!raw) throw new Error(`The document has no schema ${name}`);
		this.shared.set(name, undefined);
		const facts = this.facts(raw);
		this.shared.set(name, facts);
		return facts;
	}

	private facts(raw: RawSchema): Schema {
		const facts: Record<string, unknown> = {};
		for (const key of PLAIN) if (raw[key] !== undefined) facts[key] = raw[key];
		Object.assign(facts, propertyFacts(raw));
		if (raw.enum) facts.enum = [...raw.enum].sort();
		if (raw.required?.length) facts.required = [...raw.required].sort();
		if (raw.items) facts.items = this.schema(raw.items);
		const { additionalProperties: others, properties } = raw;
		if (others !== undefined)
			facts.additionalProperties = typeof others === 'object' ? this.schema(others) : others;
		if (properties) facts.properties = mapValues(properties, (value) => this.schema(value));
		return facts;
	}
}

/**
 * The facts of a document that Keap has published.
 *
 * @throws when it is about several versions of the API, or says something that is not read here yet: facts that are left
 * out unnoticed would look like agreement.
 */
export function factsOf(document: OpenApi): Facts {
	const reader = new Reader(document);
	const operations: Array<[string, OperationFacts]> = [];
	for (const [longPath, methods] of Object.entries(document.paths ?? {})) {
		const path = longPath.replace(/^\/rest(?=\/)/, '');
		for (const [method, operation] of Object.entries(methods)) {
			const id = `${method.toUpperCase()} ${path}`;
			try {
				if (!METHODS.includes(method)) throw new Error('This method is not read here yet');
				operations.push([id, reader.operation(operation)]);
			} catch (error) {
				throw new Error(`${id}: ${(error as Error).message}`, { cause: error });
			}
		}
	}
	const pathOf = ([id]: [string, unknown]) => id.split(' ').reverse().join(' ');
	operations.sort((a, b) => (pathOf(a) < pathOf(b) ? -1 : 1));
	const versions = new Set(operations.map(([id]) => /^\w+ \/(v\d+)\//.exec(id)?.[1]));
	const [version] = versions;
	if (versions.size !== 1 || version === undefined)
		throw new Error('The paths of the document do not begin with one version of the API');
	return {
		version,
		operations: Object.fromEntries(operations),
		schemas: reader.schemasOf(operations.map(([, facts]) => facts)),
	};
}
