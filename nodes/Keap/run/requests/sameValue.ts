import { isObject, objectsOf, type Json } from '../../api/json';
import { isEmpty, readBoolean } from '../inputs/values/scalars';

/**
 * Whether what is to be written is what Keap has, in Keap's own words for it: it trims text, formats phone numbers, adds the
 * time to a date, returns numbers as text and lists in an order of its own. Capitals count, except in email addresses.
 */

const DAY = /^\d{4}-\d\d-\d\d$/;
/** A moment: without a zone, a time may be any of several. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d.*(Z|[+-]\d\d:?\d\d)$/;
const MIDNIGHT = /^T00:00(:00(\.0+)?)?(Z|[+-]\d\d:?\d\d)?$/;

/** Text as it is compared: spaces at the ends and the kind of line breaks don't count. */
const plain = (value: unknown) => String(value).replace(/\r\n?/g, '\n').trim();

function sameText(one: string, other: string): boolean {
	if (one === other) return true;
	const [day, time] = one.length < other.length ? [one, other] : [other, one];
	if (DAY.test(day)) return time.startsWith(day) && MIDNIGHT.test(time.slice(day.length));
	return TIME.test(one) && TIME.test(other) && Date.parse(one) === Date.parse(other);
}

function sameScalar(existing: unknown, given: unknown): boolean {
	if (typeof existing === 'boolean' || typeof given === 'boolean')
		return readBoolean(existing) === readBoolean(given);
	if (typeof existing === 'number' || typeof given === 'number') {
		if (Number(plain(existing)) === Number(plain(given))) return true;
		// Yes and no are written as 1 and 0.
		const meant = readBoolean(existing);
		return (given === 0 || given === 1) && meant !== undefined && meant === (given === 1);
	}
	return sameText(plain(existing), plain(given));
}

/** The entries of a list of plain values; Keap returns some as one text with commas. */
const entriesOf = (value: unknown): Set<string> =>
	new Set(
		(Array.isArray(value) ? value : String(value).split(','))
			.map((entry) => plain(entry))
			.filter((entry) => entry !== ''),
	);

function sameSet(existing: unknown, given: unknown): boolean {
	const [one, other] = [entriesOf(existing), entriesOf(given)] as const;
	return one.size === other.size && [...other].every((entry) => one.has(entry));
}

/** Whether two values of one property are the same; of an object, whether it has all of what is given. */
export function sameValue(existing: unknown, given: unknown): boolean {
	const nothing = (value: unknown) => isEmpty(value) || plain(value) === '';
	if (nothing(existing) || nothing(given)) return nothing(existing) && nothing(given);
	if (isObject(given))
		return (
			isObject(existing) &&
			Object.entries(given).every(([key, value]) => sameValue(existing[key], value))
		);
	if (isObject(existing)) return false;
	if (Array.isArray(existing) || Array.isArray(given)) return sameSet(existing, given);
	return sameScalar(existing, given);
}

/** What of a phone number counts: its digits, and letters that stand for some. */
const dialled = (value: unknown) =>
	String(value ?? '')
		.toLowerCase()
		.replace(/[^\p{L}\d]/gu, '');

/** A number is the same in any format, also where one of them has its country in front. */
export const sameNumber = (existing: Json, given: unknown) =>
	[existing.number, existing.number_e164].some(
		(number) => dialled(number) !== '' && dialled(number) === dialled(given),
	) || sameValue(existing.number, given);

/** What Keap works out from the rest of an entry, and doesn't need to be told. */
const DERIVED = new Set(['number_e164']);

/** From these states an address may be opted in; the others stay what they are. Source: Keap's REST v2 document. */
const MAY_OPT_IN = new Set(['UNENGAGED_NON_MARKETABLE', 'NON_MARKETABLE', 'MANUAL']);

/** Whether giving a reason to an address that Keap has would do nothing. */
const isReasonIdle = ({ is_opt_in: isOptedIn, email_opt_status: status }: Json) =>
	isOptedIn === true || (typeof status === 'string' && !MAY_OPT_IN.has(status));

const postalCode = (entry: Json) =>
	[entry.postal_code, entry.zip_code].find((code) => !isEmpty(code));

function sameProperty(key: string, existing: Json, given: Json): boolean {
	switch (key) {
		case 'email':
			return plain(existing.email).toLowerCase() === plain(given.email).toLowerCase();
		case 'number':
			return sameNumber(existing, given.number);
		case 'opt_in_reason':
			return isReasonIdle(existing) || sameValue(existing.opt_in_reason, given.opt_in_reason);
		case 'postal_code':
		case 'zip_code':
			return sameValue(postalCode(existing), postalCode(given));
		default:
			return sameValue(existing[key], given[key]);
	}
}

/**
 * Whether two entries of a list, such as two addresses, are the same. `kept` is the existing one as a merge that changes
 * nothing would write it; `existing` has also what can't be written.
 */
export function sameEntry(existing: Json, kept: Json, given: Json): boolean {
	const all = new Set([
		...Object.keys(given),
		...Object.keys(kept).filter((key) => !DERIVED.has(key)),
	]);
	return [...all].every((key) => sameProperty(key, existing, given));
}

/** Those of a list's entries that say something beside what identifies them. */
export const fullEntries = (list: unknown, by: string): Json[] =>
	objectsOf(list).filter((entry) =>
		Object.entries(entry).some(([key, value]) => key !== by && !isEmpty(value)),
	);
