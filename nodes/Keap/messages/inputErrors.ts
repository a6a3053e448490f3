/**
 * Everything that the node says about an input that can't be used: what happened, with the value, then what to do.
 * Parameters are named by their labels in single quotes.
 */

import { inSequence, show } from './sentences';

/** What is wrong with an input, in the terms in which tests and callers decide. */
export type InputErrorKind =
	| 'empty'
	| 'invalid'
	| 'outOfRange'
	| 'unknownChoice'
	| 'ambiguous'
	| 'notFound'
	| 'conflict'
	| 'missing'
	/** Keap turned down this one record of a batch. */
	| 'rejected';

/** An input that can't be used. `remedy` tells the user what to enter instead. */
export class InputError extends Error {
	override readonly name = 'InputError';

	constructor(
		readonly kind: InputErrorKind,
		/** The label of the parameter that the error is about; undefined where it is about several. */
		readonly parameter: string | undefined,
		message: string,
		readonly remedy: string,
	) {
		super(message);
	}
}

/** The longest reason in Keap's own words, in characters. */
const LONGEST_REASON = 500;

/** How many choices a remedy lists. */
const MOST_CHOICES = 10;

/** Pairs of neighboring letters, by which texts are compared: typing errors change few of them. */
function pairsIn(text: string): Set<string> {
	const letters = ` ${text.trim().toLowerCase()} `;
	return new Set(Array.from(letters.slice(1), (letter, i) => letters[i] + letter));
}

/** The choices that are most like a text, in their own order where they are equally like it. */
function nearest(text: string, choices: readonly string[], most: number): string[] {
	const wanted = pairsIn(text);
	const likeness = (choice: string) => {
		const pairs = pairsIn(choice);
		const shared = [...pairs].filter((pair) => wanted.has(pair)).length;
		return (2 * shared) / (pairs.size + wanted.size);
	};
	return choices
		.map((choice) => ({ choice, like: likeness(choice) }))
		.sort((a, b) => b.like - a.like)
		.slice(0, most)
		.map(({ choice }) => choice);
}

/** Choices in a sentence; of many those that are most like what was given. */
function listed(choices: readonly string[], given: unknown): string {
	// A choice such as "1,000 - 5,000" would read as two.
	const separator = choices.some((choice) => choice.includes(',')) ? '; ' : ', ';
	const more = choices.length - MOST_CHOICES;
	const some = more > 0 ? nearest(String(given), choices, MOST_CHOICES) : choices;
	return `${some.join(separator)}${more > 0 ? `${separator}and ${more} more` : ''}`;
}

const oneOf = (choices: readonly string[], given: unknown) =>
	`Use one of: ${listed(choices, given)}`;

type Message = [message: string, remedy: string];

const about = (kind: InputErrorKind, parameter: string | undefined, [message, remedy]: Message) =>
	new InputError(kind, parameter, message, remedy);

const empty = (label: string, remedy: string) =>
	about('empty', label, [`'${label}' is empty`, remedy]);

const invalid = (label: string, is: string, value: unknown, remedy: string) =>
	about('invalid', label, [`'${label}' ${is}: ${show(value)}`, remedy]);

export const emptyInput = (label: string) => empty(label, `Enter a value for '${label}'`);

/** What to enter for a record: its ID, or what else it goes by, as in `name such as Jane Doe`. */
const idOr = (id: string, names: readonly string[]) => {
	const ways = [id, ...names.map((name) => `its ${name}`)];
	const last = ways.pop();
	return ways.length > 0 ? `${ways.join(', ')} or ${last}` : last;
};

export const emptyId = (label: string, names: readonly string[] = []) =>
	empty(label, `Choose one from the list, or enter ${idOr('its ID', names)}`);

export const emptyReference = (label: string) =>
	empty(label, 'Enter an email address, or choose another way to select the record');

export const emptyRecords = (label: string, noun: string) =>
	empty(label, `Choose at least one ${noun}`);

export const emptyInGroup = (label: string) =>
	empty(
		label,
		`Enter a value for '${label}': Keap requires it along with the other values of the group`,
	);

