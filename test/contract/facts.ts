import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * What Keap's published OpenAPI documents say that can be checked, without their sentences. The vocabulary is OpenAPI's;
 * what a document states in prose only stands in properties of its own (`filter`, `sort`, `selectable`,
 * `contentEncoding`, `maxItems`).
 */
export interface Facts {
	/** The version of Keap's REST API: `v1`, `v2`. */
	version: string;
	/** By `GET /v2/contacts/{contact_id}`. */
	operations: Record<string, OperationFacts>;
	/** Schemas that operations refer to. */
	schemas: Record<string, Schema>;
}

export interface OperationFacts {
	/** The sections of Keap's documentation. */
	tags: string[];
	deprecated?: boolean;
	parameters?: Parameter[];
	body?: { required?: boolean; content: Content };
	/** By status, those of success only. */
	responses: Record<string, Content>;
}

/** Schemas by content type. */
export type Content = Record<string, Schema>;

export interface Schema {
	/** The bare name of a shared schema. */
	$ref?: string;
	type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object';
	format?: string;
	/** How bytes are written as text. */
	contentEncoding?: 'base64';
	enum?: Array<string | number>;
	default?: string | number | boolean;
	deprecated?: boolean;
	minimum?: number;
	maximum?: number;
	minLength?: number;
	maxLength?: number;
	minItems?: number;
	maxItems?: number;
	pattern?: string;
	nullable?: boolean;
	readOnly?: boolean;
	writeOnly?: boolean;
	uniqueItems?: boolean;
	required?: string[];
	items?: Schema;
	additionalProperties?: Schema | boolean;
	properties?: Record<string, Schema>;
}

export interface Parameter {
	name: string;
	in: 'path' | 'query' | 'header';
	required?: boolean;
	/** False for lists that are sent as one value with commas. */
	explode?: boolean;
	deprecated?: boolean;
	schema: Schema;
	/** What `filter` takes. */
	filter?: FilterFacts;
	/** What `order_by` takes. */
	sort?: SortFacts;
	/** What `fields` takes, where no enum lists it. */
	selectable?: SelectableFacts;
}

export interface FilterFacts {
	keys: Record<string, FilterKeyFacts>;
	/** Whether records can be filtered by their custom fields. */
	customFields?: boolean;
}

export interface FilterKeyFacts {
	type: string;
	/** Those that are named for it; `==` where none is. */
	operators?: string[];
	/** Whether a value may end with an asterisk. */
	wildcard?: boolean;
	/** Other keys that have to be there with it. */
	needs?: string[];
	/** The values it takes, where they are listed. */
	values?: string[];
	/** The most values in one filter. */
	maxItems?: number;
}

export interface SortFacts {
	keys: string[];
	/** Whether there are more than those that are named. */
	open?: boolean;
}

export interface SelectableFacts {
	values: string[];
	/** Whether there are more than those that are named. */
	open?: boolean;
}

/** Method and path of `GET /v2/contacts`. @throws when it is no such text */
export function requestOf(id: string): { method: string; path: string } {
	const [method, path] = id.split(' ');
	if (!method || !path) throw new Error(`${id} is no method with a path`);
	return { method, path };
}

/** Where the committed facts are. */
export const FOLDER = join(__dirname, 'facts');

export const VERSIONS = ['v1', 'v2'] as const;

export const fileOf = (version: string, folder: string) =>
	join(folder, `keap-rest-${version}.json`);

/** @throws when the folder has no facts about this version. */
export const readFacts = (version: string, folder = FOLDER): Facts =>
	JSON.parse(readFileSync(fileOf(version, folder), 'utf8')) as Facts;
