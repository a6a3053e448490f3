import { first, present } from '../support/present';
import type { Parameter } from './facts';
import { factsOf, type OpenApi, type RawSchema } from './openapi';

const PATH = '/rest/v2/boats';

/** A document with one list, whose parameters and schemas are given. */
const boats = (
	parameters: Array<{ name: string; description: string; schema?: RawSchema }>,
	schema: RawSchema = { type: 'object' },
): OpenApi => ({
	paths: {
		[PATH]: {
			get: {
				parameters: parameters.map((parameter) => ({
					in: 'query' as const,
					schema: { type: 'string' },
					...parameter,
				})),
				responses: { '200': { content: { 'application/json': { schema } } } },
			},
		},
	},
});

const parameterOf = (name: string, description: string, schema?: RawSchema): Parameter => {
	const facts = factsOf(boats([{ name, description, ...(schema ? { schema } : {}) }]));
	return first(present(facts.operations['GET /v2/boats']).parameters ?? []);
};

const keysOf = (...lines: string[]) =>
	parameterOf('filter', ['Allowed fields are:', ...lines].join('\n')).filter?.keys;

describe('what a filter takes', () => {
	it.each([
		['in backticks', '- (String) `name`', { name: { type: 'String' } }],
		['bare', '- (String) name', { name: { type: 'String' } }],
		['behind spaces', '- (String)   `name`', { name: { type: 'String' } }],
		['before their types', '- `name` (Long): of a boat', { name: { type: 'Long' } }],
		['of a list', '- (Set[String]) `names`', { names: { type: 'Set[String]' } }],
	])('are keys %s', (_, line, keys) => {
		expect(keysOf(line)).toEqual(keys);
	});

	it('are operators, in quotes of any kind', () => {
		const keys = keysOf('- (String) `id` - "==", "<="', '- (String) `size` — supports `>`,`!=`');
		expect(present(keys?.id).operators).toEqual(['<=', '==']);
		expect(present(keys?.size).operators).toEqual(['!=', '>']);
	});

	it.each([
		['one of `NEW`, `OLD`'],
		['one of: `NEW`, `OLD`'],
		['(Allowed values: `NEW`, `OLD`)'],
		['has a state. Accepted values: `NEW`, `OLD`.'],
	])('are values: %s', (text) => {
		expect(keysOf(`- (String) \`state\` ${text}`)).toEqual({
			state: { type: 'String', values: ['NEW', 'OLD'] },
		});
	});

	it.each([
		['two', ': NEW or OLD', ['NEW', 'OLD']],
		['several', ': NEW, OLD, VERY_OLD', ['NEW', 'OLD', 'VERY_OLD']],
		['none', ' (e.g. NEW, OLD)', undefined],
	])('are bare values, %s', (_, text, values) => {
		expect(present(keysOf(`- (State) \`state\`${text}`)?.state).values).toEqual(values);
	});

	it('are wildcards, keys that belong together, and how many values there can be', () => {
		expect(
			keysOf(
				'- (String) `name` — supports wildcard',
				'- (String) `mast` — Requires `mast_kinds` to be given',
				'- (String) `ids` — maximum 100 IDs',
			),
		).toEqual({
			name: { type: 'String', wildcard: true },
			mast: { type: 'String', needs: ['mast_kinds'] },
			ids: { type: 'String', maxItems: 100 },
		});
	});

	it('goes on in indented lines and in parentheses, and no further', () => {
		const keys = keysOf(
			'- (String) `title` — anywhere in it.',
			'   Wildcard at the end',
			'- (String) `id` — compared',
			'(e.g. with `>`)',
			'A wildcard can stand in a text; `<` in numbers',
			'- `filter=name==a*` (a wildcard)',
		);
		expect(keys).toEqual({
			title: { type: 'String', wildcard: true },
			id: { type: 'String', operators: ['>'] },
		});
	});

	it('are custom fields, with or without an entry of their own', () => {
		const custom = '- (Custom) Custom field names';
		expect(parameterOf('filter', `- (String) \`a\`\n${custom}`).filter).toEqual({
			keys: { a: { type: 'String' } },
			customFields: true,
		});
		expect(parameterOf('filter', 'By any custom field.').filter?.customFields).toBe(true);
		expect(parameterOf('filter', '- (String) `a`').filter?.customFields).toBeUndefined();
	});

	it('is unknown where nothing is listed', () => {
		expect(parameterOf('filter', 'What to look for').filter).toBeUndefined();
	});
});

