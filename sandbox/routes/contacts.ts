import { customFieldValues, fieldsOf, showCustomFields } from '../custom-fields';
import { emailStatus, registerEmails, isOptedIn } from '../email-status';
import { badRequest } from '../errors';
import { byText, listPage } from '../paging';
import { existing, knownId } from '../records';
import { field, type Store } from '../store';
import { appliedTags } from '../applied-tags';
import type { Answer, Call, Doc, Json, JsonObject, Route } from '../types';
import {
	addressEntry,
	bodyObject,
	date,
	emailEntry,
	faxEntry,
	isObject,
	oneOf,
	phoneEntry,
	record,
	requestedFields,
	required,
	showAddress,
	slots,
	socialEntry,
	string,
	timeZone,
	updateMask,
	withoutNulls,
	writes,
	written,
	type Parsers,
} from '../values';
import { contactFilters } from './contact-filters';

export const CONTACT_FIELDS = [
	'addresses',
	'anniversary_date',
	'birth_date',
	'company',
	'contact_type',
	'create_time',
	'custom_fields',
	'email_addresses',
	'family_name',
	'fax_numbers',
	'given_name',
	'id',
	'job_title',
	'leadsource_id',
	'links',
	'middle_name',
	'notes',
	'origin',
	'owner_id',
	'phone_numbers',
	'preferred_locale',
	'preferred_name',
	'prefix',
	'referral_code',
	'score_value',
	'social_accounts',
	'source_type',
	'spouse_name',
	'suffix',
	'tag_ids',
	'time_zone',
	'update_time',
	'utm_parameters',
	'website',
	'account_id',
	'assistant_name',
	'assistant_phone',
	'billing_information',
	'created_by',
	'groups',
	'last_updated_by',
];

/** Shown without being asked for. */
const DEFAULT_FIELDS = new Set([
	'id',
	'given_name',
	'family_name',
	'middle_name',
	'preferred_name',
	'prefix',
	'suffix',
	'job_title',
	'contact_type',
	'email_addresses',
	'phone_numbers',
	'addresses',
	'company',
	'owner_id',
	'create_time',
	'update_time',
]);

export const OPTIONAL_CONTACT_FIELDS = CONTACT_FIELDS.filter((name) => !DEFAULT_FIELDS.has(name));

const ARRAYS = [
	'email_addresses',
	'phone_numbers',
	'fax_numbers',
	'addresses',
	'social_accounts',
	'custom_fields',
];

export function contactRoutes(store: Store): Route[] {
	return [
		{ method: 'GET', path: '/v2/contacts', handle: (call) => listContacts(store, call) },
		{ method: 'POST', path: '/v2/contacts', handle: (call) => createContact(store, call) },
		{ method: 'POST', path: '/v2/contacts\\:merge', handle: (call) => mergeContacts(store, call) },
		{
			method: 'GET',
			path: '/v2/contacts/:contactId',
			handle: (call) => ({
				status: 200,
				body: contactShower(store, call)(existing(store, 'contact', call.params.contactId)),
			}),
		},
		{
			method: 'PATCH',
			path: '/v2/contacts/:contactId',
			handle: (call) => updateContact(store, call),
		},
		{
			method: 'DELETE',
			path: '/v2/contacts/:contactId',
			handle: (call) => deleteContact(store, existing(store, 'contact', call.params.contactId)),
		},
		{
			method: 'GET',
			path: '/v2/contacts/:contactId/tags',
			handle: (call) =>
				appliedTags(store, call, 'contact', existing(store, 'contact', call.params.contactId).id),
		},
		{
			method: 'GET',
			path: '/v2/contacts/:contactId/leadScore',
			handle: (call) => {
				const contact = existing(store, 'contact', call.params.contactId);
				return {
					status: 200,
					body: { score: contact.score_value ?? '0', last_updated: contact.update_time ?? null },
				};
			},
		},
	];
}

const listContacts = (store: Store, call: Call): Answer =>
	listPage(store, call, {
		kind: 'contact',
		items: 'contacts',
		filters: contactFilters(store),
		order: {
			id: 'id',
			create_time: byText('create_time'),
			update_time: byText('update_time'),
			email: byText('email_addresses[0].email'),
		},
		show: contactShower(store, call),
	});

/** What the caller sees of contacts: the basic properties, or just those asked for and the id. */
export function contactShower(store: Store, call: Call): (doc: Doc) => JsonObject {
	const shown = requestedFields(call.query, CONTACT_FIELDS) ?? DEFAULT_FIELDS;
	const customFields = shown.has('custom_fields') ? fieldsOf(store, 'CONTACT') : [];
	return (doc) => {
		const computed: Record<string, () => Json | undefined> = {
			email_addresses: () => entries(doc.email_addresses).map((entry) => showEmail(store, entry)),
			addresses: () => entries(doc.addresses).map(showAddress),
			phone_numbers: () => entries(doc.phone_numbers).map(showPhone),
			fax_numbers: () => doc.fax_numbers ?? [],
			social_accounts: () => doc.social_accounts ?? [],
			utm_parameters: () => doc.utm_parameters ?? [],
			custom_fields: () => showCustomFields(customFields, doc.custom_fields),
			tag_ids: () => store.tagsOf('contact', doc.id),
			groups: () => store.tagsOf('contact', doc.id).join(','),
			links: () => linksOf(store, doc.id),
			company: () => showCompany(store, doc.company),
		};
		const result: JsonObject = { id: doc.id };
		for (const name of shown) {
			const value = (computed[name] ?? (() => doc[name]))();
			if (value !== undefined) result[name] = value;
		}
		return result;
	};
}

