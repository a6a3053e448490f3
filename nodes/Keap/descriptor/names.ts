import { CUSTOM_FIELD_RECORDS, type CustomFieldRecord } from './customFieldRecords';

/**
 * The names under which compiled descriptors keep a person's inputs, shared by the compiler, which makes the inputs, and
 * the runner, which reads them.
 */
export const PARAMETER = {
	resource: 'resource',
	operation: 'operation',
	returnAll: 'returnAll',
	limit: 'limit',
	simplify: 'simplify',
	filters: 'filters',
	sort: 'sort',
	options: 'options',
	customFields: 'customFields',
} as const;

/** The ways to sort a list. */
export const SORT_DIRECTIONS = [
	{ name: 'Ascending', value: 'asc' },
	{ name: 'Descending', value: 'desc' },
];

/** The one entry of a fixedCollection that stands for an object, and for a list of objects. */
export const OBJECT_ENTRY = 'value';
export const LIST_ENTRY = 'values';

/** The entry of `filters` that holds filters on custom fields. */
export const CUSTOM_FIELD_FILTERS = 'customFieldFilters';

/**
 * How such a filter compares: the words of the editor, and Keap's operator. The parameter holds the key: `==` in its place
 * would be taken for an expression by n8n, like every text that begins with an equals sign.
 */
export const COMPARISONS = {
	after: { name: 'After or Greater Than', operator: '>' },
	atLeast: { name: 'At Least', operator: '>=' },
	atMost: { name: 'At Most', operator: '<=' },
	before: { name: 'Before or Less Than', operator: '<' },
	equals: { name: 'Equals', operator: '==' },
	startsWith: { name: 'Starts With', operator: '==' },
} as const;

export type Comparison = keyof typeof COMPARISONS;

/** Options that follow from what an operation is, rather than from its own list. */
export const OPTION = {
	/** Properties to ask Keap for. */
	fields: 'fields',
	/** Whether raw output has custom fields under their labels. */
	customFieldLabels: 'customFieldLabels',
	/** What happens to lists that an update replaces. */
	existingValues: 'existingValues',
	/** What happens to inputs that are empty. */
	emptyValues: 'emptyValues',
	/** What happens to a record that has all of the input already. */
	unchanged: 'unchangedRecords',
	/** What happens to filters that are empty. */
	emptyFilters: 'emptyFilters',
} as const;

const pascal = (record: CustomFieldRecord) => record.charAt(0).toUpperCase() + record.slice(1);

/** The editor's method that gives the custom fields of a record type as inputs. */
export const customFieldInputsMethod = (record: CustomFieldRecord) =>
	`get${pascal(record)}CustomFields`;

/** The editor's method that searches the custom fields of a record type. */
export const customFieldSearchMethod = (record: CustomFieldRecord) =>
	`search${pascal(record)}CustomFields`;

export const customFieldRecords = Object.keys(CUSTOM_FIELD_RECORDS) as CustomFieldRecord[];

/** The options of tagging that make tags which don't exist. */
export const CREATE_TAGS = 'createMissingTags';
export const NEW_TAG_CATEGORY = 'newTagCategoryId';

/** The options of writes that make custom fields which don't exist. */
export const CREATE_CUSTOM_FIELDS = 'createMissingCustomFields';
export const NEW_CUSTOM_FIELD_GROUP = 'newCustomFieldGroupId';

/** The option for where a downloaded file goes. */
export const OUTPUT_PROPERTY = 'outputBinaryPropertyName';
