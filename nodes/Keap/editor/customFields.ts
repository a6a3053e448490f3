import type {
	FieldType,
	INodePropertyOptions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { CustomFields, readModel, type CustomField } from '../api/lookups/customFields';
import { CUSTOM_FIELD_RECORDS, type CustomFieldRecord } from '../descriptor/customFieldRecords';
import type { Session, Source } from './session';

/** The inputs that fit Keap's types; all others are text, lists too: several values are separated by commas. */
const TYPES: Record<string, FieldType> = {
	CURRENCY: 'number',
	DATE: 'dateTime',
	DATE_TIME: 'dateTime',
	DAY_OF_WEEK: 'number',
	DECIMAL_NUMBER: 'number',
	DRILLDOWN: 'options',
	DROPDOWN: 'options',
	MONTH: 'number',
	PERCENT: 'number',
	RADIO: 'options',
	USER: 'number',
	WHOLE_NUMBER: 'number',
	YEAR: 'number',
	YES_NO: 'boolean',
};

/** Names that are used more than once, in whatever case. */
function repeated(names: string[]): (name: string) => boolean {
	const folded = names.map((name) => name.trim().toLowerCase());
	const twice = new Set(folded.filter((name, i) => folded.indexOf(name) !== i));
	return (name) => twice.has(name.trim().toLowerCase());
}

interface Shown {
	field: CustomField;
	/** What a person sees: the label, and the field name where the label is not enough. */
	name: string;
}

/** The custom fields of a record type. */
const modelOf = (record: CustomFieldRecord): Source => ({
	path: `/v2/${CUSTOM_FIELD_RECORDS[record].path}/model`,
	items: 'custom_fields',
	remembered: true,
});

async function shown(session: Session, record: CustomFieldRecord): Promise<Shown[]> {
	const records = await session.all(modelOf(record));
	const fields = readModel(records);
	const ambiguous = repeated(fields.map(({ label }) => label));
	return fields
		.map((field) => ({
			field,
			name: ambiguous(field.label) ? `${field.label} (${field.fieldName})` : field.label,
		}))
		.sort((a, b) => a.name.localeCompare(b.name));
}

/**
 * Custom fields to choose from. They are saved by ID, which outlasts new labels, unless another field is called like that:
 * labels and field names are looked for first.
 */
export async function customFieldOptions(
	session: Session,
	record: CustomFieldRecord,
): Promise<INodePropertyOptions[]> {
	const options = await shown(session, record);
	const fields = new CustomFields(options.map(({ field }) => field));
	return options.map(({ field, name }) => ({
		name,
		value: fields.keyOf(field, [field.id, field.fieldName, field.label]),
	}));
}

function choices({ options, type }: CustomField): INodePropertyOptions[] {
	const ambiguous = repeated(options.map(({ label }) => label));
	// Options of the same label are stored alike, except in drill-downs, which are stored by ID.
	return options.map(({ id, label }) => ({
		name: label,
		value: type === 'DRILLDOWN' && ambiguous(label) ? id : label,
	}));
}

function mapped({ field, name }: Shown, key: string): ResourceMapperField {
	const fitting = TYPES[field.type] ?? 'string';
	const type = fitting === 'options' && field.options.length === 0 ? 'string' : fitting;
	return {
		id: key,
		displayName: name,
		type,
		...(type === 'options' ? { options: choices(field) } : {}),
		required: false,
		display: true,
		defaultMatch: false,
		canBeUsedToMatch: false,
	};
}

/** n8n's editor puts the key into a path, between quotes. */
const UNQUOTABLE = /["\\\r\n\t]/;

/**
 * Custom fields as inputs. Their keys are labels wherever a label is enough to find the field: labels are the same in
 * another Keap account, and they are what columns of incoming data are called.
 */
export async function customFieldInputs(
	session: Session,
	record: CustomFieldRecord,
): Promise<ResourceMapperFields> {
	const inputs = await shown(session, record);
	const fields = new CustomFields(inputs.map(({ field }) => field));
	const ambiguous = repeated(inputs.map(({ field }) => field.label));
	const keyOf = (field: CustomField): string => {
		const { label, fieldName } = field;
		const usable = !ambiguous(label) && !UNQUOTABLE.test(label);
		return fields.keyOf(field, [...(usable ? [label] : []), fieldName]);
	};
	const { label } = CUSTOM_FIELD_RECORDS[record];
	return {
		fields: inputs.map((input) => mapped(input, keyOf(input.field))),
		...(inputs.length === 0
			? {
					emptyFieldsNotice: `Keap has no custom fields for records of the type '${label}' yet. Make one in Keap, or with this node's resource 'Custom Field', then refresh the list.`,
				}
			: {}),
	};
}
