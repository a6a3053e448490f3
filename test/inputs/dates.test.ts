import type { INodeParameters } from 'n8n-workflow';

import {
	bodies,
	contentsOf,
	customFields,
	fieldNamed,
	output,
	stored,
} from '../operations/support';
import { useKeap } from '../support/keap';
import { first } from '../support/present';

/**
 * Dates, as they are written into records and filters. The workflow's zone, this process's (jest.config.js) and UTC are
 * three different ones.
 */

const keap = useKeap();

const ZONE = 'America/New_York';

const TASK = {
	resource: 'task',
	operation: 'create',
	title: 'Call',
	assignedToUserId: { __rl: true, mode: 'id', value: '1' },
};

const run = async (parameters: INodeParameters, when: unknown) =>
	await keap.run(parameters, { items: [{ json: { when } as never }], timezone: ZONE });

const time = async (when: unknown) => {
	const result = await run({ ...TASK, additionalFields: { dueTime: '={{ $json.when }}' } }, when);
	if (result.error) throw result.error;
	return first(bodies(keap, 'POST')).due_time;
};

const day = async (when: unknown) => {
	const mapped = customFields({ 'Follow-up Date': '={{ $json.when }}' });
	const result = await run({ ...TASK, customFields: mapped }, when);
	return contentsOf(keap, stored(keap, 'task', first(output(result)).id))['Follow-up Date'];
};

describe.each<[string, unknown, string, string]>([
	// what it is, what is entered, its day, its time
	['a date picker', '2026-07-18T17:30:00', '2026-07-18', '2026-07-18T21:30:00.000Z'],
	['ISO with Z', '2026-07-18T01:30:00Z', '2026-07-18', '2026-07-18T01:30:00.000Z'],
	['ISO late in the west', '2026-07-18T23:30:00-08:00', '2026-07-18', '2026-07-19T07:30:00.000Z'],
	['ISO early in the east', '2026-07-18T00:30:00+09:00', '2026-07-18', '2026-07-17T15:30:00.000Z'],
	['a mere day', '2026-07-18', '2026-07-18', '2026-07-18T04:00:00.000Z'],
	['ISO without zeros', '1980-5-7', '1980-05-07', '1980-05-07T04:00:00.000Z'],
	['a year first, slashed', '1980/05/17', '1980-05-17', '1980-05-17T04:00:00.000Z'],
	['a year first, dotted', '1980.5.17', '1980-05-17', '1980-05-17T04:00:00.000Z'],
	['US', '5/7/1980', '1980-05-07', '1980-05-07T04:00:00.000Z'],
	['US with a time', '05/17/1980 5:30 PM', '1980-05-17', '1980-05-17T21:30:00.000Z'],
	['US at midnight', '5/17/1980, 12:00 am', '1980-05-17', '1980-05-17T04:00:00.000Z'],
	['US at noon', '5/17/1980 12 p.m.', '1980-05-17', '1980-05-17T16:00:00.000Z'],
	['a written month', 'May 17, 1980', '1980-05-17', '1980-05-17T04:00:00.000Z'],
	['a written month behind the day', '17 December 1980', '1980-12-17', '1980-12-17T05:00:00.000Z'],
	['a short month with hyphens', '17-Sep-1980', '1980-09-17', '1980-09-17T04:00:00.000Z'],
	['an ordinal', 'Sept. 3rd, 1980 at 9:05 am', '1980-09-03', '1980-09-03T13:05:00.000Z'],
	['SQL', '2026-07-18 17:30:00.25', '2026-07-18', '2026-07-18T21:30:00.250Z'],
	['PostgreSQL', '2026-07-18 17:30:00+02', '2026-07-18', '2026-07-18T15:30:00.000Z'],
	['RFC 2822', 'Sat, 18 Jul 2026 01:30:00 +0200', '2026-07-18', '2026-07-17T23:30:00.000Z'],
	['HTTP', 'Sat, 18 Jul 2026 01:30:00 GMT', '2026-07-18', '2026-07-18T01:30:00.000Z'],
	['a US zone', '18 Jul 2026 10:00 PDT', '2026-07-18', '2026-07-18T17:00:00.000Z'],
	[
		'JavaScript',
		'Sat Jul 18 2026 00:00:00 GMT+0200 (Central European Summer Time)',
		'2026-07-18',
		'2026-07-17T22:00:00.000Z',
	],
	['C', 'Sat Jul 18 17:30:00 2026', '2026-07-18', '2026-07-18T21:30:00.000Z'],
	['milliseconds', Date.UTC(2026, 6, 18, 2), '2026-07-17', '2026-07-18T02:00:00.000Z'],
	[
		'milliseconds as text',
		String(Date.UTC(2026, 6, 18, 2)),
		'2026-07-17',
		'2026-07-18T02:00:00.000Z',
	],
	['a leap day', '2/29/2024', '2024-02-29', '2024-02-29T05:00:00.000Z'],
])('%s', (_, when, expectedDay, expectedTime) => {
	it('keeps its day', async () => expect(await day(when)).toBe(expectedDay));

	it('is a time in the zone of the workflow', async () =>
		expect(await time(when)).toBe(expectedTime));
});

