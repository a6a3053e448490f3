import { collection, routesOf, shower } from '../collection';
import { badRequest } from '../errors';
import { equals, type Condition } from '../store';
import type { Call, JsonObject, Route, RouteResponse } from '../types';
import { recordIn, string, time } from '../values';
import { reminder } from './tasks';
import { listPageV1, v1Id, v1Period } from '../paging-v1';

/** Appointments are known to REST v1 only. */
const appointments = collection({
	kind: 'appointment',
	path: '/v1/appointments',
	operations: ['create', 'get', 'update', 'delete'],
	properties: {
		title: { type: string(255), required: 'create' },
		description: string(),
		start_date: { type: time, required: 'create' },
		end_date: { type: time, required: 'create' },
		location: string(255),
		contact_id: recordIn('contact'),
		user: recordIn('user'),
		remind_time: reminder,
	},
	// Whoever creates an appointment has it.
	prepare: (appointment, { key }, current) =>
		current === undefined && key.userId !== undefined
			? { user: key.userId, ...appointment }
			: appointment,
	check,
	show: ({ id, contact_id: contactId, user, ...shown }) => ({
		id: v1Id(id),
		...shown,
		contact_id: v1Id(contactId),
		user: v1Id(user),
	}),
});

function check({ start_date: start, end_date: end, ...appointment }: JsonObject): void {
	if (String(end) < String(start)) throw badRequest('end_date must not be before start_date');
	if (appointment.remind_time === undefined) return;
	for (const name of ['contact_id', 'user'])
		if (appointment[name] === undefined) throw badRequest(`${name} is required for a reminder`);
}

function list(call: Call): RouteResponse {
	const { key, query } = call;
	const where: Condition[] = v1Period(call, 'start_date');
	if (key.userId !== undefined) where.push(equals('user', key.userId));
	const contact = query.get('contact_id');
	if (contact !== null) where.push(equals('contact_id', contact));
	return listPageV1(call, {
		kind: 'appointment',
		items: 'appointments',
		where,
		show: shower(appointments, call, 'list'),
	});
}

export const appointmentRoutes: Route[] = [
	...routesOf(appointments),
	{ method: 'GET', path: '/v1/appointments', handle: list },
];
