import { RECORDS, type RecordName } from './records';

export interface Choice {
	name: string;
	value: string | number;
	description?: string;
}

interface Common {
	/** The n8n parameter, which saved workflows hold. */
	name: string;
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
	/** The name that `update_mask` has for it, where it differs from `key`. */
	mask?: string;
	/** Shown only while other inputs have these values; otherwise it is not read either. */
	onlyIf?: Readonly<Record<string, readonly string[]>>;
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
export type Field = Common &
	(
		| { kind: 'text'; rows?: number }
		| { kind: 'email' }
		| { kind: 'url' }
		| { kind: 'number'; integer?: boolean; min?: number; max?: number; default?: number }
		/** `sentWhenTrue` stands for true; false is then not sent at all. */
		| { kind: 'boolean'; default?: boolean; sentWhenTrue?: string }
		/** A moment; sent as ISO 8601 in UTC with milliseconds, which filters demand. */
		| { kind: 'dateTime' }
		/** A day without a time. */
		| { kind: 'date' }
		| { kind: 'choice'; options: readonly Choice[]; default?: string | number }
		| { kind: 'choices'; options: readonly Choice[]; merge?: 'union' | 'whole' }
		/** One record, by list, ID and where possible e-mail. */
		| { kind: 'record'; record: RecordName }
		/** Several tags, by name or ID. */
		| { kind: 'tags' }
		/** Several contacts or other records, by ID, separated by commas. */
		| { kind: 'ids'; record: RecordName; merge?: 'union' | 'whole' }
		/** Several texts, separated by commas. */
		| { kind: 'list'; of?: 'email'; merge?: 'union' | 'whole' }
		/** Text that Keap wants in Base64. */
		| { kind: 'base64'; html?: boolean }
		/** A country by name or code; Keap gets the ISO 3166-1 alpha-3 code. */
		| { kind: 'country' }
		/**
		 * A state or province by name or code. Keap gets the ISO 3166-2 code, or where it compares with names, the name.
		 * `country` is the name of the input beside it that holds its country.
		 */
		| { kind: 'region'; as: 'code' | 'name'; country?: string }
		/** `requiredKey` is the property that it is about, such as the number of a phone: without it there is nothing to send. */
		| {
				kind: 'object';
				fields: readonly Field[];
				requiredKey?: string;
				merge?: 'properties' | 'whole';
		  }
		| {
				kind: 'objects';
				fields: readonly Field[];
				one: string;
				requiredKey?: string;
				merge?: MergeByKey | 'whole';
		  }
		/** A file: the name of an item's binary property. */
		| { kind: 'binary' }
		/** Several files, as `file_name` and `file_data` in Base64. */
		| { kind: 'attachments' }
	);

type Options<K extends Field['kind']> = Partial<
	Omit<Extract<Field, { kind: K }>, 'kind' | 'name' | 'label'>
>;

/** `givenName` is Keap's `given_name`, unless a field says otherwise. */
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function field<K extends Field['kind']>(
	kind: K,
	name: string,
	label: string,
	options: object,
): Field {
	return { kind, name, label, key: snake(name), ...options } as Field;
}

export const text = (name: string, label: string, options: Options<'text'> = {}): Field =>
	field('text', name, label, options);

export const longText = (name: string, label: string, options: Options<'text'> = {}): Field =>
	field('text', name, label, { rows: 4, ...options });

export const email = (name: string, label: string, options: Options<'email'> = {}): Field =>
	field('email', name, label, { placeholder: 'e.g. nathan@example.com', ...options });

export const url = (name: string, label: string, options: Options<'url'> = {}): Field =>
	field('url', name, label, { placeholder: 'e.g. https://example.com', ...options });

export const number = (name: string, label: string, options: Options<'number'> = {}): Field =>
	field('number', name, label, options);

export const boolean = (
	name: string,
	label: string,
	description: string,
	options: Options<'boolean'> = {},
): Field => field('boolean', name, label, { description, ...options });

export const dateTime = (name: string, label: string, options: Options<'dateTime'> = {}): Field =>
	field('dateTime', name, label, options);

export const date = (name: string, label: string, options: Options<'date'> = {}): Field =>
	field('date', name, label, options);

export const choice = (
	name: string,
	label: string,
	options: readonly Choice[],
	more: Omit<Options<'choice'>, 'options'> = {},
): Field => field('choice', name, label, { options, ...more });

export const choices = (
	name: string,
	label: string,
	options: readonly Choice[],
	more: Omit<Options<'choices'>, 'options'> = {},
): Field => field('choices', name, label, { options, ...more });

/** A reference to one record; by default named and sent as `<record>Id`. */
export const record = (
	type: RecordName,
	options: Options<'record'> & { name?: string; label?: string } = {},
): Field => {
	const name = options.name ?? `${type}Id`;
	return field('record', name, options.label ?? RECORDS[type].label, { record: type, ...options });
};

export const tags = (name: string, label: string, options: Options<'tags'> = {}): Field =>
	field('tags', name, label, options);

export const ids = (
	type: RecordName,
	name: string,
	label: string,
	options: Options<'ids'> = {},
): Field => field('ids', name, label, { record: type, placeholder: 'e.g. 12, 15, 31', ...options });

export const list = (name: string, label: string, options: Options<'list'> = {}): Field =>
	field('list', name, label, options);

export const base64 = (name: string, label: string, options: Options<'base64'> = {}): Field =>
	field('base64', name, label, options);

export const country = (name: string, label: string, options: Options<'country'> = {}): Field =>
	field('country', name, label, { placeholder: 'e.g. Germany', ...options });

export const region = (name: string, label: string, options: Options<'region'> = {}): Field =>
	field('region', name, label, { as: 'code', placeholder: 'e.g. Arizona', ...options });

export const object = (
	name: string,
	label: string,
	fields: readonly Field[],
	options: Omit<Options<'object'>, 'fields'> = {},
): Field => field('object', name, label, { fields, ...options });

/** A list of objects; `one` is what one of them is called, as in "Add Phone Number". */
export const objects = (
	name: string,
	label: string,
	one: string,
	fields: readonly Field[],
	options: Omit<Options<'objects'>, 'fields' | 'one'> = {},
): Field => field('objects', name, label, { fields, one, ...options });

export const binary = (name: string, label: string, options: Options<'binary'> = {}): Field =>
	field('binary', name, label, options);

export const attachments = (
	name: string,
	label: string,
	options: Options<'attachments'> = {},
): Field => field('attachments', name, label, options);
