import { required, without } from '../body';
import { collection, find, recordPathOf, routesOf } from '../collection';
import { ApiError, badRequest } from '../errors';
import * as filter from '../filter';
import { byText, byValue } from '../paging';
import type { Call, Doc, Route, RouteResponse } from '../types';
import { notBlank, string } from '../values';
import { knownId } from '../records';
import { achieve } from './automations';

const webforms = collection({
	kind: 'webform',
	path: '/v2/webforms',
	operations: ['list'],
	hidden: ['html'],
	list: {
		items: 'webforms',
		filters: {
			name: filter.text('name'),
			// In small letters, unlike in responses.
			webform_type: filter.text('webform_type'),
			since_create_time: filter.since('create_time'),
			until_create_time: filter.until('create_time'),
			since_update_time: filter.since('update_time'),
			until_update_time: filter.until('update_time'),
		},
		order: {
			name: byText('name'),
			webform_type: byValue('webform_type'),
			create_time: byValue('create_time'),
			update_time: byValue('update_time'),
		},
	},
});

/** What a WordPress plugin offers visitors to opt in to. People make up the keys themselves. */
const options = collection({
	kind: 'wordPressOption',
	path: '/v2/integrations/wordpress/options',
	operations: ['list', 'create'],
	properties: {
		key: {
			type: (value, name, call) => {
				const key = String(string()(value, name, call));
				if (!/^[A-Za-z0-9]+$/.test(key)) throw badRequest(`${name} must be alphanumeric`, name);
				return key;
			},
			required: 'create',
		},
		name: { type: notBlank, required: 'create' },
	},
	unique: ['key'],
	show: (shown) => without(shown, 'id'),
	list: { items: 'wordpress_opt_in_options', paging: 'emptyToken' },
});

function option({ store, params }: Call): Doc {
	const key = String(params.optionKey);
	const found = store.find('wordPressOption', 'key', key);
	if (found === undefined) throw new ApiError(404, `Opt-in option ${key} not found`);
	return found;
}

function achieveOptIn(call: Call): RouteResponse {
	const { key } = option(call);
	required(call.body, 'contact_id');
	const { contact_id: given = null } = call.body as Doc;
	const contactId = knownId(call.store, 'contact', given, 'contact_id');
	const goals = call.store.list('goal').filter((goal) => goal.option_key === key);
	const results = goals.map((goal) => achieve(call, goal, contactId));
	return { status: 202, body: { successful: results.some(({ success }) => success === true) } };
}

const own: Route[] = [
	{
		method: 'GET',
		path: `${recordPathOf(webforms)}:data`,
		handle: (call) => ({ status: 200, type: 'html', body: String(find(webforms, call).html) }),
	},
	{ method: 'POST', path: `${options.path}/{optionKey}:achieve`, handle: achieveOptIn },
	{
		method: 'DELETE',
		path: `${options.path}/{optionKey}`,
		handle: (call) => {
			call.store.remove('wordPressOption', option(call).id);
			return { status: 204 };
		},
	},
];

export const formRoutes = [...[webforms, options].flatMap(routesOf), ...own];
