import { CREATE_TAGS, NEW_TAG_CATEGORY } from '../descriptor/names';
import { toList } from './scalars';
import { Deferred } from './deferred';
import { InputError } from './inputError';

const IS_ID = /^\d+$/;

/**
 * The IDs of tags given by name or ID. Digits are an ID; names are looked up, and made where the options ask for it. Tag
 * names may hold commas, so a text is first looked up as a whole.
 */
export function tagIds(
	value: unknown,
	label: string,
	options: Record<string, unknown>,
	canCreate: boolean,
): Deferred | string[] {
	const entries = toList(value).map(String);
	if (entries.length === 0)
		throw new InputError(`'${label}' is empty`, 'Enter the name or ID of at least one tag');
	if (entries.every((entry) => IS_ID.test(entry))) return [...new Set(entries)];
	return new Deferred(async (lookups) => {
		const whole = typeof value === 'string' ? await lookups.tagId(value) : undefined;
		if (whole) return [whole];
		const ids: string[] = [];
		for (const entry of entries) {
			const known = IS_ID.test(entry) ? entry : await lookups.tagId(entry);
			if (known) ids.push(known);
			else if (options[CREATE_TAGS] === true) {
				ids.push(await lookups.createTag(entry, options[NEW_TAG_CATEGORY] as string | undefined));
			} else {
				throw new InputError(
					`'${label}': Keap has no tag named '${entry}'`,
					canCreate
						? "Check the name, create the tag first, or turn on 'Create Missing Tags' in the options"
						: 'Check the name, or use the ID of the tag',
				);
			}
		}
		return [...new Set(ids)];
	});
}
