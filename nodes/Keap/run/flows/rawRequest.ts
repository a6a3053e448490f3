import { jsonParse } from 'n8n-workflow';

import { allPages } from '../../api/pages';
import type { HttpMethod, KeapRequest, QueryValue } from '../../api/request';
import { BASE_URL } from '../../api/transport';
import { notAKeapPath, notAKeapUrl, notJson } from '../../messages/inputErrors';
import type { PreparedItem } from '../inputs/prepare';
import { everyV1Record, listName } from '../requests/v1Pages';
import { forEachItem, type Flow, type RunContext } from './runContext';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const COMPLETE = /^\/v[12]\/[^\s?#]+(\?[^\s#]*)?$/;

/** Segments that an address resolves to another place, and the empty ones that a missing ID leaves. */
const LEADS_AWAY = /\/\.{1,2}(\/|$)|\/\/|\\/;

/** The path of a request as a person gives it: from the version on, or a whole address at Keap. */
function toPath(given: string): string {
	let path = given.trim();
	if (/^[a-z][a-z0-9+.-]*:/i.test(path) || path.startsWith('//')) {
		const address = path.replace(
			/^https?:\/\/api\.(infusionsoft|keap)\.com\/crm\/rest(?=\/v[12]\/)/i,
			'',
		);
		if (address === path) {
			throw notAKeapUrl('Path', path, new URL(BASE_URL).host);
		}
		path = address;
	}
	path = path.replace(/^\/?(crm\/)?(rest\/)?(?=v[12]\/)/, '/');
	if (!COMPLETE.test(path) || LEADS_AWAY.test(path.split('?')[0].replace(/%2e/gi, '.'))) {
		throw notAKeapPath('Path', given);
	}
	return path;
}

function toJson(value: unknown, label: string): unknown {
	if (value === undefined || value === '') return undefined;
	if (typeof value !== 'string') return value;
	const INVALID = Symbol('invalid');
	const parsed: unknown = jsonParse<unknown>(value, { fallbackValue: INVALID });
	if (parsed === INVALID) {
		throw notJson(label, value);
	}
	return parsed;
}

interface Parameter {
	name?: string;
	value?: string;
}

/** The parameters of the path and those beside it. One that comes more than once is a list. */
function toQuery(search: string, parameters: Parameter[]): KeapRequest['query'] {
	const all = new Map<string, string[]>();
	const given = parameters.map(({ name = '', value = '' }) => [name, value] as const);
	for (const [name, value] of [...new URLSearchParams(search), ...given]) {
		if (name) all.set(name, [...(all.get(name) ?? []), value]);
	}
	const entries = [...all].map(([name, values]): [string, QueryValue] => [
		name,
		values.length === 1 ? values[0] : values,
	]);
	return Object.fromEntries(entries);
}

function toRequest({ inputs, options }: PreparedItem): KeapRequest {
	const [path, search = ''] = toPath(String(inputs.path)).split('?');
	const body = toJson(inputs.body, 'Body (JSON)');
	const method = String(inputs.method) as HttpMethod;
	return {
		method,
		path,
		query: toQuery(search, (inputs.queryParameters ?? []) as Parameter[]),
		...(body === undefined || method === 'GET' ? {} : { body }),
		...(options.repeatable === true ? { idempotency: 'idempotent' as const } : {}),
	};
}

async function everyRecord({ client }: RunContext, request: KeapRequest): Promise<unknown[]> {
	if (request.path.startsWith('/v1/')) return await everyV1Record(client, request);
	const { body } = await client.send(request);
	const items = listName(body);
	if (!items) return [body];
	return await allPages(client, request, { items, first: body });
}

/** What a response gives: the records of a list, or itself. */
async function recordsOf(
	run: RunContext,
	request: KeapRequest,
	everyPage: boolean,
): Promise<unknown[]> {
	if (everyPage) return await everyRecord(run, request);
	const { body } = await run.client.send(request);
	if (body === undefined) return [{ success: true }];
	return Array.isArray(body) ? body : [body];
}

/** Any request to Keap's REST API, v1 or v2. */
export const rawRequest: Flow = async (run) => {
	const { results } = run;
	const requests = new Map<number, KeapRequest>();
	for (const item of run.items) {
		const request = attempt(() => toRequest(item));
		if ('error' in request) results.fail(item.index, request.error);
		else requests.set(item.index, request.value);
	}
	if (results.stopped) return;
	const good = run.items.filter(({ index }) => requests.has(index));
	await forEachItem(run, good, async (item) => {
		const request = requests.get(item.index) as KeapRequest;
		const everyPage = request.method === 'GET' && item.inputs.returnAllPages === true;
		const records = await recordsOf(run, request, everyPage);
		results.none(item.index);
		for (const record of records)
			results.add(item.index, isObject(record) ? record : { value: record });
	});
};

function attempt<T>(work: () => T): { value: T } | { error: unknown } {
	try {
		return { value: work() };
	} catch (error) {
		return { error };
	}
}
