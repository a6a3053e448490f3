import type {
	IDisplayOptions,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyMode,
	INodePropertyOptions,
} from 'n8n-workflow';

import { searchMethod, type Collection } from './collection';
import { beginsEmpty, ruledOutBy, type Choice, type Condition, type Field } from './field';
import { withArticle } from './labels';
import { LIST_ENTRY, OBJECT_ENTRY } from './names';

/** n8n asks for alphabetical order in lists of five or more. */
export function sorted<T>(entries: readonly T[], label: (entry: T) => string): T[] {
	const list = [...entries];
	return list.length < 5 ? list : list.sort((a, b) => label(a).localeCompare(label(b)));
}

export const toOptions = (choices: readonly Choice[]): INodePropertyOptions[] =>
	sorted(
		choices.map(({ name, value, description }) => ({
			name,
			value,
			...(description ? { description } : {}),
		})),
		(option) => option.name,
	);

/** What a list of options begins with, until a person chooses. */
export const firstValue = (
	options: ReadonlyArray<Pick<INodePropertyOptions, 'value'>>,
): string | number => {
	const [first] = options;
	return typeof first?.value === 'number' ? first.value : String(first?.value ?? '');
};

const mode = (
	type: INodePropertyMode['type'],
	name: string,
	displayName: string,
	placeholder: string,
	more: Partial<INodePropertyMode> = {},
): INodePropertyMode => Object.assign({ displayName, name, type, placeholder }, more);

/** The first of the ways to name a record, and where an input begins. */
const LIST_MODE = 'list';

/** A searchable list whose entries the editor gets from a method. */
export const listMode = (noun: string, searchListMethod: string): INodePropertyMode =>
	mode('list', LIST_MODE, 'From List', `Select ${withArticle(noun.toLowerCase())}...`, {
		typeOptions: { searchListMethod, searchable: true },
	});

/** A text in place of a choice from the list. */
export const textMode = (name: string, displayName: string, placeholder: string) =>
	mode('string', name, displayName, placeholder);

const EMAIL_EXAMPLE = 'e.g. nathan@example.com';

/** The ways in which one record can be entered. */
function modes(of: Collection): INodePropertyMode[] {
	const { noun, byEmail, byName, example } = of;
	const list = [listMode(noun, searchMethod(of)), textMode('id', 'By ID', `e.g. ${example}`)];
	if (byEmail) list.push(textMode('email', 'By Email', EMAIL_EXAMPLE));
	if (byName?.as) list.push(textMode('name', `By ${byName.as}`, `e.g. ${byName.example}`));
	return list;
}

/** What a text may hold that names records, as in 'Name or ID'. */
export const namedBy = ({ byEmail, byName }: Collection): string =>
	[byName?.as, byEmail ? 'ID or Email' : 'ID'].filter(Boolean).join(' or ');

/** Believable IDs and names, as in `93, Newsletter`. */
export const examplesOf = ({ byEmail, byName, example }: Collection): string =>
	`e.g. ${[example, byEmail ? 'nathan@example.com' : byName?.example].filter(Boolean).join(', ')}`;

/** Those of a row among several: one text takes IDs and names, several of them, too. */
const rowModes = (of: Collection): INodePropertyMode[] => [
	listMode(of.noun, searchMethod(of)),
	textMode('id', `By ${namedBy(of)}`, examplesOf(of)),
];

/** The parameters that decide what there is to choose from; a resource locator's own value is below it. */
function dependsOn({ path, picker, parents = {} }: Collection): string[] {
	return Object.keys(parents)
		.filter((name) => [path, picker.within].some((used) => used?.includes(`{${name}}`)))
		.map((name) => (name.endsWith('Id') ? `${name}.value` : name));
}

/** The input of one record. */
function locator(of: Collection, allModes: INodePropertyMode[]): Shape {
	const parents = dependsOn(of);
	return {
		type: 'resourceLocator',
		default: { mode: LIST_MODE, value: '' },
		modes: allModes,
		...(parents.length ? { typeOptions: { loadOptionsDependsOn: parents } } : {}),
	};
}

/** The inputs of several records: rows, of which an input that must be given begins with one. */
function rows({ of, required }: Field & { kind: 'records' }): Shape {
	const { noun, id } = of;
	const shape = locator(of, rowModes(of));
	const row: INodeProperties = { displayName: noun, name: id, ...shape, required: true };
	return {
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: `Add ${noun}`,
		default: required ? { [LIST_ENTRY]: [{ [id]: shape.default }] } : {},
		options: [{ displayName: noun, name: LIST_ENTRY, values: [row] }],
	};
}

type Shape = Pick<INodeProperties, 'type' | 'default'> & Partial<INodeProperties>;

/** How n8n names an input as seen from where another one stands; undefined where it can't be seen. */
export type Scope = (name: string) => string | undefined;

const holds = (fields: readonly Field[], name: string) =>
	fields.some((field) => field.name === name);

/** The scope of inputs at the top. */
export const topScope =
	(inputs: readonly Field[]): Scope =>
	(name) =>
		holds(inputs, name) ? name : undefined;

/** The scope of inputs within a collection, from which a slash leads to the top. */
export const collectionScope =
	(fields: readonly Field[], inputs: readonly Field[]): Scope =>
	(name) =>
		holds(fields, name) ? name : holds(inputs, name) ? `/${name}` : undefined;

/** The scope of the inputs of an entry: its own, and those at the top. */
const entryScope =
	(fields: readonly Field[], outer: Scope): Scope =>
	(name) => {
		if (holds(fields, name)) return name;
		const path = outer(name);
		return path === undefined || path.startsWith('/') ? path : `/${path}`;
	};

