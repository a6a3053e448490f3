import { get, getMany, resource } from '../descriptor/builders';
import { calledBy, collection } from '../descriptor/collection';
import { choice, record, text } from '../descriptor/field';
import { words } from '../descriptor/labels';
import { createdAndUpdatedBetween } from './shared/filters';

const webforms = collection({
	noun: 'Web Form',
	id: 'webformId',
	example: '42',
	path: '/v2/webforms',
	items: 'webforms',
	pageSize: 1000,
	listOnly: true,
	record: {
		columns: {
			id: 'id',
			name: 'name',
			webform_type: 'webform_type',
			url: { firstOf: ['pretty_webform_url', 'webform_url'] },
			thank_you_page_url: 'thank_you_page_url',
			duplicate_check_option: 'duplicate_check_option',
			exit_option: 'exit_option',
			funnel_id: 'funnel_id',
			create_time: 'create_time',
			update_time: 'update_time',
		},
	},
	byName: calledBy('Name', 'Newsletter Signup', 'name'),
	picker: {
		query: { order_by: 'name asc' },
		remembered: true,
		label: ({ name }) => words(name),
	},
});

/** In filters, Keap writes them small. */
const webformType = choice('webformType', 'Type', [
	{ name: 'Funnel', value: 'funnel', description: 'Part of an automation' },
	{ name: 'Internal', value: 'internal', description: 'For users of Keap' },
	{ name: 'Landing Page', value: 'landing_page' },
	{ name: 'Legacy', value: 'legacy' },
	{ name: 'Standalone', value: 'standalone' },
	{ name: 'Survey', value: 'survey' },
	{ name: 'Twitter', value: 'twitter' },
	{ name: 'Unknown', value: 'unknown' },
]);

export const webform = resource('webform', 'Web Form', [
	get({
		value: 'getHtml',
		name: 'Get HTML',
		action: 'Get the HTML of a web form',
		description: 'Retrieve the HTML of a web form, to put it into a page',
		path: '/v2/webforms/{webformId}:data',
		inputs: [record(webforms, { required: true })],
		output: { kind: 'text', as: 'html', page: true },
	}),
	getMany({
		of: webforms,
		list: {
			filters: [text('name', 'Name'), webformType, ...createdAndUpdatedBetween],
			sort: [
				{ name: 'Create Time', value: 'create_time' },
				{ name: 'Name', value: 'name' },
				{ name: 'Type', value: 'webform_type' },
				{ name: 'Update Time', value: 'update_time' },
			],
		},
	}),
]);
