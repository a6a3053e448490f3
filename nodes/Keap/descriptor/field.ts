import type { Collection } from './collection';
import { once } from './once';

export interface Choice {
	name: string;
	value: string | number;
	description?: string;
}

/** Choices, by the names of their inputs, and the options of which one must be chosen; see `when`. */
export type Condition = Readonly<Record<string, { choice: ChoiceField; is: readonly Value[] }>>;

export type ChoiceField = Field & { kind: 'choice' };

type Value = string | number;

interface Common<Name extends string> {
	/** The n8n parameter, which saved workflows hold. */
	name: Name;
	/** The words above the input. */
	label: string;
	/** Keap's name for it; a dotted one (`company.id`) goes into an object. */
	key: string;
	description?: string;
	placeholder?: string;
	hint?: string;
	required?: boolean;
	/** Where it goes when not into the body of a write. */
	in?: 'query' | 'path' | 'nowhere';
	/**
	 * The name that `update_mask` has for it, where it differs from `key`; false where it has none, since the input says what
	 * is changed, not how.
	 */
	mask?: string | false;
	/**
	 * Hidden, and not read, while another option of these choices is chosen. The choices stand in the same list of inputs or
	 * at the top, or in the record at Keap that an entry changes.
	 */
	onlyIf?: Condition;
}

/** How a list of entries joins the one at Keap: entry by entry. */
export interface MergeByKey {
	/** The property that identifies an entry, such as the slot of an email address: there is one entry for each value. */
	by: string;
	/**
	 * Where slots are mere numbers: the property that an entry is about. The same value in another slot is the same entry,
	 * which has moved.
	 */
	movable?: string;
}

/**
 * How an input joins what Keap has, in a write that replaces the whole value there (see `Merge` of an operation): by key,
 * property by property, as a union of plain values, or not at all. Without a rule it is sent as given, too.
 */
export type MergeRule = MergeByKey | 'properties' | 'union' | 'whole';

/** One input of an operation: what a person enters, and by its kind how it is checked, converted and sent. */
export type Field<Name extends string = string> = Common<Name> &
	/**
	 * `is`: what it must be, as in America/Phoenix, en_US and #0b7d6f. `secret`: what nobody should read over a shoulder, or in a
	 * message, such as the number of a card.
	 */
	(
		| { kind: 'text'; rows?: number; is?: 'timeZone' | 'locale' | 'color'; secret?: boolean }
		| { kind: 'email' }
		| { kind: 'url' }
		/**
		 * n8n gives every number in the entry of a list a value, asked for or not. `zeroIsNone`: 0 stands for nothing. `blank`:
		 * it is entered as text and begins empty, so that 0 and nothing are different. `asText`: Keap takes it in a text.
		 */
		| {
				kind: 'number';
				integer?: boolean;
				min?: number;
				max?: number;
				default?: number;
				zeroIsNone?: boolean;
				blank?: boolean;
				asText?: boolean;
		  }
		| { kind: 'money'; unit: MoneyUnit; min?: number; zeroIsNone?: boolean; blank?: boolean }
		/**
		 * `sentWhenTrue` stands for true; false is then not sent at all. `unset`: the words for neither, which it begins with,
		 * where an entry of a list would otherwise say no without being asked.
		 */
		| { kind: 'boolean'; default?: boolean; sentWhenTrue?: string; unset?: string }
		/** A moment; sent as ISO 8601 in UTC with milliseconds, which filters demand. */
		| { kind: 'dateTime' }
		/** A day without a time. */
		| { kind: 'date' }
		/** `unset`: the words for no choice at all, which it begins with; otherwise it begins with the default or the first. */
		| { kind: 'choice'; options: readonly Choice[]; default?: string | number; unset?: string }
		| { kind: 'choices'; options: readonly Choice[]; merge?: 'union' | 'whole' }
		/** One record, by list, ID and where possible name or email address. `numeric`: Keap takes the ID as a number. */
		| { kind: 'record'; of: Collection; numeric?: boolean }
		/** Several records, each in a row of its own: from the list, by ID and where possible name or email address. */
		| { kind: 'records'; of: Collection; merge?: 'union' | 'whole' }
		/** Several records in a text, separated by commas: by ID and where possible name or email address. */
		| { kind: 'ids'; of: Collection; merge?: 'union' | 'whole' }
		/** The ID of something that no list has. */
		| { kind: 'id' }
		/** Several texts, separated by commas. */
		| { kind: 'list'; of?: 'email'; merge?: 'union' | 'whole' }
		/** Text that Keap wants in Base64. */
		| { kind: 'base64'; html?: boolean }
		/** A country by name or code; Keap gets the ISO 3166-1 alpha-3 code. */
		| { kind: 'country' }
		/**
		 * A state or province by name or code. Keap gets the ISO 3166-2 code, or where it has only names, the name.
		 * `country` is the name of the input beside it that holds its country.
		 */
		| { kind: 'region'; as: 'code' | 'name'; country?: string }
		/**
		 * `requiredKey` is the property that it is about, such as the number of a phone: without it there is nothing to send.
		 * `complete`: Keap wants all properties of it, of which those that hold nothing are sent as empty texts.
		 */
		| {
				kind: 'object';
				fields: readonly Field[];
				requiredKey?: string;
				complete?: boolean;
				merge?: 'properties' | 'whole';
		  }
		| {
				kind: 'objects';
				fields: readonly Field[];
				one: string;
				requiredKey?: string;
				merge?: MergeByKey | 'whole';
				/** Whether an empty input of an entry leaves the value at Keap alone, also where empty ones clear. */
				keepsEmpty?: boolean;
				/** The property for an entry's position: while it is 0 in all entries, they are numbered from 0 in their order. */
				numbered?: string;
		  }
		/** A file: the name of an item's binary property. */
		| { kind: 'binary' }
		/** Several files, as `file_name` and `file_data` in Base64. */
		| { kind: 'attachments' }
	);

