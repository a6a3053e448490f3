import { tryToParseDateTime } from 'n8n-workflow';

import { notADate } from '../../../messages/inputErrors';
import { readDateText, type DateParts } from './dateText';

/** The part of Luxon's DateTime that is used here. n8n gives one for `$now`, and makes one of ISO text. */
interface Moment {
	isValid: boolean;
	toUTC(): Moment;
	toISO(): string | null;
	toFormat(format: string): string;
	setZone(zone: string): Moment;
}

const isMoment = (value: unknown): value is Moment =>
	typeof value === 'object' && value !== null && 'toISO' in value && 'setZone' in value;

/**
 * Milliseconds since 1970 from 1973 to 2286. A smaller number may be a year, a day count of Excel or seconds; seconds as
 * large as these would lie beyond the year 5000.
 */
const isEpochMs = (value: number) => Number.isInteger(value) && value >= 1e11 && value < 1e13;

const isNumeric = (text: string) => /^\s*\d+\s*$/.test(text);

/** What was entered: an instant, or the parts of a written date. */
type Entered = { moment: Moment } | { parts: DateParts };

function read(value: unknown, timezone: string): Entered | undefined {
	if (isMoment(value)) return value.isValid ? { moment: value } : undefined;
	// A Date is read as the text that it becomes in n8n's data.
	if (value instanceof Date)
		return Number.isNaN(value.getTime()) ? undefined : read(value.toISOString(), timezone);
	if (typeof value === 'number' || (typeof value === 'string' && isNumeric(value))) {
		const ms = Number(value);
		return isEpochMs(ms)
			? { moment: toMoment(new Date(ms).toISOString(), timezone).setZone(timezone) }
			: undefined;
	}
	if (typeof value !== 'string') return undefined;
	const parts = readDateText(value);
	return parts && { parts };
}

/** `text` is ISO 8601, which n8n reads in the given time zone where it names none. */
const toMoment = (text: string, timezone: string): Moment => tryToParseDateTime(text, timezone);

/**
 * A point in time as ISO 8601 in UTC with milliseconds, the only form that all of Keap's filters take. Without a zone of
 * its own, a date is read in the workflow's.
 * @throws InputError for what can't be read for certain
 */
export function toTime(value: unknown, label: string, timezone: string): string {
	const entered = read(value, timezone);
	if (!entered) throw notADate(label, value);
	const moment =
		'moment' in entered
			? entered.moment
			: toMoment(`${entered.parts.day}T${entered.parts.time}${entered.parts.offset}`, timezone);
	return moment.toUTC().toISO() ?? '';
}

/**
 * A day as `YYYY-MM-DD`: the one that is written, whatever time and zone stand behind it. Instants that aren't written
 * (milliseconds) fall on a day in the workflow's zone; those of Luxon's DateTime, on the day in its own.
 * @throws InputError for what can't be read for certain
 */
export function toDay(value: unknown, label: string, timezone: string): string {
	const entered = read(value, timezone);
	if (!entered) throw notADate(label, value);
	return 'parts' in entered ? entered.parts.day : entered.moment.toFormat('yyyy-MM-dd');
}
