import { isObject, type Json } from '../../api/json';
import type { Field, MergeRule } from '../../descriptor/field';
import { fieldFor, mergeRules } from '../../descriptor/merging';
import type { Operation } from '../../descriptor/operation';
import { overlay, writable } from './mergeEntry';
import { mergeList, union } from './mergeList';

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** The properties of a body that replace what Keap has, and so need it read first. */
export function replacedKeys(operation: Operation, body: Json): string[] {
	const rules = mergeRules(operation);
	return Object.keys(body).filter((key) => {
		const rule = rules.get(key);
		return body[key] !== null && rule !== undefined && rule !== 'whole';
	});
}

function mergeValue(
	rule: MergeRule,
	field: Field | undefined,
	existing: unknown,
	given: unknown,
): unknown {
	if (rule === 'whole') return given;
	if (rule === 'union') return union(asList(existing), asList(given));
	if (rule === 'properties')
		return isObject(existing) && isObject(given)
			? overlay(writable(existing, field), given)
			: given;
	return mergeList(asList(existing).filter(isObject), asList(given).filter(isObject), rule, field);
}

/** The body with everything kept that it doesn't mention. Both records are left as they are. */
export function mergeInto(operation: Operation, existing: Json, body: Json): Json {
	const rules = mergeRules(operation);
	const merged: Json = { ...body };
	for (const key of replacedKeys(operation, body)) {
		const rule = rules.get(key) ?? 'whole';
		merged[key] = mergeValue(rule, fieldFor(operation, key), existing[key], body[key]);
	}
	return merged;
}
