import { tryToParseDateTime } from 'n8n-workflow';

import { notADate } from '../../../messages/inputErrors';

interface Moment {
	isValid: boolean;
	setZone(zone: string): Moment;
	toUTC(): Moment;
	toISO(): string | null;
	toFormat(format: string): string;
}

const isMoment = (value: unknown): value is Moment =>
	typeof value === 'object' && value !== null && 'toISO' in value && 'setZone' in value;

const REMEDY =
	"Use n8n's date picker, an ISO 8601 date such as 2026-03-18 or 2026-03-18T17:00:00Z, or an expression such as {{ $now }}";

/** Text without a zone is meant in the workflow's. */
function moment(value: unknown, label: string, timezone: string): Moment {
	if (isMoment(value) && value.isValid) return value;
	const input = value instanceof Date ? value.toISOString() : value;
	const parsed = parse(input, timezone);
	if (!parsed?.isValid) throw notADate(label, value, REMEDY);
	return parsed;
}

const PLAUSIBLE = /\d{4}|\d{1,2} \w{3} \d{2}/;

const DAY = /^\s*(\d{4}-\d{2}-\d{2})(?!\d)/;

/** Whether the calendar has the day that a text begins with; JavaScript takes the 30th of February for the 2nd of March. */
function isInCalendar(text: string): boolean {
	const [, day] = DAY.exec(text) ?? [];
	if (!day) return true;
	const time = new Date(`${day}T00:00:00Z`);
	return !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day);
}

function parse(value: unknown, timezone: string): Moment | undefined {
	// n8n also takes bare numbers for dates, which for a date column of a table is a mistake.
	if (typeof value === 'string' && !(PLAUSIBLE.test(value) && isInCalendar(value)))
		return undefined;
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	try {
		return tryToParseDateTime(value, timezone) as Moment;
	} catch {
		return undefined;
	}
}

/** ISO 8601 in UTC with milliseconds, the only form that all of Keap's filters take. */
export const toTime = (value: unknown, label: string, timezone: string): string =>
	moment(value, label, timezone).toUTC().toISO() ?? '';

const DAY_ONLY = /^(\d{4}-\d{2}-\d{2})(T00:00(:00(\.0+)?)?)?$/;

/** A day as `YYYY-MM-DD`. */
export function toDay(value: unknown, label: string, timezone: string): string {
	const day = typeof value === 'string' ? DAY_ONLY.exec(value.trim()) : null;
	const parsed = moment(day ? `${day[1]}T12:00:00` : value, label, timezone);
	return day ? day[1] : parsed.setZone(timezone).toFormat('yyyy-MM-dd');
}
