import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodeType,
	NodeApiError,
	NodeOperationError,
	ResourceMapperFields,
} from 'n8n-workflow';

import { searchMethod, type Collection } from '../descriptor/collection';
import {
	customFieldInputsMethod,
	customFieldRecords,
	customFieldSearchMethod,
	PARAMETER,
} from '../descriptor/names';
import { noCredential } from '../messages/editorErrors';
import { customFieldInputs, refusalNotice, searchCustomFields } from './customFields';
import { search } from './search';
import { Session } from './session';

export { hookEvents } from './hookEvents';
export { Session };

/** What n8n's editor calls while a person edits a node. */
type Methods = NonNullable<INodeType['methods']>;

const customFieldSearches = Object.fromEntries(
	customFieldRecords.map((record) => [
		customFieldSearchMethod(record),
		async function (this: ILoadOptionsFunctions, typed?: string): Promise<INodeListSearchResult> {
			return await Session.with(
				this,
				async (session) => await searchCustomFields(session, record, typed),
			);
		},
	]),
);

const resourceMapping = Object.fromEntries(
	customFieldRecords.map((record) => [
		customFieldInputsMethod(record),
		async function (this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
			return await Session.with(
				this,
				async (session) => await customFieldInputs(session, record),
			).catch((error: NodeApiError | NodeOperationError) =>
				refusalNotice(
					this.getCurrentNodeParameter(PARAMETER.customFields),
					error,
					// n8n asks as soon as a new node is open, before it has chosen the credential for it.
					Object.keys(this.getNode().credentials ?? {}).length === 0 ? noCredential() : undefined,
				),
			);
		},
	]),
);

/** The methods for a node that refers to records of these collections. */
export function methodsFor(collections: readonly Collection[]): Methods {
	return {
		listSearch: {
			...Object.fromEntries(
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
			...customFieldSearches,
		},
		resourceMapping,
	};
}