it.each([
	['a day first, dotted', '05.06.1980'],
	['a day first, slashed', '17/05/1980'],
	['hyphens without a year in front', '05-06-1980'],
	['a two-digit year', '5/17/80'],
	['a year', '1980'],
	['a year as a number', 1980],
	["Excel's count of days", 45000],
	["Excel's count of days as text", '45000'],
	['seconds', 1_768_435_200],
	['digits', '20260718'],
	['a month', '2026-07'],
	['no day of the calendar', '2026-02-30'],
	['a leap day of an ordinary year', '2/29/2026'],
	['a month 13', '13/1/2026'],
	['a weekday that is wrong', 'Mon, 18 Jul 2026'],
	['an hour 25', '2026-07-18T25:00:00'],
	['an hour 13 PM', '7/18/2026 13:00 PM'],
	['a lone hour', '7/18/2026 5'],
	['an unknown zone', '2026-07-18 10:00 IST'],
	['a word', 'tomorrow'],
	['words behind it', '2026-07-18 or later'],
	['an object', { year: 2026 }],
	['a list', ['2026-07-18', '2026-07-19']],
	['true', true],
])('%s is refused with the forms that are taken', async (_, when) => {
	for (const parameters of [
		{ ...TASK, additionalFields: { dueTime: '={{ $json.when }}' } },
		{ ...TASK, customFields: customFields({ 'Follow-up Date': '={{ $json.when }}' }) },
	]) {
		const { error } = await run(parameters, when);
		expect(error).toMatchObject({ type: 'input.invalid' });
		expect(error?.description).toMatch(/2026-03-18.*month\/day\/year/);
		expect(keap.calls().filter((call) => call.startsWith('POST'))).toEqual([]);
	}
});

it('reads dates in filters in the same way', async () => {
	const { error } = await run(
		{
			resource: 'contact',
			operation: 'getMany',
			filters: { startUpdateTime: '={{ $json.when }}' },
		},
		'7/18/2026',
	);
	expect(error).toBeUndefined();
	expect(new URLSearchParams(first(keap.sandbox.log).query).get('filter')).toBe(
		'start_update_time==2026-07-18T04:00:00.000Z',
	);
});

it('writes birthdays as they are written', async () => {
	const result = await run(
		{
			resource: 'contact',
			operation: 'create',
			email: 'ada@example.com',
			additionalFields: { birthDate: '={{ $json.when }}' },
		},
		'1980-05-17T00:00:00.000Z',
	);
	expect(stored(keap, 'contact', first(output(result)).id).birth_date).toBe('1980-05-17');
	expect(fieldNamed(keap, 'Renewal Date').field_type).toBe('DATE');
});
