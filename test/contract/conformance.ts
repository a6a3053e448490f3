import type { Endpoint, KeapDocument, Schema } from './document';
import { parameter, selectableFields } from './document';

/** A request as it arrived; the parts of a form are its body, files as Buffers. */
export interface Captured {
	method: string;
	path: string;
	query: URLSearchParams;
	type: string;
	body: unknown;
	/** Where the document has it. */
	endpoint?: Endpoint;
}

const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The form of a text: what the document says about it, else what its name says. */
function formOf(name: string, { format, contentEncoding }: Schema): RegExp | undefined {
	if (format === 'date-time' || /_time$/.test(name)) return MOMENT;
	if (format === 'date' || /_date$/.test(name)) return DAY;
	if (format === 'byte' || contentEncoding === 'base64') return BASE64;
	if (/^country_code$/.test(name)) return /^[A-Z]{3}$/;
	if (/^region_code$/.test(name)) return /^[A-Z]{2}-[A-Z0-9]{1,3}$/;
	if (/_id$|^id$/.test(name) && !/provider|source/.test(name)) return /^\d+$/;
	return undefined;
}

const typeOf = (value: unknown): string => {
	if (Array.isArray(value)) return 'array';
	if (Number.isInteger(value)) return 'integer';
	if (Buffer.isBuffer(value)) return 'file';
	return typeof value;
};

function fits(value: unknown, { type, format }: Schema): boolean {
	const given = typeOf(value);
	if (type === undefined || given === type) return true;
	return (type === 'number' && given === 'integer') || (format === 'binary' && given === 'file');
}

/** The parts of a form are texts, from which Keap makes what it wants. */
function fromForm(body: object, { properties = {} }: Schema): unknown {
	const meant = (key: string, text: unknown) =>
		properties[key]?.type === 'boolean' && /^(true|false)$/.test(String(text))
			? text === 'true'
			: text;
	return Object.fromEntries(Object.entries(body).map(([key, text]) => [key, meant(key, text)]));
}

/** What is wrong with a value; null, which clears one, is right anywhere. */
export function complaints(
	document: KeapDocument,
	value: unknown,
	raw: Schema,
	path: string,
	name = path,
): string[] {
	const schema = document.resolve(raw);
	if (value === null) return [];
	if (!fits(value, schema)) return [`${path} is a ${typeOf(value)}, not a ${schema.type}`];
	const wrong: string[] = [];
	if (schema.enum && !schema.enum.map(String).includes(String(value)))
		wrong.push(`${path} is ${String(value)}, which is none of its values`);
	if (typeof value === 'string') {
		const form = formOf(name, schema);
		if (form && !form.test(value)) wrong.push(`${path} is ${value}, not as ${form.source}`);
		if (schema.maxLength !== undefined && value.length > schema.maxLength)
			wrong.push(`${path} is longer than ${schema.maxLength}`);
	}
	if (Array.isArray(value) && value.length > (schema.maxItems ?? Infinity))
		wrong.push(`${path} has more than ${schema.maxItems} entries`);
	if (Array.isArray(value) && schema.items) {
		const { items } = schema;
		wrong.push(
			...value.flatMap((entry, i) => complaints(document, entry, items, `${path}[${i}]`, name)),
		);
	}
	if (schema.properties) {
		const object = value as Record<string, unknown>;
		for (const key of schema.required ?? [])
			if (object[key] === undefined) wrong.push(`${path}.${key} is missing`);
		for (const [key, entry] of Object.entries(object)) {
			const property = schema.properties[key];
			if (!property) wrong.push(`${path}.${key} does not exist`);
			else wrong.push(...complaints(document, entry, property, `${path}.${key}`, key));
		}
	}
	return wrong;
}

function queryComplaints(endpoint: Endpoint, query: URLSearchParams): string[] {
	return [...query].flatMap(([name, text]) => {
		const documented = parameter(endpoint, name);
		if (!documented) return [`there is no ?${name}`];
		const { type, items, maximum = Infinity, minimum = -Infinity } = documented.schema;
		if (text === '') return [`?${name} is empty`];
		const known = items?.enum ?? documented.schema.enum;
		const values = type === 'array' ? text.split(',') : [text];
		const isListed = name === 'fields' && (documented.selectable ?? items?.enum);
		const listed = isListed ? selectableFields(documented) : undefined;
		return values.flatMap((value) => {
			if (type === 'integer' && !(Number(value) >= minimum && Number(value) <= maximum))
				return [`?${name} is ${value}, out of ${minimum} to ${maximum}`];
			if (known && !known.includes(value))
				return [`?${name} has ${value}, which is none of its values`];
			if (listed && !listed.open && !listed.all.includes(value))
				return [`?${name} asks for ${value}, which is not offered`];
			return [];
		});
	});
}

/** Everything in which a request differs from what the document says about its endpoint. */
export function requestComplaints(
	document: KeapDocument,
	{ method, path, query, type, body, endpoint }: Captured,
): string[] {
	const about = (list: string[]) => list.map((text) => `${method} ${path}: ${text}`);
	if (!endpoint) return about(['is no endpoint']);
	const wrong = queryComplaints(endpoint, query);
	for (const { name, required } of endpoint.parameters)
		if (required && parameter(endpoint, name) && !query.has(name))
			wrong.push(`?${name} is missing`);
	if (endpoint.body && body === undefined) wrong.push('has no body');
	if (!endpoint.body && body !== undefined) wrong.push('has a body');
	if (endpoint.body && body !== undefined) {
		if (!type.startsWith(endpoint.body.type)) wrong.push(`is sent as ${type}`);
		const isForm = endpoint.body.type === 'multipart/form-data';
		const { schema } = endpoint.body;
		const values = isForm ? fromForm(body as object, document.resolve(schema)) : body;
		wrong.push(...complaints(document, values, schema, 'body'));
	}
	return about(wrong);
}
