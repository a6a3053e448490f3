import { create, get, getMany, remove, resource, update, upsert } from '../../descriptor/builders';
import { enumeration } from '../../descriptor/enumeration';
import {
	choice,
	dateTime,
	longText,
	record,
	required,
	text,
	type Field,
} from '../../descriptor/field';
import { leadSourceCategories } from '../leadSourceCategory';
import { atMoment, byPrefix, idRange } from '../shared/filters';
import { leadSources } from './collection';
import { expenseOperations } from './expenses';

const name = text('name', 'Name', { placeholder: 'e.g. Google Ads' });
const status = choice('status', 'Status', enumeration(['ACTIVE', 'INACTIVE']));
const category = record(leadSourceCategories);
const startTime = dateTime('startTime', 'Start Time');
const endTime = dateTime('endTime', 'End Time');
const description = longText('description', 'Description');
const medium = text('medium', 'Medium', { placeholder: 'e.g. cpc' });
const message = text('message', 'Message', { placeholder: 'e.g. Spring promotion' });
const vendor = text('vendor', 'Vendor', { placeholder: 'e.g. Google' });

const fields: Field[] = [
	category,
	description,
	endTime,
	medium,
	message,
	startTime,
	status,
	vendor,
];

export const leadSource = resource('leadSource', 'Lead Source', [
	create({ of: leadSources, inputs: [required(name)], fields }),
	upsert({ of: leadSources, by: ['name'], inputs: [required(name)], fields }),
	get({ of: leadSources }),
	getMany({
		of: leadSources,
		list: {
			filters: [
				category,
				byPrefix(description, 'Paid'),
				atMoment(endTime),
				...idRange('id'),
				byPrefix(medium, 'cp'),
				byPrefix(message, 'Spring'),
				byPrefix(name, 'Goo'),
				atMoment(startTime),
				status,
				byPrefix(vendor, 'Goo'),
			],
			sort: [
				{ name: 'Create Time', value: 'create_time' },
				{ name: 'End Time', value: 'end_time' },
				{ name: 'Medium', value: 'medium' },
				{ name: 'Name', value: 'name' },
				{ name: 'Start Time', value: 'start_time' },
				{ name: 'Status', value: 'status' },
				{ name: 'Update Time', value: 'update_time' },
				{ name: 'Vendor', value: 'vendor' },
			],
		},
	}),
	update({ of: leadSources, fields: [...fields, name] }),
	remove({ of: leadSources }),
	...expenseOperations,
]);