/** The code point of a character that nobody sees, as in U+200B. */
const codePoint = (character: string) =>
	`U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

export function notAnEmail(label: string, value: unknown): InputError {
	const [invisible] = /\p{C}/u.exec(String(value)) ?? [];
	return invalid(
		label,
		'is not an email address',
		value,
		invisible === undefined
			? 'Enter one address such as nathan@example.com'
			: `Remove the invisible character ${codePoint(invisible)} from it`,
	);
}

export const notANumber = (label: string, value: unknown) =>
	invalid(
		label,
		'is not a number',
		value,
		'Enter a number such as 12 or 12.5, without currency signs or thousands separators',
	);

/** `currency` is the code of the one that has so many; undefined where it isn't known, or none has more. */
export const tooManyDecimals = (
	label: string,
	value: unknown,
	decimals: number,
	currency?: string,
) =>
	invalid(
		label,
		currency === undefined
			? `has more than ${decimals} decimals`
			: `has more decimals than ${currency} has (${decimals})`,
		value,
		`Enter an amount such as ${(12.3456).toFixed(decimals)}`,
	);

export const notAWholeNumber = (label: string, value: unknown) =>
	invalid(label, 'is not a whole number', value, 'Enter a whole number such as 12');

export const tooManyDigits = (label: string, value: unknown) =>
	invalid(
		label,
		'has more digits than a number can hold exactly',
		value,
		'Enter a number of up to 15 digits, or keep longer ones, such as serial numbers, in a text field',
	);

export const notABoolean = (label: string, value: unknown) =>
	invalid(
		label,
		'is neither true nor false',
		value,
		'Turn it on or off, or use an expression that returns true or false, or yes or no',
	);

export const notAnId = (label: string, value: unknown, names: readonly string[] = []) =>
	invalid(
		label,
		'is not an ID',
		value,
		`Choose one from the list, or enter ${idOr('the ID that Keap shows for the record, such as 1042', names)}`,
	);

export const notAKey = (label: string, value: unknown) =>
	invalid(label, 'is not a key', value, 'Choose one from the list, or enter it as Keap shows it');

/** For an ID that would select every record there is. */
export const standsForAll = (label: string, value: unknown) =>
	invalid(
		label,
		'stands for all records at Keap',
		value,
		'Enter the ID of one; for all of them, get their IDs first',
	);

export const notADate = (label: string, value: unknown) =>
	invalid(
		label,
		'is not a date that can be read for certain',
		value,
		"Enter it as 2026-03-18, 2026-03-18T17:00:00Z, 3/18/2026 (month/day/year) or March 18, 2026, use n8n's date picker, or an expression such as {{ $now }}; a date in another format can be read with {{ DateTime.fromFormat(…) }}, a Unix time in seconds with {{ DateTime.fromSeconds(…) }}",
	);

export const notACountry = (label: string, value: unknown) =>
	invalid(
		label,
		'is not a country',
		value,
		'Enter its English name, or its ISO code such as DE or DEU',
	);

export const regionWithoutCountry = (label: string, value: unknown) =>
	about('missing', label, [
		`'${label}' ${show(value)} needs a country`,
		"Fill in 'Country', or enter the region's full code such as US-AZ",
	]);

export const regionCodeWithoutCountry = (label: string, value: unknown) =>
	about('ambiguous', label, [
		`'${label}' ${show(value)} looks like a code without its country`,
		'Enter the full name such as Arizona, the full code such as US-AZ, or fill in the country filter beside it where there is one',
	]);

export const unknownRegion = (label: string, value: unknown, country: string) =>
	about('notFound', label, [
		`'${label}' is not a region of ${country} that Keap knows: ${show(value)}`,
		'Enter its name as Keap spells it, or its code such as US-AZ',
	]);

export const notATimeZone = (label: string, value: unknown, zones: readonly string[]) =>
	invalid(label, 'is not a time zone', value, oneOf(zones, value));

export const notALocale = (label: string, value: unknown) =>
	invalid(label, 'is not a locale', value, 'Enter a language and a country such as en_US');

export const notJson = (label: string, value: unknown) =>
	invalid(label, 'is not valid JSON', value, 'Check quotation marks, commas and brackets');

export const inexactNumber = (label: string, value: string) =>
	invalid(
		label,
		'contains a number with more digits than can be sent exactly',
		value,
		'Put it in quotation marks: Keap takes IDs as text',
	);

export const belowMinimum = (label: string, min: number, value: number) =>
	about('outOfRange', label, [
		`'${label}' must be at least ${min} (got ${value})`,
		`Enter ${min} or more`,
	]);

export const aboveMaximum = (label: string, max: number, value: number) =>
	about('outOfRange', label, [
		`'${label}' must be at most ${max} (got ${value})`,
		`Enter ${max} or less`,
	]);

export const limitBelowOne = (value: number) =>
	about('outOfRange', 'Limit', [
		`'Limit' must be at least 1 (got ${value})`,
		"Enter 1 or more, or turn on 'Return All'",
	]);

export const unknownChoice = (label: string, value: unknown, choices: readonly string[]) =>
	about('unknownChoice', label, [`'${label}' has no option ${show(value)}`, oneOf(choices, value)]);

export const unknownCustomFieldChoice = (
	label: string,
	value: unknown,
	choices: readonly string[],
) =>
	about('unknownChoice', label, [
		`The custom field '${label}' has no option ${show(value)}`,
		oneOf(choices, value),
	]);

export const ambiguousCustomFieldChoice = (label: string, value: unknown, ids: readonly string[]) =>
	about('ambiguous', label, [
		`The custom field '${label}' has several options called ${show(value)}`,
		`Use the ID of the option instead: ${ids.join(', ')}`,
	]);

export const ambiguousCustomField = (label: string, names: readonly string[]) =>
	about('ambiguous', label, [
		`Several custom fields are called '${label}'`,
		`Use the field name or ID of the one you mean: ${names.join(', ')}`,
	]);

export const sameCustomFieldTwice = (label: string, names: readonly string[]) =>
	about('conflict', label, [
		`The custom field '${label}' is given twice: as ${names.map((name) => `'${name}'`).join(' and ')}`,
		'Remove one of them',
	]);

export const unknownCustomField = (name: string, labels: readonly string[]) =>
	about('notFound', name, [
		`Keap has no custom field named '${show(name)}' here`,
		labels.length > 0
			? oneOf(labels, name)
			: 'Create the field in Keap first: no custom field exists yet',
	]);

/** `noun` is what the account has none of, as in `tag`; `names` are those that it has, where they are known. */
export const unknownName = (
	label: string,
	noun: string,
	name: string,
	names: readonly string[],
	remedy?: string,
) =>
	about('notFound', label, [
		`'${label}': the account has no ${noun} named '${show(name)}'`,
		allSentences(
			names.length > 0
				? `Use one of those in the account: ${listed(names, name)}`
				: `Check the name, or use the ID of the ${noun}`,
			remedy,
		),
	]);

export const canCreateTags = () => "Or turn on 'Create Missing Tags' in the options";

/** A remedy of one sentence, or of two with a full stop each. */
const allSentences = (first: string, second?: string) =>
	second === undefined ? first : `${inSequence(first, second)}.`;

/** `nouns` as in `tags`. */
export const ambiguousName = (
	label: string,
	nouns: string,
	name: string,
	candidates: ReadonlyArray<{ id: string; label: string }>,
) =>
	about('ambiguous', label, [
		`'${label}': the account has ${candidates.length} ${nouns} named '${show(name)}'`,
		`Use the ID of the one you mean: ${candidates
			.slice(0, MOST_CHOICES)
			.map((one) => `${one.id} (${show(one.label)})`)
			.join(', ')}`,
	]);

/** For a name that is looked for among the records that belong to another one. */
export const parentNeeded = (label: string, parents: readonly string[]) =>
	about('missing', label, [
		`'${label}' can be given by name only together with ${parents.map((parent) => `'${parent}'`).join(' and ')}`,
		`Fill in ${parents.map((parent) => `'${parent}'`).join(' and ')}, or enter an ID`,
	]);

export const unknownRecord = (label: string, noun: string, id: string, remedy: string) =>
	about('notFound', label, [`'${label}': Keap has no ${noun} with the ID ${show(id)}`, remedy]);

/** For a 404 that may be about either of two records that a request names, each as in `tag 93`. */
export const oneOfTwoUnknown = (label: string, one: string, other: string) =>
	about('notFound', label, [
		`'${label}': Keap knows no ${one} or no ${other}`,
		'Check both IDs: a record may have been deleted or merged, or belong to another Keap account',
	]);

/** For a 404 about the records in a path, as in `automation 5 or sequence 7`. */
export const unknownInPath = (records: string) =>
	about('notFound', undefined, [
		`Keap has no ${records}`,
		'Check the IDs: a record may have been deleted, or belong to another Keap account',
	]);

export const noContactWithEmail = (label: string, address: string) =>
	about('notFound', label, [
		`'${label}': no contact in Keap has the email address ${show(address)}`,
		'Check the address, or create the contact first',
	]);

export const severalContactsWithEmail = (label: string, address: string, ids: readonly string[]) =>
	about('ambiguous', label, [
		`'${label}': ${ids.length} contacts in Keap have the email address ${show(address)}`,
		`Use the ID of the one you mean: ${ids.slice(0, 5).join(', ')}`,
	]);

/** For an input that counts only with another choice. */
export const inapplicableInput = (label: string, choice: string, chosen: string) =>
	about('conflict', label, [
		`'${label}' doesn't apply when '${choice}' is '${chosen}'`,
		`Leave '${label}' empty, or change '${choice}'`,
	]);

