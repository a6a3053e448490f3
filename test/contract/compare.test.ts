import { first, present, several } from '../support/present';
import { compare, type Change } from './compare';
import { offeredBy } from './coverage';
import { keapDocument } from './document';
import { readFacts, VERSIONS, type Facts, type OperationFacts, type Parameter } from './facts';
import { changeText, changesReport } from './report';

const v2 = readFacts('v2');

/** The facts about v2 after something was done to them. */
function changed(change: (facts: Facts) => void): Facts {
	const facts = structuredClone(v2);
	change(facts);
	return facts;
}

const parameterOf = (operation: OperationFacts, name: string): Parameter => {
	const found = operation.parameters?.find((parameter) => parameter.name === name);
	if (!found) throw new Error(`there is no ${name}`);
	return found;
};

const filterOf = (facts: Facts, id: string) => {
	const { filter } = parameterOf(present(facts.operations[id]), 'filter');
	if (!filter) throw new Error(`${id} has no filter`);
	return filter;
};

function rename<T>(record: Record<string, T> = {}, from: string, to: string): void {
	const value = record[from];
	if (value === undefined) throw new Error(`there is no ${from}`);
	record[to] = value;
	delete record[from];
}

function drop<T>(list: T[] | undefined, entry: T): void {
	const index = list?.indexOf(entry) ?? -1;
	if (index < 0) throw new Error(`there is no ${String(entry)}`);
	list?.splice(index, 1);
}

const texts = (changes: Change[]) => changes.map(changeText);

const CONTACTS = 'GET /v2/contacts';

