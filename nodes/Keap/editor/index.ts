import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
	INodeType,
	ResourceMapperFields,
} from 'n8n-workflow';

import { customFieldRecords, customFieldsMethod } from '../descriptor/names';
import { RECORDS, type RecordName, type RecordType } from '../descriptor/records';
import { customFieldInputs, customFieldOptions } from './customFields';
import { categoryOf, LISTS, tags, type List } from './lists';
import { search } from './search';
import { Session } from './session';

/** What n8n's editor calls while a person edits a node. */
type Methods = NonNullable<INodeType['methods']>;

async function getTags(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await Session.with(this, async (session) => {
		const all = await session.all(tags);
		return await Promise.all(
			all.map(async (tag) => {
				const [name, value] = [tag.name, tag.id].map(String);
				const category = await categoryOf(tag, session);
				return { name, value, ...(category ? { description: category } : {}) };
			}),
		);
	});
}

const listSearch = Object.fromEntries(
	(Object.entries(LISTS) as Array<[RecordName, List]>).flatMap(([record, list]) => {
		const { search: method }: RecordType = RECORDS[record];
		return method
			? [
					[
						method,
						async function (
							this: ILoadOptionsFunctions,
							typed?: string,
							token?: string,
						): Promise<INodeListSearchResult> {
							return await Session.with(
								this,
								async (session) => await search(session, record, list, typed, token),
							);
						},
					],
				]
			: [];
	}),
) as Methods['listSearch'];

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

export const methods: Methods = {
	listSearch,
	loadOptions: { getTags, ...customFields },
	resourceMapping,
};