/**
 * What an endpoint takes for an amount: `decimal` is 12.34, `cents` the whole number of the smallest unit of the account's
 * currency, 1234, or 12340 where it has three decimals; `text` is 12.34 in a text.
 */
export type MoneyUnit = 'decimal' | 'cents' | 'text';

/** A choice whose options are known to the compiler. */
export type Choosing<N extends string, V extends string | number> = Field<N> & {
	kind: 'choice';
	options: readonly { name: string; value: V }[];
};

type Options<K extends Field['kind']> = Partial<
	Omit<Extract<Field, { kind: K }>, 'kind' | 'name' | 'label'>
>;

/** `givenName` is Keap's `given_name`, unless a field says otherwise; `contactId` is `contact_id`. */
export const snakeCase = (name: string): string =>
	name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function field<N extends string>(
	kind: Field['kind'],
	name: N,
	label: string,
	options: object,
): Field<N> {
	return { kind, name, label, key: snakeCase(name), ...options } as Field<N>;
}

/** A builder of fields that need nothing but a name and a label. The name is part of the type: paths are held against it. */
const builder =
	<K extends Field['kind']>(kind: K, defaults: Options<K> = {}) =>
	<const N extends string>(name: N, label: string, options: Options<K> = {}) =>
		field(kind, name, label, { ...defaults, ...options });

export const text = builder('text');

export const longText = builder('text', { rows: 4 });

export const email = builder('email', { placeholder: 'e.g. nathan@example.com' });

export const url = builder('url', { placeholder: 'e.g. https://example.com' });

export const number = builder('number');

/** An amount of money, entered as 12.34; `unit` is what the endpoint takes: that amount, or a whole number of cents. */
export const money = <const N extends string>(
	name: N,
	label: string,
	unit: MoneyUnit,
	options: Omit<Options<'money'>, 'unit'> = {},
) => field('money', name, label, { unit, ...options });

export const boolean = <const N extends string>(
	name: N,
	label: string,
	description: string,
	options: Options<'boolean'> = {},
) => field('boolean', name, label, { description, ...options });

export const dateTime = builder('dateTime');

export const date = builder('date');

/** One of several options. Their values are part of the type: conditions are held against them. */
export const choice = <const N extends string, const C extends readonly Choice[]>(
	name: N,
	label: string,
	options: C,
	more: Omit<Options<'choice'>, 'options'> = {},
) => field('choice', name, label, { options, ...more }) as Choosing<N, C[number]['value']>;

