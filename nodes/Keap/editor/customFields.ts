import type {
	FieldType,
	INodeListSearchResult,
	INodePropertyOptions,
	NodeApiError,
	NodeOperationError,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { KeapError } from '../api/errors';
import { readModel, type CustomField } from '../api/lookups/customFields';
import { CUSTOM_FIELD_RECORDS, type CustomFieldRecord } from '../descriptor/customFieldRecords';
import { words } from '../descriptor/labels';
import { users } from '../descriptor/users';
import { noCustomFields, severalByExpression } from '../messages/editorErrors';
import { inSequence } from '../messages/sentences';
import { contains, distinguished, ranked } from './entries';
import type { Session, Source } from './session';
import { sourceOf } from './source';

/** The inputs that fit Keap's types; all others are text. */
const TYPES: Record<string, FieldType> = {
	CURRENCY: 'number',
	DATE: 'dateTime',
	DATE_TIME: 'dateTime',
	DAY_OF_WEEK: 'number',
	DECIMAL_NUMBER: 'number',
	DRILLDOWN: 'options',
	DROPDOWN: 'options',
	LIST_BOX: 'options',
	MONTH: 'number',
	PERCENT: 'number',
	RADIO: 'options',
	USER: 'options',
	USER_LIST_BOX: 'options',
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

/** Custom fields to choose one from, by ID, which outlasts new labels. */
export async function searchCustomFields(
	session: Session,
	record: CustomFieldRecord,
	typed = '',
): Promise<INodeListSearchResult> {
	const entries = (await shown(session, record)).map(({ field, name }) => ({
		name,
		value: field.id,
	}));
	const text = typed.trim();
	return { results: ranked(entries.filter(contains(text)), text) };
}

function choices({ options, type }: CustomField): INodePropertyOptions[] {
	const ambiguous = repeated(options.map(({ label }) => label));
	// Options of the same label are stored alike, except in drill-downs, which are stored by ID.
	return options.map(({ id, label }) => ({
		name: label,
		value: type === 'DRILLDOWN' && ambiguous(label) ? id : label,
	}));
}

/** The account's users as options; none for a key that may not see them, which still maps the other fields. */
async function userOptions(session: Session): Promise<INodePropertyOptions[]> {
	const records = await session.all(sourceOf(session, users)).catch((error: unknown) => {
		if (error instanceof KeapError && error.kind === 'forbidden') return [];
		throw error;
	});
	const options = records.map((user) => {
		const value = words(user[users.idProperty]);
		return { name: users.picker.label(user, '') || value, value };
	});
	return distinguished(options);
}

/** n8n's mapper has no input for several choices: an expression gives them, with commas. */
const SEVERAL = new Set(['LIST_BOX', 'USER_LIST_BOX']);
const OF_USERS = new Set(['USER', 'USER_LIST_BOX']);

function mapped(
	{ field, name }: Shown,
	usersToChoose: readonly INodePropertyOptions[],
): ResourceMapperField {
	const options = OF_USERS.has(field.type) ? [...usersToChoose] : choices(field);
	const fitting = TYPES[field.type] ?? 'string';
	const type = fitting === 'options' && options.length === 0 ? 'string' : fitting;
	const isSeveral = type === 'options' && SEVERAL.has(field.type);
	return {
		id: field.id,
		displayName: isSeveral ? severalByExpression(name) : name,
		type,
		...(type === 'options' ? { options } : {}),
		required: false,
		display: true,
		defaultMatch: false,
		canBeUsedToMatch: false,
	};
}

/** Custom fields as inputs, by ID: a new label in Keap breaks no saved workflow. */
export async function customFieldInputs(
	session: Session,
	record: CustomFieldRecord,
): Promise<ResourceMapperFields> {
	const inputs = await shown(session, record);
	const needsUsers = inputs.some(({ field }) => OF_USERS.has(field.type));
	const usersToChoose = needsUsers ? await userOptions(session) : [];
	const { label } = CUSTOM_FIELD_RECORDS[record];
	return {
		fields: inputs.map((input) => mapped(input, usersToChoose)),
		...(inputs.length === 0 ? { emptyFieldsNotice: noCustomFields(label) } : {}),
	};
}

const escaped = (text: string) =>
	text.replace(/[&<>]/g, (character) => ({ '&': '&amp;', '<': '&lt;' })[character] ?? '&gt;');

/**
 * What n8n's mapper shows in place of fields that Keap didn't give. Of an error it says nothing, and of no fields that there
 * are none. A mapper that has its fields already keeps them only if it gets the error.
 */
export function refusalNotice(
	mapper: unknown,
	error: NodeApiError | NodeOperationError,
	words = inSequence(error.message, error.description),
): ResourceMapperFields {
	const { schema } = (mapper ?? {}) as { schema?: unknown };
	if (Array.isArray(schema) && schema.length > 0) throw error;
	return { fields: [], emptyFieldsNotice: escaped(words) };
}