function collection(fields: readonly Field[], one: string, entry: string, outer: Scope): Shape {
	const scope = entryScope(fields, outer);
	// In the order in which people fill them in, such as that of an address, which n8n shows as it is.
	const values = fields.map((field) => toProperty(field, scope));
	const options: INodePropertyCollection[] = [{ displayName: one, name: entry, values }];
	return { type: 'fixedCollection', default: {}, placeholder: `Add ${one}`, options };
}

/**
 * The run takes an option's name and value in any case. n8n's editor would mark what an expression gives unless it is a
 * value to the letter (packages/frontend/editor-ui, ndv.utils.ts, shouldSkipParamValidation).
 */
export const ANY_SPELLING = { allowArbitraryValues: true } as const;

/** What a choice offers: its options, and no choice where that is one. */
const offered = ({ options, unset }: Field & { kind: 'choice' }): readonly Choice[] =>
	unset === undefined ? options : [{ name: unset, value: '' }, ...options];

/** Yes, no, or neither of them. */
const yesOrNo = (unset: string): Shape => ({
	type: 'options',
	...ANY_SPELLING,
	options: [
		{ name: unset, value: '' },
		{ name: 'No', value: false },
		{ name: 'Yes', value: true },
	],
	default: '',
});

function shape(field: Field, scope: Scope): Shape {
	switch (field.kind) {
		case 'text':
			return {
				type: field.is === 'color' ? 'color' : 'string',
				default: '',
				...(field.rows ? { typeOptions: { rows: field.rows } } : {}),
				...(field.secret ? { typeOptions: { password: true } } : {}),
			};
		case 'base64':
			return { type: 'string', default: '', typeOptions: { rows: field.html ? 8 : 4 } };
		case 'email':
		case 'url':
		case 'id':
		case 'list':
		case 'country':
		case 'region':
			return { type: 'string', default: '' };
		case 'ids':
			return {
				type: 'string',
				default: '',
				placeholder: examplesOf(field.of),
				description: `By ${namedBy(field.of)}, separated by commas`,
			};
		case 'binary':
			return {
				type: 'string',
				default: 'data',
				hint: 'The name of the input field that holds the file',
			};
		case 'attachments':
			return {
				type: 'string',
				default: '',
				placeholder: 'e.g. data, invoice',
				hint: 'The names of the input fields that hold the files, separated by commas',
			};
		case 'number':
			if (beginsEmpty(field)) return { type: 'string', default: '' };
			return {
				type: 'number',
				default: field.default ?? field.min ?? 0,
				typeOptions: {
					...(field.min === undefined ? {} : { minValue: field.min }),
					...(field.max === undefined ? {} : { maxValue: field.max }),
					...(field.integer ? { numberPrecision: 0 } : {}),
				},
			};
		case 'money':
			if (beginsEmpty(field)) return { type: 'string', default: '', placeholder: 'e.g. 12.34' };
			return {
				type: 'number',
				default: 0,
				typeOptions: {
					numberPrecision: 2,
					...(field.min === undefined ? {} : { minValue: field.min }),
				},
			};
		case 'boolean':
			if (field.unset !== undefined) return yesOrNo(field.unset);
			return { type: 'boolean', default: field.default ?? false };
		case 'dateTime':
			return { type: 'dateTime', default: '' };
		case 'date':
			return { type: 'dateTime', default: '', typeOptions: { dateOnly: true } };
		case 'choice':
			return {
				type: 'options',
				...ANY_SPELLING,
				options: toOptions(offered(field)),
				default:
					field.default ?? (field.unset === undefined ? firstValue(toOptions(field.options)) : ''),
			};
		case 'choices':
			return {
				type: 'multiOptions',
				...ANY_SPELLING,
				options: toOptions(field.options),
				default: [],
			};
		case 'record':
			return locator(field.of, modes(field.of));
		case 'records':
			return rows(field);
		case 'object':
			return collection(field.fields, field.label, OBJECT_ENTRY, scope);
		case 'objects':
			return {
				...collection(field.fields, field.one, LIST_ENTRY, scope),
				typeOptions: { multipleValues: true },
			};
	}
}

/**
 * Hidden by the other choices instead of shown by its own: an expression, whose value the editor may not know yet, hides
 * nothing.
 */
function hiddenBy(condition: Condition, scope: Scope): IDisplayOptions | undefined {
	const hide = Object.entries(condition).flatMap(([name, { choice, is }]) => {
		const path = scope(name);
		return path ? [[path, ruledOutBy({ choice, is }).map(({ value }) => value)] as const] : [];
	});
	return hide.length > 0 ? { hide: Object.fromEntries(hide) } : undefined;
}

const NOWHERE: Scope = () => undefined;

/**
 * The n8n input for a field.
 * @param scope where the choices stand that it depends on; those that Keap's record holds can't be seen
 */
export function toProperty(field: Field, scope: Scope = NOWHERE): INodeProperties {
	const { name, label, description, placeholder, hint, required, onlyIf } = field;
	const displayOptions = onlyIf && hiddenBy(onlyIf, scope);
	return {
		displayName: label,
		name,
		...shape(field, scope),
		// n8n shows an input whose condition is an expression, and would insist on it whatever the expression chooses.
		...(required && !onlyIf ? { required } : {}),
		...(placeholder ? { placeholder } : {}),
		...(hint ? { hint } : {}),
		...(description ? { description } : {}),
		...(displayOptions ? { displayOptions } : {}),
	};
}

/** A collection of optional inputs. */
export function group(
	name: string,
	displayName: string,
	placeholder: string,
	fields: readonly INodeProperties[],
): INodeProperties {
	return {
		displayName,
		name,
		type: 'collection',
		placeholder,
		default: {},
		options: sorted(fields, (field) => field.displayName),
	};
}
