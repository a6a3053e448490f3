import { CREATE_TAGS, NEW_TAG_CATEGORY } from '../descriptor/names';
import { toList } from './convert';
import { Deferred } from './deferred';
import { InputError } from './inputError';

const IS_ID = /^\d+$/;

/**
 * The IDs of tags given by name or ID. Names are looked up, and made where the options ask for it. Tag names may hold
 * commas, so a text is first looked up as a whole.
 */
export function tagIds(
	value: unknown,
	label: string,
	options: Record<string, unknown>,
): Deferred | string[] {
	const entries = toList(value).map(String);
	if (entries.every((entry) => IS_ID.test(entry))) return [...new Set(entries)];
	return new Deferred(async (lookups) => {
		const whole = typeof value === 'string' ? await lookups.tagId(value) : undefined;
		if (whole) return [whole];
		const ids: string[] = [];
		for (const entry of entries) {
			const known = (await lookups.tagId(entry)) ?? (IS_ID.test(entry) ? entry : undefined);
			if (known) ids.push(known);
			else if (options[CREATE_TAGS] === true) {
				ids.push(await lookups.createTag(entry, options[NEW_TAG_CATEGORY] as string | undefined));
			} else {
				throw new InputError(
					`'${label}': Keap has no tag named '${entry}'`,
					"Check the name, create the tag first, or turn on 'Create Missing Tags' in the options",
				);
			}
		}
		return [...new Set(ids)];
	});
}
