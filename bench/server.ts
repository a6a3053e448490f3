import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * As much of Keap as the nodes need to do the work that is measured, v1 and v2, as fast as Node answers. It runs in a
 * process of its own, so that it costs the nodes nothing, and announces limits that hold nobody back.
 */

const PREFIX = '/crm/rest';

const HEADERS = {
	'content-type': 'application/json',
	'x-keap-product-quota-limit': '1000000000',
	'x-keap-product-quota-time-unit': 'day',
	'x-keap-product-quota-interval': '1',
	'x-keap-product-quota-available': '1000000000',
	'x-keap-product-quota-used': '0',
	'x-keap-product-throttle-limit': '1000000000',
	'x-keap-product-throttle-time-unit': 'minute',
	'x-keap-product-throttle-interval': '1',
	'x-keap-product-throttle-available': '1000000000',
	'x-keap-product-throttle-used': '0',
	'x-keap-product-spike-limit': '1000000000ps',
};

const CUSTOM_FIELDS = ['Plan', 'Region', 'Renewal', 'Referred By'].map((label, i) => ({
	id: String(i + 1),
	label,
	field_name: `_${label.replace(' ', '')}`,
	field_type: 'TEXT',
	record_type: 'CONTACT',
	options: [],
}));

/** A contact with what an average one has. */
function contact(id: number): Record<string, unknown> {
	return {
		id: String(id),
		given_name: `Given${id}`,
		family_name: `Family${id}`,
		middle_name: '',
		preferred_name: `Giv${id}`,
		email_addresses: [
			{
				email: `person${id}@example.com`,
				field: 'EMAIL1',
				email_opt_status: 'SINGLE_OPT_IN',
				is_opt_in: true,
				opt_in_reason: 'Asked for the newsletter on the website',
			},
			{ email: `work${id}@example.org`, field: 'EMAIL2', is_opt_in: false },
		],
		phone_numbers: [
			{ field: 'PHONE1', number: `(555) 01${id % 100}-${id}`, extension: '', type: 'Work' },
			{ field: 'PHONE2', number: `(555) 02${id % 100}-${id}`, extension: '', type: 'Mobile' },
		],
		addresses: [
			{
				field: 'BILLING',
				line1: `${id} Main Street`,
				line2: '',
				locality: 'Chandler',
				region: 'Arizona',
				region_code: 'US-AZ',
				country: 'United States',
				country_code: 'USA',
				postal_code: '85226',
				zip_code: '85226',
				zip_four: '',
			},
		],
		fax_numbers: [],
		social_accounts: [{ name: `person${id}`, type: 'LINKED_IN' }],
		company: { id: String((id % 500) + 1), company_name: `Company ${(id % 500) + 1}` },
		custom_fields: CUSTOM_FIELDS.map((field) => ({ id: field.id, content: `Value ${id}` })),
		tag_ids: ['91', '95', '105'],
		job_title: 'Buyer',
		contact_type: 'Customer',
		owner_id: '4',
		leadsource_id: '12',
		source_type: 'API',
		time_zone: 'America/Phoenix',
		website: `https://example.com/${id}`,
		create_time: '2026-01-05T12:00:00.000Z',
		update_time: '2026-03-05T12:00:00.000Z',
		score_value: '3',
		utm_parameters: { utm_source: 'google', utm_medium: 'cpc', utm_campaign: 'spring' },
	};
}

const SIZE = 10_000;
const WRITTEN = JSON.stringify(contact(1));

let total = SIZE;
let calls = 0;

function pick(record: Record<string, unknown>, fields: string | null): Record<string, unknown> {
	if (!fields) return record;
	const wanted = new Set(fields.split(','));
	return Object.fromEntries(Object.entries(record).filter(([key]) => wanted.has(key)));
}

/** Pages are the same at every asking; building them once keeps the wait for them out of the way. */
const built = new Map<string, string>();

function memo(key: string, make: () => unknown): string {
	let text = built.get(key);
	if (text === undefined) built.set(key, (text = JSON.stringify(make())));
	return text;
}

const range = (from: number, count: number) =>
	Array.from({ length: Math.max(0, Math.min(count, total - from)) }, (_, i) => from + i + 1);

function answer(method: string, url: URL): string {
	const path = url.pathname.replace(PREFIX, '');
	const query = url.searchParams;
	if (path === '/v2/contacts/model') return JSON.stringify({ custom_fields: CUSTOM_FIELDS });
	if (/^\/v1\/contacts\/\d+\/tags$/.test(path)) return '[{"91":"SUCCESS"}]';
	if (method !== 'GET') return WRITTEN;
	const fields = query.get('fields');
	if (path === '/v2/contacts') {
		const from = Number(query.get('page_token') ?? 0);
		const size = Number(query.get('page_size') ?? 1_000);
		return memo(`${total} ${from} ${size} ${fields}`, () => ({
			contacts: range(from, size).map((id) => pick(contact(id), fields)),
			next_page_token: from + size < total ? String(from + size) : '',
		}));
	}
	if (path === '/v1/contacts') {
		const offset = Number(query.get('offset') ?? 0);
		const limit = Number(query.get('limit') ?? 1_000);
		const next = `https://api.infusionsoft.com${PREFIX}/v1/contacts?limit=${limit}&offset=${offset + limit}`;
		return memo(`v1 ${total} ${offset} ${limit}`, () => ({
			contacts: range(offset, limit).map(contact),
			count: total,
			next,
		}));
	}
	return WRITTEN;
}

function handle(request: IncomingMessage, response: ServerResponse): void {
	calls++;
	request.resume();
	request.once('end', () => {
		const text = answer(request.method ?? '', new URL(request.url ?? '', 'http://localhost'));
		const length = Buffer.byteLength(text);
		response.writeHead(200, { ...HEADERS, 'content-length': length }).end(text);
	});
}

/** Starts to listen; returns the address. */
export async function listen(): Promise<string> {
	const server = createServer({ keepAliveTimeout: 60_000 }, handle);
	server.listen(0, '127.0.0.1', 5_000);
	await once(server, 'listening');
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Forgets the calls so far, and has so many contacts from now on. */
export function begin(contacts = SIZE): void {
	calls = 0;
	total = contacts;
	built.clear();
}

/** How many calls arrived since `begin`. */
export const countCalls = (): number => calls;
