import { choice, text } from '../../nodes/Keap/descriptor/field';
import { listOf, type List, type Operation } from '../../nodes/Keap/descriptor/operation';
import { OUTCOME } from '../../nodes/Keap/run/outputs/outcome';
import { pathsOf, rootOf } from '../../nodes/Keap/descriptor/recordOutput';
import {
	filterKeys,
	filtersCustomFields,
	keapDocument as document,
	orderKeys,
	selectableFields,
	type Schema,
} from './document';
import { Exceptions, UNDOCUMENTED_PROPERTIES, UNOFFERED_FILTERS } from './exceptions';
import { expectSame, meaningful, rule, subjectsOf } from './rule';

/** The largest page of most of Keap's lists. */
const USUAL_MAXIMUM = 1000;

/** The type of all values of an object whose properties have no names of their own. */
const valuesType = (schema: Schema | undefined) =>
	typeof schema?.additionalProperties === 'object' ? schema.additionalProperties.type : undefined;

const isBelow = (path: string, parent: string) => path.startsWith(`${parent}.`);

const withList =
	(change: Partial<List>) =>
	({ flow }: Operation): Partial<Operation> => ({
		flow: flow.kind === 'list' ? { ...flow, list: { ...flow.list, ...change } } : flow,
	});

describe('responses', () => {
	const at = (schema: Schema | undefined, path: string) => schema && document.at(schema, path);
	const having = (property: string) =>
		subjectsOf(document)
			.filter(({ record }) => at(record, property) !== undefined)
			.map(({ name }) => name);

	it('leave the property free in which results say what was done', () => {
		expect(having('id')).toContain('contact create');
		expect(having(OUTCOME)).toEqual([]);
	});

	rule(
		document,
		'are of the documented kind',
		({ operation, endpoint }) => {
			const { output, flow, decode = [] } = operation;
			const { response, status } = endpoint;
			const type = response && document.resolve(response).type;
			// A response that holds one object and nothing else wraps the record in it.
			const [first, ...rest] = response ? document.leaves(response) : [];
			const isWrapped =
				first?.schema.properties && rest.every(({ path }) => isBelow(path, first.path));
			const wrapper = isWrapped ? first.path : undefined;
			const results = flow.kind === 'batchWrite' ? flow.results : undefined;
			switch (output.kind) {
				case 'record':
					expect(type).toBe('object');
					if (output.outcome) {
						const { list, good, reason } = output.outcome;
						const within = (property: string) => (list ? `${list}[].${property}` : property);
						expect(at(response, within(good))?.type).toBe('boolean');
						if (reason) expect(at(response, within(reason))?.type).toBe('string');
					}
					if (wrapper) expect(output.within).toBe(wrapper);
					break;
				case 'list':
					expect(type).toBe(listOf(operation)?.items === '' ? 'array' : 'object');
					break;
				case 'text':
				case 'base64File':
					expect(type).toBe('string');
					break;
				case 'deleted':
					expect([status, type]).toEqual([204, undefined]);
					break;
				case 'done':
					if (!results) expect(type).toBeUndefined();
			}
			if (results) expect(valuesType(at(response, results.property))).toBe('string');
			for (const key of decode) expect(at(response, key)?.contentEncoding).toBe('base64');
		},
		{ in: 'task get', change: () => ({ output: { kind: 'deleted' } }) },
	);

	rule(
		document,
		'are decoded where they are in Base64',
		({ operation, record, endpoint }) => {
			const encoded = record
				? document.leaves(record).filter(({ schema }) => schema.contentEncoding === 'base64')
				: [];
			// What was just written comes back as it was sent.
			if (endpoint.method === 'GET')
				expectSame(
					'in Base64',
					operation.decode ?? [],
					encoded.map(({ path }) => path),
				);
		},
		{ in: 'email get', change: () => ({ decode: [] }) },
	);

	rule(
		document,
		'that are lists hold records, in pages as large as they get',
		(subject) => {
			const { operation, record, query } = subject;
			const list = listOf(operation);
			expect(operation.output.kind === 'list').toBe(list !== undefined);
			if (!list) return;
			expect(record).toBeDefined();
			const size = query('page_token') && query('page_size')?.schema;
			// One list doesn't say how large its pages get: as large as those of the others.
			expect(list.pageSize).toBe(size && (size.maximum ?? USUAL_MAXIMUM));
			const token = at(subject.endpoint.response, list.token ?? 'next_page_token');
			if (list.pageSize) expect(token?.type).toBe('string');
			const { marks = {} } = list.bare ?? {};
			for (const ids of Object.values(marks))
				expect(at(subject.endpoint.response, ids)?.type).toBe('array');
			expect(record?.properties === undefined).toBe(list.bare !== undefined);
		},
		{ in: 'task getMany', change: withList({ pageSize: 10_000 }) },
	);

	const undocumented = new Exceptions(UNDOCUMENTED_PROPERTIES);

	rule(
		document,
		'are simplified to columns that exist and are asked for',
		(subject) => {
			const { columns = {}, pairs, selectable, customFieldsIn } = subject.operation;
			for (const property of pairs ? [pairs.namedBy, pairs.holding] : [])
				expect(at(subject.record, `${pairs?.list}[].${property}`)?.type).toBe('string');
			for (const column of Object.values(columns)) {
				for (const path of pathsOf(column)) {
					const schema = at(subject.record, path.replace(/\[\d+\]/g, '[]'));
					const isKnown = schema !== undefined || undocumented.has(subject.name, path);
					expect([path, isKnown]).toEqual([path, true]);
					const root = rootOf(path);
					if (selectable?.all.includes(root)) expect(selectable.simple).toContain(root);
				}
			}
			// Custom fields get their names wherever records are simplified.
			const simplifies = subject.operation.columns && at(subject.record, 'custom_fields');
			expect(customFieldsIn !== undefined).toBe(Boolean(simplifies));
		},
		{ in: 'task get', change: ({ columns }) => ({ columns: { ...columns, mood: 'mood' } }) },
	);

	rule(
		document,
		'hold all properties that can be asked for, and no others',
		(subject) => {
			const { operation, record, query } = subject;
			const [documented, { selectable }] = [query('fields'), operation];
			if (!documented || !selectable) return;
			const { all, open } = selectableFields(documented);
			expect(all.length).toBeGreaterThan(0);
			if (open) {
				expect(selectable.all).toEqual(expect.arrayContaining(all));
				expect(selectable.all.filter((key) => !at(record, key))).toEqual([]);
			} else expectSame('fields', selectable.all, all);
			expect(selectable.all).toEqual(expect.arrayContaining([...selectable.simple]));
		},
		{ in: 'company get', change: () => ({ selectable: { all: ['address'], simple: [] } }) },
	);

	const exceptions = new Exceptions(UNOFFERED_FILTERS);

	rule(
		document,
		'are filtered by all documented keys, and by no others',
		(subject) => {
			const { operation, query, name } = subject;
			const documented = query('filter');
			const list = listOf(operation);
			if (!documented || !list) return;
			const keys = filterKeys(documented).filter(({ key }) => !exceptions.has(name, key));
			const { filters = [], filterCustomFields } = list;
			expectSame(
				'filters',
				filters.map(({ key }) => key),
				keys.map(({ key }) => key),
			);
			expect(Boolean(filterCustomFields)).toBe(filtersCustomFields(documented));
			for (const filter of filters) {
				const key = keys.find((entry) => entry.key === filter.key);
				expectSame(`${filter.key} needs`, filter.needs ? [filter.needs.key] : [], key?.needs ?? []);
				if (filter.operator) expect(key?.operators).toContain(filter.operator);
				// Who may end with an asterisk is told so, or has it added; nobody else.
				const told =
					filter.prefix === 'always' ||
					(filter.description?.toLowerCase().includes('asterisk') ?? false);
				if (filter.kind === 'text' && !filter.operator)
					expect([filter.name, told]).toEqual([filter.name, key?.wildcard]);
				if (key?.type === 'Boolean') expect(filter.kind).toBe('boolean');
				if (/^(Set|List)\b|\blist$/.test(key?.type ?? ''))
					expect(['ids', 'list', 'choices']).toContain(filter.kind);
			}
		},
		{ in: 'task getMany', change: withList({ filters: [text('mood', 'Mood')] }) },
	);

	rule(
		document,
		'are filtered by all values that there are, and by no others',
		(subject) => {
			const { operation, record, query } = subject;
			const documented = query('filter');
			// In REST v1 each is a parameter of its own, whose values its schema states.
			for (const filter of documented ? (listOf(operation)?.filters ?? []) : []) {
				const stated = documented && filterKeys(documented).find(({ key }) => key === filter.key);
				if (filter.kind !== 'choice' && filter.kind !== 'choices') {
					expect([filter.name, stated?.values]).toEqual([filter.name, []]);
					continue;
				}
				// A filter by several values is named in the plural: `statuses`, `phone_fields`.
				const singular = filter.key.replace(/(ses|s)$/, (end) => end.slice(0, -2));
				const nested = filter.key.replace(/^(\w+)_fields$/, '$1_numbers[].field');
				const property = [filter.key, singular, nested]
					.map((path) => at(record, path))
					.find((schema) => schema?.enum);
				const offered = filter.options.map(({ value }) => value);
				// Some filters take in small letters what records have in capitals.
				const isSmall = offered.every((value) => value === String(value).toLowerCase());
				const values = meaningful(property) ?? stated?.values ?? [];
				expectSame(
					filter.key,
					offered,
					isSmall ? values.map((value) => value.toLowerCase()) : values,
				);
				if (stated?.values.length) expectSame(filter.key, offered, stated.values);
			}
		},
		{
			in: 'task getMany',
			change: withList({
				filters: [choice('priority', 'Priority', [{ name: 'Urgent', value: 'URGENT' }])],
			}),
		},
	);

	rule(
		document,
		'are sorted by all documented properties, and by no others',
		(subject) => {
			const documented = subject.query('order_by') ?? subject.query('order');
			const list = listOf(subject.operation);
			if (!documented || !list) return;
			const offered = (list.sort ?? []).map(({ value }) => value);
			expectSame('order', offered, documented.schema.enum ?? orderKeys(documented));
		},
		{ in: 'task getMany', change: withList({ sort: [{ name: 'Mood', value: 'mood' }] }) },
	);

	it('leave out and invent nothing without need', () => {
		expect([...exceptions.unused, ...undocumented.unused]).toEqual([]);
	});
});
