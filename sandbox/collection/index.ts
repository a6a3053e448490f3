import { objects } from '../body';
import { customFieldValues } from '../custom-fields';
import { maskOf, rowsOf } from './properties';
import { entriesParser } from './sub-records';
import type { Collection, CollectionTable, Property } from './table';

export { find, pathOf, recordPathOf } from './paths';
export { created, changed } from './properties';
export { listRecords, routesOf } from './routes';
export { insertRecord, removeRecord, saveChanges } from './save';
export { shower } from './show';
export type { Collection, CollectionTable, ListTable, Property, SubRecordTable } from './table';

/** A collection as its table describes it, defaults filled in. */
export function collection(table: CollectionTable): Collection {
	const properties: Record<string, Property> = { ...table.properties };
	if (table.customFields !== undefined)
		properties.custom_fields = customFieldValues(table.customFields);
	for (const [name, row] of Object.entries(table.subRecords ?? {})) {
		const { show: showEntry, update } = row;
		properties[name] = {
			type: entriesParser(row),
			...(update === undefined ? { only: 'create' } : {}),
			...(showEntry && {
				show: (value, call) => objects(value).map((entry) => showEntry(entry, call)),
			}),
		};
	}
	const rows = rowsOf(properties);
	return {
		operations: ['create', 'get', 'list', 'update', 'delete'],
		mask: maskOf(rows),
		...table,
		properties: rows,
	};
}
