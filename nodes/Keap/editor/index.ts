import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
	INodeType,
	ResourceMapperFields,
} from 'n8n-workflow';

import { optionsMethod, searchMethod, type Collection } from '../descriptor/collection';
import { customFieldRecords, customFieldsMethod } from '../descriptor/names';
import { customFieldInputs, customFieldOptions } from './customFields';
import { search } from './search';
import { Session } from './session';
import { otherOf, sourceOf } from './source';

/** What n8n's editor calls while a person edits a node. */
type Methods = NonNullable<INodeType['methods']>;

/** All records of a collection in a drop-down. */
async function options(session: Session, of: Collection): Promise<INodePropertyOptions[]> {
	const records = await session.all(sourceOf(session, of));
	return await Promise.all(
		records.map(async (record) => {
			const other = await otherOf(session, of, record);
			const name = of.picker.label(record, '');
			const value = String(record[of.idProperty]);
			return { name, value, ...(other ? { description: other } : {}) };
		}),
	);
}

const customFields = Object.fromEntries(
	customFieldRecords.map((record) => [
		customFieldsMethod(record),
		async function (this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
			return await Session.with(this, async (session) => await customFieldOptions(session, record));
		},
	]),
);

const resourceMapping = Object.fromEntries(
	customFieldRecords.map((record) => [
		customFieldsMethod(record),
		async function (this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
			return await Session.with(this, async (session) => await customFieldInputs(session, record));
		},
	]),
);

/** The methods for a node that refers to records of these collections. */
export function methodsFor(collections: readonly Collection[]): Methods {
	return {
		listSearch: Object.fromEntries(
			collections.map((of) => [
				searchMethod(of),
				async function (
					this: ILoadOptionsFunctions,
					typed?: string,
					token?: string,
				): Promise<INodeListSearchResult> {
					return await Session.with(
						this,
						async (session) => await search(session, of, typed, token),
					);
				},
			]),
		),
		loadOptions: {
			...Object.fromEntries(
				collections.map((of) => [
					optionsMethod(of),
					async function (this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
						return await Session.with(this, async (session) => await options(session, of));
					},
				]),
			),
			...customFields,
		},
		resourceMapping,
	};
}
