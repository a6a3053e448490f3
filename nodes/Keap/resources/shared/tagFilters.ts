import { dateTime, record, text } from '../../descriptor/field';
import type { Filter } from '../../descriptor/operation';
import { tagCategories } from '../tagCategory';

/** When a tag was applied. */
export const appliedBetween: Filter[] = [
	dateTime('sinceAppliedTime', 'Applied After'),
	dateTime('untilAppliedTime', 'Applied Before'),
];

/** Filters on tags themselves. */
export const tagFilters: Filter[] = [
	record(tagCategories, { name: 'categoryId', label: 'Category', key: 'category_id' }),
	text('description', 'Description'),
	text('name', 'Name'),
	dateTime('sinceCreateTime', 'Created After'),
	dateTime('untilCreateTime', 'Created Before'),
	dateTime('sinceUpdateTime', 'Updated After'),
	dateTime('untilUpdateTime', 'Updated Before'),
];
