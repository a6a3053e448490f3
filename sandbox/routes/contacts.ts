import { appliedTags } from '../applied-tags';
import { bodyObject, isObject, objects, required, withoutNulls } from '../body';
import {
	collection,
	created,
	find,
	insertRecord,
	recordPathOf,
	removeRecord,
	routesOf,
	saveChanges,
	shower,
} from '../collection';
import { emailStatus, isOptedIn, registerEmails } from '../email-status';
import {
	addressEntry,
	emailEntry,
	faxEntry,
	phoneEntry,
	showAddress,
	slots,
	socialEntry,
} from '../entries';
import { badRequest } from '../errors';
import { byText } from '../paging';
import { existing } from '../records';
import { field, type Store } from '../store';
import type { Call, Doc, Json, JsonObject, Route, RouteResponse } from '../types';
import { date, oneOf, record, recordIn, string, timeZone } from '../values';
import { contactFilters } from './contact-filters';

const FIELDS = [
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
const SHOWN = new Set([
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

const ARRAYS = [
	'email_addresses',
	'phone_numbers',
	'fax_numbers',
	'addresses',
	'social_accounts',
	'custom_fields',
];

export const contacts = collection({
	kind: 'contact',
	path: '/v2/contacts',
	operations: ['list', 'get', 'update', 'delete'],
	properties: {
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
		leadsource_id: recordIn('leadSource'),
		owner_id: recordIn('user'),
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
		company: (value, name, call) => {
			const company = record({ id: string(), company_name: string(255) })(value, name, call);
			return isObject(company) && company.id !== undefined
				? { id: recordIn('company')(company.id, `${name}.id`, call) }
				: company;
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
	},
	mask: FIELDS,
	customFields: 'CONTACT',
	fields: {
		optional: FIELDS.filter((name) => !SHOWN.has(name)),
		allowed: FIELDS,
		asking: 'limits',
	},
	times: { created: 'create_time', updated: 'update_time' },
	users: { created: 'created_by', updated: 'last_updated_by' },
	defaults: { contact_type: 'Other', source_type: 'API' },
	computed: {
		email_addresses: (doc, { store }) =>
			objects(doc.email_addresses).map((entry) => showEmail(store, entry)),
		addresses: ({ addresses }) => objects(addresses).map(showAddress),
		phone_numbers: (doc) => objects(doc.phone_numbers).map(showPhone),
		fax_numbers: (doc) => doc.fax_numbers ?? [],
		social_accounts: (doc) => doc.social_accounts ?? [],
		utm_parameters: (doc) => doc.utm_parameters ?? [],
		tag_ids: ({ id }, { store }) => store.tagsOf('contact', id),
		groups: ({ id }, { store }) => store.tagsOf('contact', id).join(','),
		links: ({ id }, { store }) => linksOf(store, id),
		company: ({ company }, { store }) => showCompany(store, company),
	},
	dependents: [
		...['note', 'task', 'file'].map((kind) => ({ kind, property: 'contact_id' })),
		...['contact1_id', 'contact2_id'].map((property) => ({ kind: 'link', property })),
	].map((dependent) => ({ ...dependent, onDelete: 'delete' as const })),
	list: {
		items: 'contacts',
		filters: contactFilters,
		order: {
			id: 'id',
			create_time: byText('create_time'),
			update_time: byText('update_time'),
			email: byText('email_addresses[0].email'),
		},
	},
	prepare: (changes, { time }, current) => {
		const { origin, utm_parameters: utm } = changes;
		return {
			...changes,
			...(current === undefined && {
				origin: { ...(isObject(origin) ? origin : {}), date: time },
			}),
			...(isObject(utm) && { utm_parameters: addUtm(current, utm, time) }),
		};
	},
	saved: ({ email_addresses: emails }, { store, time }, before) => {
		if (emails !== before?.email_addresses) registerEmails(store, objects(emails), time);
	},
});

const special: Route[] = [
	{ method: 'POST', path: '/v2/contacts', handle: createContact },
	{ method: 'POST', path: '/v2/contacts:merge', handle: mergeContacts },
	{
		method: 'GET',
		path: `${recordPathOf(contacts)}/tags`,
		handle: (call) => appliedTags(call, 'contact', find(contacts, call).id),
	},
	{
		method: 'GET',
		path: `${recordPathOf(contacts)}/leadScore`,
		handle: (call) => {
			const { score_value: score, update_time: updated } = find(contacts, call);
			return { status: 200, body: { score: score ?? '0', last_updated: updated ?? null } };
		},
	},
];

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

/** With `duplicate_option`, a contact that is there already is updated instead. */
function createContact(call: Call): RouteResponse {
	const option = call.query.get('duplicate_option');
	if (option !== null && !['Email', 'EmailAndName', 'EmailAndNameAndCompany'].includes(option)) {
		throw badRequest(`Invalid duplicate_option: ${option}`, 'duplicate_option');
	}
	const show = shower(contacts, call, 'write');
	const given = created(contacts.properties, call.body, call);
	const reachable = ['email_addresses', 'phone_numbers', 'addresses'].some(
		(name) => objects(given[name]).length > 0,
	);
	if (!reachable) {
		throw badRequest('An email address, a phone number or an address is needed');
	}
	const twin = option === null ? undefined : findTwin(call.store, given, option);
	return twin === undefined
		? { status: 201, body: show(insertRecord(contacts, call, given)) }
		: { status: 200, body: show(saveChanges(contacts, call, twin, given)) };
}

/** Touches accumulate: the first stays the first, the new one is the last. */
function addUtm(contact: Doc | undefined, utm: JsonObject, time: string): JsonObject[] {
	const earlier = objects(contact?.utm_parameters).map((entry) => ({ ...entry, lastTouch: false }));
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
	for (const entry of objects(changes.email_addresses)) {
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

/** The primary contact keeps what it has, and gets what it lacks from the duplicate, which disappears. */
function mergeContacts(call: Call): RouteResponse {
	required(call.body, 'contact_id', 'duplicate_contact_id');
	const { store } = call;
	const body = bodyObject(call.body);
	const show = shower(contacts, call);
	const primary = existing(store, 'contact', String(body.contact_id));
	const duplicate = existing(store, 'contact', String(body.duplicate_contact_id));
	if (primary.id === duplicate.id)
		throw badRequest('A contact cannot be merged with itself', 'duplicate_contact_id');
	const merged: Doc = { ...duplicate, ...primary, update_time: call.time };
	for (const name of ARRAYS) {
		const slot = name === 'custom_fields' ? 'id' : name === 'social_accounts' ? 'type' : 'field';
		const taken = new Set(objects(primary[name]).map((entry) => entry[slot]));
		merged[name] = [
			...objects(primary[name]),
			...objects(duplicate[name]).filter((entry) => !taken.has(entry[slot])),
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
		removeRecord(contacts, call, duplicate);
		store.put('contact', merged);
	});
	return { status: 200, body: show(merged) };
}

export const contactRoutes = [...routesOf(contacts), ...special];
