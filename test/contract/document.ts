import { readFileSync } from 'node:fs';

/** What the test needs of OpenAPI's schema objects. */
export interface Schema {
	$ref?: string;
	type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';
	format?: string;
	enum?: Array<string | number>;
	description?: string;
	deprecated?: boolean;
	properties?: Record<string, Schema>;
	additionalProperties?: Schema;
	required?: string[];
	items?: Schema;
	minimum?: number;
	maximum?: number;
	maxLength?: number;
}

export interface Parameter {
	name: string;
	in: 'path' | 'query';
	description?: string;
	required?: boolean;
	explode?: boolean;
	schema: Schema;
}

/** One method of one path. */
export interface Endpoint {
	/** As in `GET /v2/contacts/{contact_id}`. */
	id: string;
	method: string;
	path: string;
	tags: string[];
	/** What a path in a request has to look like; the groups are the parameters of the path, in order. */
	pattern: RegExp;
	parameters: Parameter[];
	body?: { type: 'application/json' | 'multipart/form-data'; schema: Schema };
	/** The status of the good answer, and its body where it has one. */
	status: number;
	answer?: Schema;
}

interface RawOperation {
	tags?: string[];
	parameters?: Parameter[];
	requestBody?: { content: Record<string, { schema: Schema }> };
	responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
}

interface RawDocument {
	paths: Record<string, Record<string, RawOperation>>;
	components: { schemas: Record<string, Schema> };
}

/** Paths are the same whatever their parameters are called. */
export const shape = (path: string) => path.replace(/\{\w+\}/g, '{}');

const escaped = (text: string) => text.replace(/[.*+?^$()|[\]\\]/g, '\\$&');

/** The published description of Keap's REST API v2. */
export class KeapDocument {
	readonly endpoints: Endpoint[] = [];
	private readonly schemas: Record<string, Schema>;
	private readonly byShape = new Map<string, Endpoint>();

	constructor({ paths, components }: RawDocument) {
		this.schemas = components.schemas;
		for (const [longPath, methods] of Object.entries(paths)) {
			const path = longPath.replace(/^\/rest(?=\/)/, '');
			for (const [method, operation] of Object.entries(methods)) {
				const endpoint = this.endpoint(method.toUpperCase(), path, operation);
				this.endpoints.push(endpoint);
				this.byShape.set(`${endpoint.method} ${shape(path)}`, endpoint);
			}
		}
	}

	/** The endpoint at a path, whatever its parameters are called there. */
	find(method: string, path: string): Endpoint | undefined {
		return this.byShape.get(`${method} ${shape(path)}`);
	}

	/** The endpoint that a request goes to: paths that name more of it literally come first. */
	match(method: string, path: string): Endpoint | undefined {
		const literal = (endpoint: Endpoint) => shape(endpoint.path).replace(/\{\}/g, '').length;
		return this.endpoints
			.filter((endpoint) => endpoint.method === method && endpoint.pattern.test(path))
			.sort((a, b) => literal(b) - literal(a))[0];
	}

	/** A schema with its reference followed. */
	resolve(schema: Schema): Schema {
		const { $ref, ...own } = schema;
		if ($ref === undefined) return own;
		return { ...this.resolve(this.schemas[$ref.slice($ref.lastIndexOf('/') + 1)]), ...own };
	}

	/**
	 * The schema at `addresses[].line1` or `email_addresses[field=EMAIL1].email`; undefined where the document has nothing,
	 * or where the entry that is named can't exist.
	 */
	at(schema: Schema, path: string): Schema | undefined {
		let found: Schema | undefined = this.resolve(schema);
		for (const segment of path.split('.')) {
			const [, name, entry] = /^(\w+)(?:\[([^\]]*)\])?$/.exec(segment) ?? [];
			const property: Schema | undefined = found?.properties?.[name ?? ''];
			if (property === undefined) return undefined;
			found = this.resolve(property);
			if (entry === undefined) continue;
			if (found.items === undefined) return undefined;
			found = this.resolve(found.items);
			const [key, value] = entry.split('=');
			if (value !== undefined && !found.properties?.[key]?.enum?.includes(value)) return undefined;
		}
		return found;
	}

	/** The paths of all values below a schema: `company.id`, `addresses[].line1`, `contact_ids[]`. */
	leaves(schema: Schema, prefix = ''): Array<{ path: string; schema: Schema; required: boolean }> {
		const { properties = {}, required = [] } = this.resolve(schema);
		return Object.entries(properties).flatMap(([name, raw]) => {
			const property = this.resolve(raw);
			const path = `${prefix}${name}`;
			const own = { path, schema: property, required: required.includes(name) };
			if (property.properties) return [own, ...this.leaves(property, `${path}.`)];
			const items = property.items && this.resolve(property.items);
			return items?.properties ? [own, ...this.leaves(items, `${path}[].`)] : [own];
		});
	}

	private endpoint(method: string, path: string, operation: RawOperation): Endpoint {
		const { tags = [], parameters = [], requestBody, responses } = operation;
		const [body] = Object.entries(requestBody?.content ?? {});
		const [good] = Object.entries(responses).filter(([status]) => status.startsWith('2'));
		return {
			id: `${method} ${path}`,
			method,
			path,
			tags,
			parameters,
			pattern: new RegExp(`^${escaped(path).replace(/\{\w+\}/g, '([^/:]+)')}$`),
			...(body
				? {
						body: {
							type: body[0] as 'application/json' | 'multipart/form-data',
							schema: body[1].schema,
						},
					}
				: {}),
			status: Number(good?.[0] ?? 200),
			answer: good?.[1].content?.['application/json']?.schema,
		};
	}
}

