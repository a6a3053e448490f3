import { objectsOf, type Json } from '../../api/json';
import type { Field, MergeByKey } from '../../descriptor/field';
import { fieldFor, mergeRules } from '../../descriptor/merging';
import type { Operation } from '../../descriptor/operation';
import { identityOf } from '../inputs/entries';
import { mergeList } from './mergeList';
import { fullEntries, sameEntry, sameValue } from './sameValue';

/** Whether a list that replaces the one at Keap is that one, whatever the order of its entries. */
function sameList(
	existing: unknown,
	given: unknown,
	rule: MergeByKey,
	field: Field | undefined,
): boolean {
	const { by } = rule;
	const have = objectsOf(existing);
	const kept = fullEntries(mergeList(have, [], rule, field), by);
	const wanted = fullEntries(given, by);
	if (kept.length !== wanted.length) return false;
	const left = [...kept];
	return wanted.every((entry) => {
		const identity = identityOf(entry, by);
		const i = left.findIndex((other) => {
			if (identityOf(other, by) !== identity) return false;
			const whole = have.find((one) => identityOf(one, by) === identity) ?? other;
			return sameEntry(whole, other, entry);
		});
		return i >= 0 && left.splice(i, 1).length === 1;
	});
}

/** What of a write would change the record: the properties of its body that Keap doesn't have already. */
export function difference(operation: Operation, existing: Json, body: Json): Json {
	const rules = mergeRules(operation);
	const isSame = (key: string) => {
		const rule = rules.get(key);
		return typeof rule === 'object' && body[key] !== null
			? sameList(existing[key], body[key], rule, fieldFor(operation, key))
			: sameValue(existing[key], body[key]);
	};
	return Object.fromEntries(Object.entries(body).filter(([key]) => !isSame(key)));
}