export const choices = <const N extends string>(
	name: N,
	label: string,
	options: readonly Choice[],
	more: Omit<Options<'choices'>, 'options'> = {},
) => field('choices', name, label, { options, ...more });

/**
 * Whether a number is entered as text and begins empty. An amount that Keap demands does: left alone, a 0 would be sent, and
 * an upsert would write it over a price.
 */
export const beginsEmpty = (field: Field & { kind: 'number' | 'money' }): boolean =>
	field.blank === true || (field.kind === 'money' && field.required === true);

/** Whether Keap takes the number of an input in a text. */
export const isNumberInText = (field: Field): boolean =>
	(field.kind === 'number' && field.asText === true) ||
	(field.kind === 'money' && field.unit === 'text');

/** A reference to one record; by default named after its collection. */
export function record<const Id extends string>(
	of: Collection<Id>,
	options?: Omit<Options<'record'>, 'of'> & { label?: string },
): Field<Id>;
export function record<const N extends string>(
	of: Collection,
	options: Omit<Options<'record'>, 'of'> & { name: N; label?: string },
): Field<N>;
export function record(
	of: Collection,
	options: Omit<Options<'record'>, 'of'> & { name?: string; label?: string } = {},
): Field {
	return field('record', options.name ?? of.id, options.label ?? of.noun, { of, ...options });
}

export const records = <const N extends string>(
	of: Collection,
	name: N,
	label: string,
	options: Omit<Options<'records'>, 'of'> = {},
) => field('records', name, label, { of, ...options });

export const ids = <const N extends string>(
	of: Collection,
	name: N,
	label: string,
	options: Omit<Options<'ids'>, 'of'> = {},
) => field('ids', name, label, { of, ...options });

export const id = builder('id');

export const list = builder('list');

export const base64 = builder('base64');

export const country = builder('country', { placeholder: 'e.g. Germany' });

export const region = builder('region', { as: 'code', placeholder: 'e.g. Arizona' });

export const object = <const N extends string>(
	name: N,
	label: string,
	fields: readonly Field[],
	options: Omit<Options<'object'>, 'fields'> = {},
) => field('object', name, label, { fields, ...options });

/** A list of objects; `one` is what one of them is called, as in "Add Phone Number". */
export const objects = <const N extends string>(
	name: N,
	label: string,
	one: string,
	fields: readonly Field[],
	options: Omit<Options<'objects'>, 'fields' | 'one'> = {},
) => field('objects', name, label, { fields, one, ...options });

export const binary = builder('binary');

export const attachments = builder('attachments');

/** The same input where it must be given. */
export const required = <N extends string>(field: Field<N>): Field<N> => ({
	...field,
	required: true,
});

/** The condition that a choice has one of these values. */
export const when = <N extends string, V extends string | number>(
	chosen: Choosing<N, V>,
	...values: readonly NoInfer<V>[]
): Condition => ({ [chosen.name]: { choice: chosen, is: values } });

/** The options of a choice that rule an input out. */
export const ruledOutBy = ({ choice, is }: Condition[string]): Choice[] =>
	choice.options.filter(({ value }) => !is.includes(value));

/** A choice by which an input doesn't count, and the option that was chosen. */
export interface RuledOut {
	choice: ChoiceField;
	option: Choice;
}

/**
 * Why a field doesn't count; undefined where it does. A choice that isn't made rules nothing out: the editor, which can't
 * know an expression's value, hides nothing either.
 * @param valueOf what Keap gets for a choice, by the name of its input
 */
export function ruledOut(
	{ onlyIf = {} }: Field,
	valueOf: (name: string, choice: ChoiceField) => unknown,
): RuledOut | undefined {
	for (const [name, condition] of Object.entries(onlyIf)) {
		const chosen = String(valueOf(name, condition.choice));
		const option = ruledOutBy(condition).find(({ value }) => String(value) === chosen);
		if (option) return { choice: condition.choice, option };
	}
	return undefined;
}

/** The names of the choices that fields depend on, however deep. */
export const choicesBehind = once((fields: readonly Field[]): readonly string[] =>
	fields.flatMap((field) => [
		...Object.keys(field.onlyIf ?? {}),
		...('fields' in field ? choicesBehind(field.fields) : []),
	]),
);
