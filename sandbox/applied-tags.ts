import { filters, instant, since, special, text, until, type FilterKey } from './filter';
import { byId, byText, byValue, listPage } from './paging';
import { field } from './store';
import type { Call, RouteResponse } from './types';

type Carrier = 'contact' | 'company';

const appliedTime = (kind: Carrier) => `(SELECT applied_time FROM applied_tag AS a
	WHERE a.kind = '${kind}' AND a.tag_id = doc_tag.id AND a.record_id = :record)`;

/** The tags a record carries, each with the time it was applied. */
export function appliedTags(call: Call, kind: Carrier, recordId: string): RouteResponse {
	const time = appliedTime(kind).replace(':record', String(Number(recordId)));
	const times = new Map(
		call.store.appliedTo(kind, recordId).map((entry) => [entry.tagId, entry.appliedTime]),
	);
	return listPage(call, {
		kind: 'tag',
		items: 'tags',
		filters: filters({
			...tagFilters,
			since_applied_time: window(time, '>='),
			until_applied_time: window(time, '<='),
		}),
		order: {
			name: byText('name'),
			create_time: byValue('create_time'),
			update_time: byValue('update_time'),
			applied_time: time,
			category_id: byId('category.id'),
		},
		where: [
			{
				sql: 'id IN (SELECT tag_id FROM applied_tag WHERE kind = ? AND record_id = ?)',
				params: [kind, Number(recordId)],
			},
		],
		show: (tag) => ({ tag, applied_time: times.get(tag.id) }),
	});
}

export const tagFilters: Record<string, FilterKey> = {
	name: text('name'),
	description: text('description', { none: true }),
	category_id: special((_, value) =>
		value === 'NONE'
			? { sql: `${field('category.id')} IS NULL`, params: [] }
			: { sql: `${field('category.id')} = ?`, params: [value] },
	),
	since_create_time: since('create_time'),
	until_create_time: until('create_time'),
	since_update_time: since('update_time'),
	until_update_time: until('update_time'),
};

/** A window over an SQL expression instead of a property. */
export const window = (sql: string, operator: '>=' | '<=') =>
	special((_, value) => ({ sql: `${sql} ${operator} ?`, params: [instant(value)] }));
