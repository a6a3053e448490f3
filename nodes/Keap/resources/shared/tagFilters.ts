import { dateTime, record } from '../../descriptor/field';
import type { Filter } from '../../descriptor/operation';
import { tagCategories } from '../tagCategory';
import { labelFilters } from './filters';

/** When a tag was applied. */
export const appliedBetween: Filter[] = [
	dateTime('sinceAppliedTime', 'Applied After'),
	dateTime('untilAppliedTime', 'Applied Before'),
];

/** Filters on tags themselves. */
export const tagFilters: Filter[] = [
	record(tagCategories, { name: 'categoryId', label: 'Category', key: 'category_id' }),
	...labelFilters,
];
