import { jsonParse } from 'n8n-workflow';

import { isObject } from '../../api/json';
import { allPages } from '../../api/pages';
import type { HttpMethod, KeapRequest, QueryValue } from '../../api/request';
import { BASE_URL } from '../../api/transport';
import type { RawRequest } from '../../descriptor/operation';
import {
	emptyParameter,
	namelessParameter,
	notAKeapPath,
	notAKeapUrl,
	notEncoded,
} from '../../messages/inputErrors';
import { KeyedMutex } from '../concurrency';
import type { PreparedItem } from '../inputs/preparedItem';
import { toText } from '../inputs/values/scalars';
import { parseJson } from '../requests/jsonBody';
import { recordKeysOfPath } from '../requests/recordKeys';
import { everyV1Record, listName } from '../requests/v1Pages';
import { forEachItem, type Flow, type RunContext } from './runContext';

const COMPLETE = /^\/v[12]\/[^?]+$/;

/**
 * What an address can't hold as it is, in the path and in the query. A space in a query can only be one; a plus sign may be
 * a space, too, or that of an address such as ada+news@example.com.
 */
const UNENCODED = { path: /[\s#\p{Cc}]|%(?![\da-f]{2})/iu, query: /[#+\p{Cc}]/u };

/** Empty segments, which a missing ID leaves, and backslashes, which an address turns into slashes. */
const INCOMPLETE = /\/\/|\/$|\\/;

/**
 * Segments that an address resolves to another place. Servers may decode what separates them first, more than once, and
 * those in Java leave out what follows a semicolon.
 */
const LEADS_AWAY = /(^|[/\\])\.{1,2}(;[^/\\]*)?([/\\]|$)/;

const decodeSeparators = (path: string) =>
	path
		.replace(/%(25)+/g, '%')
		.replace(/%2e/gi, '.')
		.replace(/%2f/gi, '/')
		.replace(/%5c/gi, '\\')
		.replace(/%3b/gi, ';');

/** Path and query of a request as a person gives them: from the version on, or a whole address at Keap. */
function toAddress(given: string): { path: string; search: string } {
	let address = given.trim();
	if (/^[a-z][a-z0-9+.-]*:/i.test(address) || address.startsWith('//')) {
		const rest = address.replace(
			/^https?:\/\/api\.(infusionsoft|keap)\.com(:443)?\/crm\/rest(?=\/v[12]\/)/i,
			'',
		);
		if (rest === address) throw notAKeapUrl('Path', address, new URL(BASE_URL).host);
		address = rest;
	}
	address = address.replace(/^\/?(crm\/)?(rest\/)?(?=v[12]\/)/, '/');
	// Whatever follows the first question mark is the query, others included.
	const end = address.indexOf('?');
	const path = end < 0 ? address : address.slice(0, end);
	const search = end < 0 ? '' : address.slice(end + 1);
	if (!COMPLETE.test(path) || INCOMPLETE.test(path) || LEADS_AWAY.test(decodeSeparators(path)))
		throw notAKeapPath('Path', given);
	const [character] = UNENCODED.path.exec(path) ?? UNENCODED.query.exec(search) ?? [];
	if (character !== undefined) throw notEncoded('Path', given, JSON.stringify(character));
	return { path, search };
}

interface Parameter {
	name?: string;
	value?: string;
}

/** An array that an expression gives arrives as JSON; Keap reads lists as values joined by commas. */
function valuesOf(value: string): string[] {
	const parsed = value.startsWith('[')
		? jsonParse<unknown>(value, { fallbackValue: value })
		: value;
	return Array.isArray(parsed) ? parsed.map(toText) : [value];
}

/** The parameters of REST v1 that say how a list is returned, not which of its records: all others narrow it. */
const V1_NOT_NARROWING = new Set([
	'limit',
	'offset',
	'optional_properties',
	'order',
	'order_direction',
]);

/** A condition of REST v2 without a value, as in `email==`. */
const EMPTY_CONDITION = /(==|!=|<=?|>=?)\s*$/;

/** Whether a parameter is there to narrow a list, but has no value. REST v2 narrows by its filter alone. */
function isEmptyFilter(path: string, name: string, value: string): boolean {
	if (path.startsWith('/v1/')) return value.trim() === '' && !V1_NOT_NARROWING.has(name);
	if (name !== 'filter') return false;
	return value.trim() === '' || value.split(';').some((one) => EMPTY_CONDITION.test(one));
}

/** Conditions of a filter are joined by semicolons, the values of all other parameters are lists. */
const joined = (name: string, values: string[]): QueryValue =>
	name === 'filter' ? values.join(';') : values.length === 1 ? values[0] : values;

/** The parameters of the path and those beside it. One that comes more than once is a list. */
function toQuery(search: string, parameters: Parameter[]): KeapRequest['query'] {
	const all = new Map<string, string[]>();
	const given = parameters.flatMap(({ name = '', value = '' }) =>
		valuesOf(value).map((entry) => [name.trim(), entry] as const),
	);
	for (const [name, value] of [...new URLSearchParams(search), ...given])
		if (name) all.set(name, [...(all.get(name) ?? []), value]);
	return Object.fromEntries([...all].map(([name, values]) => [name, joined(name, values)]));
}

/**
 * What narrows a list but has no value is ignored by Keap: all of the account's records would be returned.
 * @throws InputError naming where it was given
 */
function checkFilters(path: string, search: string, parameters: Parameter[]): void {
	const check = (label: string, name: string, value: string) => {
		if (name && isEmptyFilter(path, name, value)) throw emptyParameter(label, name, value);
	};
	for (const [name, value] of new URLSearchParams(search)) check('Path', name, value);
	for (const { name = '', value = '' } of parameters) {
		const values = valuesOf(value);
		// Dropped, it would leave a list as whole as an empty filter does.
		if (name.trim() === '' && values.some((one) => one.trim() !== ''))
			throw namelessParameter('Query Parameters', values.join(', '));
		for (const one of values.length > 0 ? values : [''])
			check('Query Parameters', name.trim(), one);
	}
}

function toRequest({ inputs, options }: PreparedItem): KeapRequest {
	const { path, search } = toAddress(String(inputs.path));
	const body = parseJson(inputs.body, 'Body (JSON)');
	const method = String(inputs.method) as HttpMethod;
	const parameters = (inputs.queryParameters ?? []) as Parameter[];
	if (method === 'GET') checkFilters(path, search, parameters);
	return {
		method,
		path,
		query: toQuery(search, parameters),
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
	return Array.isArray(body) ? (body as unknown[]) : [body];
}

/** Any request to Keap's REST API, v1 or v2. */
export const rawRequest: Flow<RawRequest> = async (run, items) => {
	const { results } = run;
	const requests = new Map<number, KeapRequest>();
	for (const item of items) {
		const request = attempt(() => toRequest(item));
		if ('error' in request) results.fail(item.index, request.error);
		else requests.set(item.index, request.value);
	}
	if (results.stopped) return;
	const good = items.filter(({ index }) => requests.has(index));
	const mutex = new KeyedMutex(results);
	await forEachItem(run, good, async (item) => {
		const request = requests.get(item.index) as KeapRequest;
		const everyPage = request.method === 'GET' && item.inputs.returnAllPages === true;
		const keys = recordKeysOfPath(request.method, request.path);
		await mutex.runExclusive(keys, async () => {
			const records = await recordsOf(run, request, everyPage);
			results.none(item.index);
			for (const record of records)
				results.add(item.index, isObject(record) ? record : { value: record });
		});
	});
};

function attempt<T>(work: () => T): { value: T } | { error: unknown } {
	try {
		return { value: work() };
	} catch (error) {
		return { error };
	}
}
