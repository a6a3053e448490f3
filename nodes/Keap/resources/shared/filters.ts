import { dateTime, money, number, region, text } from '../../descriptor/field';
import type { Filter } from '../../descriptor/operation';

/** Filters on the IDs beyond and below one, for lists whose `key` compares. */
export const idRange = (key: string): Filter[] => [
	{ ...number('idAbove', 'ID Above', { key, integer: true, min: 0 }), operator: '>' },
	{ ...number('idBelow', 'ID Below', { key, integer: true, min: 0 }), operator: '<' },
];

/** Filters on amounts of money from one on, and up to one. */
export const amountBetween = (key: string, name: string, label: string): Filter[] => [
	{ ...money(`${name}AtLeast`, `${label} at Least`, 'decimal', { key }), operator: '>=' },
	{ ...money(`${name}AtMost`, `${label} at Most`, 'decimal', { key }), operator: '<=' },
];

/** A filter that finds beginnings, too. */
export const byPrefix = <F extends Filter>(filter: F, example: string): F => ({
	...filter,
	prefix: true,
	description: `An asterisk at the end finds all that begin with it, as in ${example}*`,
});

/** A filter on a time where Keap documents no operator but the one for equality. */
export const atMoment = (filter: Filter): Filter => ({
	...filter,
	description: 'The moment itself; Keap documents no range of time for this list',
});

/** Keap compares states and regions with their names. */
export const state: Filter = byPrefix(region('state', 'State or Region', { as: 'name' }), 'Ari');

export const createdAndUpdatedBetween: Filter[] = [
	dateTime('sinceCreateTime', 'Created After'),
	dateTime('untilCreateTime', 'Created Before'),
	dateTime('sinceUpdateTime', 'Updated After'),
	dateTime('untilUpdateTime', 'Updated Before'),
];

/** Filters on the first and the last moment, for lists of REST v1. */
export const v1Period = (more: { description?: string } = {}): Filter[] => [
	dateTime('sinceTime', 'Since', { key: 'since', ...more }),
	dateTime('untilTime', 'Until', { key: 'until', ...more }),
];

/** Filters on what tags and their categories have in common. */
export const labelFilters: Filter[] = [
	text('description', 'Description'),
	text('name', 'Name'),
	...createdAndUpdatedBetween,
];