/** For a list of inputs that an expression gives as a whole. */
export const unknownInput = (label: string, name: string, known: readonly string[]) =>
	about('unknownChoice', label, [`'${label}' has no input '${show(name)}'`, oneOf(known, name)]);

const EMPTY_FILTER =
	"Enter a value, remove the filter, or set 'Empty Filters' to 'Ignore' in the options. Without the filter, the list would return records that it was meant to leave out.";

export const emptyFilter = (label: string) => empty(label, EMPTY_FILTER);

export const noCustomFieldChosen = () =>
	about('empty', 'Custom Fields', [
		"'Custom Fields': a filter has no field",
		'Choose the custom field to filter by, or remove the filter',
	]);

export const emptyCustomFieldFilter = (field: string) =>
	about('empty', 'Custom Fields', [
		`'Custom Fields': the filter on '${show(field)}' has no value`,
		EMPTY_FILTER,
	]);

export const noFilterLeft = (labels: readonly string[]) =>
	about('empty', labels[0], [
		`Every filter is empty: ${labels.map((label) => `'${label}'`).join(', ')}`,
		'Enter a value for at least one of them',
	]);

export const filterNeedsAnother = (label: string, other: string) =>
	about('missing', label, [
		`'${label}' filters nothing without '${other}'`,
		`Fill in '${other}', or remove '${label}'`,
	]);

