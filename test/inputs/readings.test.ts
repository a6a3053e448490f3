import { choice, number, objects, text } from '../../nodes/Keap/descriptor/field';
import { InputError } from '../../nodes/Keap/messages/inputErrors';
import { convert } from '../../nodes/Keap/run/inputs/values/convert';
import { readDateText } from '../../nodes/Keap/run/inputs/values/dateText';
import { toDay, toTime } from '../../nodes/Keap/run/inputs/values/dates';
import { toLocale } from '../../nodes/Keap/run/inputs/values/settings';
import {
	isEmpty,
	readBoolean,
	readNumber,
	toEmail,
	toId,
	toList,
	toNumber,
	toText,
	withoutLeadingZeros,
} from '../../nodes/Keap/run/inputs/values/scalars';

/** How single values are read, up to the borders of each rule. */

const CONVERSION = { timezone: 'UTC', emptyValues: 'ignore' } as const;

const refused = (read: () => unknown): boolean => {
	try {
		read();
		return false;
	} catch (error) {
		expect(error).toBeInstanceOf(InputError);
		return true;
	}
};

describe('a locale', () => {
	it.each([
		['en', 'en'],
		[' EN-us\n', 'en_US'],
		['pt_br', 'pt_BR'],
		['fil', 'fil'],
	])('%j is %s', (text, locale) => {
		expect(toLocale(text, 'Preferred Locale')).toBe(locale);
	});
});