export const parameter = ({ parameters }: Endpoint, name: string) =>
	parameters.find((entry) => entry.name === name && entry.in === 'query');

/** What the document says about one key of a filter. */
export interface FilterKey {
	key: string;
	type: string;
	/** Everything said about it. */
	text: string;
	operators: string[];
	wildcard: boolean;
	/** Other keys that have to be there with it. */
	needs: string[];
	/** The values it takes, where they are listed. */
	values: string[];
}

const quoted = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, word]) => word);

/** The keys that the description of a `filter` parameter lists. */
export function filterKeys({ description = '' }: Parameter): FilterKey[] {
	const entries = description.split(/\n(?=- \()/).slice(1);
	return entries.flatMap((entry) => {
		const [, type, key, more] = /^- \(([^)]+)\)\s+`?(\w+)`?([\s\S]*)$/.exec(entry) ?? [];
		if (key === undefined) return [];
		// What belongs to the last entry ends where a new paragraph begins.
		const [text] = more.split('\n\n');
		const [, listed = ''] = /one of:? ([^\n]*)/.exec(text) ?? [];
		return {
			key,
			type,
			text,
			operators: quoted(text).filter((word) => /^[=!<>]+$/.test(word)),
			wildcard: /wildcard/i.test(text),
			needs: [...text.matchAll(/Requires `(\w+)`/g)].map(([, other]) => other),
			values: quoted(listed),
		};
	});
}

export const filtersCustomFields = ({ description = '' }: Parameter) =>
	/custom field/i.test(description);

/** The properties that the description of an `order_by` parameter lists. */
export function orderKeys({ description = '' }: Parameter): string[] {
	const [, listed = ''] =
		/One of the following fields:([\s\S]*?)One of the following directions:/.exec(description) ??
		[];
	return [...listed.matchAll(/^- `(\w+)`/gm)].map(([, key]) => key);
}

/** The properties that the description of a `fields` parameter lists; `open` where it only gives examples. */
export function selectableFields({ description = '' }: Parameter): {
	all: string[];
	open: boolean;
} {
	const [, kind = '', listed = ''] =
		/(Available fields are:|Allowed values:|Fields such as)([^)]*)/.exec(description) ?? [];
	const [before] = listed.split(" aren't");
	return {
		all: [...before.matchAll(/\b[a-z]+(?:_[a-z0-9]+)*\b/g)]
			.map(([word]) => word)
			.filter((word) => word !== 'and'),
		open: kind === 'Fields such as',
	};
}

const { KEAP_OPENAPI } = process.env;

/** The document, where its path is given. */
export const keapDocument: KeapDocument | undefined = KEAP_OPENAPI
	? new KeapDocument(JSON.parse(readFileSync(KEAP_OPENAPI, 'utf8')) as RawDocument)
	: undefined;

const HOW =
	"needs Keap's published description of REST v2: KEAP_OPENAPI=keap-rest-v2.openapi.json npx jest test/contract";

const { skip } = describe;

/** `describe` for tests that need the document: without it they are skipped, and the output says what they want. */
export function describeAgainstDocument(
	title: string,
	body: (document: KeapDocument) => void,
): void {
	if (keapDocument) return describe(title, () => body(keapDocument));
	process.stderr.write(`${title}: ${HOW}\n`);
	skip(title, () => it(HOW, () => undefined));
}
