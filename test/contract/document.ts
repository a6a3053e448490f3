import {
	readFacts,
	requestOf,
	VERSIONS,
	type Facts,
	type OperationFacts,
	type Parameter,
	type Schema,
} from './facts';

export type { Parameter, Schema } from './facts';

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
	body?: { type: string; schema: Schema };
	/** The status of a successful response, and its body where it has one. */
	status: number;
	response?: Schema;
}

/** Paths are the same whatever their parameters are called; a dash in the place of one stands for all records. */
export const shape = (path: string) => path.replace(/\{\w+\}/g, '{}').replace('/-/', '/{}/');

const escaped = (text: string) => text.replace(/[.*+?^$()|[\]\\]/g, '\\$&');

/** Schemas of different versions have the same names: references say which is meant. */
const qualified = (facts: Facts): Facts =>
	JSON.parse(JSON.stringify(facts), (key, value: unknown) =>
		key === '$ref' ? `${facts.version} ${String(value)}` : value,
	) as Facts;

/** What Keap has published about its REST API, to look things up in. */
export class KeapDocument {
	readonly endpoints: Endpoint[] = [];
	private readonly schemas = new Map<string, Schema>();
	private readonly byShape = new Map<string, Endpoint>();

	constructor(...versions: Facts[]) {
		for (const facts of versions) {
			const { version, operations, schemas } = qualified(facts);
			for (const [name, schema] of Object.entries(schemas))
				this.schemas.set(`${version} ${name}`, schema);
			for (const [id, operation] of Object.entries(operations)) {
				const endpoint = endpointOf(id, operation);
				this.endpoints.push(endpoint);
				this.byShape.set(`${endpoint.method} ${shape(endpoint.path)}`, endpoint);
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
		const shared = $ref === undefined ? undefined : this.schemas.get($ref);
		return shared ? { ...this.resolve(shared), ...own } : own;
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
			const [key = '', value] = entry.split('=');
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
}

function endpointOf(id: string, operation: OperationFacts): Endpoint {
	const { method, path } = requestOf(id);
	const { tags, parameters = [], body, responses } = operation;
	const [content] = Object.entries(body?.content ?? {});
	const [[status, response] = []] = Object.entries(responses);
	if (!status) throw new Error(`The facts have no response to ${id}`);
	return {
		id,
		method,
		path,
		tags,
		parameters,
		pattern: new RegExp(`^${escaped(path).replace(/\{\w+\}/g, '([^/:]+)')}$`),
		body: content && { type: content[0], schema: content[1] },
		status: Number(status),
		response: response?.['application/json'],
	};
}

export const parameter = ({ parameters }: Endpoint, name: string) =>
	parameters.find((entry) => entry.name === name && entry.in === 'query');

/** One key of a filter. */
export interface FilterKey {
	key: string;
	type: string;
	operators: string[];
	wildcard: boolean;
	/** Other keys that have to be there with it. */
	needs: string[];
	/** The values it takes, where they are listed. */
	values: string[];
	/** The most values in one filter. */
	maxItems?: number;
}

/** The keys that a `filter` parameter takes. */
export const filterKeys = ({ filter }: Parameter): FilterKey[] =>
	Object.entries(filter?.keys ?? {}).map(([key, facts]) => ({
		key,
		operators: [],
		wildcard: false,
		needs: [],
		values: [],
		...facts,
	}));

export const filtersCustomFields = ({ filter }: Parameter) => filter?.customFields ?? false;

/** The properties that an `order_by` parameter takes. */
export const orderKeys = ({ sort }: Parameter): string[] => sort?.keys ?? [];

/** The properties that a `fields` parameter takes; `open` where only some of them are named. */
export const selectableFields = ({
	selectable,
	schema,
}: Parameter): { all: string[]; open: boolean } => ({
	all: schema.items?.enum?.map(String) ?? selectable?.values ?? [],
	open: selectable?.open ?? false,
});

/** Keap's API as far as Keap has published it, all versions. */
export const keapDocument = new KeapDocument(...VERSIONS.map((version) => readFacts(version)));
