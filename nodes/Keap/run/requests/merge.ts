import { isObject, objectsOf, type Json } from '../../api/json';
import { ruledOut, type Field, type MergeByKey, type MergeRule } from '../../descriptor/field';
import { fieldFor, mergeRules } from '../../descriptor/merging';
import { inputsOf, type Operation } from '../../descriptor/operation';
import { identityOf } from '../inputs/entries';
import { refuseRuledOut } from '../inputs/values/applicable';
import { isEmpty } from '../inputs/values/scalars';
import { overlay, writable } from './mergeEntry';
import { mergeList, union } from './mergeList';

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

type JoiningRule = Exclude<MergeRule, 'whole'>;

/** The properties of a body whose values join those at Keap, and how. */
function joining(operation: Operation, body: Json): Array<[string, JoiningRule]> {
	const rules = mergeRules(operation);
	return Object.keys(body).flatMap((key): Array<[string, JoiningRule]> => {
		const rule = rules.get(key);
		return body[key] === null || rule === undefined || rule === 'whole' ? [] : [[key, rule]];
	});
}

/** The properties of a body that replace what Keap has, and so need it read first. */
export const replacedKeys = (operation: Operation, body: Json): string[] =>
	joining(operation, body).map(([key]) => key);

function mergeValue(
	rule: JoiningRule,
	field: Field | undefined,
	existing: unknown,
	given: unknown,
): unknown {
	if (rule === 'union') return union(asList(existing), asList(given));
	if (rule === 'properties')
		return isObject(existing) && isObject(given)
			? overlay(writable(existing, field), given)
			: given;
	const [before, changes] = [objectsOf(existing), objectsOf(given)];
	checkChanges(before, changes, rule, field);
	return mergeList(before, changes, rule, field);
}

/**
 * What an entry changes has to fit the choices that it keeps.
 * @throws InputError naming an input that doesn't apply, and the choice in the record at Keap
 */
function checkChanges(
	existing: readonly Json[],
	changes: readonly Json[],
	{ by }: MergeByKey,
	field: Field | undefined,
): void {
	if (field?.kind !== 'objects') return;
	for (const change of changes) {
		const identity = identityOf(change, by);
		const before = existing.find((entry) => identityOf(entry, by) === identity);
		for (const part of field.fields) {
			if (isEmpty(change[part.key])) continue;
			const by = ruledOut(part, (_name, { key }) => change[key] ?? before?.[key]);
			if (by) refuseRuledOut(part, by);
		}
	}
}

/** The body with everything kept that it doesn't mention. Both records are left as they are. */
export function mergeInto(operation: Operation, existing: Json, body: Json): Json {
	const merged: Json = { ...body };
	for (const [key, rule] of joining(operation, body))
		merged[key] = mergeValue(rule, fieldFor(operation, key), existing[key], body[key]);
	return merged;
}

/** All that an operation can write of a record, as it is there. */
export const writableIn = (operation: Operation, existing: Json): Json =>
	Object.fromEntries(
		inputsOf(operation)
			.filter(({ key }) => !isEmpty(existing[key]))
			.map(({ key }) => [key, existing[key]]),
	);
