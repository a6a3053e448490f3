import { fullEntries, sameEntry, sameValue } from '../../nodes/Keap/run/requests/sameValue';

/** What Keap has, beside what would be written: what is the same is not written. */

describe('the same are', () => {
	it.each([
		['nothing in any form', null, ''],
		['spaces and nothing', '  ', undefined],
		['an empty list and nothing', [], null],
		['text with other spaces at its ends', 'Ada ', ' Ada'],
		['other kinds of line breaks', 'one\r\ntwo\rthree', 'one\ntwo\nthree'],
		['a day and its midnight', '2026-03-01', '2026-03-01T00:00:00.000Z'],
		['a midnight without seconds', '2026-03-01T00:00', '2026-03-01'],
		['a midnight in another zone', '2026-03-01T00:00:00-07:00', '2026-03-01'],
		['one moment in two zones', '2026-03-01T10:00:00Z', '2026-03-01T12:00:00+02:00'],
		['a number as text', '12.50', 12.5],
		['text as a number', 7, '07'],
		['yes as a number', true, 1],
		['yes as text', 'true', true],
		['no and 0 the other way round', 'false', 0],
		['yes in words', 'Yes', 1],
		['no in words', 'No', false],
		['a list in another order', ['b', 'a'], ['a', 'b']],
		['a list as one text', 'a,b', ['b', 'a']],
		['one text as a list', ['b', 'a'], 'a,b'],
		['a list with empty entries', ['a', ''], ['a']],
		['an object that has more', { id: '1', name: 'Acme' }, { id: 1 }],
	])('%s', (_, existing, given) => expect(sameValue(existing, given)).toBe(true));
});

describe('not the same are', () => {
	it.each([
		['nothing and something', null, 'Ada'],
		['something and nothing', 'Ada', ''],
		['capitals', 'ada', 'Ada'],
		['two days', '2026-03-01', '2026-03-02'],
		['a day and a time in it', '2026-03-01', '2026-03-01T10:00:00Z'],
		['a day and a minute after midnight', '2026-03-01', '2026-03-01T00:01:00Z'],
		['two moments', '2026-03-01T10:00:00Z', '2026-03-01T10:00:00+02:00'],
		['times of which one has no zone', '2026-03-01T10:00:00', '2026-03-01T10:00:00Z'],
		['a date in words and its time', '1 March 2026', '2026-03-01T00:00'],
		['words before a day', 'on 2026-03-01', 'on 2026-03-01T00:00:00Z'],
		['words behind a day', '2026-03-01 or so', '2026-03-01 or soT00:00:00Z'],
		['words before a midnight', '2026-03-01', '2026-03-01 at T00:00'],
		['two numbers', 12, 12.5],
		['a number and a word', 12, 'twelve'],
		['yes and no', true, false],
		['yes and 0', 'true', 0],
		['no and 1', 'false', 1],
		['yes and 2', 'true', 2],
		['a word and 1', 'maybe', 1],
		['a word and 0', 'maybe', 0],
		['a list that lacks one', ['a'], ['a', 'b']],
		['a list that has one more', ['a', 'b'], ['a']],
		['lists of other entries', ['a', 'b'], ['a', 'c']],
		['an object and another', { id: '1' }, { id: 2 }],
		['an object and a text', { id: '1' }, '1'],
		['a text and an object', '1', { id: '1' }],
		['an object that lacks what is given', { id: '1' }, { id: '1', name: 'Acme' }],
	])('%s', (_, existing, given) => expect(sameValue(existing, given)).toBe(false));
});

describe('entries of lists', () => {
	/** Of an existing entry, these can't be written. */
	const READ_ONLY = ['is_opt_in', 'email_opt_status', 'postal_code'];
	const same = (existing: object, given: object) => {
		const writable = Object.entries(existing).filter(([name]) => !READ_ONLY.includes(name));
		return sameEntry({ ...existing }, Object.fromEntries(writable), { ...given });
	};

	it.each([
		['an address in other capitals', { email: 'Ada@Example.com' }, { email: 'ada@example.com' }],
		['a phone in another format', { number: '(480) 555-0101' }, { number: '480 555 0101' }],
		[
			'a phone with its country in front',
			{ number: '(480) 555-0101', number_e164: '+14805550101' },
			{ number: '+1 480 555 0101' },
		],
		['a ZIP code in its other property', { postal_code: '85233' }, { zip_code: '85233' }],
		[
			'a reason for an address that is opted in',
			{ email: 'a@example.com', is_opt_in: true },
			{ email: 'a@example.com', opt_in_reason: 'Asked' },
		],
		[
			'a reason for an address that bounces',
			{ email: 'a@example.com', email_opt_status: 'HARD_BOUNCE' },
			{ email: 'a@example.com', opt_in_reason: 'Asked' },
		],
	])('are the same: %s', (_, existing, given) => {
		expect(same(existing, given)).toBe(true);
	});

	it.each([
		['another address', { email: 'ada@example.com' }, { email: 'bob@example.com' }],
		['phones of signs only', { number: '-' }, { number: '+' }],
		['another phone', { number: '(480) 555-0101' }, { number: '480 555 0102' }],
		['another ZIP code', { postal_code: '85233' }, { zip_code: '85234' }],
		[
			'a reason for an address that may be opted in',
			{ email: 'a@example.com', email_opt_status: 'NON_MARKETABLE' },
			{ email: 'a@example.com', opt_in_reason: 'Asked' },
		],
		['what the given one lacks', { number: '1', type: 'Work' }, { number: '1' }],
	])('are not the same: %s', (_, existing, given) => expect(same(existing, given)).toBe(false));

	it('count only where they say something beside what identifies them', () => {
		const entries = [
			{ field: 'EMAIL1' },
			{ field: 'EMAIL2', email: '' },
			{ field: 'EMAIL3', email: 'a@b.c' },
		];
		expect(fullEntries(entries, 'field')).toEqual([{ field: 'EMAIL3', email: 'a@b.c' }]);
		expect(fullEntries(undefined, 'field')).toEqual([]);
	});
});
