import type { FanOut, Operation } from '../../descriptor/operation';
import { unknownRecord, type InputError } from '../../messages/inputErrors';
import { BY_KIND } from '../../messages/keapErrors';
import type { RunContext } from './runContext';

/**
 * A 404 for a path that names two records, such as a tag and a contact, doesn't say which of them is missing. Whether it
 * is the value that fanned out is asked once per value and run.
 */

/** Whether Keap lacks the record that a value names; undefined where it can't be told. */
export async function isFanOutValueMissing(
	{ lookups }: RunContext,
	fanOut: FanOut | undefined,
	value: string,
): Promise<boolean | undefined> {
	if (!fanOut) return undefined;
	const { one, id } = fanOut.of;
	const exists = await lookups.exists(one.replace(`{${id}}`, encodeURIComponent(value)));
	return exists === undefined ? undefined : !exists;
}

/** The error of an item one of whose values Keap doesn't know. */
export function unknownFanOutValue(
	{ inputs }: Operation,
	fanOut: FanOut | undefined,
	value: string,
): InputError {
	const label = inputs.find(({ name }) => name === fanOut?.input)?.label ?? 'ID';
	const noun = fanOut?.of.noun.toLowerCase() ?? 'record';
	return unknownRecord(label, noun, value, BY_KIND.notFound().remedy);
}