export const filtersExclude = (label: string, other: string) =>
	about('conflict', label, [
		`'${label}' and '${other}' can't both be true of one record`,
		`Remove '${label}' or '${other}'`,
	]);

export const filterNotText = (label: string, value: unknown) =>
	invalid(label, 'is not text', value, 'Use an expression that returns text or a number');

export const separatorInFilter = (label: string, value: string, separator: string) =>
	about('invalid', label, [
		`'${label}' contains '${separator}', which separates Keap's filters: ${show(value)}`,
		'Filter by the part before it, with an asterisk at the end where prefixes are allowed',
	]);

export const wildcardNotSupported = (label: string, value: string) =>
	invalid(
		label,
		'finds whole values only, without an asterisk',
		value,
		'Enter the whole value, or use a filter whose description mentions the asterisk',
	);

export const wildcardNotAtEnd = (label: string, value: string) =>
	invalid(
		label,
		'may hold an asterisk only at the end, behind a text',
		value,
		'Enter the beginning of the text with an asterisk behind it, such as Smi*',
	);

export const unsupportedComparison = (
	label: string,
	comparison: string,
	supported: readonly string[],
) =>
	about('unknownChoice', 'Comparison', [
		`'Comparison' can't be '${comparison}' for the custom field '${label}'`,
		oneOf(supported, comparison),
	]);

export const customFieldHiddenByFilter = (label: string, fieldName: string) =>
	about('conflict', label, [
		`Keap can't filter by the custom field '${label}': its field name '${fieldName}' is that of a standard filter`,
		'Filter the returned items with a Filter node instead',
	]);

export const unsatisfiedConstraint = (message: string, labels: readonly string[]) =>
	about('missing', labels.length === 1 ? labels[0] : undefined, [
		message,
		`Fill in ${labels.map((label) => `'${label}'`).join(' or ')}`,
	]);

export const tooManyGiven = (message: string, labels: readonly string[]) =>
	about('conflict', undefined, [
		message,
		`Fill in only one of ${labels.map((label) => `'${label}'`).join(', ')}`,
	]);

/**
 * `entries` is what the entries are called, `inputs` the labels of those that make them, and `by` the label of what tells
 * them apart, such as Slot or Network.
 */
