import { dateTime, record, text, type Choice } from '../descriptor/field';
import type { Filter } from '../descriptor/operation';

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

/** The lists of tags that a contact or company has. */
export const appliedFilters: Filter[] = [...appliedBetween, ...tagFilters];

export const appliedSort: Choice[] = [
	{ name: 'Applied Time', value: 'applied_time' },
	{ name: 'Category', value: 'category_id' },
	{ name: 'Create Time', value: 'create_time' },
	{ name: 'Name', value: 'name' },
	{ name: 'Update Time', value: 'update_time' },
];
