/**
 * Dates as people and programs write them, taken apart without any time zone. Only what has one reading is read: numbers
 * with slashes are the American month/day/year (Keap is American), dotted ones are refused, as are two-digit years.
 */

/** A written date: `day` as `YYYY-MM-DD`, `time` as `HH:mm:ss.SSS`, `offset` as `±HH:mm`, or empty where none is written. */
export interface DateParts {
	day: string;
	time: string;
	offset: string;
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const MONTH = `(?<monthName>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\\.?`;

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const WEEKDAY = `(?:(?<weekday>sun(?:day)?|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:r(?:s(?:day)?)?)?|fri(?:day)?|sat(?:urday)?)\\.?,?\\s+)?`;

const YEAR = '(?<year>\\d{4})';

const DAY = '(?<day>\\d{1,2})';

const NTH_DAY = `${DAY}(?:st|nd|rd|th)?`;

/** The forms of a day. */
const DATES = [
	// 2026-03-18, 2026/3/18, 2026.3.18: a year in front leaves no doubt.
	`${YEAR}(?<separator>[-/.])(?<month>\\d{1,2})\\k<separator>${DAY}`,
	// 3/18/2026
	`(?<month>\\d{1,2})/${DAY}/${YEAR}`,
	// March 18, 2026; Wed Mar 18 2026
	`${WEEKDAY}${MONTH}\\s+${NTH_DAY},?\\s+${YEAR}`,
	// 18 March 2026; Wed, 18-Mar-2026
	`${WEEKDAY}${NTH_DAY}[\\s-]+${MONTH},?[\\s-]+${YEAR}`,
];

const CLOCK =
	'(?<hour>\\d{1,2})(?::(?<minute>\\d{2})(?::(?<second>\\d{2})(?:[.,](?<fraction>\\d{1,9}))?)?)?(?:\\s*(?<half>[ap])\\.?m\\.?)?';

/** The offsets that RFC 2822 gives to names of zones, in hours. Source: https://www.rfc-editor.org/rfc/rfc2822#section-4.3 */
const ZONES: Record<string, string> = {
	Z: '+00:00',
	UT: '+00:00',
	UTC: '+00:00',
	GMT: '+00:00',
	EST: '-05:00',
	EDT: '-04:00',
	CST: '-06:00',
	CDT: '-05:00',
	MST: '-07:00',
	MDT: '-06:00',
	PST: '-08:00',
	PDT: '-07:00',
};

/** `Z`, `-05:00`, `GMT-0500`; behind it, the zone's name in brackets, which says the same. */
const ZONE = `(?:\\s*(?<zone>(?:UTC|GMT)?(?<sign>[+-])(?<offsetHour>\\d{2}):?(?<offsetMinute>\\d{2})?|${Object.keys(ZONES).join('|')})(?:\\s*(?:\\([^()]*\\)|\\[[^\\[\\]]*\\]))?)?`;

const FORMS = DATES.map(
	(date) => new RegExp(`^${date}(?:(?:\\s*T\\s*|,?\\s+(?:at\\s+)?)${CLOCK}${ZONE})?$`, 'i'),
);

/** `Wed Mar 18 17:00:00 2026`, as C and git write it: the year stands last. */
const ASCTIME = new RegExp(`^${WEEKDAY}${MONTH}\\s+${DAY}\\s+${CLOCK}\\s+${YEAR}$`, 'i');

type Groups = Partial<Record<string, string>>;

const two = (number: number | string) => String(number).padStart(2, '0');

function dayOf({ year = '', month, monthName, day = '', weekday }: Groups): string | undefined {
	const number = monthName
		? MONTHS.indexOf(monthName.slice(0, 3).toLowerCase()) + 1
		: Number(month);
	const text = `${year}-${two(number)}-${two(day)}`;
	const time = new Date(`${text}T00:00:00Z`);
	// JavaScript takes the 30th of February for the 2nd of March.
	if (Number.isNaN(time.getTime()) || !time.toISOString().startsWith(text)) return undefined;
	if (weekday && WEEKDAYS[time.getUTCDay()] !== weekday.slice(0, 3).toLowerCase()) return undefined;
	return text;
}

function timeOf({ hour, minute, second = '00', fraction = '', half }: Groups): string | undefined {
	if (hour === undefined) return '00:00:00.000';
	// A lone number behind a date is no time, unless it says so: 5 PM.
	if (minute === undefined && !half) return undefined;
	let hours = Number(hour);
	if (half) {
		if (hours < 1 || hours > 12) return undefined;
		hours = (hours % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
	}
	if (hours > 23 || Number(minute ?? 0) > 59 || Number(second) > 59) return undefined;
	return `${two(hours)}:${minute ?? '00'}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}`;
}

function offsetOf({ zone, sign, offsetHour, offsetMinute = '00' }: Groups): string | undefined {
	if (!zone) return '';
	if (!sign) return ZONES[zone.toUpperCase()];
	if (Number(offsetHour) > 14 || Number(offsetMinute) > 59) return undefined;
	return `${sign}${offsetHour}:${offsetMinute}`;
}

/** The parts of a written date; undefined for what has no reading, or more than one. */
export function readDateText(text: string): DateParts | undefined {
	const trimmed = text.trim();
	for (const form of [...FORMS, ASCTIME]) {
		const groups = form.exec(trimmed)?.groups;
		if (!groups) continue;
		const [day, time, offset] = [dayOf(groups), timeOf(groups), offsetOf(groups)];
		if (day === undefined || time === undefined || offset === undefined) return undefined;
		return { day, time, offset };
	}
	return undefined;
}
