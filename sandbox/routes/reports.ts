import { objects } from '../body';
import { collection, find, recordPathOf, routesOf } from '../collection';
import { badRequest } from '../errors';
import * as filter from '../filter';
import { byText, byValue, listPage } from '../paging';
import { field } from '../store';
import type { Call, Doc, JsonObject, Route, RouteResponse } from '../types';

/** The saved searches of the account. Each finds contacts, all of them. */
const reports = collection({
	kind: 'report',
	path: '/v2/reporting/reports',
	operations: ['list', 'get'],
	hidden: ['fields'],
	list: {
		items: 'reports',
		filters: {
			name: filter.text('name'),
			since_created_time: filter.since('created_time'),
			until_created_time: filter.until('created_time'),
		},
		order: { name: byText('name'), created_time: byValue('created_time') },
	},
});

const fieldsOf = (report: Doc): JsonObject[] => objects(report.fields);

/** The parameters of a run are those of a list; its token has another name. */
function run(call: Call): RouteResponse {
	const fields = fieldsOf(find(reports, call));
	const asked = call.query.get('fields')?.split(',') ?? fields.map(({ name }) => String(name));
	const columns = asked.map((name) => {
		const found = fields.find((one) => one.name === name);
		if (found === undefined) throw badRequest(`Unknown field: ${name}`, 'fields');
		return { name, property: String(found.property) };
	});
	const { body } = listPage(call, {
		kind: 'contact',
		items: 'results',
		filters: filter.filters({}),
		order: Object.fromEntries(
			fields.map(({ name, property }) => [String(name), field(String(property))]),
		),
		show: (contact) => ({
			columns: columns.map(({ name, property }) => ({
				field_name: name,
				value: valueAt(contact, property),
			})),
		}),
	});
	const { next_page_token: token, results } = body as JsonObject;
	return { status: 200, body: { results, page_token: token } };
}

/** All values of a report are texts. */
function valueAt(contact: Doc, property: string): string | null {
	const [, list, inner] = /^(\w+)\[0\]\.(\w+)$/.exec(property) ?? [];
	const value =
		list === undefined || inner === undefined
			? contact[property]
			: objects(contact[list])[0]?.[inner];
	return value === undefined || value === null ? null : String(value);
}

const own: Route[] = [
	{
		method: 'GET',
		path: `${recordPathOf(reports)}/model`,
		handle: (call) => ({
			status: 200,
			body: {
				fields: fieldsOf(find(reports, call)).map(({ name, label }) => ({ name, label })),
			},
		}),
	},
	{ method: 'POST', path: `${recordPathOf(reports)}:run`, handle: run },
];

export const reportRoutes = [...routesOf(reports), ...own];