describe('a written date', () => {
	const DAY = '2026-03-18';
	const MIDNIGHT = '00:00:00.000';

	it.each([
		...['2026-03-18', '2026/3/18', '2026.03.18', '3/18/2026', '03/18/2026', ' 2026-03-18 '],
		...['March 18, 2026', 'mar 18 2026', 'Mar. 18th 2026', 'MARCH 18, 2026 '],
		...['18 March 2026', '18-Mar-2026', '18th March, 2026', 'Wed, 18-Mar-2026'],
		...['Wed Mar 18 2026', 'Wednesday, March 18, 2026', 'wednesday  march 18 2026'],
	])('%s', (text) => {
		expect(readDateText(text)).toEqual({ day: DAY, time: MIDNIGHT, offset: '' });
	});

	it.each([
		...['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
		...['january', 'february', 'march', 'april', 'june', 'july', 'august', 'sept', 'september'],
		...['october', 'november', 'december'],
	])('in %s', (month) => {
		const number = new Date(`${month.slice(0, 3)} 1, 2026 UTC`).getUTCMonth() + 1;
		const day = `2026-${String(number).padStart(2, '0')}-01`;
		expect(readDateText(`${month} 1, 2026`)?.day).toBe(day);
		expect(readDateText(`1st ${month} 2026`)?.day).toBe(day);
	});

	it.each([
		['Sun', 15],
		['Sunday', 15],
		['Mon', 16],
		['Monday', 16],
		['Tue', 17],
		['Tues', 17],
		['Tuesday', 17],
		['Wed', 18],
		['Thu', 19],
		['Thur', 19],
		['Thurs', 19],
		['Thursday', 19],
		['Fri', 20],
		['Friday', 20],
		['Sat', 21],
		['Saturday', 21],
	])('on a %s', (weekday, day) => {
		expect(readDateText(`${weekday}, ${day} Mar 2026`)?.day).toBe(`2026-03-${day}`);
		expect(readDateText(`${weekday}, ${day - 7} Mar 2026`)).toBeDefined();
		expect(readDateText(`${weekday}, ${day - 1} Mar 2026`)).toBeUndefined();
	});

	it.each([
		['17:30', '17:30:00.000'],
		['7:30', '07:30:00.000'],
		['0:00', '00:00:00.000'],
		['23:59:59', '23:59:59.000'],
		['17:30:05.1', '17:30:05.100'],
		['17:30:05,123456789', '17:30:05.123'],
		['12:05 am', '00:05:00.000'],
		['12:05 PM', '12:05:00.000'],
		['1 am', '01:00:00.000'],
		['11:59:59 p.m.', '23:59:59.000'],
		['1PM', '13:00:00.000'],
	])('at %s', (clock, time) => {
		for (const text of [`${DAY} ${clock}`, `${DAY}T${clock}`, `Mar 18, 2026 at ${clock}`])
			expect(readDateText(text)).toEqual({ day: DAY, time, offset: '' });
		expect(readDateText(`Wed Mar 18 ${clock} 2026`)).toEqual({ day: DAY, time, offset: '' });
	});

	it.each([
		...['24:00', '23:60', '23:59:60', '0 am', '0:30 pm', '13 pm', '13:00 am', '5', '17:3', '17:'],
		...['17:30:5', '17:30:05.', '17:30:05.1234567890', '17:30 xm', '117:30'],
	])('not at %s', (clock) => {
		expect(readDateText(`${DAY} ${clock}`)).toBeUndefined();
	});

	it.each([
		['Z', '+00:00'],
		['z', '+00:00'],
		[' UT', '+00:00'],
		[' UTC', '+00:00'],
		[' gmt', '+00:00'],
		[' EST', '-05:00'],
		[' EDT', '-04:00'],
		[' CST', '-06:00'],
		[' CDT', '-05:00'],
		[' MST', '-07:00'],
		[' MDT', '-06:00'],
		[' PST', '-08:00'],
		[' PDT', '-07:00'],
		['+02', '+02:00'],
		['-0530', '-05:30'],
		['+05:45', '+05:45'],
		[' UTC+14:00', '+14:00'],
		[' GMT-1459 (Nowhere)', '-14:59'],
		['+01:00[Europe/Paris]', '+01:00'],
	])('in the zone %s', (zone, offset) => {
		expect(readDateText(`${DAY}T10:00${zone}`)?.offset).toBe(offset);
	});

	it.each(['+15', '+15:00', '+02:60', ' IST', '+2', '+02:0', '(CET)', 'Z (a) (b)', ' Zulu'])(
		'not in the zone %s',
		(zone) => expect(readDateText(`${DAY}T10:00${zone}`)).toBeUndefined(),
	);

	it.each([
		...['', 'x2026-03-18', '2026-03-18x', '2026-03/18', '2026-003-18', '2026-03-018', '26-03-18'],
		...['2026-00-01', '2026-13-01', '2026-01-00', '2026-01-32', '2026-04-31', '2023-02-29'],
		...['0/1/2026', '18/3/2026', '3-18-2026', '3.18.2026', '3/18/26', '2026-03-18Z'],
		...['18March2026', 'Marc 18, 2026', 'Mar 18', 'Mar18, 2026', 'Mar 32, 2026', 'Wed 2026-03-18'],
		...['Thu Mar 18 10:00 2026', 'Wed Mar 18 10:00 2026 x', 'x Wed Mar 18 10:00 2026'],
	])('not %p', (text) => expect(readDateText(text)).toBeUndefined());
});

describe('a date of a program', () => {
	const NEW_YORK = 'America/New_York';

	it.each([
		[1e11, '1973-03-03T09:46:40.000Z', '1973-03-03'],
		[1e13 - 1, '2286-11-20T17:46:39.999Z', '2286-11-20'],
		[' 1768435200000 ', '2026-01-15T00:00:00.000Z', '2026-01-14'],
	])('%p milliseconds', (ms, time, day) => {
		expect(toTime(ms, 'Due', NEW_YORK)).toBe(time);
		expect(toDay(ms, 'Due', NEW_YORK)).toBe(day);
	});

	it('is its moment, and its day the one of its text', () => {
		const date = new Date('2026-01-15T02:00:00Z');
		expect(toTime(date, 'Due', NEW_YORK)).toBe('2026-01-15T02:00:00.000Z');
		expect(toDay(date, 'Due', NEW_YORK)).toBe('2026-01-15');
	});

	it.each([
		...[1e11 - 1, 1e13, 1.5e12 + 0.5, Number.NaN, '99999999999', '-1768435200000', '1e12'],
		...[new Date(Number.NaN), null, { toISO: () => '2026-01-15' }, { isValid: false }],
	])('not %p', (value) => {
		expect(refused(() => toTime(value, 'Due', NEW_YORK))).toBe(true);
		expect(refused(() => toDay(value, 'Due', NEW_YORK))).toBe(true);
	});

	it('of Luxon that is invalid is none', () => {
		const invalid = { isValid: false, toISO: () => null, setZone: () => invalid };
		expect(refused(() => toTime(invalid, 'Due', NEW_YORK))).toBe(true);
	});
});

describe('a number', () => {
	const MOST = Number.MAX_SAFE_INTEGER;

	it.each([
		[MOST, MOST],
		[-MOST, -MOST],
		[` ${MOST} `, MOST],
		['1E3', 1000],
		['1e+3', 1000],
		['25e-1', 2.5],
		['-.5', -0.5],
		['0', 0],
	])('%p', (value, expected) => {
		expect(readNumber(value)).toBe(expected);
		expect(toNumber(value, 'Size')).toBe(expected);
	});

	it.each([
		MOST + 1,
		-MOST - 1,
		Infinity,
		-Infinity,
		NaN,
		'.',
		'',
		'e3',
		'1e',
		'1e1.5',
		'--1',
		'x1',
		'1x',
		true,
		null,
		[1],
	])('not %p', (value) => {
		expect(refused(() => toNumber(value, 'Size'))).toBe(true);
		expect(readNumber(value)).toBeUndefined();
	});

	it('that must be whole', () => {
		expect(toNumber('2.0', 'Size', true)).toBe(2);
		expect(refused(() => toNumber(2.5, 'Size', true))).toBe(true);
	});
});

it.each([-1e9, 0, 7.5, '1e9'])('%p is within no bounds', (value) => {
	const read = () => convert(number('size', 'Size'), value, CONVERSION);
	expect(read()).toBe(Number(value));
});

describe('a list of objects', () => {
	const phones = objects('phones', 'Phones', 'Phone', [
		choice('slot', 'Slot', [{ name: 'First', value: 'PHONE1' }]),
		text('number', 'Number'),
	]);
	const phone = { slot: 'PHONE1', number: '1' };

	it.each<[unknown, unknown]>([
		[{ values: [phone, phone] }, [phone, phone]],
		[[phone], [phone]],
		[phone, [phone]],
		[{ values: [{ slot: 'PHONE1' }, phone, {}] }, [phone]],
		[{ values: [{ slot: 'PHONE1' }] }, undefined],
		[{ values: [] }, undefined],
		[{}, undefined],
	])('%j', (value, expected) => expect(convert(phones, value, CONVERSION)).toEqual(expected));
});

it.each([
	[[true, 'true', ' Yes ', '1', 1, 'ON'], true],
	[[false, 'false', 'No', '0', 0, 'off'], false],
	[['', 'y', 2, null, undefined, 'ja'], undefined],
])('%p is %p', (values, expected) => {
	for (const value of values) expect([value, readBoolean(value)]).toEqual([value, expected]);
});

it.each([
	['07', '7'],
	['007a', '007a'],
	['0', '0'],
	['000', '0'],
	['100', '100'],
])('the ID %p is %p', (id, expected) => {
	expect(withoutLeadingZeros(id)).toBe(expected);
	expect(toId(` ${id} `, 'Contact')).toBe(expected);
});

it.each(['', ' ', null, undefined, '1/2', '1 2', '1?', 'a.b', '../1', {}])('no ID is %p', (value) =>
	expect(refused(() => toId(value, 'Contact'))).toBe(true),
);

it.each([
	'ada@example.com',
	' ada@example.com ',
	"o'hara+x@a.b.example",
	'ü@exämple.com',
	'a.b@c.de',
])('%p is an address', (value) => expect(toEmail(value, 'Email')).toBe(value.trim()));

it.each([
	...[
		'',
		'ada',
		'@example.com',
		'ada@',
		'ada@example',
		'ada@example.',
		'ada@.com',
		'a@b..c',
		'a@@b.c',
	],
	...[
		'a b@c.de',
		'a@b c.de',
		'mailto:a@b.de',
		'a@b.de,',
		'a;b@c.de',
		'<a@b.de>',
		'a\u200B@b.de',
		null,
	],
	...['a@b.d\\e', '"a"@b.de', 'a@[b].de', 'a(b)@c.de'],
])('%p is no address', (value) => expect(refused(() => toEmail(value, 'Email'))).toBe(true));

it.each([
	['a, b,, c ', ['a', 'b', 'c']],
	[
		[' a ', '', null, undefined, [], 0, 'b,c'],
		['a', 0, 'b,c'],
	],
	['', []],
	[' , ', []],
	[7, [7]],
	[null, []],
])('the list of %p is %p', (value, expected) => expect(toList(value)).toEqual(expected));

it.each([
	['text', 'text'],
	[7, '7'],
	[true, 'true'],
	[{ a: 1 }, '{"a":1}'],
	[[1, 2], '[1,2]'],
	[new Date(0), '1970-01-01T00:00:00.000Z'],
	[{ toJSON: () => 7 }, '7'],
	[{ toJSON: 'no' }, '{"toJSON":"no"}'],
])('the text of %p is %p', (value, expected) => expect(toText(value)).toBe(expected));

it('nothing is empty but nothing, blank text and an empty list', () => {
	expect([undefined, null, '', []].map(isEmpty)).toEqual([true, true, true, true]);
	expect([0, false, ' ', [''], {}, NaN].filter(isEmpty)).toEqual([]);
});
