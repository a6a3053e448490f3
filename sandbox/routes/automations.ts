import { bodyObject, idsIn, objects, required, writes } from '../body';
import { collection, find, recordPathOf, removeRecord, routesOf, saveChanges } from '../collection';
import { ApiError, badRequest, notFound } from '../errors';
import * as filter from '../filter';
import { byText, byValue, listPage, unpagedList } from '../paging';
import { titleOf } from '../records';
import { field, type Condition, type Store } from '../store';
import type { Call, Doc, Json, JsonObject, Route, RouteResponse } from '../types';
import { boolean, notBlank, string } from '../values';

/** A name that contains the text, or with a star at the end, begins with it. */
const name = filter.special((_, value) => {
	if (value.startsWith('*')) throw badRequest('A leading wildcard is not supported', 'filter');
	const [, text = '', star] = /^(.*?)(\*?)$/s.exec(value) ?? [];
	const literally = text.replace(/[\\%_]/g, '\\$&');
	const pattern = star ? `${literally}%` : `%${literally}%`;
	return { sql: `${field('title')} LIKE ? ESCAPE '\\'`, params: [pattern] };
});

/** How many contacts are in the sequences of an automation. */
const activeContacts = `(SELECT count(*) FROM doc_sequence AS sequence, json_each(sequence.data, '$.contact_ids')
	WHERE json_extract(sequence.data, '$.automation_id') = CAST(doc_automation.id AS TEXT))`;

const sequencesOf = (store: Store, automationId: string): Doc[] =>
	store.query('sequence', { where: [ofAutomation(automationId)] });

const ofAutomation = (id: string): Condition => ({
	sql: `${field('automation_id')} = ?`,
	params: [id],
});

const contactsIn = ({ contact_ids: ids }: Doc): string[] =>
	Array.isArray(ids) ? ids.map(String) : [];

const countIn = (store: Store, id: string) =>
	sequencesOf(store, id).reduce((sum, sequence) => sum + contactsIn(sequence).length, 0);

const lists = {
	maxPageSize: 25,
	filters: {
		name,
		id: filter.recordId(filter.ANY_COMPARISON),
		status: filter.special((_, value) => {
			if (value !== 'published' && value !== 'draft')
				throw badRequest(`${value} is not one of published, draft`, 'status');
			return { sql: `${field('status')} = ?`, params: [value.toUpperCase()] };
		}),
		categories: filter.contains('categories', { several: true }),
	},
	order: {
		name: byText('title'),
		category: field('categories[0]'),
		activeContacts,
		publishedDate: byValue('published_date'),
	},
};

const automations = collection({
	kind: 'automation',
	path: '/v2/automations',
	operations: ['list', 'get'],
	hidden: ['create_date', 'locked_by', 'unpublished_form_message', 'update_date'],
	computed: {
		active_contacts: ({ id }, { store }) => countIn(store, id),
		current_edit_lock_status: ({ locked, locked_by: user }) => ({
			locked: locked === true,
			...(locked === true && user !== undefined ? { user_id: user } : {}),
		}),
	},
	dependents: [
		{ kind: 'sequence', property: 'automation_id', onDelete: 'delete' },
		{ kind: 'goal', property: 'automation_id', onDelete: 'delete' },
	],
	list: { items: 'automations', ...lists },
});

/** The same records under their old name. */
const campaigns = collection({
	kind: 'automation',
	path: '/v2/campaigns',
	operations: ['list', 'get'],
	show: (_, { store }, doc) => ({
		id: doc.id,
		name: doc.title ?? '',
		locked: doc.locked ?? false,
		date_created: doc.create_date ?? null,
		...(doc.published_date === undefined ? {} : { published_date: doc.published_date }),
		published_status: doc.status === 'PUBLISHED',
		time_zone: doc.published_timezone ?? null,
		active_contact_count: countIn(store, doc.id),
		completed_contact_count: 0,
	}),
	list: {
		items: 'campaigns',
		filters: { name },
		order: {
			name: byText('title'),
			publisheddate: byValue('published_date'),
			id: 'id',
			completedContactCount: 'id',
			activeContacts,
			datecreated: byValue('create_date'),
			lastupdated: byValue('update_date'),
		},
	},
});

const categories = collection({
	kind: 'automationCategory',
	path: '/v2/automationCategory',
	operations: ['list', 'create', 'update'],
	properties: { name: { type: string(100), required: 'both' } },
	unique: ['name'],
	computed: {
		automation_count: ({ id }, { store }) =>
			store.list('automation').filter((automation) => categoriesOf(automation).includes(id)).length,
	},
	list: { items: 'automation_categories', paging: 'emptyToken' },
});

const categoriesOf = ({ categories: ids }: Doc): string[] =>
	Array.isArray(ids) ? ids.map(String) : [];

/** The records with these IDs, all of which must exist. @throws ApiError 404 */
const known = ({ store }: Call, kind: string, ids: readonly string[]): Doc[] =>
	ids.map((id) => {
		const doc = /^\d+$/.test(id) ? store.get(kind, id) : undefined;
		if (doc === undefined) throw notFound(titleOf(kind), id);
		return doc;
	});

