import { get, getMany, resource } from '../descriptor/builders';
import { calledBy, collection } from '../descriptor/collection';
import { dateTime, record, records, text } from '../descriptor/field';
import { words } from '../descriptor/labels';

const reports = collection({
	noun: 'Report',
	id: 'reportId',
	example: '123',
	path: '/v2/reporting/reports',
	items: 'reports',
	pageSize: 1000,
	record: {
		columns: {
			id: 'id',
			name: 'name',
			user_ids: 'user_ids',
			created_time: 'created_time',
			updated_time: 'updated_time',
		},
	},
	byName: calledBy('Name', 'Monthly Sales', 'name'),
	picker: {
		query: { order_by: 'name asc' },
		remembered: true,
		label: ({ name }) => words(name),
	},
});

const reportFields = collection({
	noun: 'Field',
	plural: 'Report Fields',
	id: 'fieldName',
	idProperty: 'name',
	example: 'Email',
	path: '/v2/reporting/reports/{reportId}/model',
	items: 'fields',
	parents: { reportId: 'Report' },
	listOnly: true,
	// Names as the report has them.
	ids: /^[^,]+$/,
	picker: { label: ({ label, name }) => words(label) || words(name) },
});

const reportId = record(reports, { required: true });

/** Keap states no largest page for the rows of a report; that of its other lists is used. */
const LARGEST_PAGE = 1000;

export const report = resource('report', 'Report', [
	get({ of: reports }),
	getMany({
		value: 'getFields',
		name: 'Get Fields',
		action: 'Get fields of a report',
		description: 'Retrieve the fields that a report can return',
		of: reportFields,
		inputs: [reportId],
	}),
	getMany({
		of: reports,
		description: 'Retrieve a list of reports, which Keap calls saved searches',
		list: {
			filters: [
				text('name', 'Name'),
				dateTime('sinceCreatedTime', 'Created After'),
				dateTime('untilCreatedTime', 'Created Before'),
			],
			sort: [
				{ name: 'Create Time', value: 'created_time' },
				{ name: 'Name', value: 'name' },
			],
		},
	}),
	getMany({
		value: 'run',
		name: 'Run',
		action: 'Run a report',
		description: 'Run a report (saved search) and return its rows',
		method: 'POST',
		path: '/v2/reporting/reports/{reportId}:run',
		inputs: [reportId],
		list: { items: 'results', pageSize: LARGEST_PAGE, token: 'page_token' },
		pairs: { list: 'columns', namedBy: 'field_name', holding: 'value' },
		queryOptions: [
			records(reportFields, 'reportFields', 'Fields to Return', {
				key: 'fields',
				description: 'The columns of the rows; without any, those that the report is saved with',
			}),
			text('orderBy', 'Order', {
				key: 'order_by',
				placeholder: 'e.g. Email asc',
				description: 'The name of a field, and asc or desc',
			}),
		],
		// It only reads.
		idempotent: true,
	}),
]);
