import { appliedTags } from '../applied-tags';
import { isObject } from '../body';
import { collection, find, recordPathOf, routesOf } from '../collection';
import { emailStatus, isOptedIn, registerEmails } from '../email-status';
import { addressEntry, emailEntry, faxEntry, phoneEntry, showAddress } from '../entries';
import * as filter from '../filter';
import { byText, byValue } from '../paging';
import { existing } from '../records';
import type { Call, Json, Route } from '../types';
import { date, recordIn, string } from '../values';

const FIELDS = [
	'id',
	'company_name',
	'address',
	'phone_number',
	'fax_number',
	'email_address',
	'notes',
	'website',
	'custom_fields',
	'create_time',
	'update_time',
	'anniversary_date',
	'assistant_name',
	'assistant_phone',
	'billing_information',
	'birth_date',
	'contact_type',
	'first_name',
	'job_title',
	'last_name',
	'middle_name',
	'preferred_name',
	'owner_id',
	'referral_code',
	'spouse_name',
	'suffix',
	'title',
	'account_id',
	'created_by',
	'groups',
	'last_updated_by',
];

export const companies = collection({
	kind: 'company',
	path: '/v2/companies',
	properties: {
		company_name: { type: string(255), required: 'create' },
		address: { type: addressEntry, show: showAddress },
		phone_number: phoneEntry,
		fax_number: faxEntry,
		email_address: { type: emailEntry, show: withStatus },
		notes: string(),
		website: string(100),
		anniversary_date: date,
		birth_date: date,
		assistant_name: string(20),
		assistant_phone: string(15),
		billing_information: string(100),
		contact_type: string(255),
		first_name: string(40),
		last_name: string(40),
		middle_name: string(100),
		preferred_name: string(100),
		job_title: string(255),
		owner_id: recordIn('user'),
		referral_code: string(255),
		spouse_name: string(100),
		suffix: string(40),
		title: string(40),
	},
	mask: FIELDS,
	customFields: 'COMPANY',
	fields: {
		optional: [
			'notes',
			'fax_number',
			'address',
			'email_address',
			'phone_number',
			'update_time',
			'create_time',
			'custom_fields',
		],
		allowed: FIELDS,
		allAfterWrites: true,
	},
	times: { created: 'create_time', updated: 'update_time' },
	users: { created: 'created_by', updated: 'last_updated_by' },
	computed: {
		groups: ({ id }, { store }) => store.tagsOf('company', id).join(',') || undefined,
	},
	dependents: [{ kind: 'contact', property: 'company.id', onDelete: 'clear' }],
	list: {
		items: 'companies',
		filters: {
			company_name: filter.text('company_name'),
			name: filter.text('company_name', { prefix: true }),
			email: filter.text('email_address.email'),
			city: filter.text('address.locality', { prefix: true }),
			state: filter.text('address.region', { prefix: true }),
			since_time: filter.since('update_time'),
			until_time: filter.until('update_time'),
			company_id: filter.recordId(),
		},
		order: {
			id: 'id',
			create_time: byValue('create_time'),
			name: byText('company_name'),
			email: byText('email_address.email'),
		},
	},
	saved: ({ email_address: email }, { store, time }, before) => {
		if (isObject(email) && email !== before?.email_address) registerEmails(store, [email], time);
	},
});

function withStatus(email: Json, { store }: Call): Json {
	if (!isObject(email)) return email;
	const status = emailStatus(store, String(email.email));
	return { ...email, is_opt_in: isOptedIn(status), email_opt_status: status };
}

/** Tags are put on companies and taken off them one at a time. */
const tagging: Route[] = [
	{
		method: 'GET',
		path: `${recordPathOf(companies)}/tags`,
		handle: (call) => appliedTags(call, 'company', find(companies, call).id),
	},
	{
		method: 'POST',
		path: `${recordPathOf(companies)}/tags/{tagId}`,
		handle: (call) => {
			const tag = existing(call.store, 'tag', call.params.tagId);
			call.store.applyTag('company', find(companies, call).id, tag.id, call.time);
			return { status: 204 };
		},
	},
	{
		method: 'DELETE',
		path: `${recordPathOf(companies)}/tags/{tagId}`,
		handle: (call) => {
			const tag = existing(call.store, 'tag', call.params.tagId);
			call.store.removeTag('company', find(companies, call).id, tag.id);
			return { status: 204 };
		},
	},
];

export const companyRoutes = [...routesOf(companies), ...tagging];
