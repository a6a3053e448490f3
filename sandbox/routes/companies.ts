import { appliedTags } from '../applied-tags';
import { customFieldValues, customFilters, fieldsOf, showCustomFields } from '../custom-fields';
import { emailStatus, isOptedIn, registerEmails } from '../email-status';
import { COMPARISON, filters, recordId, since, special, matchText, text, until } from '../filter';
import { byText, byValue, listPage } from '../paging';
import { field, type Store } from '../store';
import type { Answer, Call, Doc, JsonObject, Route } from '../types';
import {
	addressEntry,
	date,
	emailEntry,
	faxEntry,
	isObject,
	phoneEntry,
	requestedFields,
	required,
	showAddress,
	string,
	updateMask,
	withoutNulls,
	writes,
	written,
	type Parsers,
} from '../values';
import { existing, knownId } from '../records';

const COMPANY_FIELDS = [
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

/** Left out unless asked for. Asking adds to the rest. */
export const OPTIONAL_COMPANY_FIELDS = [
	'notes',
	'fax_number',
	'address',
	'email_address',
	'phone_number',
	'update_time',
	'create_time',
	'custom_fields',
];

export function companyRoutes(store: Store): Route[] {
	const one = (call: Call) => existing(store, 'company', call.params.companyId);
	const fields = (call: Call) => requestedFields(call.query, COMPANY_FIELDS);
	return [
		{
			method: 'GET',
			path: '/v2/companies',
			handle: (call) =>
				listPage(store, call, {
					kind: 'company',
					items: 'companies',
					filters: companyFilters(store),
					order: {
						id: 'id',
						create_time: byValue('create_time'),
						name: byText('company_name'),
						email: byText('email_address.email'),
					},
					show: companyShower(store, fields(call)),
				}),
		},
		{ method: 'POST', path: '/v2/companies', handle: (call) => createCompany(store, call) },
		{
			method: 'GET',
			path: '/v2/companies/:companyId',
			handle: (call) => ({ status: 200, body: companyShower(store, fields(call))(one(call)) }),
		},
		{
			method: 'PATCH',
			path: '/v2/companies/:companyId',
			handle: (call) => updateCompany(store, call, one(call)),
		},
		{
			method: 'DELETE',
			path: '/v2/companies/:companyId',
			handle: (call) => deleteCompany(store, one(call)),
		},
		{
			method: 'GET',
			path: '/v2/companies/:companyId/tags',
			handle: (call) => appliedTags(store, call, 'company', one(call).id),
		},
		{
			method: 'POST',
			path: '/v2/companies/:companyId/tags/:tagId',
			handle: (call) => {
				const tag = existing(store, 'tag', call.params.tagId);
				store.applyTag('company', one(call).id, tag.id, new Date(call.now).toISOString());
				return { status: 204 };
			},
		},
		{
			method: 'DELETE',
			path: '/v2/companies/:companyId/tags/:tagId',
			handle: (call) => {
				const tag = existing(store, 'tag', call.params.tagId);
				store.removeTag('company', one(call).id, tag.id);
				return { status: 204 };
			},
		},
	];
}

const companyFilters = (store: Store) =>
	filters(
		{
			company_name: text('company_name'),
			name: text('company_name', { prefix: true }),
			email: text('email_address.email'),
			city: text('address.locality', { prefix: true }),
			state: special((_, value) => matchText(field('address.region'), value, true)),
			since_time: since('update_time'),
			until_time: until('update_time'),
			company_id: recordId(COMPARISON),
		},
		customFilters(store, 'COMPANY'),
	);

export function companyShower(
	store: Store,
	asked: ReadonlySet<string> = new Set(),
): (doc: Doc) => JsonObject {
	const hidden = OPTIONAL_COMPANY_FIELDS.filter((name) => !asked.has(name));
	const customFields = asked.has('custom_fields') ? fieldsOf(store, 'COMPANY') : [];
	return (doc) => {
		const shown: JsonObject = { ...doc };
		for (const name of hidden) delete shown[name];
		if (asked.has('custom_fields'))
			shown.custom_fields = showCustomFields(customFields, doc.custom_fields);
		if (shown.address !== undefined) shown.address = showAddress(shown.address);
		if (isObject(shown.email_address)) {
			const status = emailStatus(store, String(shown.email_address.email));
			shown.email_address = {
				...shown.email_address,
				is_opt_in: isOptedIn(status),
				email_opt_status: status,
			};
		}
		const tags = store.tagsOf('company', doc.id);
		if (tags.length > 0) shown.groups = tags.join(',');
		return shown;
	};
}

const companyParsers = (store: Store): Parsers => ({
	company_name: string(255),
	address: addressEntry,
	phone_number: phoneEntry,
	fax_number: faxEntry,
	email_address: emailEntry,
	notes: string(),
	website: string(100),
	custom_fields: customFieldValues(store, 'COMPANY'),
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
	owner_id: (value, name) => knownId(store, 'user', 'User', value, name),
	referral_code: string(255),
	spouse_name: string(100),
	suffix: string(40),
	title: string(40),
});

function createCompany(store: Store, call: Call): Answer {
	required(call.body, 'company_name');
	const doc = withoutNulls(writes(call.body, companyParsers(store)));
	const time = new Date(call.now).toISOString();
	if (isObject(doc.email_address)) registerEmails(store, [doc.email_address], time);
	const user: JsonObject =
		call.key.userId === undefined
			? {}
			: { created_by: call.key.userId, last_updated_by: call.key.userId };
	const company = store.insert('company', {
		...doc,
		...user,
		create_time: time,
		update_time: time,
	});
	return { status: 201, body: companyShower(store, new Set(OPTIONAL_COMPANY_FIELDS))(company) };
}

function updateCompany(store: Store, call: Call, company: Doc): Answer {
	const changes = writes(call.body, companyParsers(store), updateMask(call.query, COMPANY_FIELDS));
	const time = new Date(call.now).toISOString();
	if (isObject(changes.email_address)) registerEmails(store, [changes.email_address], time);
	const changed = store.put('company', { ...written(company, changes), update_time: time });
	return { status: 200, body: companyShower(store, new Set(OPTIONAL_COMPANY_FIELDS))(changed) };
}

function deleteCompany(store: Store, company: Doc): Answer {
	store.transaction(() => {
		const where = [{ sql: `${field('company.id')} = ?`, params: [company.id] }];
		for (const contact of store.query('contact', { where }))
			store.put('contact', written(contact, { company: null }));
		store.remove('company', company.id);
	});
	return { status: 204 };
}
