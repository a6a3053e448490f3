import { CREATE_TAGS, NEW_TAG_CATEGORY } from '../../../descriptor/names';
import { emptyTags, unknownTag } from '../../../messages/inputErrors';
import { PendingLookup } from '../pendingLookup';
import { toList, toText, withoutLeadingZeros } from './scalars';

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
): PendingLookup | string[] {
	const entries = toList(value).map(toText);
	if (entries.length === 0) throw emptyTags(label);
	if (entries.every((entry) => IS_ID.test(entry))) {
		return [...new Set(entries.map(withoutLeadingZeros))];
	}
	return new PendingLookup(async (lookups) => {
		const whole = typeof value === 'string' ? await lookups.tagId(value) : undefined;
		if (whole) return [whole];
		const ids: string[] = [];
		for (const entry of entries) {
			const known = IS_ID.test(entry) ? withoutLeadingZeros(entry) : await lookups.tagId(entry);
			if (known) ids.push(known);
			else if (options[CREATE_TAGS] === true) {
				ids.push(await lookups.createTag(entry, options[NEW_TAG_CATEGORY] as string | undefined));
			} else {
				throw unknownTag(label, entry, canCreate);
			}
		}
		return [...new Set(ids)];
	});
}