describe('what else stands in prose', () => {
	const order = (...keys: string[]) =>
		['One of the following fields:', ...keys, 'One of the following directions:', '- `asc`'].join(
			'\n',
		);

	it('is what lists are sorted by', () => {
		const { sort } = parameterOf('order_by', order('- `name` (first)', '- `id`'));
		expect(sort).toEqual({ keys: ['id', 'name'] });
		expect(parameterOf('order_by', order('- `id`', '- ...')).sort?.open).toBe(true);
	});

	it('is which properties can be asked for', () => {
		const closed = parameterOf('fields', 'Of a boat. (Available fields are: name,mast,\nkeel_1)');
		expect(closed.selectable).toEqual({ values: ['keel_1', 'mast', 'name'] });
		const open = parameterOf('fields', "(Fields such as `mast` and `keel` aren't there at first.)");
		expect(open.selectable).toEqual({ values: ['keel', 'mast'], open: true });
	});

	it('is not asked where there is an enum', () => {
		const list = { type: 'array', items: { type: 'string', enum: ['mast'] } };
		expect(parameterOf('fields', 'Allowed values: keel', list).selectable).toBeUndefined();
	});

	it('is the form of a property', () => {
		const { schemas, operations } = factsOf(
			boats([], {
				type: 'object',
				properties: {
					log: { type: 'string', description: 'Encoded in Base64' },
					crew: { type: 'array', description: 'Sailors, maximum of 12', items: { type: 'string' } },
					name: { type: 'string', description: 'maximum 12' },
				},
			}),
		);
		expect(schemas).toEqual({});
		const [schema] = Object.values(present(present(operations['GET /v2/boats']).responses['200']));
		expect(present(schema).properties).toEqual({
			crew: { type: 'array', maxItems: 12, items: { type: 'string' } },
			log: { type: 'string', contentEncoding: 'base64' },
			name: { type: 'string' },
		});
	});
});

describe('a document', () => {
	it('must not say what is not read', () => {
		expect(() => factsOf(boats([], { oneOf: [] }))).toThrow('GET /v2/boats: A schema uses oneOf');
		const { paths } = boats([]);
		const methods = { paths: { [PATH]: { ...paths[PATH], trace: present(paths[PATH]?.get) } } };
		expect(() => factsOf(methods)).toThrow('TRACE /v2/boats');
	});

	it('must not refer to what it does not have', () => {
		const schema = { $ref: '#/components/schemas/Mast' };
		expect(() => factsOf(boats([], schema))).toThrow('no schema Mast');
	});

	it('must be about one version', () => {
		const { paths } = boats([]);
		const both = { paths: { ...paths, '/v1/boats': present(paths[PATH]) } };
		expect(() => factsOf(both)).toThrow('one version');
		expect(() => factsOf({ paths: {} })).toThrow('one version');
	});

	it('keeps schemas of the same name apart that are not the same', () => {
		const mast = { title: 'Mast', type: 'object', properties: { height: { type: 'integer' } } };
		const other = { ...mast, properties: { height: { type: 'string' } } };
		const { operations, schemas } = factsOf({
			...boats([], { type: 'object', properties: { main: mast, mizzen: other } }),
			components: { schemas: { Mast: mast } },
		});
		const [schema] = Object.values(present(present(operations['GET /v2/boats']).responses['200']));
		expect(present(schema).properties).toEqual({
			main: { $ref: 'Mast' },
			mizzen: { type: 'object', properties: { height: { type: 'string' } } },
		});
		expect(Object.keys(schemas)).toEqual(['Mast']);
	});
});
