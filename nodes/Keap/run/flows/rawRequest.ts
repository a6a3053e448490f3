import { jsonParse } from 'n8n-workflow';

import { allPages } from '../../api/pages';
import type { HttpMethod, KeapRequest, QueryValue } from '../../api/request';
import { BASE_URL } from '../../api/transport';
import { InputError, show } from '../inputError';
import { eachItem, type Flow, type Job } from '../job';
import type { Prepared } from '../prepare';
import { everyV1Record } from '../v1Pages';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The path of a request as a person gives it: from the version on, or a whole address at Keap. */
function toPath(given: string): string {
	let path = given.trim();
	if (/^[a-z][a-z0-9+.-]*:/i.test(path) || path.startsWith('//')) {
		const address = path.replace(
			/^https?:\/\/api\.(infusionsoft|keap)\.com\/crm\/rest(?=\/v[12]\/)/i,
			'',
		);
		if (address === path) {
			throw new InputError(
				`'Path' is not an address at Keap: ${show(path)}`,
				`Enter the path from the version on, such as /v2/contacts; the key is sent to ${new URL(BASE_URL).host} only`,
			);
		}
		path = address;
	}
	path = path.replace(/^\/?(crm\/)?(rest\/)?(?=v[12]\/)/, '/');
	if (!/^\/v[12]\/[^\s?#]+(\?[^\s#]*)?$/.test(path) || /\/\.{1,2}(\/|$|\?)|\/\//.test(path)) {
		throw new InputError(
			`'Path' does not begin with /v1/ or /v2/, or is not complete: ${show(given)}`,
			'Enter a path such as /v2/contacts or /v1/account/profile',
		);
	}
	return path;
}

function toJson(value: unknown, label: string): unknown {
	if (value === undefined || value === '') return undefined;
	if (typeof value !== 'string') return value;
	const INVALID = Symbol('invalid');
	const parsed: unknown = jsonParse<unknown>(value, { fallbackValue: INVALID });
	if (parsed === INVALID) {
		throw new InputError(
			`'${label}' is not valid JSON: ${show(value)}`,
			'Check quotation marks, commas and brackets',
		);
	}
	return parsed;
}

function toRequest({ inputs, options }: Prepared): KeapRequest {
	const [path, search = ''] = toPath(String(inputs.path)).split('?');
	const query: Record<string, QueryValue> = Object.fromEntries(new URLSearchParams(search));
	for (const { name, value } of (inputs.queryParameters ?? []) as Array<{
		name?: string;
		value?: string;
	}>) {
		if (name) query[name] = value ?? '';
	}
	const body = toJson(inputs.body, 'Body');
	const method = String(inputs.method) as HttpMethod;
	return {
		method,
		path,
		query,
		...(body === undefined || method === 'GET' ? {} : { body }),
		...(options.repeatable === true ? { repetition: 'repeatable' as const } : {}),
	};
}

/** The only list in an answer, under whatever name. */
function listName(body: unknown): string | undefined {
	return isObject(body) ? Object.keys(body).find((key) => Array.isArray(body[key])) : undefined;
}

async function everyRecord({ client }: Job, request: KeapRequest): Promise<unknown[]> {
	if (request.path.startsWith('/v1/')) return await everyV1Record(client, request);
	const { body } = await client.send(request);
	const items = listName(body);
	if (!items) return [body];
	const first = (body as Json)[items] as unknown[];
	const token = (body as Json).next_page_token;
	if (typeof token !== 'string' || token === '') return first;
	// The size of the first page is kept: some lists take no other.
	const size = Number(request.query?.page_size) || 1000;
	const rest = await allPages(client, request, { items, pageSize: size, startToken: token });
	return [...first, ...rest];
}

/** Any request to Keap's REST API, v1 or v2. */
export const rawRequest: Flow = async (job) => {
	const { client, results } = job;
	const requests = new Map<number, KeapRequest>();
	for (const item of job.items) {
		const request = attempt(() => toRequest(item));
		if ('error' in request) results.fail(item.index, request.error);
		else requests.set(item.index, request.value);
	}
	if (results.stopped) return;
	const good = job.items.filter(({ index }) => requests.has(index));
	await eachItem(job, good, async (item) => {
		const request = requests.get(item.index) as KeapRequest;
		const paged = request.method === 'GET' && item.inputs.returnAllPages === true;
		results.none(item.index);
		if (paged) {
			for (const record of await everyRecord(job, request))
				results.add(item.index, isObject(record) ? record : { value: record });
			return;
		}
		const { body } = await client.send(request);
		if (body === undefined) results.add(item.index, { success: true });
		else if (Array.isArray(body))
			for (const record of body)
				results.add(item.index, isObject(record) ? record : { value: record });
		else results.add(item.index, isObject(body) ? body : { value: body });
	});
};

function attempt<T>(work: () => T): { value: T } | { error: unknown } {
	try {
		return { value: work() };
	} catch (error) {
		return { error };
	}
}
