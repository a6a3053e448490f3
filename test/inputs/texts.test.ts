import { bodies, byId, customFields, fieldNamed, tagRows } from '../operations/support';
import { expectInputError } from '../support/errors';
import { useKeap } from '../support/keap';
import { first } from '../support/present';

/** Texts and email addresses, as expressions give them. */

const keap = useKeap({ contacts: 1 });

const create = async (email: string) =>
	await keap.run({ resource: 'contact', operation: 'create', email });

describe('a date in a text', () => {
	it.each([
		['a JavaScript date', '={{ new Date(0) }}', '1970-01-01T00:00:00.000Z'],
		['a Luxon date', "={{ DateTime.fromISO('2026-03-18T10:00:00Z').toUTC() }}", '2026-03-18T10:00'],
		['a list of dates', '={{ [new Date(0)] }}', '["1970-01-01T00:00:00.000Z"]'],
	])('is its ISO text: %s', async (_, value, expected) => {
		const run = await keap.run({
			resource: 'contact',
			operation: 'update',
			contactId: byId(1),
			updateFields: { jobTitle: value },
			customFields: customFields({ 'Favorite Color': value }),
		});
		expect(run.error).toBeUndefined();
		const { job_title, custom_fields } = first(bodies(keap, 'PATCH'));
		const { id } = fieldNamed(keap, 'Favorite Color');
		const contents = custom_fields as Array<{ id: string; content: string }>;
		for (const text of [job_title, contents.find((field) => field.id === id)?.content])
			expect(String(text).startsWith(expected)).toBe(true);
	});

	it('comes from an item, too', async () => {
		await keap.run(
			{
				resource: 'contact',
				operation: 'update',
				contactId: byId(1),
				updateFields: { jobTitle: '={{ $json.when }}' },
			},
			{ items: [{ json: { when: new Date(0) } as never }] },
		);
		expect(first(bodies(keap, 'PATCH')).job_title).toBe('1970-01-01T00:00:00.000Z');
	});
});

describe('an email address', () => {
	it('is refused with the name of what nobody sees', async () => {
		const run = await create('ada\u200b@example.com');
		expectInputError(run, 0, 'invalid', 'Email', 'U+200B');
	});

	it.each([
		"o'neil@example.com",
		'a+b@example.com',
		'a.b-c_d@sub.example.co.uk',
		'!#$%&*/=?^`{|}~@example.com',
		'grüße@bücher.example',
		' padded@example.com ',
	])('%s', async (email) => {
		expect((await create(email)).error).toBeUndefined();
		expect(first(bodies(keap, 'POST')).email_addresses).toMatchObject([{ email: email.trim() }]);
	});

	it.each([
		['a link', 'mailto:ada@example.com'],
		['a zero-width space', '\u200bada@example.com'],
		['a zero-width space at the end', 'ada@example.com\u200b'],
		['a soft hyphen', 'ada@exam\u00adple.com'],
		['a direction mark', '\u202aada@example.com\u202c'],
		['a control character', 'ada\u0000@example.com'],
		['a name in brackets', 'ada@example.com(Ada)'],
		['a backslash', 'ada\\@example.com'],
	])('is none with %s', async (_, email) => {
		expectInputError(await create(email), 0, 'invalid', 'Email');
		expect(keap.calls()).toEqual([]);
	});
});

it('shows what was given for a tag', async () => {
	const run = await keap.run({
		resource: 'contact',
		operation: 'addTags',
		contactId: byId(1),
		tags: tagRows("={{ [{ name: 'VIP' }] }}"),
	});
	expectInputError(run, 0, 'notFound', 'Tags', '"name":"VIP"');
});