/** The IDs in a parameter of the query, repeated or joined by commas. */
function idsInQuery({ query }: Call, parameter: string): string[] {
	const ids = query.getAll(parameter).flatMap((entry) => entry.split(','));
	if (ids.every((id) => id.trim() === '')) throw badRequest(`${parameter} is required`, parameter);
	return ids;
}

const removal = (table: typeof automations, parameter: string): Route => ({
	method: 'DELETE',
	path: table.path,
	handle: (call) => {
		for (const doc of known(call, table.kind, idsInQuery(call, parameter)))
			removeRecord(table, call, doc);
		return { status: 204 };
	},
});

function listIds(call: Call): RouteResponse {
	const page = listPage(call, {
		...lists,
		kind: 'automation',
		items: 'automations',
		filters: filter.filters(lists.filters),
		show: ({ id, locked }) => ({ id, locked: locked === true }),
	});
	const { automations: found, ...rest } = page.body as JsonObject;
	const ids = (some: JsonObject[]) => some.map(({ id }) => id ?? null);
	return {
		status: 200,
		body: {
			...rest,
			automation_ids: ids(objects(found)),
			locked_automation_ids: ids(objects(found).filter(({ locked }) => locked)),
		},
	};
}

function unpublish(call: Call, docs: readonly Doc[]): RouteResponse {
	const { unpublished_form_message: message = null } = writes(
		bodyObject(call.body),
		{ unpublished_form_message: string() },
		call,
	);
	const changes = { status: 'DRAFT', unpublished_form_message: message };
	for (const doc of docs) saveChanges(automations, call, doc, changes);
	return { status: 200 };
}

/** Stands for all automations. */
const ALL = '0';

function assignCategories(call: Call): RouteResponse {
	const ids = idsIn(call.body, 'automation_ids');
	const chosen = known(call, 'automationCategory', idsIn(call.body, 'category_ids')).map(
		({ id }) => id,
	);
	const { apply_category: adds } = writes(call.body, { apply_category: boolean }, call);
	const docs = ids.includes(ALL) ? call.store.list('automation') : known(call, 'automation', ids);
	for (const doc of docs) {
		const left = categoriesOf(doc).filter((id) => !chosen.includes(id));
		saveChanges(automations, call, doc, {
			categories: adds === true ? [...left, ...chosen] : left,
		});
	}
	return { status: 200 };
}

/** Only what is published has sequences and goals to be found. */
const published = (call: Call, kind: string) => {
	const { id, status } = find(campaigns, call);
	return status === 'PUBLISHED' ? call.store.query(kind, { where: [ofAutomation(id)] }) : [];
};

const counts = { '24_hours': 0, '30_days': 0 };

function listSequences(call: Call): RouteResponse {
	const { body } = unpagedList(
		'sequences',
		published(call, 'sequence').map(({ id, name: title, paths, ...sequence }) => ({
			id,
			name: title,
			paths,
			active_contact_count: contactsIn({ id, ...sequence }).length,
			active_contact_count_completed: 0,
			historical_contact_count: counts,
		})),
	);
	return { status: 200, body: { ...(body as object), campaign_id: find(campaigns, call).id } };
}

function listGoals(call: Call): RouteResponse {
	const { body } = unpagedList(
		'goals',
		published(call, 'goal').map(
			({ id, name: title, type, next_sequence_ids, previous_sequence_ids }) => ({
				id,
				name: title,
				type,
				historical_contact_counts: counts,
				next_sequence_ids,
				previous_sequence_ids,
			}),
		),
	);
	return { status: 200, body: { ...(body as object), campaign_id: find(campaigns, call).id } };
}

/** Of each contact, what came of it. */
const perContact =
	(property: string, change: (call: Call, sequence: Doc, contactId: string) => string) =>
	(call: Call): RouteResponse => {
		const automation = find(automations, call);
		const [sequence] = known(call, 'sequence', [String(call.params.sequenceId)]);
		if (sequence?.automation_id !== automation.id)
			throw notFound('Sequence', String(call.params.sequenceId));
		const results: JsonObject = {};
		for (const id of idsIn(call.body, 'contact_ids')) {
			const exists = /^\d+$/.test(id) && call.store.get('contact', id) !== undefined;
			if (!exists) results[id] = 'CONTACT_DOES_NOT_EXIST';
			else if (automation.status !== 'PUBLISHED') results[id] = 'FAILED';
			else results[id] = change(call, current(call, sequence), id);
		}
		return { status: 200, body: { [property]: results } };
	};

const current = ({ store }: Call, { id }: Doc): Doc => store.get('sequence', id) as Doc;

function add({ store }: Call, sequence: Doc, contactId: string): string {
	const ids = contactsIn(sequence);
	if (ids.includes(contactId)) return 'ALREADY_IN_SEQUENCE';
	store.put('sequence', { ...sequence, contact_ids: [...ids, contactId] });
	return 'SUCCESS';
}

