import { get, getMany, operation, remove, resource } from '../../descriptor/builders';
import {
	boolean,
	choice,
	id,
	ids,
	longText,
	record,
	records,
	required,
	text,
	when,
} from '../../descriptor/field';
import type { List } from '../../descriptor/operation';
import { automationCategories } from '../automationCategory';
import { contacts } from '../contact/collection';
import { byPrefix, idRange } from '../shared/filters';
import { automationGoals, automations } from './collections';

const automationId = record(automations, { required: true });

/** Keap states no number of IDs for these calls; a hundred keep addresses short, and a call that is turned down cheap. */
const together = {
	kind: 'batchWrite',
	collect: 'automationId',
	into: 'automation_ids',
	max: 100,
	// Keap takes this ID for all automations, at least where it assigns categories.
	wildcard: '0',
} as const;

const list: Partial<List> = {
	filters: [
		ids(automationCategories, 'categoryIds', 'Categories', { key: 'categories' }),
		...idRange('id'),
		{
			...byPrefix(text('name', 'Name'), 'Welcome'),
			description:
				'Finds all automations whose names contain this text; with an asterisk at the end, those that begin with it, as in Welcome*',
		},
		choice('status', 'Status', [
			{ name: 'Draft', value: 'draft' },
			{ name: 'Published', value: 'published' },
		]),
	],
	sort: [
		{ name: 'Active Contacts', value: 'activeContacts' },
		{ name: 'Category', value: 'category' },
		{ name: 'Name', value: 'name' },
		{ name: 'Published Date', value: 'publishedDate' },
	],
};

const formMessage = longText('unpublishedFormMessage', 'Form Message', {
	placeholder: 'e.g. This form is closed at the moment',
	description: 'What visitors read in place of the forms of the automation',
});

/** Keap's API has no way back. */
const UNPUBLISHING = 'it can be published again in Keap only';

const goalBy = choice(
	'goalBy',
	'Goal By',
	[
		{
			name: 'Automation and Goal',
			value: 'goal',
			description: 'Any goal, chosen from its automation',
		},
		{
			name: 'Integration and Call Name',
			value: 'callName',
			description: 'All API goals with this integration and call name, whatever their automation',
		},
	],
	{ in: 'nowhere', required: true },
);

const byGoal = { required: true, numeric: true, onlyIf: when(goalBy, 'goal') } as const;
const byCallName = { required: true, onlyIf: when(goalBy, 'callName') };

export const automation = resource('automation', 'Automation', [
	operation({
		value: 'achieveGoal',
		name: 'Achieve Goal',
		action: 'Achieve a goal of an automation',
		description:
			'Tell Keap that a contact has achieved a goal, which starts what follows it in the automation',
		method: 'POST',
		path: '/v2/automations/goals/achieve',
		inputs: [
			record(contacts, { required: true, numeric: true }),
			goalBy,
			record(automations, byGoal),
			record(automationGoals, byGoal),
			text('integration', 'Integration', { ...byCallName, placeholder: 'e.g. myShop' }),
			text('callName', 'Call Name', { ...byCallName, placeholder: 'e.g. orderPaid' }),
		],
		output: {
			kind: 'record',
			outcome: {
				list: 'results',
				good: 'success',
				reason: 'message',
				message: 'Keap achieved no goal for this contact',
			},
		},
	}),
	operation({
		value: 'assignCategories',
		name: 'Assign Categories',
		action: 'Assign categories to an automation',
		description:
			'Add categories to automations, or remove them; items with the same ones go out together',
		method: 'POST',
		path: '/v2/automations/categories/batchAssign',
		inputs: [
			automationId,
			records(automationCategories, 'categories', 'Categories', {
				key: 'category_ids',
				required: true,
			}),
			boolean(
				'applyCategory',
				'Add',
				'Whether to add the categories to the automation; otherwise they are removed from it',
				{ default: true, required: true },
			),
		],
		flow: together,
		output: { kind: 'done' },
		idempotent: true,
	}),
	remove({
		of: automations,
		description: 'Delete an automation permanently; up to 100 items go out in one call',
		path: '/v2/automations',
		inputs: [automationId],
		flow: { ...together, in: 'query' },
	}),
	get({ of: automations }),
	getMany({
		value: 'getIds',
		name: 'Get IDs',
		action: 'Get the ID of many automations',
		description: 'Retrieve only the IDs of automations, and whether somebody is editing them',
		path: '/v2/automations/ids',
		list: {
			...list,
			items: 'automation_ids',
			pageSize: 25,
			bare: { as: 'id', marks: { locked: 'locked_automation_ids' } },
		},
	}),
	getMany({ of: automations, list }),
	operation({
		value: 'renameEasyAutomation',
		name: 'Rename Easy Automation',
		action: 'Rename an easy automation',
		description: 'Change the name of an easy automation',
		method: 'PATCH',
		path: '/v2/easy-automations/{easyAutomationId}',
		inputs: [
			id('easyAutomationId', 'Easy Automation ID', {
				required: true,
				placeholder: 'e.g. HWv0fbDNDbWg6cFKY027',
				description: 'Keap has no list of easy automations to choose from',
			}),
			required(text('name', 'Name', { placeholder: 'e.g. Welcome New Customers' })),
		],
		output: { kind: 'done' },
	}),
	operation({
		value: 'unpublish',
		name: 'Unpublish',
		action: 'Unpublish an automation',
		description: `Take an automation out of service; ${UNPUBLISHING}`,
		method: 'PUT',
		path: '/v2/automations/{automationId}/unpublish',
		inputs: [automationId],
		fields: [formMessage],
		output: { kind: 'done' },
	}),
	operation({
		value: 'unpublishBatch',
		name: 'Unpublish in Batches',
		action: 'Unpublish automations in batches',
		description: `Take many automations out of service, up to 100 items in one call; ${UNPUBLISHING}`,
		method: 'POST',
		path: '/v2/automations/batch-unpublish',
		inputs: [automationId],
		fields: [formMessage],
		flow: together,
		output: { kind: 'done' },
		idempotent: true,
	}),
]);
