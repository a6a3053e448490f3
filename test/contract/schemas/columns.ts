import type { Operation } from '../../../nodes/Keap/descriptor/operation';
import {
	pathsOf,
	rootOf,
	type Column,
	type Columns,
} from '../../../nodes/Keap/descriptor/recordOutput';
import type { KeapDocument, Schema } from '../document';
import { undocumentedSchema } from '../exceptions';
import {
	anyObject,
	anyOf,
	fromDocument,
	listOf,
	objectOf,
	orNull,
	type OutputSchema,
} from './jsonSchema';

/** The schemas of simplified output: the names are the columns', the types those of the properties that they show. */
export class ColumnSchemas {
	/** @param operation as in `contact create` */
	constructor(
		private readonly document: KeapDocument,
		private readonly operation: string,
	) {}

	/** @throws when the document has no property that a column shows */
	of(record: Schema, columns: Columns): Record<string, OutputSchema> {
		return Object.fromEntries(
			Object.entries(columns).map(([name, column]) => [name, this.column(record, column)]),
		);
	}

	private column(record: Schema, column: Column): OutputSchema {
		// Whatever else a record lacks, it has an ID.
		if (column === 'id') return this.property(record, column);
		if (typeof column === 'string') return orNull(this.property(record, column));
		if ('firstOf' in column)
			return orNull(anyOf(column.firstOf.map((path) => this.property(record, path))));
		// An amount is an integer in Keap's record, and 12.34 in the output.
		if ('path' in column) return { type: ['number', 'null'] };
		const entry = this.at(record, `${column.list}[]`);
		return listOf(objectOf(this.of(entry, column.columns)));
	}

	private property(record: Schema, path: string): OutputSchema {
		return fromDocument(this.document, this.at(record, path));
	}

	private at(record: Schema, path: string): Schema {
		const found =
			this.document.at(record, path.replace(/\[\d+\]/g, '[]')) ??
			undocumentedSchema(this.operation, path);
		if (!found) throw new Error(`${this.operation}: the document has no ${path}`);
		return found;
	}
}

/** The columns that are there by default: not those that Keap returns on request, where it is asked for others. */
function askedFor({ columns = {}, onRequest = [], selectable }: Operation): Columns {
	if (!selectable) return columns;
	const isAsked = (path: string) =>
		!onRequest.includes(rootOf(path)) || selectable.simple.includes(rootOf(path));
	return Object.fromEntries(
		Object.entries(columns).filter(([, column]) => pathsOf(column).some(isAsked)),
	);
}

/** A record as a person gets it by default. */
export function simplified(
	document: KeapDocument,
	name: string,
	operation: Operation,
	record: Schema,
): OutputSchema {
	return objectOf({
		...new ColumnSchemas(document, name).of(record, askedFor(operation)),
		...(operation.customFieldsIn ? { custom_fields: anyObject } : {}),
	});
}
