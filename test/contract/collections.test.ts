import type { Collection } from '../../nodes/Keap/descriptor/collection';
import { collectionsOf } from '../../nodes/Keap/descriptor/collections';
import { CUSTOM_FIELD_RECORDS } from '../../nodes/Keap/descriptor/customFieldRecords';
import { textAt } from '../../nodes/Keap/descriptor/labels';
import { startsWith } from '../../nodes/Keap/descriptor/search';
import { resources } from '../../nodes/Keap/resources';
import { contacts } from '../../nodes/Keap/resources/contact/collection';
import {
	filterKeys,
	keapDocument as document,
	orderKeys,
	parameter,
	selectableFields,
} from './document';
import type { Endpoint, Schema } from './document';
import { Exceptions, UNDOCUMENTED_PROPERTIES } from './exceptions';
import { without } from './rule';

/**
 * Everything that a collection states, held against Keap's document: Get Many, batched reads, merges and the editor's lists
 * all rely on it.
 */

/** A path below the custom fields' record types, at one of them. */
const at = (path: string) => path.replace('{recordType}', CUSTOM_FIELD_RECORDS.company.path);

const find = (path: string): Endpoint => {
	const endpoint = document.find('GET', at(path));
	if (!endpoint) throw new Error(`Keap has published no GET ${path}`);
	return endpoint;
};

const keysOf = (endpoint: Endpoint) => {
	const filter = parameter(endpoint, 'filter');
	return filter ? filterKeys(filter) : [];
};

const recordIn = (endpoint: Endpoint, items: string) =>
	endpoint.response && document.at(endpoint.response, `${items}[]`);

const collections = collectionsOf(resources);

const undocumented = new Exceptions(UNDOCUMENTED_PROPERTIES);

/** The paths of these collections that the document doesn't have, as in `Tasks: GET /v2/task`. */
const unpublishedPaths = (some: readonly Collection[]): string[] =>
	some.flatMap(({ plural, path, picker: { within } }) =>
		[path, ...(within ? [within] : [])]
			.filter((one) => !document.find('GET', at(one)))
			.map((one) => `${plural}: GET ${one}`),
	);

/** A collection beside its list, and what the document says of the records in it. */
interface Listed {
	of: Collection;
	list: Endpoint;
	record?: Schema;
}

type Check = (listed: Listed) => void;

const complaints = (some: readonly Collection[], check: Check): string[] =>
	some
		// Those are complaints of their own.
		.filter((of) => unpublishedPaths([of]).length === 0)
		.flatMap((of) => {
			const list = find(of.path);
			try {
				check({ of, list, record: recordIn(list, of.items) });
				return [];
			} catch (error) {
				return [`${of.plural}: ${(error as Error).message}`];
			}
		});

/** Something that holds for every collection; and mistakes, made in that of contacts, that would be noticed. */
function rule(title: string, check: Check, mistakes: Record<string, Partial<Collection>>): void {
	it(title, () => {
		expect(complaints(collections, check).join('\n\n')).toBe('');
	});

	it.each(Object.entries(mistakes))(`${title}, or are reported: %s`, (_, change) => {
		expect(complaints([{ ...contacts, ...change }], check)).toEqual([
			expect.stringMatching(/^Contacts: /),
		]);
	});
}

const { picker: contactPicker } = contacts;

/** The properties of a record that a function looks at, as in `contact.first_name`. */
function propertiesReadBy(read: (record: Record<string, unknown>) => unknown): string[] {
	const paths = new Set<string>();
	const within = (path: string): Record<string, unknown> =>
		new Proxy(
			{},
			{
				get: (_, property) => {
					if (typeof property === 'symbol') return undefined;
					if (property === 'toString') return () => '';
					const below = path === '' ? property : `${path}.${property}`;
					paths.delete(path);
					paths.add(below);
					return within(below);
				},
			},
		);
	read(within(''));
	return [...paths];
}

