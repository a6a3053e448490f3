import { snakeCase } from '../../../nodes/Keap/descriptor/field';
import {
	listOf as listOfOperation,
	merges,
	type FanOut,
} from '../../../nodes/Keap/descriptor/operation';
import { OUTCOME } from '../../../nodes/Keap/run/outputs/outcome';
import type { KeapDocument, Schema } from '../document';
import { subjectsOf, type Subject } from '../rule';
import { simplified } from './columns';
import {
	anyOf,
	fromDocument,
	listOf,
	objectOf,
	text,
	truth,
	type OutputSchema,
} from './jsonSchema';

/** What came of each value of an input of several, such as tags. */
function fanOutSchema({ of, list }: FanOut): Record<string, OutputSchema> {
	const id = snakeCase(of.id);
	const name = id.replace(/_id$/, '_name');
	return { result: text, [list]: listOf(objectOf({ [id]: text, [name]: text, result: text })) };
}

/** Writes that return nothing worth having say what they did, and to what. */
function doneSchema({ operation: { flow, inputs, path } }: Subject): OutputSchema {
	const fanOut = 'fanOut' in flow ? flow.fanOut : undefined;
	if (flow.kind === 'batchWrite')
		return objectOf({
			[snakeCase(flow.collect)]: text,
			...(fanOut ? fanOutSchema(fanOut) : { result: text }),
		});
	if (!fanOut) return objectOf({ success: truth });
	const inPath = inputs.filter(({ name }) => path.includes(`{${name}}`));
	return objectOf({
		...Object.fromEntries(inPath.map(({ name }) => [snakeCase(name), text])),
		...fanOutSchema(fanOut),
	});
}

/** Bare IDs become records of their own. */
function bareSchema({ operation }: Subject, id: OutputSchema): OutputSchema {
	const { as = '', marks = {} } = listOfOperation(operation)?.bare ?? {};
	return objectOf({
		[as]: id,
		...Object.fromEntries(Object.keys(marks).map((name) => [name, truth])),
	});
}

/** Where in the response the record of an item stands. */
function recordOf(document: KeapDocument, { operation, record }: Subject): Schema | undefined {
	const { flow, output } = operation;
	const inside = (path: string) => record && document.at(record, path);
	if (flow.kind === 'batchCreate') return inside(`${flow.made}[]`);
	return (output.kind === 'record' && output.within && inside(output.within)) || record;
}

function recordSchema(document: KeapDocument, subject: Subject): OutputSchema {
	const { name, operation } = subject;
	const record = recordOf(document, subject);
	if (!record) throw new Error(`${name}: the document has no record`);
	if (operation.columns) return simplified(document, name, operation, record);
	const schema = fromDocument(document, record);
	return listOfOperation(operation)?.bare ? bareSchema(subject, schema) : schema;
}

function itemSchema(document: KeapDocument, subject: Subject): OutputSchema {
	const { output } = subject.operation;
	switch (output.kind) {
		case 'deleted':
			return objectOf({ deleted: truth });
		case 'done':
			return doneSchema(subject);
		case 'text':
			return objectOf({ [output.as]: text });
		case 'base64File': {
			const about = document.find('GET', output.about)?.response;
			if (!about) throw new Error(`${subject.name}: the document has no ${output.about}`);
			return fromDocument(document, about);
		}
		case 'record':
		case 'list':
			return recordSchema(document, subject);
	}
}

/** The items of an operation at one of its paths; undefined where their properties are the account's own. */
export function outputSchema(document: KeapDocument, subject: Subject): OutputSchema | undefined {
	const { operation } = subject;
	if (operation.pairs) return undefined;
	const schema = itemSchema(document, subject);
	if (!merges(operation)) return schema;
	return objectOf({ ...schema.properties, [OUTCOME]: text });
}

/** The schemas of all operations, by resource and operation as in `contact/create`; of several variants what any has. */
export function outputSchemas(document: KeapDocument): Map<string, OutputSchema> {
	const found = new Map<string, OutputSchema[]>();
	for (const subject of subjectsOf(document)) {
		const { resource, value } = subject.operation;
		const schema = outputSchema(document, subject);
		const key = `${resource}/${value}`;
		if (schema) found.set(key, [...(found.get(key) ?? []), schema]);
	}
	return new Map([...found].map(([key, schemas]) => [key, anyOf(schemas)]));
}
