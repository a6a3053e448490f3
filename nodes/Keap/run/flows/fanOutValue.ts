import { BY_KIND } from '../../messages/keapErrors';
import { unknownRecord, type InputError } from '../../messages/inputErrors';
import type { Operation } from '../../descriptor/operation';
import type { RunContext } from './runContext';

/**
 * A 404 for a path that names two records, such as a tag and a contact, doesn't say which of them is missing. Whether it
 * is the value that fanned out is asked once per value and run.
 */

/** Whether Keap lacks the record that a value names; undefined where it can't be told. */
export async function isFanOutValueMissing(
	{ operation: { fanOut }, lookups }: RunContext,
	value: string,
): Promise<boolean | undefined> {
	if (!fanOut?.record) return undefined;
	const path = fanOut.record.replace(`{${fanOut.as}}`, encodeURIComponent(value));
	const exists = await lookups.exists(path);
	return exists === undefined ? undefined : !exists;
}

/** The error of an item one of whose values Keap doesn't know. */
export function unknownFanOutValue({ inputs, fanOut }: Operation, value: string): InputError {
	const field = inputs.find(({ name }) => name === fanOut?.input);
	const noun = field?.kind === 'tags' ? 'tag' : 'record';
	return unknownRecord(field?.label ?? noun, noun, value, BY_KIND.notFound().remedy);
}
