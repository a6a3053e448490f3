import {
	boolean,
	dateTime,
	record,
	tags as tagsInput,
	text,
	type Choice,
	type Field,
} from '../descriptor/field';
import { CREATE_TAGS, NEW_TAG_CATEGORY } from '../descriptor/names';
import type { Columns, Filter, List } from '../descriptor/operation';

/** What contacts and companies have in common when it comes to their tags. */

export const tags = tagsInput('tags', 'Tag Names or IDs', {
	required: true,
	hint: 'Names work in expressions, too',
});

/** One request for each tag; a 404 may be about the tag or about what it is put on. */
export const tagFanOut = { input: 'tags', as: 'tagId', record: '/v2/tags/{tagId}' };

/** Options for making tags that don't exist. */
export const createTags: Field[] = [
	boolean(CREATE_TAGS, 'Create Missing Tags', 'Whether to create tags that Keap does not have yet'),
	record('tagCategory', { name: NEW_TAG_CATEGORY, label: 'Category of Created Tags' }),
];

/** When a tag was applied. */
export const appliedBetween: Filter[] = [
	dateTime('sinceAppliedTime', 'Applied After'),
	dateTime('untilAppliedTime', 'Applied Before'),
];

/** Filters on tags themselves. */
export const tagFilters: Filter[] = [
	record('tagCategory', { name: 'categoryId', label: 'Category', key: 'category_id' }),
	text('description', 'Description'),
	text('name', 'Name'),
	dateTime('sinceCreateTime', 'Created After'),
	dateTime('untilCreateTime', 'Created Before'),
	dateTime('sinceUpdateTime', 'Updated After'),
	dateTime('untilUpdateTime', 'Updated Before'),
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
