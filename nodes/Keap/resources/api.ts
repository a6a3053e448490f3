import { operation, resource } from '../descriptor/builders';
import { boolean, choice, objects, text, when } from '../descriptor/field';

const method = choice(
	'method',
	'Method',
	[
		{ name: 'DELETE', value: 'DELETE' },
		{ name: 'GET', value: 'GET' },
		{ name: 'PATCH', value: 'PATCH' },
		{ name: 'POST', value: 'POST' },
		{ name: 'PUT', value: 'PUT' },
	],
	{ default: 'GET', required: true },
);

/** The way to whatever has no operation of its own: the runner's rawRequest flow reads these inputs itself. */
export const api = resource('api', 'API', [
	operation({
		value: 'request',
		name: 'Request',
		action: 'Make an API request',
		description: "Make any request to Keap's REST API, version 1 or 2, within the key's limits",
		method: 'POST',
		path: '/',
		inputs: [
			method,
			text('path', 'Path', {
				required: true,
				placeholder: 'e.g. /v2/contacts or /v1/account/profile',
				description:
					'From the version on; colons and slashes go as they are, IDs with other characters encoded',
			}),
			objects('queryParameters', 'Query Parameters', 'Parameter', [
				text('name', 'Name'),
				text('value', 'Value'),
			]),
			text('body', 'Body (JSON)', {
				rows: 5,
				placeholder: 'e.g. { "name": "Newsletter" }',
				onlyIf: when(method, 'POST', 'PUT', 'PATCH', 'DELETE'),
			}),
			boolean(
				'returnAllPages',
				'Return All Pages',
				'Whether to follow the pages of a list, and return one item for each of its records',
				{ onlyIf: when(method, 'GET') },
			),
		],
		options: [
			boolean(
				'repeatable',
				'Repeat When Unanswered',
				'Whether this request may be sent again when it is unknown whether Keap carried it out; only for requests that may happen twice',
			),
		],
		output: { kind: 'record' },
		flow: { kind: 'rawRequest' },
	}),
]);
