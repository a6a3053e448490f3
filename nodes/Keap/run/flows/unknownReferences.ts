import { KeapError } from '../../api/errors';
import type { Lookups } from '../../api/lookups';
import type { Field } from '../../descriptor/field';
import { inputsOf, type Operation } from '../../descriptor/operation';
import { unknownRecord } from '../../messages/inputErrors';
import { BY_KIND } from '../../messages/keapErrors';
import type { PreparedItem } from '../inputs/preparedItem';
import { getPath } from '../paths';

/**
 * Keap's refusal of a request that refers to other records (an owner, a template, a link type) may be about any of them, and
 * seldom says which. Each is looked for, once per record and run.
 */

/** How many failed items of a run are looked into: mistakes are mostly alike. */
const MOST_EXPLAINED = 20;

interface ReferredTo {
	field: Field & { kind: 'record' | 'records' };
	ids: readonly string[];
}

/** Whether an input refers to records. */
export const isReference = (field: Field): field is ReferredTo['field'] =>
	field.kind === 'record' || field.kind === 'records';

/** The records that an item's request refers to outside of its path. */
function referencesOf(operation: Operation, { inputs, body }: PreparedItem): ReferredTo[] {
	return inputsOf(operation)
		.filter(isReference)
		.filter(({ of }) => !of.listOnly)
		.filter(({ name }) => !operation.path.includes(`{${name}}`))
		.map((field) => {
			const value = inputs[field.name] ?? getPath(body, field.key);
			const ids = (Array.isArray(value) ? value : [value]) as unknown[];
			const isId = (id: unknown) => typeof id === 'string' || typeof id === 'number';
			return { field, ids: ids.filter(isId).map(String) };
		});
}

/** The path of one record; undefined where it is below others that aren't given. */
function pathOf({ of }: ReferredTo['field'], id: string, item: PreparedItem): string | undefined {
	let isKnown = true;
	const path = of.one.replace(/\{(\w+)\}/g, (_, name: string) => {
		const value = name === of.id ? id : item.inputs[name];
		isKnown &&= typeof value === 'string';
		return encodeURIComponent(String(value));
	});
	return isKnown ? path : undefined;
}

export class UnknownReferences {
	private explained = 0;

	constructor(private readonly lookups: Lookups) {}

	/** The error of an item; where it comes from a record that Keap lacks, one that names the input. */
	async explain(error: unknown, operation: Operation, item: PreparedItem): Promise<unknown> {
		const isRefusal =
			error instanceof KeapError && (error.kind === 'notFound' || error.kind === 'badRequest');
		if (!isRefusal || this.explained >= MOST_EXPLAINED) return error;
		this.explained++;
		for (const { field, ids } of referencesOf(operation, item)) {
			for (const id of ids) {
				const path = pathOf(field, id, item);
				if (path === undefined || (await this.lookups.exists(path)) !== false) continue;
				const { label, of } = field;
				return unknownRecord(label, of.noun.toLowerCase(), id, BY_KIND.notFound().remedy);
			}
		}
		return error;
	}
}