/** What Keap could do to its API, and what has to be said about it. */
const CASES: Array<[string, (facts: Facts) => void, string[]]> = [
	[
		'a property with another name',
		({ schemas }) => rename(present(schemas.Task).properties, 'due_time', 'due'),
		['Task: property due added', 'Task: property due_time removed'],
	],
	[
		'a property of a list with another name',
		({ schemas }) => rename(present(schemas.EmailAddress).properties, 'email', 'address'),
		['EmailAddress: property address added', 'EmailAddress: property email removed'],
	],
	[
		'a value that is gone',
		({ schemas }) => drop(present(present(schemas.Task).properties?.priority).enum, 'CRITICAL'),
		['Task.priority: value CRITICAL removed'],
	],
	[
		'a new value',
		({ schemas }) => present(present(schemas.EmailAddress).properties?.field).enum?.push('EMAIL4'),
		['EmailAddress.field: value EMAIL4 added'],
	],
	[
		'a property that has to be there now',
		({ schemas }) => (present(schemas.CreateTaskRequest).required ??= []).push('description'),
		['CreateTaskRequest: required property description added'],
	],
	[
		'a property that may be left out now',
		({ schemas }) => drop(present(schemas.EmailSendRequest).required, 'contacts'),
		['EmailSendRequest: required property contacts removed'],
	],
	[
		'a property of another type',
		({ schemas }) => {
			const { properties = {} } = present(schemas.Task);
			properties.id = { type: 'integer', format: 'int64' };
		},
		['Task.id: format none → int64', 'Task.id: type string → integer'],
	],
	[
		'a text that is in Base64 no more',
		({ schemas }) =>
			delete present(present(schemas.EmailSendRequest).properties?.html_content).contentEncoding,
		['EmailSendRequest.html_content: contentEncoding base64 → none'],
	],
	[
		'a shorter list',
		({ schemas }) => {
			const { emails } = present(schemas.CreateEmailsSentRequest).properties ?? {};
			if (emails) emails.maxItems = 100;
		},
		['CreateEmailsSentRequest.emails: maxItems 1000 → 100'],
	],
	[
		'a filter key that is gone',
		(facts) => delete filterOf(facts, CONTACTS).keys.company_id,
		[`${CONTACTS} ?filter: key company_id removed`],
	],
	[
		'a new filter key',
		(facts) => (filterOf(facts, CONTACTS).keys.tag_id = { type: 'String' }),
		[`${CONTACTS} ?filter: key tag_id added`],
	],
	[
		'a filter key that takes other things',
		(facts) =>
			Object.assign(filterOf(facts, CONTACTS).keys, {
				email: { type: 'String' },
				contact_id: { type: 'Long', operators: ['<', '<=', '==', '>', '>=', '!='] },
				phone_number: { type: 'String' },
			}),
		[
			`${CONTACTS} ?filter contact_id: operator != added`,
			`${CONTACTS} ?filter contact_id: type String → Long`,
			`${CONTACTS} ?filter email: wildcard true → none`,
			`${CONTACTS} ?filter phone_number: needed key phone_fields removed`,
		],
	],
	[
		'another value of a filter',
		(facts) => present(filterOf(facts, 'GET /v2/tasks').keys.priority).values?.push('LOW'),
		['GET /v2/tasks ?filter priority: value LOW added'],
	],
	[
		'a list that is filtered by custom fields no more',
		(facts) => delete filterOf(facts, 'GET /v2/tasks').customFields,
		['GET /v2/tasks ?filter: custom fields true → none'],
	],
	[
		'another page size',
		({ operations }) =>
			(parameterOf(present(operations[CONTACTS]), 'page_size').schema.maximum = 500),
		[`${CONTACTS} ?page_size: maximum 1000 → 500`],
	],
	[
		'another sort key',
		({ operations }) => {
			const { sort } = parameterOf(present(operations[CONTACTS]), 'order_by');
			if (sort) sort.keys = ['create_time', 'family_name', 'id', 'update_time'];
		},
		[
			`${CONTACTS} ?order_by: sort key email removed`,
			`${CONTACTS} ?order_by: sort key family_name added`,
		],
	],
	[
		'a property that can be asked for',
		({ operations }) =>
			parameterOf(present(operations['GET /v2/tasks']), 'fields').selectable?.values.push('links'),
		['GET /v2/tasks ?fields: value links added'],
	],
	[
		'parameters that are gone, new or necessary',
		({ operations }) => {
			const { parameters = [] } = present(operations['POST /v2/contacts']);
			drop(parameters, parameterOf(present(operations['POST /v2/contacts']), 'duplicate_option'));
			parameters.push({ name: 'force', in: 'query', schema: { type: 'boolean' } });
			parameterOf(present(operations['POST /v2/contacts']), 'fields').required = true;
		},
		[
			'POST /v2/contacts ?fields: required none → true',
			'POST /v2/contacts: parameter ?duplicate_option removed',
			'POST /v2/contacts: parameter ?force added',
		],
	],
	[
		'a name that a mask knows no more',
		({ operations }) =>
			drop(
				parameterOf(present(operations['PATCH /v2/tasks/{task_id}']), 'update_mask').schema.items
					?.enum,
				'title',
			),
		['PATCH /v2/tasks/{task_id} ?update_mask[]: value title removed'],
	],
	[
		'another status',
		({ operations }) =>
			rename(present(operations['DELETE /v2/tasks/{task_id}']).responses, '204', '200'),
		[
			'DELETE /v2/tasks/{task_id}: response 200 added',
			'DELETE /v2/tasks/{task_id}: response 204 removed',
		],
	],
	[
		'a body of another kind',
		({ operations }) =>
			rename(
				present(operations['POST /v2/tasks']).body?.content,
				'application/json',
				'multipart/form-data',
			),
		[
			'POST /v2/tasks body: content type application/json removed',
			'POST /v2/tasks body: content type multipart/form-data added',
		],
	],
	[
		'an operation that is gone, and a new one',
		({ operations }) => {
			delete operations['DELETE /v2/tasks/{task_id}'];
			operations['POST /v2/tasks/{task_id}:archive'] = { tags: ['Task'], responses: { '204': {} } };
		},
		[
			'DELETE /v2/tasks/{task_id}: operation removed',
			'POST /v2/tasks/{task_id}:archive: operation added',
		],
	],
	[
		'a parameter of a path with another name',
		({ operations }) => {
			rename(operations, 'DELETE /v2/tasks/{task_id}', 'DELETE /v2/tasks/{id}');
			parameterOf(present(operations['DELETE /v2/tasks/{id}']), 'task_id').name = 'id';
		},
		[
			'DELETE /v2/tasks/{id}: parameter {id} added',
			'DELETE /v2/tasks/{id}: parameter {task_id} removed',
		],
	],
	[
		'a shared schema with another name, changed at the same time',
		(facts) => {
			const text = JSON.stringify(facts).replaceAll('"LeadScore"}', '"ContactScore"}');
			Object.assign(facts, JSON.parse(text));
			rename(facts.schemas, 'LeadScore', 'ContactScore');
			delete present(facts.schemas.ContactScore).properties?.last_updated;
		},
		[
			'ContactScore: property last_updated removed',
			'GET /v2/contacts/{contact_id}/leadScore response 200: shared schema LeadScore → ContactScore',
		],
	],
	[
		'an operation that is about to go',
		({ operations }) => (present(operations[CONTACTS]).deprecated = true),
		[`${CONTACTS}: deprecated none → true`],
	],
];

/** The facts about one operation. */
const only = ({ version, operations, schemas }: Facts, id: string): Facts => ({
	version,
	operations: { [id]: present(operations[id]) },
	schemas,
});