function takeOut({ store }: Call, sequence: Doc, contactId: string): string {
	const ids = contactsIn(sequence);
	if (!ids.includes(contactId)) return 'FAILED';
	store.put('sequence', { ...sequence, contact_ids: ids.filter((id) => id !== contactId) });
	return 'SUCCESS';
}

/** A goal stops what comes before it for the contact, and starts what comes after it. */
export function achieve(call: Call, goal: Doc, contactId: string): JsonObject {
	const { store } = call;
	const about = { automation_id: Number(goal.automation_id), goal_id: Number(goal.id) };
	if (store.get('automation', String(goal.automation_id))?.status !== 'PUBLISHED')
		return { success: false, message: 'The automation is not published', ...about };
	const sequences = (ids: Json | undefined) =>
		known(call, 'sequence', Array.isArray(ids) ? ids.map(String) : []);
	const flow = ({ id }: Doc, message: string) => ({ success: true, message, flow_id: Number(id) });
	const stopped = sequences(goal.previous_sequence_ids).filter(
		(sequence) => takeOut(call, sequence, contactId) === 'SUCCESS',
	);
	const started = sequences(goal.next_sequence_ids).filter(
		(sequence) => add(call, sequence, contactId) === 'SUCCESS',
	);
	return {
		success: true,
		message: 'Goal achieved successfully',
		...about,
		flow_start_results: started.map((sequence) => flow(sequence, 'Flow started successfully')),
		flow_stop_results: stopped.map((sequence) => flow(sequence, 'Flow stopped successfully')),
	};
}

function achieveGoal(call: Call): RouteResponse {
	const body = bodyObject(call.body);
	required(body, 'contact_id');
	const { contact_id: contact, automation_id: automation, goal_id: goal } = body;
	const { integration, call_name: callName } = body;
	for (const [property, value] of Object.entries({ contact, automation, goal }))
		if (value !== undefined && !Number.isInteger(value))
			throw badRequest(`${property}_id must be a whole number`, `${property}_id`);
	const byGoal = automation !== undefined && goal !== undefined;
	const byName = integration !== undefined && callName !== undefined;
	if (byGoal === byName)
		throw badRequest('Give either integration and call_name, or automation_id and goal_id');
	const [{ id: contactId } = { id: '' }] = known(call, 'contact', [String(contact)]);
	const goals = byGoal
		? known(call, 'goal', [String(goal)]).filter(
				({ automation_id: id }) => id === String(automation),
			)
		: call.store
				.list('goal')
				.filter((one) => one.integration === integration && one.call_name === callName);
	if (byGoal && goals.length === 0) throw notFound('Goal', String(goal));
	return { status: 200, body: { results: goals.map((one) => achieve(call, one, contactId)) } };
}

/** Easy automations are other records, whose IDs no list has. */
function renameEasyAutomation(call: Call): RouteResponse {
	required(call.body, 'name');
	const { name: title } = writes(call.body, { name: notBlank }, call);
	const key = String(call.params.easyAutomationId);
	const doc = call.store.find('easyAutomation', 'key', key);
	if (doc === undefined) throw new ApiError(404, `Easy automation ${key} not found`);
	call.store.put('easyAutomation', { ...doc, name: title ?? '' });
	return { status: 204 };
}

const own: Route[] = [
	removal(automations, 'automation_ids'),
	removal(categories, 'ids'),
	{ method: 'GET', path: '/v2/automations/ids', handle: listIds },
	{
		method: 'POST',
		path: '/v2/automations/batch-unpublish',
		handle: (call) =>
			unpublish(call, known(call, 'automation', idsIn(call.body, 'automation_ids'))),
	},
	{
		method: 'PUT',
		path: `${recordPathOf(automations)}/unpublish`,
		handle: (call) => unpublish(call, [find(automations, call)]),
	},
	{ method: 'POST', path: '/v2/automations/categories/batchAssign', handle: assignCategories },
	{ method: 'POST', path: '/v2/automations/goals/achieve', handle: achieveGoal },
	{ method: 'GET', path: `${recordPathOf(campaigns)}/sequences`, handle: listSequences },
	{ method: 'GET', path: `${recordPathOf(campaigns)}/goals`, handle: listGoals },
	{
		method: 'POST',
		path: `${recordPathOf(automations)}/sequences/{sequenceId}:addContacts`,
		handle: perContact('add_to_automation_sequence_results', add),
	},
	{
		method: 'POST',
		path: `${recordPathOf(campaigns)}/sequences/{sequenceId}:addContacts`,
		handle: perContact('add_to_sequence_results', add),
	},
	{
		method: 'POST',
		path: `${recordPathOf(campaigns)}/sequences/{sequenceId}:removeContacts`,
		handle: perContact('remove_from_sequence_results', takeOut),
	},
	{
		method: 'PATCH',
		path: '/v2/easy-automations/{easyAutomationId}',
		handle: renameEasyAutomation,
	},
];

export const automationRoutes = [...[automations, campaigns, categories].flatMap(routesOf), ...own];
