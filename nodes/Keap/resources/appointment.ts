import { create, get, getMany, remove, resource, update } from '../descriptor/builders';
import { collection } from '../descriptor/collection';
import { dateTime, longText, record, required, text, type Field } from '../descriptor/field';
import { day, named } from '../descriptor/labels';
import { users } from '../descriptor/users';
import { contacts } from './contact/collection';
import { v1Period } from './shared/filters';
import { reminder } from './shared/reminders';

const appointments = collection({
	noun: 'Appointment',
	id: 'appointmentId',
	example: '52',
	path: '/v1/appointments',
	items: 'appointments',
	record: {
		columns: {
			id: 'id',
			title: 'title',
			description: 'description',
			start_date: 'start_date',
			end_date: 'end_date',
			location: 'location',
			contact_id: 'contact_id',
			user_id: 'user',
			remind_time: 'remind_time',
		},
	},
	picker: { label: ({ title, start_date }) => named(title, day(start_date)) },
});

const WHICH_DATE = "Keap doesn't document which date of an appointment it compares";

const contact = record(contacts, { numeric: true, description: 'Needed for a reminder' });
const title = text('title', 'Title', { placeholder: 'e.g. First consultation' });
const start = dateTime('startDate', 'Start');
const end = dateTime('endDate', 'End');

const fields: Field[] = [
	longText('description', 'Description'),
	text('location', 'Location', { placeholder: 'e.g. Meeting room 2' }),
	reminder(
		'remindTime',
		'When to remind the user that the appointment begins; it needs a contact and a user',
	),
	record(users, { key: 'user', numeric: true, description: 'Needed for a reminder' }),
];

export const appointment = resource('appointment', 'Appointment', [
	create({
		of: appointments,
		description: 'Create an appointment; Keap has them in Max Classic only',
		inputs: [required(title), required(start), required(end), contact],
		fields,
	}),
	get({ of: appointments }),
	getMany({
		of: appointments,
		description:
			'Retrieve a list of the appointments of the user that the key acts for; Keap has them in Max Classic only',
		list: {
			offsets: true,
			filters: [record(contacts), ...v1Period({ description: WHICH_DATE })],
		},
	}),
	update({
		of: appointments,
		// REST v1 changes what the body holds.
		mask: false,
		fields: [...fields, contact, title, start, end],
	}),
	remove({ of: appointments }),
]);