type Path = Array<string | number>;

/** The places of all single values that operations lead to, but for those in shared schemas that were used before. */
function leavesOf(facts: Facts, used: Set<string>): Path[] {
	const below = (value: unknown, path: Path): Path[] => {
		if (typeof value !== 'object' || value === null) {
			const isReference = path[path.length - 1] === '$ref';
			return isReference ? [path, ...shared(String(value))] : [path];
		}
		return Object.entries(value).flatMap(([key, entry]) => below(entry, [...path, key]));
	};
	const shared = (name: string): Path[] => {
		if (used.has(name)) return [];
		used.add(name);
		return below(facts.schemas[name], ['schemas', name]);
	};
	return below(facts.operations, ['operations']);
}

/** Makes one value another one; the function that it gives undoes that. */
function changeAt(facts: Facts, path: Path): () => void {
	const last = present(path[path.length - 1]);
	const parent = path
		.slice(0, -1)
		.reduce<unknown>((value, key) => (value as Record<Path[number], unknown>)[key], facts);
	const record = parent as Record<Path[number], unknown>;
	const value = record[last];
	if (last === '$ref') record[last] = value === 'Address' ? 'Tag' : 'Address';
	else if (typeof value === 'string') record[last] = `${value}_changed`;
	else record[last] = typeof value === 'number' ? value + 1 : !value;
	return () => {
		record[last] = value;
	};
}

describe('a newer document', () => {
	it.each(CASES)('with %s is told from the older one', (_, change, expected) => {
		expect(texts(compare(v2, changed(change)))).toEqual(expected);
	});

	it.each(VERSIONS)('that says the same of %s is not', (version) => {
		expect(compare(readFacts(version), readFacts(version))).toEqual([]);
	});

	it('may say it in another order', () => {
		const reversed = changed(({ operations, schemas }) => {
			for (const record of [operations, schemas])
				for (const [key, value] of Object.entries(record).reverse()) {
					delete record[key];
					Object.assign(record, { [key]: value });
				}
			for (const { properties } of Object.values(schemas))
				for (const property of Object.values(properties ?? {})) property.enum?.reverse();
			for (const { parameters } of Object.values(operations)) parameters?.reverse();
		});
		expect(compare(v2, reversed)).toEqual([]);
	});

	it('can differ in nothing that goes unnoticed', () => {
		const used = new Set<string>();
		const other = structuredClone(v2);
		const ids = Object.entries(v2.operations)
			.filter(([, { tags }]) => ['Contact', 'Email', 'Opportunity', 'Task'].includes(first(tags)))
			.map(([id]) => id);
		const all = ids.flatMap((id) => leavesOf(only(v2, id), used).map((path) => ({ id, path })));
		expect(all.length).toBeGreaterThan(2000);
		const unnoticed = all.filter(({ id, path }) => {
			const undo = changeAt(other, path);
			const { length } = compare(only(v2, id), only(other, id));
			undo();
			return length === 0;
		});
		expect(unnoticed).toEqual([]);
	});
});

describe('the report', () => {
	const offered = offeredBy(keapDocument);
	const reportOf = (change: (facts: Facts) => void) =>
		changesReport(compare(v2, changed(change)), offered).slice(1);

	it('names the operations of the node that a difference touches', () => {
		const lines = reportOf((facts) => delete filterOf(facts, CONTACTS).keys.company_id);
		expect(lines.slice(0, 3)).toEqual([
			'',
			'In what the node offers:',
			`  ${CONTACTS} ?filter: key company_id removed`,
		]);
		expect(lines[3]).toContain('contact getMany');
	});

	it('names them for what several operations share, too', () => {
		const lines = reportOf(
			({ schemas }) => delete present(schemas.CreateUpdateTagRequest).properties?.name,
		);
		expect(present(lines[3]).trim()).toBe('tag create, tag upsert, tag update');
	});

	it('keeps what the node does not offer apart', () => {
		const lines = reportOf(({ operations }) => {
			delete operations['GET /v2/tasks'];
			operations['GET /v2/boats'] = { tags: ['Boats'], responses: { '200': {} } };
		});
		const titles = ['In what the node offers:', 'In what it does not offer:'];
		const [own, others] = several(
			titles.map((title) => lines.indexOf(title)),
			2,
		);
		expect(lines.indexOf('  GET /v2/tasks: operation removed')).toBeGreaterThan(own);
		expect(lines.indexOf('  GET /v2/tasks: operation removed')).toBeLessThan(others);
		expect(lines.indexOf('  GET /v2/boats: operation added')).toBeGreaterThan(others);
	});
});