export const sameIdentityTwice = (
	entries: string,
	inputs: readonly string[],
	by: string,
	value: string,
) =>
	about('conflict', inputs.length === 1 ? inputs[0] : undefined, [
		`Two ${entries.toLowerCase()} use the same ${by.toLowerCase()} (${show(value)})`,
		`Give each entry of ${inputs.map((input) => `'${input}'`).join(' and ')} a ${by.toLowerCase()} of its own`,
	]);

export const noFreeEmailSlot = (email: string, slots: readonly string[]) =>
	about('conflict', 'Email', [
		`'Email' ${show(email)} would lose its slot among the contact's email addresses`,
		`Leave one of ${slots.join(', ')} free in 'Email Addresses'`,
	]);

/** @param empty the labels of the fields that were added, none of which has a value */
export const nothingToUpdate = (empty: readonly string[]) =>
	about(
		'missing',
		'Update Fields',
		empty.length > 0
			? [
					`There is nothing to update: ${empty.map((label) => `'${label}'`).join(', ')} ${empty.length === 1 ? 'is' : 'are'} empty`,
					"Give at least one of the 'Update Fields' a value: an empty value leaves the field as it is",
				]
			: [
					'There is nothing to update',
					"Add at least one field with a value to 'Update Fields': an empty value leaves the field as it is",
				],
	);

export const noFile = (label: string, property: string, known: readonly string[]) =>
	about('missing', label, [
		`'${label}': the item has no file in '${show(property)}'`,
		known.length > 0
			? oneOf(known, property)
			: 'Connect a node that outputs files, such as HTTP Request or Read/Write Files from Disk',
	]);

export const tooManyAttachments = (label: string, count: number, max: number) =>
	about('outOfRange', label, [`'${label}' names ${count} files`, `Attach at most ${max} files`]);

export const attachmentTooLarge = (label: string, property: string, megabytes: number) =>
	about('outOfRange', label, [
		`'${label}': the file in '${show(property)}' has ${megabytes.toFixed(1)} MB`,
		'Attach a file of up to 1 MB, or upload it with the File resource and link to it in the body',
	]);

export const notAKeapUrl = (label: string, value: string, host: string) =>
	invalid(
		label,
		'is not a URL at Keap',
		value,
		`Enter the path from the version on, such as /v2/contacts: the key is sent to ${host} only`,
	);

export const notAKeapPath = (label: string, value: string) =>
	invalid(
		label,
		'does not begin with /v1/ or /v2/, or is incomplete',
		value,
		'Enter a path such as /v2/contacts or /v1/account/profile',
	);

export const notEncoded = (label: string, value: string, character: string) =>
	invalid(
		label,
		`contains ${character}, which has to be encoded there`,
		value,
		"Enter the path with %20 for a space, %23 for #, %25 for % and %2B for +, or put parameters into 'Query Parameters', which encodes them",
	);

export const namelessParameter = (label: string, value: string) =>
	about('missing', label, [
		`'${label}': the value ${show(value)} has no name`,
		'Enter the name of the parameter beside its value',
	]);

/** For a parameter of a raw request that narrows a list. */
export const emptyParameter = (label: string, name: string, value: string) =>
	about('empty', label, [
		`'${label}': ${value.trim() === '' ? `'${name}'` : `a condition of ${show(value)}`} has no value`,
		'Enter a value, or remove it. Without it, the list would return records that it was meant to leave out.',
	]);

/** `reason` is in Keap's words. */
export const notCreated = (reason: string) =>
	about('rejected', undefined, [
		`Keap didn't create this record: ${show(reason, LONGEST_REASON)}`,
		'Correct the values of this item and run it again',
	]);

/** What a result in Keap's capitals means where the operation has no words for it. */
export const unexplained = (result: string) => `Keap's result for this record is ${show(result)}`;

/** Keap took a request and did nothing; `reasons` are in its words. */
export const nothingDone = (message: string, reasons: string) =>
	about('rejected', undefined, [
		reasons ? `${message}: ${show(reasons, LONGEST_REASON)}` : message,
		'Check the inputs of this operation against the account in Keap',
	]);

/**
 * One record of a batch wasn't changed. `message` may name its ID as `{id}`, and the one of several values (tags) that the
 * call was about as `{value}`.
 */
export const rejectedInBatch = (
	message: string,
	{ id, value = '' }: { id: string; value?: string },
) =>
	about('rejected', undefined, [
		message.replaceAll('{id}', show(id)).replaceAll('{value}', show(value)),
		'Check that the record exists and that the API key may change it',
	]);
