import { objects } from '../body';
import { customFilters } from '../custom-fields';
import { notFound } from '../errors';
import { filters } from '../filter';
import { listPage, unpagedList } from '../paging';
import type { Call, Doc, JsonObject, Method, Route, RouteResponse } from '../types';
import { find, fixedProperties, having, pathOf, recordPathOf } from './paths';
import { changed, created, maskOf, rowsOf } from './properties';
import { insertRecord, removeRecord, saveChanges } from './save';
import { shower } from './show';
import { entriesOf, replaced } from './sub-records';
import type { Collection, ListTable, Operation, SubRecordTable } from './table';

type Handler = Route['handle'];

/** The routes of a collection. */
export function routesOf(table: Collection): Route[] {
	const offered: Record<Operation, [Method, string, Handler]> = {
		list: ['GET', pathOf(table), (call) => list(table, call)],
		create: ['POST', pathOf(table), (call) => create(table, call)],
		get: ['GET', recordPathOf(table), (call) => get(table, call)],
		update: ['PATCH', recordPathOf(table), (call) => update(table, call)],
		delete: ['DELETE', recordPathOf(table), (call) => remove(table, call)],
	};
	return [
		...table.operations
			.filter((operation) => operation !== 'list' || table.list !== undefined)
			.map((operation) => route(...offered[operation])),
		...Object.entries(table.subRecords ?? {}).flatMap(([name, row]) =>
			subRecordRoutes(table, name, row),
		),
	];
}

const route = (method: Method, path: string, handle: Handler): Route => ({ method, path, handle });

function list(table: Collection, call: Call): RouteResponse {
	return listRecords(table, table.list as ListTable, call);
}

/** The records of a collection as a list of it has them. */
export function listRecords(table: Collection, list: ListTable, call: Call): RouteResponse {
	const where = [...having(fixedProperties(table, call)), ...(list.where?.(call) ?? [])];
	const show = shower(table, call, 'list');
	const { paging = 'pages', items, order = {}, defaultOrder: orderBy } = list;
	if (paging === 'pages') {
		const custom = table.customFields && customFilters(call.store, table.customFields);
		return listPage(call, {
			...list,
			kind: table.kind,
			where,
			filters: filters(list.filters ?? {}, { custom, exclusive: list.exclusive }),
			order,
			show,
		});
	}
	const rows = call.store.query(table.kind, { where, orderBy }).map(show);
	return paging === 'none' ? { status: 200, body: { [items]: rows } } : unpagedList(items, rows);
}

function create(table: Collection, call: Call): RouteResponse {
	const fixed = fixedProperties(table, call);
	const show = shower(table, call, 'write');
	const stored = insertRecord(table, call, created(table.properties, call.body, call), fixed);
	const { createdWithin: within } = table;
	return { status: 201, body: within === undefined ? show(stored) : { [within]: show(stored) } };
}

const get = (table: Collection, call: Call): RouteResponse => {
	const doc = find(table, call);
	return { status: 200, body: shower(table, call)(doc) };
};

function update(table: Collection, call: Call): RouteResponse {
	const current = find(table, call);
	const show = shower(table, call, 'write');
	const mask = { allowed: table.mask, obligatory: table.maskRequired };
	const changes = changed(table.properties, call, mask);
	return { status: 200, body: show(saveChanges(table, call, current, changes)) };
}

function remove(table: Collection, call: Call): RouteResponse {
	removeRecord(table, call, find(table, call));
	return { status: 204 };
}

function subRecordRoutes(table: Collection, name: string, row: SubRecordTable): Route[] {
	if (row.routes === undefined) return [];
	const { path, operations, response } = row.routes;
	const rows = rowsOf(row.properties);
	const below = recordPathOf(table) + path;
	const one = `${below}/{${row.kind}Id}`;
	const idOf = (call: Call) => call.params[`${row.kind}Id`];
	/** Saves the record with other entries; they are settled already. */
	const save = (call: Call, entries: (before: JsonObject[]) => JsonObject[]) => {
		const current = find(table, call);
		const doc = { ...current, [name]: entries(objects(current[name])) };
		if (table.times?.updated !== undefined) doc[table.times.updated] = call.time;
		table.check?.(doc, call);
		return call.store.put(table.kind, doc);
	};
	const respond = (
		call: Call,
		status: number,
		doc: ReturnType<typeof find>,
		entry: JsonObject,
	) => ({
		status,
		body: response === 'entry' ? (row.show?.(entry, call) ?? entry) : shower(table, call)(doc),
	});
	const entryIn = (doc: Doc, call: Call) =>
		objects(doc[name]).find((other) => other[row.idName] === idOf(call));
	const offered: Record<(typeof operations)[number], [Method, string, Handler]> = {
		create: [
			'POST',
			below,
			(call) => {
				const added = entriesOf(row, call);
				const doc = save(call, (before) => [...before, ...added]);
				return respond(call, 201, doc, added[0] ?? {});
			},
		],
		get: [
			'GET',
			one,
			(call) => {
				const doc = find(table, call);
				const entry = entryIn(doc, call);
				if (entry === undefined) throw notFound('Entry', String(idOf(call)));
				return respond(call, 200, doc, entry);
			},
		],
		update: [
			'PATCH',
			one,
			(call) => {
				const changes = changed(rows, call, { allowed: maskOf(rows) });
				const doc = save(call, (before) => replaced(row, before, idOf(call), changes));
				return respond(call, 200, doc, entryIn(doc, call) ?? {});
			},
		],
		delete: [
			'DELETE',
			one,
			(call) => {
				save(call, (before) => replaced(row, before, idOf(call)));
				return { status: 204 };
			},
		],
	};
	return operations.map((operation) => route(...offered[operation]));
}
