/** What may stand around Base64: white space, the quotes of a string, and the beginning of a data URL. */
const AROUND = /^\s*"?(?:data:[^,]*;base64,)?|"?\s*$/gi;

/** Both alphabets of RFC 4648; the padding may be missing. */
const BASE64 = /^([\w+/-]*)={0,2}$/;

/** The bytes of a text in Base64, with or without line breaks; undefined if it is none. */
export function decodeBase64(text: string): Buffer | undefined {
	const lines = text.replace(AROUND, '').replace(/[ \t]*[\r\n]+[ \t]*/g, '');
	const [, digits] = BASE64.exec(lines) ?? [];
	if (digits === undefined) return undefined;
	const bytes = Buffer.from(digits, 'base64');
	// Node decodes whatever it can. Only what it would encode in the same way was whole.
	const whole = digits.replace(/\+/g, '-').replace(/\//g, '_') === bytes.toString('base64url');
	return whole ? bytes : undefined;
}
