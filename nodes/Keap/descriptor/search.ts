/**
 * Turns what a person types into a search box into Keap's filters. Each filter is a request of its own.
 */
export type TypedText = (text: string) => string[];

/** Everything whose property begins with the text. */
export const startsWith =
	(key: string): TypedText =>
	(text) => [`${key}==${text}*`];

/** Everything whose property Keap compares with the text in its own way. */
export const equals =
	(key: string): TypedText =>
	(text) => [`${key}==${text}`];

/** Everything that belongs to the record whose ID was typed; `keys` hold such IDs. */
export const belongingTo =
	(...keys: string[]): TypedText =>
	(text) =>
		/^\d+$/.test(text) ? keys.map((key) => `${key}==${text}`) : [];

/** The ways in which words can be divided into a first and a last name: after the first word, or before the last one. */
function divisions(words: readonly string[]): Array<[given: string, family: string]> {
	const places = words.length > 1 ? [...new Set([1, words.length - 1])] : [];
	return places.map((at) => [words.slice(0, at).join(' '), words.slice(at).join(' ')]);
}

/** The words of a name; `Doe, Jane` is put the other way round. */
function wordsOf(text: string): string[] {
	const [family = '', given] = text.split(',').map((part) => part.trim());
	const name = given === undefined ? family : `${given} ${family}`;
	return name.split(/\s+/).filter(Boolean);
}

const both = (given: string, family: string, end: '' | '*') =>
	`given_name==${given}${end};family_name==${family}${end}`;

/**
 * People by the beginning of their email address or name, however the name is put: `jane`, `jane doe`, `Doe Jane`,
 * `Doe, Jane`.
 */
export const person: TypedText = (text) => {
	if (text.includes('@')) return [`email==${text}*`];
	const words = wordsOf(text);
	if (words.length === 0) return [];
	const name = words.join(' ');
	const isPut = text.includes(',');
	const byName = divisions(words).flatMap(([first, last]) =>
		isPut ? [both(first, last, '*')] : [both(first, last, '*'), both(last, first, '*')],
	);
	// Of "Mary Ann" all may be the first name, or the last one; one word may also begin an address.
	const byPart = [`given_name==${name}*`, `family_name==${name}*`];
	const byEmail = words.length === 1 ? [`email==${name}*`] : [];
	return [...byName, ...byPart, ...byEmail];
};

/** People by their whole name, as in `Jane Doe`. */
export const wholeName: TypedText = (text) =>
	divisions(wordsOf(text)).map(([given, family]) => both(given, family, ''));

/** Whole email addresses only. */
export const address: TypedText = (text) =>
	/^[^\s@]+@[^\s@]+\.\w{2,}$/.test(text) ? [`email==${text}`] : [];
