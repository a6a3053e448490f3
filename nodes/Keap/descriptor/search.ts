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

/** People by the beginning of their email address or name, however the name is put: `jane`, `jane doe`, `Doe, Jane`. */
export const person: TypedText = (text) => {
	const named = (given: string, family: string) =>
		[given && `given_name==${given}*`, family && `family_name==${family}*`]
			.filter(Boolean)
			.join(';');

	if (text.includes('@')) return [`email==${text}*`];
	const [family = '', given] = text.split(',').map((part) => part.trim());
	if (given !== undefined) return [named(given, family)].filter(Boolean);
	const words = text.split(/\s+/);
	const name = words.join(' ');
	// Of "Mary Ann Lee" the first word may be the first name, or the last word the last name; or all of it is one of both.
	const divisions = words.length > 1 ? [...new Set([1, words.length - 1])] : [];
	return [
		...divisions.map((at) => named(words.slice(0, at).join(' '), words.slice(at).join(' '))),
		named(name, ''),
		named('', name),
	];
};

/** Whole email addresses only. */
export const address: TypedText = (text) =>
	/^[^\s@]+@[^\s@]+\.\w{2,}$/.test(text) ? [`email==${text}`] : [];