describe('collections', () => {
	it('are found', () => {
		expect(collections.length).toBeGreaterThan(12);
	});

	it('have paths that Keap has published', () => {
		expect(unpublishedPaths(collections)).toEqual([]);
	});

	it('are named with the path that Keap has not published', () => {
		const picker = { ...contactPicker, within: '/v2/horoscopes/{horoscopeId}/contacts' };
		expect(unpublishedPaths([{ ...contacts, path: '/v2/people', picker }])).toEqual([
			'Contacts: GET /v2/people',
			'Contacts: GET /v2/horoscopes/{horoscopeId}/contacts',
		]);
	});

	rule(
		'are listed as they say',
		({ of, list, record }) => {
			expect(record).toBeDefined();
			expect(of.pageSize).toBe(
				parameter(list, 'page_token') ? parameter(list, 'page_size')?.schema.maximum : undefined,
			);
			const isKnown = record && document.at(record, of.idProperty) !== undefined;
			expect(isKnown || undocumented.has(of.plural, of.idProperty)).toBe(true);
		},
		{
			'another property of the page': { items: 'people' },
			'pages that are too large': { pageSize: 10_000 },
			'an ID that records lack': { idProperty: 'number' },
		},
	);

	rule(
		'have pickers that Keap can serve',
		({ of, list, record }) => {
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
				for (const name of Object.keys(picker.query ?? {}))
					expect([name, parameter(endpoint, name)?.name]).toEqual([name, name]);
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
		},
		{
			'a search by a key that the list does not know': {
				picker: { ...contactPicker, typed: startsWith('nickname') },
			},
			'a search by the beginning where Keap compares the whole': {
				picker: { ...contactPicker, typed: startsWith('company_id') },
			},
			'an ID that the list does not know': { picker: { ...contactPicker, id: 'number' } },
			'an order that the list does not know': {
				picker: { ...contactPicker, query: { order_by: 'mood asc' } },
			},
			'a field that records lack': { picker: { ...contactPicker, query: { fields: ['mood'] } } },
			'pages larger than those of the list': { picker: { ...contactPicker, pageSize: 10_000 } },
			'a parameter that the list does not know': {
				picker: { ...contactPicker, query: { orderBy: 'email' } },
			},
		},
	);

	rule(
		'label and name records by what the list returns',
		({ of, record }) => {
			const { picker, byName, key } = of;
			const read = propertiesReadBy((one) => [
				picker.label(one, ''),
				byName?.names(one),
				key?.of(one),
			]);
			expect(read).not.toEqual([]);
			expect(read.filter((path) => !record || !document.at(record, path))).toEqual([]);
		},
		{
			'a label of a property that records lack': {
				picker: { ...contactPicker, label: ({ nickname }) => String(nickname) },
			},
			'a label of a property of an object that it lacks': {
				picker: { ...contactPicker, label: (contact) => textAt(contact, 'company.nickname') },
			},
			'a name that records lack': {
				byName: { example: 'Jane', names: ({ nickname }) => [String(nickname)] },
			},
		},
	);

	rule(
		'are read by ID as they say',
		({ of, list, record }) => {
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
		},
		{
			'a filter that the list does not know': { byId: { filter: 'people_ids', max: 100 } },
			'a condition that the list does not know': {
				byId: { filter: 'ids', max: 100, always: 'mood==good' },
			},
			'more IDs than a page holds': { byId: { filter: 'ids', max: 10_000 } },
			'a parent that records do not name': {
				byId: { filter: 'ids', max: 100, below: { input: 'boxId', property: 'box_id' } },
			},
			'another effect of fields': { fields: 'add' },
			'no effect of fields': { fields: undefined },
		},
	);

	rule(
		'say so where their lists leave out what a record has',
		({ of, record }) => {
			const one = document.find('GET', at(of.one));
			if (!one?.response || !record) return;
			const listed = document.leaves(record).map(({ path }) => path);
			const left = without(
				document.leaves(one.response).map(({ path }) => path),
				listed,
			);
			if (of.byId || of.partial)
				expect([of.partial ?? false, left]).toEqual([left.length > 0, left]);
		},
		{
			'a list that leaves nothing out': { partial: true },
			'a list that leaves something out': { one: '/v2/tasks/{taskId}' },
		},
	);

	rule(
		'tell what is new and what has changed as they say',
		({ of, list, record }) => {
			const { created, updated } = of.changes ?? {};
			const sortable = parameter(list, 'order_by');
			const orders = sortable ? orderKeys(sortable) : [];
			const keys = keysOf(list).map(({ key }) => key);
			for (const filter of [created?.filter, updated?.since])
				if (filter) expect(keys).toContain(filter);
			// New records are those with larger IDs.
			if (created)
				expect(keysOf(list)).toContainEqual(
					expect.objectContaining({
						key: created.filter,
						operators: expect.arrayContaining(['>']),
					}),
				);
			// A page that ends with something older ends the reading: any other order would skip changes.
			expect(updated?.order ?? 'update_time').toMatch(/updat|modif/);
			expect(created?.order ?? 'id').toMatch(/^id$|creat/);
			for (const order of [created?.order, updated?.order])
				if (order) expect(orders).toContain(order);
			if (updated) expect(record && document.at(record, updated.property)).toBeDefined();
			// A list that can be read from the newest on needs no filter; one that can't, does.
			if (updated) expect(updated.since ?? updated.order).toBeDefined();
		},
		{
			'a comparison of IDs that the list does not know': {
				changes: { created: { filter: 'number' } },
			},
			'a filter that compares no IDs': { changes: { created: { filter: 'email' } } },
			'an order that the list does not know': {
				changes: { created: { filter: 'contact_id', order: 'mood' } },
			},
			'a beginning that the list does not know': {
				changes: { updated: { property: 'update_time', since: 'since_time' } },
			},
			'a time that records lack': {
				changes: { updated: { property: 'mood_time', order: 'update_time' } },
			},
			'an order that does not follow changes': {
				changes: { updated: { property: 'update_time', order: 'email' } },
			},
			'an order that does not follow creation': {
				changes: { created: { filter: 'contact_id', order: 'email' } },
			},
			'nothing to begin at': { changes: { updated: { property: 'update_time' } } },
		},
	);
});