const entries = (value: Json | undefined): JsonObject[] =>
	Array.isArray(value) ? value.filter(isObject) : [];

function showEmail(store: Store, entry: JsonObject): JsonObject {
	const status = emailStatus(store, String(entry.email));
	return { ...entry, is_opt_in: isOptedIn(status), email_opt_status: status };
}

const showPhone = (entry: JsonObject): JsonObject => {
	const number = String(entry.number).replace(/[^\d+]/g, '');
	const e164 = number.startsWith('+') ? number : number.length === 10 ? `+1${number}` : undefined;
	return e164 === undefined ? entry : { ...entry, number_e164: e164 };
};

function showCompany(store: Store, value: Json | undefined): Json | undefined {
	if (!isObject(value) || value.id === undefined) return value;
	return {
		id: value.id,
		company_name: store.get('company', String(value.id))?.company_name ?? null,
	};
}

function linksOf(store: Store, contactId: string): JsonObject[] {
	return store
		.query('link', {
			where: [
				{
					sql: `${field('contact1_id')} = ? OR ${field('contact2_id')} = ?`,
					params: [contactId, contactId],
				},
			],
		})
		.map((link) => ({
			id: link.id,
			linked_contact_id:
				link.contact1_id === contactId ? (link.contact2_id ?? null) : (link.contact1_id ?? null),
			link_type_id: link.link_type_id ?? null,
			link_type_name: store.get('linkType', String(link.link_type_id))?.name ?? null,
		}));
}

const contactParsers = (store: Store): Parsers => ({
	given_name: string(40),
	family_name: string(40),
	middle_name: string(100),
	preferred_name: string(100),
	prefix: string(40),
	suffix: string(40),
	job_title: string(255),
	spouse_name: string(100),
	website: string(100),
	contact_type: string(255),
	birth_date: date,
	anniversary_date: date,
	preferred_locale: (value, name) => {
		if (!/^[a-z]{2}([_-][A-Z]{2})?$/.test(String(value)))
			throw badRequest(`${String(value)} is not a valid locale`, name);
		return String(value);
	},
	time_zone: timeZone,
	referral_code: string(255),
	assistant_name: string(20),
	assistant_phone: string(15),
	billing_information: string(100),
	leadsource_id: string(20),
	owner_id: (value, name) => knownId(store, 'user', 'User', value, name),
	source_type: oneOf(
		'API',
		'APPOINTMENT',
		'FORM_API_HOSTED',
		'FORM_API_INTERNAL',
		'IMPORT',
		'INTERNAL_FORM',
		'LANDING_PAGE',
		'MANUAL',
		'OTHER',
		'UNKNOWN',
		'WEBFORM',
		'SOURCE_TYPE_UNSPECIFIED',
	),
	email_addresses: slots(emailEntry),
	phone_numbers: slots(phoneEntry),
	fax_numbers: slots(faxEntry),
	addresses: slots(addressEntry),
	social_accounts: slots(socialEntry),
	custom_fields: customFieldValues(store, 'CONTACT'),
	company: (value, name) => {
		const company = record({ id: string(), company_name: string(255) })(value, name);
		if (isObject(company) && company.id !== undefined) {
			return { id: knownId(store, 'company', 'Company', company.id, `${name}.id`) };
		}
		return company;
	},
	origin: record({ ip_address: string(45) }),
	utm_parameters: record(
		{
			keap_source_id: string(),
			utm_source: string(),
			utm_medium: string(),
			utm_term: string(),
			utm_campaign: string(),
			utm_content: string(),
		},
		(utm, name) => {
			if (utm.keap_source_id === undefined)
				throw badRequest('keap_source_id is required', `${name}.keap_source_id`);
			return utm;
		},
	),
});

function createContact(store: Store, call: Call): Answer {
	const option = call.query.get('duplicate_option');
	if (option !== null && !['Email', 'EmailAndName', 'EmailAndNameAndCompany'].includes(option)) {
		throw badRequest(`Invalid duplicate_option: ${option}`, 'duplicate_option');
	}
	const show = contactShower(store, call);
	const changes = writes(call.body, contactParsers(store));
	const reachable = ['email_addresses', 'phone_numbers', 'addresses'].some(
		(name) => entries(changes[name]).length > 0,
	);
	if (!reachable) {
		throw badRequest('An email address, a phone number or an address is needed');
	}
	const twin = option === null ? undefined : findTwin(store, changes, option);
	if (twin !== undefined)
		return { status: 200, body: show(saveContact(store, twin, changes, call)) };
	const time = new Date(call.now).toISOString();
	const origin = { ...(isObject(changes.origin) ? changes.origin : {}), date: time };
	const blank = store.insert('contact', {
		contact_type: 'Other',
		source_type: 'API',
		origin,
		create_time: time,
		...(call.key.userId === undefined ? {} : { created_by: call.key.userId }),
	});
	return { status: 201, body: show(saveContact(store, blank, { ...changes, origin }, call)) };
}

