/**
 * How texts end: n8n ends a single sentence of its interface without a full stop, several with one each. So a message
 * has none, and a remedy has one only if it has several sentences.
 */

/** Texts after each other: each but the last one ends as a sentence; missing ones are left out. */
export const inSequence = (...texts: Array<string | false | null | undefined>): string => {
	const given = texts.filter((text): text is string => Boolean(text));
	return given
		.map((text, i) => (i < given.length - 1 && !/[.!?…]$/.test(text) ? `${text}.` : text))
		.join(' ');
};

/** The longest part of a value that a message repeats, in characters. */
const LONGEST_VALUE = 60;

/** A value as a message shows it: shortened, objects as JSON. */
export function show(value: unknown, longest = LONGEST_VALUE): string {
	const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
	return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
