/** What records are called in the editor's lists. */

type Json = Readonly<Record<string, unknown>>;

/** A text, or a number as one; empty for anything else. */
export const words = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** The text at `email_address.email` of a record. */
export function textAt(record: Json, path: string): string {
	let value: unknown = record;
	for (const property of path.split('.'))
		value = (value as Record<string, unknown> | null | undefined)?.[property];
	return words(value);
}

/** `a contact`, `an email`, `a user`. */
export const withArticle = (noun: string): string =>
	`${/^(?:[aeio]|u(?!s))/i.test(noun) ? 'an' : 'a'} ${noun}`;

/** The day of a time in ISO 8601. */
export const day = (time: unknown): string => words(time).slice(0, 10);

export const fullName = (givenName: unknown, familyName: unknown): string =>
	[givenName, familyName].map(words).filter(Boolean).join(' ');

/** The email addresses of a contact or user, those of all slots. */
export const emailsOf = ({ email_addresses: addresses }: Json): string[] =>
	(Array.isArray(addresses) ? (addresses as Array<Json | null>) : []).map((entry) =>
		words(entry?.email),
	);

/** The first email address of a contact or user. */
export const firstEmail = (record: Json): string => emailsOf(record)[0] ?? '';

/** `Jane Doe (jane@example.com)`, or one of both. */
export function named(name: unknown, ...details: string[]): string {
	const known = details.filter(Boolean).join(', ');
	return words(name) && known ? `${words(name)} (${known})` : words(name) || known;
}
