import { create, getMany, remove, resource, update } from '../descriptor/builders';
import { calledBy, collection } from '../descriptor/collection';
import { record, required, text } from '../descriptor/field';
import { words } from '../descriptor/labels';

export const automationCategories = collection({
	noun: 'Automation Category',
	plural: 'Automation Categories',
	id: 'automationCategoryId',
	example: '2',
	path: '/v2/automationCategory',
	items: 'automation_categories',
	listOnly: true,
	record: { columns: { id: 'id', name: 'name', automation_count: 'automation_count' } },
	byName: calledBy('Name', 'Onboarding', 'name'),
	picker: { remembered: true, label: ({ name }) => words(name) },
});

const name = required(text('name', 'Name', { placeholder: 'e.g. Onboarding' }));

/**
 * Keap states no number of IDs for these calls; a hundred keep addresses short, and a call that is turned down cheap.
 */
const MAX_IDS = 100;

export const automationCategory = resource(
	'automationCategory',
	'Automation Category',
	[
		create({ of: automationCategories, inputs: [name] }),
		getMany({ of: automationCategories }),
		update({ of: automationCategories, inputs: [name], mask: false }),
		remove({
			of: automationCategories,
			description: 'Delete an automation category permanently; up to 100 items go out in one call',
			path: '/v2/automationCategory',
			inputs: [record(automationCategories, { required: true })],
			flow: {
				kind: 'batchWrite',
				collect: 'automationCategoryId',
				into: 'ids',
				in: 'query',
				max: MAX_IDS,
			},
		}),
	],
	'Automation Categories',
);
