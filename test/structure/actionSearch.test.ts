import { sublimeSearch } from '@n8n/utils/search/sublime-search';

import { operations } from './compiled';

/**
 * Finding an action in n8n's node panel, with n8n's own search: all letters of what is typed have to stand in the text of
 * the action, in their order, as `useActionsGeneration` and `searchNodes` of n8n's editor put them to it. Neither the
 * description nor the name of the operation is looked at, so that other words for the same stand in the text itself. So do
 * articles: a text with them is found with and without, one without them only without.
 */

/** How many results a person looks at. */
const FEW = 3;

const actions = operations.map(({ resource, value, action }) => ({
	operation: `${resource} ${value}`,
	properties: { displayName: action },
}));

const found = (typed: string) =>
	sublimeSearch(typed.toLowerCase(), actions).map(({ item }) => item.operation);

it.each([
	['Create order', 'order create'],
	['Create an order', 'order create'],
	['Update a contact', 'contact update'],
	['Send an email', 'email send'],
	['create invoice', 'order create'],
	['create order payment', 'order createPayment'],
	['record payment', 'order createPayment'],
	['Add contact to sequence', 'contact addToSequence'],
	['remove from sequence', 'contact removeFromSequence'],
	['apply tag', 'contact addTags'],
	['apply tag to contact', 'contact addTags'],
	['add tag', 'contact addTags'],
	['remove tag', 'contact removeTags'],
	['send email', 'email send'],
	['get contact', 'contact get'],
	['create contact', 'contact create'],
	['update contact', 'contact update'],
	['create or update contact', 'contact upsert'],
	['achieve goal', 'automation achieveGoal'],
	['add note to contact', 'note create'],
	['create note', 'note create'],
	['create task', 'task create'],
	['create opportunity', 'opportunity create'],
	['api request', 'api request'],
])('%p finds %s', (typed, operation) => {
	expect(found(typed).slice(0, FEW)).toContain(operation);
});

it('every action is found by its own text, before all others', () => {
	const missed = actions.filter(
		({ operation, properties }) => found(properties.displayName)[0] !== operation,
	);
	expect(missed).toEqual([]);
});
