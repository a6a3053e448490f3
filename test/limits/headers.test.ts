import {
	callsLeft,
	classifyRateLimit,
	nextUtcMidnight,
	readLimits,
	retryAfter,
} from '../../nodes/Keap/api/limits';

/** What the headers of one response say about Keap's limits. */

const NOW = Date.UTC(2026, 0, 5, 12, 0, 37);

const throttle = (fields: Record<string, unknown>, of = 'product-throttle') =>
	Object.fromEntries(
		Object.entries(fields).map(([name, value]) => [`x-keap-${of}-${name}`, value]),
	);

const MINUTE = { 'time-unit': 'minute', interval: '1', limit: '240', available: '200', used: '40' };

describe('a window', () => {
	it('is read in full', () => {
		expect(readLimits(throttle(MINUTE), NOW).minute).toEqual({
			limit: 240,
			available: 200,
			used: 40,
			windowMs: 60_000,
		});
	});

	it.each([
		['second', '10', 10_000],
		['hour', '2', 7_200_000],
		[' day ', '1', 86_400_000],
		['fortnight', '1', 60_000],
		['', '', 60_000],
		['minute', '0', 60_000],
	])('lasts as long as it says: %p × %p', (unit, interval, windowMs) => {
		const headers = throttle({ ...MINUTE, 'time-unit': unit, interval });
		expect(readLimits(headers, NOW).minute?.windowMs).toBe(windowMs);
	});

	it.each(['limit', 'available', 'used'])('is known by its %s alone, though it be 0', (name) => {
		expect(readLimits(throttle({ [name]: '0' }), NOW).minute).toMatchObject({ [name]: 0 });
	});

	it.each([{}, throttle({ limit: '', used: ' ' }), throttle({ limit: 'many' })])(
		'is unknown with %p',
		(headers) => expect(readLimits(headers, NOW)).toMatchObject({ minute: undefined, tenant: [] }),
	);

	it('is the first value of a header that came twice', () => {
		expect(readLimits(throttle({ limit: ['120', '240'] }), NOW).minute?.limit).toBe(120);
	});

	it('of the app is one of several, each with its own unit', () => {
		const headers = throttle(
			{
				'time-unit': 'minute|day',
				interval: '1|1',
				limit: '1500|150000',
				available: '|7',
				used: '3|',
			},
			'tenant-throttle',
		);
		expect(readLimits(headers, NOW).tenant).toEqual([
			{ limit: 1500, available: undefined, used: 3, windowMs: 60_000 },
			{ limit: 150_000, available: 7, used: undefined, windowMs: 86_400_000 },
		]);
	});
});

it('the day has an end', () => {
	const headers = throttle({ limit: '30000', 'expiry-time': '1768435200000' }, 'product-quota');
	expect(readLimits(headers, NOW).day).toMatchObject({
		limit: 30_000,
		windowMs: 86_400_000,
		resetsAt: 1_768_435_200_000,
	});
	expect(readLimits(throttle({ 'expiry-time': '1' }, 'product-quota'), NOW).day).toBeUndefined();
});

it.each([
	['10ps', 10],
	[' 2.5 PS ', 2.5],
	['0ps', undefined],
	['10', undefined],
	['10pm', undefined],
	['about 10ps', undefined],
	['10ps or more', undefined],
	['', undefined],
])('the pace %p', (value, expected) => {
	expect(readLimits({ 'x-keap-product-spike-limit': value }, NOW).perSecond).toBe(expected);
});

it.each<[unknown, number | undefined]>([
	['2', 2_000],
	[' 0.5 ', 500],
	[3, 3_000],
	['0', 0],
	['-1', 0],
	['', undefined],
	['  ', undefined],
	[undefined, undefined],
	['soon', undefined],
	[new Date(NOW + 5_000).toUTCString(), 5_000],
	[new Date(NOW - 5_000).toUTCString(), 0],
])('Retry-After %p', (value, expected) => {
	expect(retryAfter({ 'retry-after': value }, NOW)).toBe(expected);
	expect(readLimits({ 'retry-after': value }, NOW).retryAfterMs).toBe(expected);
});

describe('a 429', () => {
	const day = { limit: '30000' };
	const app = (unit: string, available: string) =>
		throttle({ 'time-unit': unit, interval: '1', limit: '9', available }, 'tenant-throttle');

	it.each([
		['day', throttle({ ...day, available: '0' }, 'product-quota'), 'Spike arrest violation'],
		['spike', throttle({ ...day, available: '1' }, 'product-quota'), ''],
		['spike', throttle({ ...MINUTE, available: '0' }), 'Spike arrest violation'],
		['minute', throttle({ ...MINUTE, available: '0' }), ''],
		['minute', throttle({ ...MINUTE, available: '-1' }), ''],
		['spike', throttle({ ...MINUTE, available: '1' }), 'Quota exceeded'],
		['day', app('day', '0'), ''],
		['tenant', app('hour', '0'), 'Quota exceeded'],
		['spike', app('hour', '1'), ''],
		['minute', {}, 'Quota exceeded'],
		['spike', {}, ''],
	])('is of the %s', (kind, headers, body) => {
		expect(classifyRateLimit(readLimits(headers, NOW), body)).toBe(kind);
	});

	it('of an app that has a spent minute and a spent day is of the day', () => {
		const headers = throttle(
			{ 'time-unit': 'minute|day', interval: '1|1', limit: '9|9', available: '0|0' },
			'tenant-throttle',
		);
		expect(classifyRateLimit(readLimits(headers, NOW), '')).toBe('day');
	});
});

it.each([
	[undefined, undefined],
	[29_999, 29_999],
	[0, 0],
	[-1, 0],
	[10_000_000, 10_000_000],
	[10_000_001, undefined],
])('%p calls left', (announced, expected) => expect(callsLeft(announced)).toBe(expected));

it('a day ends at the midnight that comes', () => {
	const midnight = Date.UTC(2026, 0, 6);
	expect([NOW, midnight - 1, midnight].map(nextUtcMidnight)).toEqual([
		midnight,
		midnight,
		midnight + 86_400_000,
	]);
});
