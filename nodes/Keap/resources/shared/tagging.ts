import { boolean, record, records, type Choice, type Field } from '../../descriptor/field';
import { CREATE_TAGS, NEW_TAG_CATEGORY } from '../../descriptor/names';
import type { Filter, List } from '../../descriptor/operation';
import type { Columns } from '../../descriptor/recordOutput';
import { tags as tagCollection } from '../tag';
import { tagCategories } from '../tagCategory';
import { appliedBetween, tagFilters } from './tagFilters';

/** What contacts and companies have in common when it comes to their tags. */

export const tags = records(tagCollection, 'tags', 'Tags', {
	required: true,
	description: 'An expression in place of a tag may give several names or IDs, separated by commas',
});

/** One request for each tag; a 404 may be about the tag or about what it is put on. */
export const tagFanOut = (done: 'added' | 'removed') =>
	({ input: 'tags', of: tagCollection, done, list: 'tags' }) as const;

/** Options for making tags that don't exist. */
export const createTags: Field[] = [
	boolean(CREATE_TAGS, 'Create Missing Tags', 'Whether to create tags that Keap does not have yet'),
	record(tagCategories, { name: NEW_TAG_CATEGORY, label: 'Category of Created Tags' }),
];

const appliedFilters: Filter[] = [...appliedBetween, ...tagFilters];

const appliedSort: Choice[] = [
	{ name: 'Applied Time', value: 'applied_time' },
	{ name: 'Category', value: 'category_id' },
	{ name: 'Create Time', value: 'create_time' },
	{ name: 'Name', value: 'name' },
	{ name: 'Update Time', value: 'update_time' },
];

/** The tags of a contact or company. */
export const appliedTags: { columns: Columns; list: List } = {
	columns: {
		id: 'tag.id',
		name: 'tag.name',
		description: 'tag.description',
		category_id: 'tag.category.id',
		applied_time: 'applied_time',
	},
	list: { items: 'tags', pageSize: 1000, filters: appliedFilters, sort: appliedSort },
};
