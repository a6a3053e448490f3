import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

import { redirectKeapTo } from '../../sandbox/redirect.cjs';
import type { Captured } from './conformance';
import type { Endpoint, KeapDocument, Schema } from './document';

type Json = Record<string, unknown>;

/** Names and codes that the responses hold, and inputs refer to. */
export const KNOWN = {
	id: '1042',
	other: '1043',
	tag: { id: '93', name: 'Newsletter' },
	province: { code: 'DE-BY', name: 'Bavaria', country: 'DEU' },
	options: [
		{ id: '1', label: 'Red' },
		{ id: '2', label: 'Blue' },
	],
};

function text(name: string, { format, contentEncoding }: Schema): string {
	if (/_id$|^id$|^groups$/.test(name)) return KNOWN.id;
	if (format === 'date-time' || /_time$|_at$/.test(name)) return '2026-01-02T03:04:05Z';
	if (format === 'date' || /_date$/.test(name)) return '2026-01-02';
	if (format === 'byte' || contentEncoding === 'base64') return 'SGVsbG8=';
	if (name === 'file_name') return 'offer.pdf';
	if (/email$/.test(name)) return 'known@example.com';
	if (name === 'currency_code') return 'USD';
	if (name === 'country_code') return 'USA';
	if (name === 'region_code') return 'US-AZ';
	return `some ${name}`.slice(0, 15);
}

/** A value of everything that a schema has: a record in which no property is missing. */
function example(document: KeapDocument, raw: Schema, name = ''): unknown {
	const schema = document.resolve(raw);
	const values = schema.enum?.filter((value) => !String(value).endsWith('_UNSPECIFIED'));
	if (values) return schema.type === 'integer' ? Number(values[0]) : values[0];
	if (schema.properties)
		return Object.fromEntries(
			Object.entries(schema.properties).map(([key, value]) => [key, example(document, value, key)]),
		);
	if (schema.items) return [example(document, schema.items, name.replace(/s$/, ''))];
	switch (schema.type) {
		case 'string':
			return /^(next_)?page_token$/.test(name) ? '' : text(name, schema);
		case 'integer':
			return Number(KNOWN.id);
		case 'number':
			return 12.5;
		case 'boolean':
			return true;
		default:
			return {};
	}
}

/** One custom field of every type there is. */
export const customFieldOf = (type: string, index: number) => ({
	id: String(100 + index),
	label: `My ${type}`,
	field_name: `my_${type.toLowerCase()}`,
	field_type: type,
	options: KNOWN.options,
});

/** A server that responds by the document alone, and keeps the requests that it got. */
export class StubKeap {
	requests: Captured[] = [];
	/** What lists hold, by their paths, where it matters; of the rest of a record everything is there. */
	readonly holds = new Map<string, Json[]>();
	private server?: Server;
	private undo?: () => void;

	constructor(private readonly document: KeapDocument) {}

	async start(): Promise<void> {
		const server = createServer((request, response) => {
			void this.handle(request).then(({ status, body }) => {
				response.writeHead(status, { 'content-type': 'application/json' });
				response.end(body === undefined ? undefined : JSON.stringify(body));
			});
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		this.server = server;
		const { port } = server.address() as AddressInfo;
		this.undo = redirectKeapTo(`http://127.0.0.1:${port}`);
	}

	async stop(): Promise<void> {
		this.undo?.();
		this.server?.closeAllConnections();
		await new Promise((resolve) => this.server?.close(resolve));
	}

	private async handle(request: IncomingMessage): Promise<{ status: number; body?: unknown }> {
		const { method = '', url = '', headers } = request;
		const { pathname, searchParams } = new URL(url, 'http://keap');
		const path = pathname.replace(/^\/crm\/rest/, '');
		const type = headers['content-type'] ?? '';
		const endpoint = this.document.match(method, path);
		const body = await readBody(await buffer(request), type);
		this.requests.push({ method, path, query: searchParams, type, body, endpoint });
		if (!endpoint) return { status: 404, body: { code: 404, message: 'no such endpoint' } };
		return { status: endpoint.status, body: this.respond(endpoint, searchParams, body) };
	}

	private respond(endpoint: Endpoint, query: URLSearchParams, body: unknown): unknown {
		if (!endpoint.response) return undefined;
		const all = example(this.document, endpoint.response);
		const filter = query.get('filter') ?? '';
		if (/\/model$/.test(endpoint.path)) {
			const types = this.document.at(endpoint.response, 'custom_fields[].field_type')?.enum ?? [];
			return { ...(all as Json), custom_fields: types.map(String).map(customFieldOf) };
		}
		const held = endpoint.method === 'GET' && this.holds.get(endpoint.path);
		if (held) return listOf(all as Json, held);
		if (endpoint.path === '/v2/tags' && endpoint.method === 'GET' && !filter)
			return { tags: [KNOWN.tag], next_page_token: '' };
		if (/\/provinces$/.test(endpoint.path)) return { provinces: [KNOWN.province] };
		if (/:batchAdd$/.test(endpoint.path)) return { ...(body as Json), errors: [] };
		const [property, results] = Object.entries(all as Json)[0] ?? [];
		const schema =
			property === undefined ? undefined : this.document.at(endpoint.response, property);
		if (property !== undefined && results && schema?.additionalProperties) {
			const [ids = []] = Object.values(body as Record<string, string[]>);
			return { [property]: Object.fromEntries(ids.map((id) => [id, 'SUCCESS'])) };
		}
		if (endpoint.method === 'GET' && filter) return this.filtered(all as Json, filter);
		return all;
	}

	/** Lists that are asked for by ID or email address hold what was asked for. */
	private filtered(all: Json, filter: string): Json {
		const [name, records] = Object.entries(all).find(([, value]) => Array.isArray(value)) ?? [];
		if (name === undefined) return all;
		const [record] = records as Json[];
		const [, ids] = /(?:^|;)(?:\w+_)?ids==([\d,]+)/.exec(filter) ?? [];
		const [, email] = /(?:^|;)email==([^;]+)/.exec(filter) ?? [];
		if (email)
			return { ...all, [name]: [{ ...record, email_addresses: [{ field: 'EMAIL2', email }] }] };
		return ids ? { ...all, [name]: ids.split(',').map((id) => ({ ...record, id })) } : all;
	}
}

/** A page of these records. */
function listOf(page: Json, records: readonly Json[]): Json {
	const [name = '', list] = Object.entries(page).find(([, value]) => Array.isArray(value)) ?? [];
	const [whole] = (list ?? []) as Json[];
	return { ...page, [name]: records.map((record) => ({ ...whole, ...record })) };
}

async function readBody(bytes: Buffer, type: string): Promise<unknown> {
	if (bytes.length === 0) return undefined;
	if (!type.startsWith('multipart/')) return JSON.parse(bytes.toString('utf8'));
	const form = await new Response(new Uint8Array(bytes), {
		headers: { 'content-type': type },
	}).formData();
	const parts: Json = {};
	for (const [key, part] of form)
		parts[key] = typeof part === 'string' ? part : Buffer.from(await part.arrayBuffer());
	return parts;
}
