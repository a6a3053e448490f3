import type { Field, MergeRule } from './field';
import { once } from './once';
import { inputsOf, type Operation } from './operation';

/** Custom fields have no input of their own: the account's are filled in by name and sent by ID. */
const CUSTOM_FIELDS: MergeRule = { by: 'id' };

type Inputs = Pick<Operation, 'inputs' | 'optional' | 'customFields'>;

const ruleOf = (field: Field): MergeRule | undefined =>
	'merge' in field ? field.merge : undefined;

const fieldsByKey = once(
	// Of several with one key, the first counts.
	(operation: Inputs) =>
		new Map([...inputsOf(operation)].reverse().map((field) => [field.key, field])),
);

/** The input that makes a property of the body. */
export const fieldFor = (operation: Inputs, key: string): Field | undefined =>
	fieldsByKey(operation).get(key);

/** Whether something of an operation's body joins what Keap has, instead of taking its place. */
export const joinsExisting = (operation: Inputs): boolean =>
	[...mergeRules(operation).values()].some((rule) => rule !== 'whole');

/** For the properties of an operation's body that have one: how they join what Keap has. */
export const mergeRules = once((operation: Inputs): ReadonlyMap<string, MergeRule> => {
	const rules = new Map<string, MergeRule>();
	for (const field of inputsOf(operation)) {
		const rule = ruleOf(field);
		if (rule) rules.set(field.key, rule);
	}
	if (operation.customFields) rules.set('custom_fields', CUSTOM_FIELDS);
	return rules;
});
