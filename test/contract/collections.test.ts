import type { Collection } from '../../nodes/Keap/descriptor/collection';
import { collectionsOf } from '../../nodes/Keap/descriptor/collections';
import { CUSTOM_FIELD_RECORDS } from '../../nodes/Keap/descriptor/customFieldRecords';
import { resources } from '../../nodes/Keap/resources';
import {
	filterKeys,
	keapDocument as document,
	orderKeys,
	parameter,
	selectableFields,
} from './document';
import type { Endpoint } from './document';
import { without } from './rule';

/**
 * Everything that a collection states, held against Keap's document: Get Many, batched reads, merges and the editor's lists
 * all rely on it.
 */

/** A path below the custom fields' record types, at one of them. */
const at = (path: string) =>
	path
		.replace('{recordType}', CUSTOM_FIELD_RECORDS.company.path)
		// All records that something belongs to.
		.replace('/-/', '/{all}/');

const find = (path: string): Endpoint => {
	const endpoint = document.find('GET', at(path));
	if (!endpoint) throw new Error(`the document has no GET ${path}`);
	return endpoint;
};

const keysOf = (endpoint: Endpoint) => {
	const filter = parameter(endpoint, 'filter');
	return filter ? filterKeys(filter) : [];
};

const recordIn = (endpoint: Endpoint, items: string) =>
	endpoint.response && document.at(endpoint.response, `${items}[]`);

const named = collectionsOf(resources).map((of) => [of.plural, of] as const);

it('finds collections', () => {
	expect(named.length).toBeGreaterThan(12);
});

describe.each(named)('%s', (_, of: Collection) => {
	const list = find(of.path);
	const record = recordIn(list, of.items);

	it('is listed as it says', () => {
		expect(record).toBeDefined();
		expect(of.pageSize).toBe(
			parameter(list, 'page_token') ? parameter(list, 'page_size')?.schema.maximum : undefined,
		);
		expect(record && document.at(record, of.idProperty)).toBeDefined();
	});

	it('has a picker that Keap can serve', () => {
		const { picker } = of;
		expect(picker.pageSize ?? 0).toBeLessThanOrEqual(of.pageSize ?? 0);
		for (const endpoint of [list, ...(picker.within ? [find(picker.within)] : [])]) {
			const keys = keysOf(endpoint);
			const conditions = (picker.typed?.('someone@example.com') ?? []).concat(
				picker.typed?.('Jane Doe') ?? [],
			);
			for (const condition of conditions.flatMap((filter) => filter.split(';'))) {
				const [, key = '', value = ''] = /^(\w+)==(.*)$/.exec(condition) ?? [];
				const known = keys.find((entry) => entry.key === key);
				expect([condition, known?.key]).toEqual([condition, key]);
				if (value.endsWith('*')) expect([condition, known?.wildcard]).toEqual([condition, true]);
			}
			if (picker.id) expect(keys.map(({ key }) => key)).toContain(picker.id);
			const { order_by: order, fields } = picker.query ?? {};
			const sortable = parameter(endpoint, 'order_by');
			if (order) expect(sortable && orderKeys(sortable)).toContain(String(order).split(' ')[0]);
			const selectable = parameter(endpoint, 'fields');
			for (const field of fields ?? []) {
				expect(selectable).toBeDefined();
				expect(record && document.at(record, field)).toBeDefined();
			}
		}
		if (picker.names) expect(record && document.at(record, picker.names.property)).toBeDefined();
	});

	it('is read by ID as it says', () => {
		const { byId, fields } = of;
		const selectable = parameter(list, 'fields');
		expect(fields !== undefined).toBe(selectable !== undefined);
		// Where Keap names all properties, it limits a record to those that are asked for; else it adds to it.
		if (selectable)
			expect(fields).toBe(selectableFields(selectable).all.includes('id') ? 'limit' : 'add');
		if (!byId) return;
		const key = keysOf(list).find((entry) => entry.key === byId.filter);
		expect([byId.filter, key?.key]).toEqual([byId.filter, byId.filter]);
		expect(byId.max).toBeLessThanOrEqual(key?.maxItems ?? of.pageSize ?? 0);
		for (const condition of byId.always?.split(';') ?? [])
			expect(keysOf(list).map((entry) => entry.key)).toContain(condition.split('==')[0]);
		if (byId.below) expect(record && document.at(record, byId.below.property)).toBeDefined();
	});

	it('says so where its list leaves out what a record has', () => {
		const one = document.find('GET', at(of.one));
		if (!one?.response || !record) return;
		const listed = document.leaves(record).map(({ path }) => path);
		const left = without(
			document.leaves(one.response).map(({ path }) => path),
			listed,
		);
		if (of.byId || of.partial) expect([of.partial ?? false, left]).toEqual([left.length > 0, left]);
	});
});