function updateContact(store: Store, call: Call): Answer {
	const contact = existing(store, 'contact', call.params.contactId);
	const show = contactShower(store, call);
	const mask = updateMask(call.query, CONTACT_FIELDS);
	return {
		status: 200,
		body: show(saveContact(store, contact, writes(call.body, contactParsers(store), mask), call)),
	};
}

function saveContact(store: Store, contact: Doc, changes: JsonObject, call: Call): Doc {
	const time = new Date(call.now).toISOString();
	const utm = changes.utm_parameters;
	if (isObject(utm)) changes = { ...changes, utm_parameters: addUtm(contact, utm, time) };
	const doc = written(contact, changes);
	doc.update_time = time;
	if (call.key.userId !== undefined) doc.last_updated_by = call.key.userId;
	return store.transaction(() => {
		registerEmails(store, entries(changes.email_addresses), time);
		return store.put('contact', doc);
	});
}

/** Touches accumulate: the first stays the first, the new one is the last. */
function addUtm(contact: Doc, utm: JsonObject, time: string): JsonObject[] {
	const earlier = entries(contact.utm_parameters).map((entry) => ({ ...entry, lastTouch: false }));
	return [
		...earlier,
		withoutNulls({
			id: earlier.length + 1,
			keapSourceId: utm.keap_source_id ?? null,
			utmSource: utm.utm_source ?? null,
			utmMedium: utm.utm_medium ?? null,
			utmTerm: utm.utm_term ?? null,
			utmCampaign: utm.utm_campaign ?? null,
			utmContent: utm.utm_content ?? null,
			firstTouch: earlier.length === 0,
			lastTouch: true,
			dateCreated: time,
		}),
	];
}

function findTwin(store: Store, changes: JsonObject, option: string): Doc | undefined {
	const same = (property: string, doc: Doc) =>
		String(doc[property] ?? '').toLowerCase() === String(changes[property] ?? '').toLowerCase();
	for (const entry of entries(changes.email_addresses)) {
		const found = store.contactsByEmail(String(entry.email)).find((doc) => {
			if (option === 'Email') return true;
			if (!same('given_name', doc) || !same('family_name', doc)) return false;
			if (option === 'EmailAndName') return true;
			// Companies are compared as records: a company that is a mere name never matches.
			const [mine, theirs] = [changes.company, doc.company];
			return isObject(mine) && isObject(theirs) && mine.id !== undefined && mine.id === theirs.id;
		});
		if (found !== undefined) return found;
	}
	return undefined;
}

function deleteContact(store: Store, contact: Doc): Answer {
	store.transaction(() => {
		for (const kind of ['note', 'task', 'file']) {
			const where = [{ sql: `${field('contact_id')} = ?`, params: [contact.id] }];
			for (const doc of store.query(kind, { where })) store.remove(kind, doc.id);
		}
		for (const link of linksOf(store, contact.id)) store.remove('link', String(link.id));
		store.remove('contact', contact.id);
	});
	return { status: 204 };
}

/** The primary contact keeps what it has, and gets what it lacks from the duplicate, which disappears. */
function mergeContacts(store: Store, call: Call): Answer {
	required(call.body, 'contact_id', 'duplicate_contact_id');
	const body = bodyObject(call.body);
	const show = contactShower(store, call);
	const primary = existing(store, 'contact', String(body.contact_id));
	const duplicate = existing(store, 'contact', String(body.duplicate_contact_id));
	if (primary.id === duplicate.id)
		throw badRequest('A contact cannot be merged with itself', 'duplicate_contact_id');
	const time = new Date(call.now).toISOString();
	const merged: Doc = { ...duplicate, ...primary, update_time: time };
	for (const name of ARRAYS) {
		const slot = name === 'custom_fields' ? 'id' : name === 'social_accounts' ? 'type' : 'field';
		const taken = new Set(entries(primary[name]).map((entry) => entry[slot]));
		merged[name] = [
			...entries(primary[name]),
			...entries(duplicate[name]).filter((entry) => !taken.has(entry[slot])),
		];
	}
	store.transaction(() => {
		for (const { tagId, appliedTime } of store.appliedTo('contact', duplicate.id)) {
			store.applyTag('contact', primary.id, tagId, appliedTime);
		}
		for (const kind of ['note', 'task', 'file', 'email']) {
			const where = [{ sql: `${field('contact_id')} = ?`, params: [duplicate.id] }];
			for (const doc of store.query(kind, { where }))
				store.put(kind, { ...doc, contact_id: primary.id });
		}
		deleteContact(store, duplicate);
		store.put('contact', merged);
	});
	return { status: 200, body: show(merged) };
}
