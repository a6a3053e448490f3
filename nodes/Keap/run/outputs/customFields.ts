import { objectsOf } from '../../api/json';
import type { CustomField, CustomFields } from '../../api/lookups/customFields';
import { isEmpty, readBoolean, readNumber } from '../inputs/values/scalars';

/** A value as people expect it; as it is where it is nothing of its field's kind, or would become another one. */
function readable(field: CustomField | undefined, value: unknown): unknown {
	if (isEmpty(value)) return null;
	switch (field?.type) {
		case 'YES_NO':
			return readBoolean(value) ?? value;
		case 'DRILLDOWN':
			return field.options.find(({ id }) => id === String(value))?.label ?? value;
		case 'WHOLE_NUMBER':
		case 'DECIMAL_NUMBER':
		case 'CURRENCY':
		case 'PERCENT':
		case 'YEAR':
			return readNumber(value) ?? value;
		default:
			return value;
	}
}

/** Custom fields under the names that people gave them. */
export function nameCustomFields(values: unknown, fields: CustomFields): Record<string, unknown> {
	const named: Record<string, unknown> = {};
	for (const { id, content: value } of objectsOf(values)) {
		named[fields.nameOf(String(id))] = readable(fields.get(String(id)), value);
	}
	return named;
}
